"""The monthly reports of a sample programme as entries for the one gate in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from cooperation.models import Basis, Indicator, Pairing, Review
from cooperation.reporting.actions import CorrectionKind
from cooperation.reporting.record import RecordEntry
from cooperation.sampling.differences import Differences
from cooperation.sampling.figures import Figures
from cooperation.sampling.story import Fate, Story
from cooperation.sampling.world import Group

Decision = Review.Decision
Cells = dict[str, tuple[str, Decimal | None, str]]

FORGOTTEN = Decimal("0.9")
RETURNED = "样例：本月数与台账不符，请核对后重新报送"
REOPENED = "样例：漏报一批，更正"
# Nothing was handed in: no entry.
SILENT = frozenset({Fate.MISSING, Fate.DRAFT})
UNDERSTATED = frozenset({Fate.RETURNED, Fate.RESUBMITTED, Fate.CORRECTED, Fate.CORRECTING})
TWICE = frozenset({Fate.RESUBMITTED, Fate.CORRECTED})


class Reports:
    """Makes the entries of one programme."""

    def __init__(self, figures: Figures, story: Story, pairings: dict[str, Pairing]):
        self.figures = figures
        self.story = story
        self.differences = Differences(figures, story.months)
        self.pairings = pairings
        by_report = sorted(
            figures.indicators.values(), key=lambda i: (i.sector, i.side, i.position, i.code)
        )
        self.owed = {
            key: list(indicators)
            for key, indicators in groupby(by_report, key=lambda i: (i.sector, i.side))
        }

    def entries(self, group: Group, year: int) -> Iterator[RecordEntry]:
        """All submissions of a pairing in a year, in order."""
        for index, sector, side, cells in self._reports(group, year):
            fate = self.story.fate(group, sector, side, index)
            if fate not in SILENT:
                yield from self._submissions(group, sector, side, index, fate, cells)

    def drafts(self, group: Group, year: int) -> Iterator[tuple[str, str, datetime.date, Cells]]:
        """What somebody has begun to type and not handed in; a last cell is still open."""
        for index, sector, side, cells in self._reports(group, year):
            if self.story.fate(group, sector, side, index) == Fate.DRAFT:
                kept = list(cells.items())[: max(len(cells) - 1, 1)]
                yield sector, side, self.story.months[index], dict(kept)

    def _reports(self, group: Group, year: int) -> Iterator[tuple[int, str, str, Cells]]:
        for index, month in enumerate(self.story.months):
            if month.year != year:
                continue
            for (sector, side), indicators in self.owed.items():
                cells = self._cells(group, sector, side, index, indicators)
                if cells:
                    yield index, sector, side, cells

    def _cells(
        self, group: Group, sector: str, side: str, index: int, indicators: list[Indicator]
    ) -> Cells:
        year = self.story.months[index].year
        basis = self.story.basis(group, sector, side, year)
        cells: Cells = {}
        for indicator in indicators:
            if not indicator.applies(self.pairings[group.slug], year):
                continue
            stock = indicator.kind == Indicator.Kind.STOCK
            at = Basis.AT if stock else basis
            if note := self.story.gap(group, indicator.code, year):
                cells[indicator.code] = (at, None, note)
            else:
                value = self._value(group, indicator.code, index, at, forgotten=False)
                cells[indicator.code] = (at, value, "")
        return cells

    def _value(
        self, group: Group, code: str, index: int, basis: str, *, forgotten: bool
    ) -> Decimal:
        amount = self.figures.amounts(group, code)[index]
        if forgotten:
            amount = self.figures.understated(group, code, index, FORGOTTEN)
        amount += self.differences.offset(group.slug, code, index)
        if basis != Basis.YTD or not index % 12:
            return amount
        before = self.figures.to_date(group, code, index - 1)
        return before + self.differences.to_date(group.slug, code, index - 1) + amount

    def _first_try(self, group: Group, index: int, cells: Cells) -> Cells:
        """The same cells with a part of the month forgotten."""
        return {
            code: (
                basis,
                None if value is None else self._value(group, code, index, basis, forgotten=True),
                note,
            )
            for code, (basis, value, note) in cells.items()
        }

    def _submissions(
        self, group: Group, sector: str, side: str, index: int, fate: Fate, cells: Cells
    ) -> Iterator[RecordEntry]:
        """One entry, or two where the first was returned or had to be corrected."""
        at = self.story.submitted_at(group, sector, side, index, late=fate == Fate.LATE)
        days = datetime.timedelta(days=1)
        decided = at + days * (1 + index % 3)
        again = decided + days * (2 if fate == Fate.RESUBMITTED else 24)
        approved = (Decision.APPROVED, decided, None, "")
        reviews = {
            Fate.PENDING: [],
            Fate.WITHDRAWN: [(Decision.WITHDRAWN, decided, None, "")],
            Fate.RETURNED: [(Decision.RETURNED, decided, None, RETURNED)],
            Fate.RESUBMITTED: [(Decision.RETURNED, decided, None, RETURNED)],
            Fate.CORRECTED: [approved, (Decision.REOPENED, again, None, REOPENED)],
            Fate.CORRECTING: [approved, (Decision.REOPENED, again, None, REOPENED)],
        }.get(fate, [approved])
        first = self._first_try(group, index, cells) if fate in UNDERSTATED else cells
        report = (self.pairings[group.slug], sector, side, self.story.months[index])
        yield RecordEntry(*report, first, at=at, reviews=reviews)
        if fate in TWICE:
            at = again + days / 8
            yield RecordEntry(
                *report,
                cells,
                at=at,
                reason_kind=CorrectionKind.LATE_SOURCE if fate == Fate.CORRECTED else "",
                reason=REOPENED if fate == Fate.CORRECTED else "",
                reviews=[(Decision.APPROVED, at + days, None, "")],
            )
