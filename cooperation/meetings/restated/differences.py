"""What differs between two boards in months that the earlier one presented.

Pure: both boards are loaded. Each difference knows what it alone did to the pairing's number of
the period presented, in units: figures are exchanged one after the other, month by month, and
the number is told again after each. So the parts of a number add up whatever the figures count:
a year to date that a later one already contained moves nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from cooperation.bridge import CORRECTED, LATE, PRESS, TAKEN_BACK, TARGET
from cooperation.meetings.restated.presented import Period
from cooperation.models import Pairing
from cooperation.progress import Given
from cooperation.scoreboard import Board, CountedIndicator, Standing
from cooperation.scoreboard.facts import Reading, Years
from cooperation.scoreboard.standings import PUBLISHED, REPORTED, Standings

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that was another one. pairing: None for the whole city's published total.

    month: None for what belongs to no month. basis_old, basis_new: what the values count, or
    where they come from ("published", "reported"). units: what it did to the pairing's number.
    """

    kind: str
    pairing: Pairing | None
    indicator: CountedIndicator
    year: int
    month: int | None
    old: Decimal | None
    new: Decimal | None
    basis_old: str = ""
    basis_new: str = ""
    units: Decimal = ZERO

    @property
    def first_day(self) -> datetime.date | None:
        """The month as its first day."""
        return datetime.date(self.year, self.month, 1) if self.month else None


def differences(
    then: Board, now: Board, pairing: Pairing, indicator: CountedIndicator, period: Period
) -> Iterator[Difference]:
    """Of one pairing and indicator: the year of the board and the year before, oldest first."""
    for year in (now.year - 1, now.year):
        if year < period.year and indicator.applies(pairing, year):
            yield from _earlier_year(then, now, pairing, indicator, year, period)
    if period.year >= now.year - 1 and indicator.applies(pairing, period.year):
        yield from _presented_year(then, now, pairing, indicator, period)


def _changed(
    then: Board,
    now: Board,
    pairing: Pairing,
    indicator: CountedIndicator,
    year: int,
    last: int = 12,
) -> list[Difference]:
    """Month by month what was declared, whoever has approved it since."""
    key = pairing.pk, indicator.id
    old = then.standings.figures.get(key, {}).get(year, {})
    new = now.standings.figures.get(key, {}).get(year, {})
    return [
        _difference(pairing, indicator, year, month, old.get(month), new.get(month))
        for month in range(1, last + 1)
        if _said(old.get(month)) != _said(new.get(month))
    ]


def _said(given: Given | None) -> tuple | None:
    return (given.basis, given.value) if given else None


def _difference(
    pairing: Pairing,
    indicator: CountedIndicator,
    year: int,
    month: int,
    old: Given | None,
    new: Given | None,
) -> Difference:
    kind = LATE if old is None else TAKEN_BACK if new is None else CORRECTED
    return Difference(
        kind,
        pairing,
        indicator,
        year,
        month,
        old and old.value,
        new and new.value,
        old.basis if old else "",
        new.basis if new else "",
    )


def _earlier_year(
    then: Board,
    now: Board,
    pairing: Pairing,
    indicator: CountedIndicator,
    year: int,
    period: Period,
) -> list[Difference]:
    """A closed year: it does nothing to a flow of the year presented."""
    if indicator.is_stock and indicator.applies(pairing, period.year):
        return []  # together with the year presented, to whose count it may belong
    months = _changed(then, now, pairing, indicator, year)
    if indicator.is_stock:
        return months
    old = then.standings.of(pairing, indicator, year, 12)
    new = now.standings.of(pairing, indicator, year, 12)
    return _with_press(months, pairing, indicator, year, old, new, ZERO)


def _presented_year(
    then: Board, now: Board, pairing: Pairing, indicator: CountedIndicator, period: Period
) -> list[Difference]:
    """The year presented, up to its month; of a stock the year before with it."""
    year = period.year
    months = _changed(then, now, pairing, indicator, year, period.through)
    if indicator.is_stock and year == now.year and indicator.applies(pairing, year - 1):
        months = [*_changed(then, now, pairing, indicator, year - 1), *months]
    if not months and _same(then, now, pairing, indicator, period):
        return []
    walk = _Walk(then, now, pairing, indicator, period)
    old, new = walk.told(then.standings), walk.told(now.standings, walk.figures_now)
    if old.source == PUBLISHED:
        return _with_press(months, pairing, indicator, year, old, new, _units(old, new))
    found = [walk.exchanged(one) for one in months]
    found += walk.older_years()
    after = walk.number
    press = (new.ytd or ZERO) - (after or ZERO)
    if press:
        found.append(_press(pairing, indicator, year, Standing(ytd=after), new, press))
    return found


def _same(
    then: Board, now: Board, pairing: Pairing, indicator: CountedIndicator, period: Period
) -> bool:
    """Whether the number is the same one: nearly all are, and need no walk."""
    old = then.standings.of(pairing, indicator, *period)
    new = now.standings.of(pairing, indicator, *period)
    return (old.ytd, old.source) == (new.ytd, new.source)


