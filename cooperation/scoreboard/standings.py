"""How far an indicator stands: of one pairing, and of the city.

Rules that `architecture.md` calls "one way out" and that need both figures and readings.
The arithmetic itself is in `progress.py`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cooperation import progress
from cooperation.models import Pairing, Programme
from cooperation.progress import NOTHING_DUE, YearFigures
from cooperation.scoreboard import month_sums
from cooperation.scoreboard.catalogue import CountedIndicator
from cooperation.scoreboard.facts import Key, Reading, Years
from cooperation.scoreboard.month_sums import MonthSum, Summed

REPORTED, PUBLISHED, MIXED = "reported", "published", "mixed"
NO_FIGURES: YearFigures = {}


@dataclass(slots=True)
class Standing:
    """A number with all that says how far it can be trusted.

    until: the day until which it speaks; cutoff: the same for published numbers only.
    speaks_for_month: whether it includes the period's last month. reading: the published
    reading that it is; readings: those that it contains, for their citations. parts, given:
    on a total, how many pairings owe the indicator and how many of them gave something.
    beside: on a total that is a published reading, the sum of what the offices gave.
    """

    ytd: Decimal | None = None
    month: Decimal | None = None
    source: str | None = None
    cutoff: datetime.date | None = None
    until: datetime.date | None = None
    covered: int = 0
    due: int = 0
    approved: int | None = 0
    speaks_for_month: bool = False
    correcting: bool = False
    reading: Reading | None = None
    readings: tuple[Reading, ...] = ()
    parts: int = 0
    given: int = 0
    beside: Standing | None = None

    @property
    def complete(self) -> bool:
        """Whether every month owed stands behind the number."""
        return self.due > 0 and self.covered == self.due

    @property
    def pending(self) -> bool:
        """Whether it stands partly on submissions that nobody has approved yet (未审定)."""
        return self.approved is not None and self.approved < self.covered


@dataclass(slots=True)
class SincePairing:
    """The sum of the years' values since a pairing began, with its coverage."""

    value: Decimal | None
    covered: int
    due: int


