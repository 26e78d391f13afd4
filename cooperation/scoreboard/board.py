"""The board: the rows of a period, worked out when they are asked for."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from cooperation import progress, projection
from cooperation.models import Pairing, Programme, PublishedReading, Source
from cooperation.projection import PastYear, Projection, Reported
from cooperation.scoreboard.catalogue import CountedIndicator
from cooperation.scoreboard.facts import Agreed, Key, Reading
from cooperation.scoreboard.month_sums import MonthSum, Summed, partly_given
from cooperation.scoreboard.rows import OWN, PAIRING, TOTAL, Row
from cooperation.scoreboard.standings import PUBLISHED, Standing, Standings


@dataclass(frozen=True, slots=True)
class Series:
    """Twelve months for a chart, January first; None where nothing is known.

    ytd, month: this year until the period's end, from the offices alone (a published reading
    is a point, never a line). covered, due: the coverage behind each. target: what the target
    asks for by each month's end. points: this year's published readings.
    """

    ytd: list[Decimal | None]
    month: list[Decimal | None]
    covered: list[int | None]
    due: list[int | None]
    last_ytd: list[Decimal | None]
    last_month: list[Decimal | None]
    target: list[Decimal | None]
    points: list[Reading]
    last_points: list[Reading]

    @property
    def partly(self) -> list[str]:
        """Of how many figures owed for a month how many are in it ("3/4"), where some lack."""
        sums = zip(self.ytd, self.month, self.covered, self.due, strict=True)
        return partly_given(Summed(*one[:2], one[2] or 0, one[3] or 0) for one in sums)


@dataclass(slots=True)
class Board:
    """The numbers of a programme from January to a month. Rows are worked out when asked.

    pairings: the reporting groups that exist in the period (or those asked for), in their
    order. city: the city pairing, whose own figures are 市本级 and whose targets are the
    whole city's; None where the programme has none. with_city, with_own: whether the board
    was asked for the city's total, for 市本级. with_history: whether it knows closed years.
    moment: the first moment that is not known, where the board was asked for one.
    """

    programme: Programme
    year: int
    through: int
    as_of: datetime.date | None
    approved_only: bool
    indicators: tuple[CountedIndicator, ...]
    pairings: tuple[Pairing, ...]
    city: Pairing | None
    with_city: bool
    with_own: bool
    with_since: bool
    with_history: bool
    standings: Standings
    targets: dict[Key, Agreed]
    moment: datetime.datetime | None = None
    _by_code: dict[str, CountedIndicator] = field(init=False)
    _by_id: dict[int | None, Pairing] = field(init=False)
    _rows: dict[tuple[str, int | None, str], Row] = field(default_factory=dict)
    _paths: dict[tuple[str, int | None, str, int], Sequence[MonthSum]] = field(default_factory=dict)
    _ends: dict[tuple[str, int | None, str], Projection | None] = field(default_factory=dict)
    _citations: dict[int, list[Source]] | None = None

    def __post_init__(self) -> None:
        self._by_code = {one.code: one for one in self.indicators}
        self._by_id = {pairing.id: pairing for pairing in self.pairings}

    @property
    def last_day(self) -> datetime.date:
        """The last day of the period (截至日期)."""
        return progress.month_end(self.year, self.through)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows: for each indicator the total, 市本级 and the pairings."""
        return tuple(row for one in self.indicators for row in self.rows_of(one.code))

    def rows_of(self, code: str) -> list[Row]:
        """The rows of one indicator."""
        rows = []
        if self.with_city:
            rows.append(self.row(TOTAL, None, code))
            if self.city and self.city.reports:
                rows.append(self.row(OWN, self.city.pk, code))
        return rows + [self.row(PAIRING, pairing.id, code) for pairing in self.pairings]

    def rows_for(self, pairing_id: int, codes: Container[str] | None = None) -> list[Row]:
        """The rows of one pairing, indicator by indicator; of some indicators only."""
        kind = OWN if self.city and self.city.pk == pairing_id else PAIRING
        return [
            self.row(kind, pairing_id, one.code)
            for one in self.indicators
            if codes is None or one.code in codes
        ]

    def totals(self) -> list[Row]:
        """The city's rows, indicator by indicator."""
        return [self.row(TOTAL, None, one.code) for one in self.indicators]

    @property
    def has_figures(self) -> bool:
        """Whether anything at all is known of the period."""
        return any(row.ytd is not None for row in self.rows)

    def indicator(self, code: str) -> CountedIndicator:
        """The indicator of that code; KeyError if the board was not asked for it."""
        return self._by_code[code]

    def row(self, kind: str, pairing_id: int | None, code: str) -> Row:
        """One row; KeyError for what the board was not asked for."""
        key = kind, None if kind == TOTAL else pairing_id, code
        if key not in self._rows:
            row = self._total(code) if kind == TOTAL else self._single(*key)
            upper = row.indicator.part_of
            if upper in self._by_code:
                row.whole = partial(self.row, kind, pairing_id, upper)
            self._rows[key] = row
        return self._rows[key]

    def _single(self, kind: str, pairing_id: int | None, code: str) -> Row:
        indicator, known = self.indicator(code), self.standings
        if kind == OWN and self.city and self.with_own and self.city.pk == pairing_id:
            pairing = self.city
        else:
            if kind != PAIRING:
                raise KeyError(kind)
            pairing = self._by_id[pairing_id]
        now = known.of(pairing, indicator, self.year, self.through)
        since = self.with_since and not indicator.is_stock and pairing.reports
        row = Row(
            kind,
            self.programme,
            pairing,
            indicator,
            self.year,
            self.through,
            now,
            known.of(pairing, indicator, self.year - 1, self.through),
            known.since(pairing, indicator, self.year, self.through) if since else None,
            # A target on the city pairing is the whole city's, not 市本级's.
            None if kind == OWN else self.targets.get((pairing.id, indicator.id)),
            not_applicable=not indicator.applies(pairing, self.year),
        )
        self._readings_beside(row, pairing, whole=False)
        row.lacking = lambda: known.missing(pairing, indicator, now, self.year, self.through)
        return row

    def _total(self, code: str) -> Row:
        indicator, known = self.indicator(code), self.standings
        if not self.with_city:
            raise KeyError(TOTAL)
        now = known.total(indicator, self.year, self.through)
        since = self.with_since and not indicator.is_stock
        owing = [part for part in known.parts if indicator.applies(part, self.year)]
        row = Row(
            TOTAL,
            self.programme,
            self.city,
            indicator,
            self.year,
            self.through,
            now,
            known.total(indicator, self.year - 1, self.through),
            known.since(None, indicator, self.year, self.through) if since else None,
            self.targets.get((self.city.pk, indicator.id)) if self.city else None,
            not_applicable=now.ytd is None and not owing,
        )
        if self.city:
            self._readings_beside(row, self.city, whole=True)
        row.lacking = lambda: self._missing_of_total(row, owing)
        return row

    def _readings_beside(self, row: Row, pairing: Pairing, *, whole: bool) -> None:
        known = self.standings
        if row.not_applicable or not known.readings:
            return
        reading = known.reading(pairing, row.indicator, whole, self.year, self.through)
        row.published = reading if reading is not row.now.reading else None
        row.since_reading = known.since_reading(pairing, row.indicator, whole)

    def _missing_of_total(self, row: Row, owing: list[Pairing]) -> Iterable[str]:
        known, now = self.standings, row.now
        if now.covered == now.due:
            return
        if now.reading and self.city:
            full = progress.full_months(now.reading.cutoff, self.year)
            for number in known.due_months(self.city, self.year):
                if full < number <= self.through:
                    yield f"{self.year}-{number:02}"
            return
        for part in owing:
            own = known.of(part, row.indicator, self.year, self.through)
            for month in known.missing(part, row.indicator, own, self.year, self.through):
                yield f"{part.slug}:{month}"

    def declared_months(self, pairing: Pairing, code: str) -> list[Decimal | None]:
        """What the offices declared for each month of the board's year, January first.

        Of a flow the month alone, of a stock the count that was given in that very month;
        None where nothing was, or where a year to date does not tell the month. The press
        declares nothing. Figures after the board's last month are not known to it.
        """
        indicator, known = self.indicator(code), self.standings
        if not indicator.applies(pairing, self.year):
            return [None] * 12
        if not indicator.is_stock:
            return [one.month for one in known.month_sums([pairing], indicator, self.year)]
        years = known.figures.get((pairing.pk, indicator.id), {})
        counts = years.get(self.year, {})
        return [counts[m].value if m in counts else None for m in range(1, 13)]

    # --- charts and citations ---------------------------------------------------------------

    def series(self, row: Row) -> Series:
        """The row's months for a chart: this year and the one before."""
        now = self.months(row, self.year)[: self.through]
        last = self.months(row, self.year - 1)
        gap = [None] * (12 - self.through)
        milestones = row.indicator.milestones
        return Series(
            ytd=[*(one.ytd for one in now), *gap],
            month=[*(one.month for one in now), *gap],
            covered=[*(one.covered for one in now), *gap],
            due=[*(one.due for one in now), *gap],
            last_ytd=[one.ytd for one in last],
            last_month=[one.month for one in last],
            target=list(progress.target_path(row.target if row.has_pace else None, milestones)),
            points=self._points(row, self.year),
            last_points=self._points(row, self.year - 1),
        )

    def months(self, row: Row, year: int) -> Sequence[MonthSum]:
        """A year of the row from the offices alone, January first; the board's own and, where
        it was asked for the total since pairing, every year before (else the one before)."""
        key = row.kind, row.pairing.pk if row.pairing else None, row.indicator.code, year
        if key not in self._paths:
            self._paths[key] = self.standings.month_sums(
                self._owing(row, year), row.indicator, year
            )
        return self._paths[key]

    def _owing(self, row: Row, year: int) -> list[Pairing]:
        pairings = self.standings.parts if row.kind == TOTAL else [row.pairing]
        return [p for p in pairings if p is not None and row.indicator.applies(p, year)]

    def standing(self, row: Row, year: int) -> Standing:
        """The row's number of another year at its end; of the board's year at the period's."""
        known, through = self.standings, self.through if year == self.year else 12
        if row.kind == TOTAL:
            return known.total(row.indicator, year, through)
        return known.of(row.pairing, row.indicator, year, through) if row.pairing else Standing()

    @property
    def years(self) -> range:
        """The years of which the board knows the figures, its own the last."""
        first = self.programme.since.year if self.with_history else self.year - 1
        return range(max(first, self.programme.since.year), self.year + 1)

    # --- how the year goes on ---------------------------------------------------------------

    def completed_years(self, row: Row) -> list[PastYear]:
        """Earlier years whose end all who owe the row's indicator cover, each owing it all year.

        A month that some had not covered by its end is unknown: its sum would be too small.
        """
        if row.indicator.is_stock:
            return []
        found, known = [], self.standings
        for year in self.years[:-1]:
            owed = [known.due_for(p, row.indicator, year) for p in self._owing(row, year)]
            months = self.months(row, year)
            # Whoever joins or leaves in the course of a year bends it.
            whole = {len(due) for due in owed if due} == {12}
            if whole and months[11].covered == months[11].due:
                ytd = [one.ytd if one.covered == one.due else None for one in months]
                found.append(PastYear(year, ytd))
        return found

    def is_owed_all_year(self, row: Row) -> bool:
        """Whether all who owe the row's indicator owe it in every month of the board's year."""
        owing = self._owing(row, self.year)
        owed = [self.standings.due_for(one, row.indicator, self.year) for one in owing]
        return {len(due) for due in owed if due} == {12}

    def reported_through(self, row: Row) -> int:
        """The newest month of the period up to which every month owed is covered; 0 if none is."""
        months = self.months(row, self.year)[: self.through]
        full = [m for m, one in enumerate(months, 1) if one.due and one.covered == one.due]
        return max(full, default=0)

    def projection(self, row: Row) -> Projection | None:
        """Where the row's flow will stand at the year's end; None where that cannot be said.

        It starts from the newest month that is fully covered: missing reports would look like
        a slow year. A published number has no months to go on from.
        """
        key = row.kind, row.pairing.pk if row.pairing else None, row.indicator.code
        if key not in self._ends:
            self._ends[key] = self._projected(row)
        return self._ends[key]

    def _projected(self, row: Row) -> Projection | None:
        through = self.reported_through(row)
        if row.indicator.is_stock or row.source == PUBLISHED or not through:
            return None
        if not self.is_owed_all_year(row):
            return None
        months, past = self.months(row, self.year), self.completed_years(row)
        newest = months[self.through - 1].ytd
        reported = None if newest is None else Reported(self.through, newest)
        milestones = row.indicator.milestones
        return projection.projection(months[through - 1].ytd, through, past, milestones, reported)

    def _points(self, row: Row, year: int) -> list[Reading]:
        if row.pairing is None:
            return []
        key = row.pairing.pk, row.indicator.id, row.kind == TOTAL
        basis = "at" if row.indicator.is_stock else "ytd"
        readings = self.standings.readings.get(key, ())
        return [r for r in readings if r.cutoff.year == year and r.basis == basis]

    def citations(self, reading: Reading) -> list[Source]:
        """Where a reading was published; the first call fetches those of all readings."""
        if self._citations is None:
            self._citations = {}
            pks = {r.id for group in self.standings.readings.values() for r in group}
            links = PublishedReading.sources.through.objects.filter(
                publishedreading__in=pks
            ).select_related("source")
            for link in links.order_by("source__code"):
                self._citations.setdefault(link.publishedreading_id, []).append(link.source)
        return self._citations.get(reading.id, [])