def _with_press(
    months: list[Difference],
    pairing: Pairing,
    indicator: CountedIndicator,
    year: int,
    old: Standing,
    new: Standing,
    units: Decimal,
) -> list[Difference]:
    """Where a published number stood: reports in its place are one difference, not one a month."""
    if PUBLISHED not in (old.source, new.source):
        return months
    if old.source == PUBLISHED and new.source == REPORTED:
        months = [one for one in months if one.kind != LATE or one.year != year]
    if (old.ytd, old.source) != (new.ytd, new.source):
        months.append(_press(pairing, indicator, year, old, new, units))
    return months


def _press(
    pairing: Pairing | None,
    indicator: CountedIndicator,
    year: int,
    old: Standing,
    new: Standing,
    units: Decimal,
) -> Difference:
    return Difference(
        PRESS,
        pairing,
        indicator,
        year,
        None,
        old.ytd,
        new.ytd,
        old.source or "",
        new.source or "",
        units,
    )


def whole_city(
    then: Board, now: Board, indicator: CountedIndicator, period: Period
) -> Difference | None:
    """The city's total where it is, or was, a published one; None where its parts make it."""
    old = then.standings.total(indicator, *period)
    new = now.standings.total(indicator, *period)
    if not (old.reading or new.reading):
        return None
    return _press(None, indicator, period.year, old, new, _units(old, new))


def _units(old: Standing, new: Standing) -> Decimal:
    return (new.ytd or ZERO) - (old.ytd or ZERO)


class _Walk:
    """A pairing's figures on their way from then to now, and the number that they give."""

    def __init__(
        self,
        then: Board,
        now: Board,
        pairing: Pairing,
        indicator: CountedIndicator,
        period: Period,
    ):
        self.programme, self.city = now.programme, now.city
        self.pairing, self.indicator, self.period = pairing, indicator, period
        self.key = pairing.pk, indicator.id
        old = then.standings.figures.get(self.key, {})
        new = now.standings.figures.get(self.key, {})
        # Years before the last one are fetched only where a stock lacks newer counts: what one
        # of the boards did not fetch is taken as the other one has it.
        older = {y for y in (*old, *new) if y < now.year - 1}
        self.figures: Years = {y: dict(old.get(y) or new.get(y, {})) for y in (*old, *older)}
        self.figures_now: Years = {**{y: old.get(y, {}) for y in older}, **new}
        self.new = new
        self.number = self._number(self.figures)

    def told(self, standings: Standings, figures: Years | None = None) -> Standing:
        """The pairing's standing with a board's readings, on its figures or on others."""
        if figures is None:
            return standings.of(self.pairing, self.indicator, *self.period)
        mixed = self._standings(figures, standings.readings)
        return mixed.of(self.pairing, self.indicator, *self.period)

    def exchanged(self, one: Difference) -> Difference:
        """The difference with what it does to the number."""
        year = self.figures.setdefault(one.year, {})
        given = self.new.get(one.year, {}).get(one.month or 0)
        if given is None:
            year.pop(one.month or 0, None)
        else:
            year[given.month] = given
        before, self.number = self.number, self._number(self.figures)
        return replace(one, units=(self.number or ZERO) - (before or ZERO))

    def older_years(self) -> list[Difference]:
        """A count of a year before those looked at month by month, which still stands."""
        before, self.number = self.number, self._number(self.figures_now)
        if before == self.number:
            return []
        units = (self.number or ZERO) - (before or ZERO)
        kind = LATE if before is None else TAKEN_BACK if self.number is None else CORRECTED
        year = self.period.year - 2
        return [
            Difference(
                kind, self.pairing, self.indicator, year, None, before, self.number, units=units
            )
        ]

    def _number(self, figures: Years) -> Decimal | None:
        """What the offices' figures alone give."""
        return self._standings(figures, {}).of(self.pairing, self.indicator, *self.period).ytd

    def _standings(self, figures: Years, readings: Mapping[tuple, list[Reading]]) -> Standings:
        return Standings(self.programme, self.city, (), {self.key: figures}, readings)


def changed_targets(then: Board, now: Board) -> list[Difference]:
    """Targets of the year that are others than those presented; on the city pairing the city's."""
    pairings = {p.pk: p for p in (*now.standings.parts, *now.pairings)}
    if now.city:
        pairings[now.city.pk] = now.city
    indicators = {one.id: one for one in now.indicators}
    found = []
    for key in {*then.targets, *now.targets}:
        old, new = then.targets.get(key), now.targets.get(key)
        pairing, indicator = pairings.get(key[0]), indicators.get(key[1])
        if pairing is None or indicator is None or (old and old.value) == (new and new.value):
            continue
        found.append(
            Difference(
                TARGET,
                pairing,
                indicator,
                now.year,
                None,
                old.value if old else None,
                new.value if new else None,
            )
        )
    return found