@dataclass(slots=True)
class Standings:
    """All that is known of a programme's cells, asked cell by cell, each worked out once."""

    programme: Programme
    city: Pairing | None
    parts: Sequence[Pairing]
    figures: dict[Key, Years]
    readings: Mapping[tuple[int, int, bool], list[Reading]]
    _known: dict[tuple[int, int, int, int], Standing] = field(default_factory=dict)
    _due: dict[tuple[int, int], range] = field(default_factory=dict)

    def due_months(self, pairing: Pairing, year: int) -> range:
        """The months of a year in which a pairing, within its programme, owes reports."""
        key = pairing.id, year
        if key not in self._due:
            starts = [day for day in (self.programme.since, pairing.since) if day]
            end = self.programme.until + datetime.timedelta(days=1)
            ends = min(end, pairing.until) if pairing.until else end
            self._due[key] = progress.due_months(year, max(starts), ends)
        return self._due[key]

    def due_for(self, pairing: Pairing, indicator: CountedIndicator, year: int) -> range:
        """The months of a year in which a pairing owes an indicator."""
        if not pairing.reports or not indicator.applies(pairing, year):
            return NOTHING_DUE
        return self.due_months(pairing, year)

    def _year(self, pairing: Pairing, indicator: CountedIndicator, year: int) -> YearFigures:
        years = self.figures.get((pairing.id, indicator.id))
        return years.get(year, NO_FIGURES) if years else NO_FIGURES

    # --- one pairing ------------------------------------------------------------------------

    def of(
        self, pairing: Pairing, indicator: CountedIndicator, year: int, through: int
    ) -> Standing:
        """One pairing's own number; on the city pairing that of 市本级."""
        key = pairing.id, indicator.id, year, through
        known = self._known.get(key)
        if known is None:
            if not indicator.applies(pairing, year):
                known = Standing()
            elif indicator.is_stock:
                known = self._stock(pairing, indicator, year, through)
            else:
                known = self._flow(pairing, indicator, year, through)
            self._known[key] = known
        return known

    def _flow(
        self, pairing: Pairing, indicator: CountedIndicator, year: int, through: int
    ) -> Standing:
        """The offices' figures; the press only where the offices gave nothing in the year."""
        due = self.due_for(pairing, indicator, year)
        now = progress.reached(self._year(pairing, indicator, year), due, through)
        if not now.last:
            reading = self.reading(pairing, indicator, False, year, through)
            return _published(reading, due, year, through)
        return Standing(
            now.ytd,
            now.month,
            REPORTED,
            None,
            progress.month_end(year, now.last),
            now.covered,
            now.due,
            now.approved,
            now.last == through,
            now.correcting,
        )

    def _stock(
        self, pairing: Pairing, indicator: CountedIndicator, year: int, through: int
    ) -> Standing:
        """The newest count. The year's own report comes before the press; else the later one."""
        due = self.due_for(pairing, indicator, year)
        years = self.figures.get((pairing.id, indicator.id), {})
        found = progress.newest_stock(years, year, through)
        reading = self.reading(pairing, indicator, False, year, through)
        if found:
            when, given = found
            until = progress.month_end(when, given.month)
            if when == year or reading is None or reading.cutoff <= until:
                owed = progress.due_count(due, through)
                covered = progress.due_count(due, given.month) if when == year else 0
                return Standing(
                    given.value,
                    None,
                    REPORTED,
                    None,
                    until,
                    covered,
                    owed,
                    covered if given.approved else 0,
                    when == year and given.month == through,
                    given.correcting,
                )
        return _published(reading, due, year, through)

    def reading(
        self, pairing: Pairing, indicator: CountedIndicator, whole: bool, year: int, through: int
    ) -> Reading | None:
        """The newest published reading for a period: of the year, for a stock of any year."""
        readings = self.readings.get((pairing.id, indicator.id, whole), ())
        if not readings:
            return None
        if not indicator.is_stock:
            return progress.newest_reading((r for r in readings if r.basis == "ytd"), year, through)
        end = progress.month_end(year, through)
        counts = [r for r in readings if r.basis == "at" and r.cutoff <= end]
        return max(counts, key=lambda r: r.cutoff, default=None)

    def since_reading(
        self, pairing: Pairing, indicator: CountedIndicator, whole: bool
    ) -> Reading | None:
        """The newest published total since the pairing began."""
        readings = self.readings.get((pairing.id, indicator.id, whole), ())
        return max(
            (r for r in readings if r.basis == "since"), key=lambda r: r.cutoff, default=None
        )

    def missing(
        self, pairing: Pairing, indicator: CountedIndicator, now: Standing, year: int, through: int
    ) -> list[str]:
        """The due months that do not stand behind a pairing's number."""
        if now.covered == now.due:
            return []
        due = self.due_for(pairing, indicator, year)
        if now.source == PUBLISHED or indicator.is_stock:
            last = progress.full_months(now.until, year) if now.until else 0
            months = [m for m in due if last < m <= through]
        else:
            figures = self._year(pairing, indicator, year)
            months = progress.missing_months(figures, due, through)
        return [f"{year}-{month:02}" for month in months]

    def since(
        self, pairing: Pairing | None, indicator: CountedIndicator, year: int, through: int
    ) -> SincePairing:
        """The sum of the years' values; of the city where no pairing is given."""
        years = self.years(pairing, indicator, year, through).values()
        return SincePairing(
            progress.known_sum(standing.ytd for standing in years),
            sum(standing.covered for standing in years),
            sum(standing.due for standing in years),
        )

    def years(
        self, pairing: Pairing | None, indicator: CountedIndicator, year: int, through: int
    ) -> dict[int, Standing]:
        """Each year since a pairing (or the city's first) began, the last one until a month."""
        began = [p.since for p in ([pairing] if pairing else self.parts) if p and p.since]
        first = max(min(began, default=self.programme.since), self.programme.since).year
        return {
            y: self.of(pairing, indicator, y, through if y == year else 12)
            if pairing
            else self.total(indicator, y, through if y == year else 12)
            for y in range(first, year + 1)
        }

    # --- the city ---------------------------------------------------------------------------

    def total(self, indicator: CountedIndicator, year: int, through: int) -> Standing:
        """市本级 + groups; or a published whole-city reading that reaches as far or farther
        than the months that all of them cover, with the sum beside it."""
        if not indicator.counted_in(year):
            return Standing()
        owing = [pairing for pairing in self.parts if indicator.applies(pairing, year)]
        numbers = [self.of(pairing, indicator, year, through) for pairing in owing]
        added = added_up(number for number in numbers if number.due or number.ytd is not None)
        city = self.city
        reading = city and self.reading(city, indicator, True, year, through)
        if not city or not reading:
            return added
        common = self.common_until(owing, numbers, indicator, year, through)
        if common is not None and reading.cutoff < common:
            return added
        whole = _published(reading, self.due_months(city, year), year, through)
        whole.parts, whole.given = added.parts, added.given
        whole.beside = added if added.ytd is not None else None
        return whole

    def common_until(
        self,
        owing: Sequence[Pairing],
        numbers: Sequence[Standing],
        indicator: CountedIndicator,
        year: int,
        through: int,
    ) -> datetime.date | None:
        """The end of the newest month that all who owe it cover; None if there is none.

        For a stock, the day by which all of them had given a count.
        """
        pairs = [(p, n) for p, n in zip(owing, numbers, strict=True) if n.due]
        if not pairs or any(number.ytd is None for _, number in pairs):
            return None
        if indicator.is_stock:
            return min(number.until for _, number in pairs if number.until)
        months = {m for p, _ in pairs for m in self.due_for(p, indicator, year) if m <= through}
        for pairing, number in pairs:
            lacking = self.missing(pairing, indicator, number, year, through)
            months -= {int(month[-2:]) for month in lacking}
        return progress.month_end(year, max(months)) if months else None

    def month_sums(
        self, pairings: Sequence[Pairing], indicator: CountedIndicator, year: int
    ) -> Sequence[MonthSum]:
        """The twelve months of a year from the offices' figures alone, added up."""
        if indicator.is_stock:
            return month_sums.of_stock([self._counts(one, indicator, year) for one in pairings])
        return month_sums.of_flow(
            [
                progress.reached_by_month(
                    self._year(pairing, indicator, year), self.due_for(pairing, indicator, year)
                )
                for pairing in pairings
            ]
        )

    def _counts(self, pairing: Pairing, indicator: CountedIndicator, year: int) -> list[Summed]:
        """One pairing's stock at the end of each month, from reports (the press gives points,
        not lines): what `_stock` answers month by month, in one walk through the year."""
        due = self.due_for(pairing, indicator, year)
        years = self.figures.get((pairing.id, indicator.id), {})
        now, before = years.get(year, NO_FIGURES), progress.newest_stock(years, year - 1, 12)
        found: list[Summed] = []
        value, covered = None, 0
        for month in range(1, 13):
            given = now.get(month)
            if given is not None and given.basis == "at":
                value, covered, before = given.value, progress.due_count(due, month), None
            elif before:
                # A count of an earlier year holds until the press knows of a later one.
                reading = self.reading(pairing, indicator, False, year, month)
                until = progress.month_end(before[0], before[1].month)
                stands = reading is None or reading.cutoff <= until
                value = before[1].value if stands else None
            found.append(Summed(value, None, covered, progress.due_count(due, month)))
        return found


def _published(reading: Reading | None, due: range, year: int, through: int) -> Standing:
    """A reading covers the full months up to its cut-off; nothing where there is none."""
    owed = progress.due_count(due, through)
    if reading is None:
        return Standing(due=owed)
    full = progress.full_months(reading.cutoff, year)
    return Standing(
        ytd=reading.value,
        source=PUBLISHED,
        cutoff=reading.cutoff,
        until=reading.cutoff,
        covered=progress.due_count(due, min(full, through)),
        due=owed,
        approved=None,
        speaks_for_month=full >= through,
        reading=reading,
        readings=(reading,),
    )


def added_up(numbers: Iterable[Standing]) -> Standing:
    """The sum of what is known, with summed coverage.

    The month is unknown if a pairing whose number includes it cannot say what it brought:
    the sum would be too small and the coverage would not show it.
    """
    numbers = list(numbers)
    known = [number for number in numbers if number.ytd is not None]
    added = Standing(
        covered=sum(number.covered for number in numbers),
        due=sum(number.due for number in numbers),
        parts=len(numbers),
        given=len(known),
    )
    if not known:
        return added
    sources = {number.source for number in known}
    added.source = sources.pop() if len(sources) == 1 else MIXED
    added.ytd = progress.known_sum(number.ytd for number in known)
    if all(n.month is not None for n in known if n.speaks_for_month):
        added.month = progress.known_sum(number.month for number in known)
    added.cutoff = min((n.cutoff for n in known if n.cutoff), default=None)
    added.until = min((n.until for n in known if n.until), default=None)
    added.approved = None if added.source == PUBLISHED else sum(n.approved or 0 for n in known)
    added.correcting = any(number.correcting for number in known)
    added.readings = tuple(reading for number in known for reading in number.readings)
    return added


def subset_share(part: Standing, whole: Standing) -> Decimal | None:
    """A subset's (其中) share of its whole in per cent, unrounded; unknown where the two do not
    speak of the same months: of one origin, until one day, as far covered."""
    if _reach(part) != _reach(whole):
        return None
    return progress.share_reached(part.ytd, whole.ytd)


def _reach(one: Standing) -> tuple:
    return one.source, bool(one.reading), one.until, one.covered, one.due
