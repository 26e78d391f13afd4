"""The grid as it is shown and judged: lines by sector, sums, and the checks across cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.formatting import number
from cooperation.models import Pairing
from cooperation.scoreboard import CountedIndicator
from cooperation.sectors import all_sectors
from cooperation.targets.book import Book, Key, may_have_target
from cooperation.targets.cells import Cell, plain
from cooperation.targets.document import Document
from cooperation.typed.numbers import Finding
from cooperation.typed.problems import Problem


@dataclass(frozen=True)
class Allocation:
    """The groups' targets together against the whole city's.

    given, due: how many of the groups that can have a target have one. left: the whole less
    the sum, what is not allotted; negative where more is allotted than was agreed.
    """

    total: Decimal | None
    left: Decimal | None
    given: int
    due: int
    own_share: bool
    decimals: int

    @property
    def total_text(self) -> str:
        """The sum as it is printed."""
        return number(self.total, self.decimals) if self.due else ""

    @property
    def state(self) -> tuple[str, str]:
        """A style and words; nothing to say where there is no whole or nothing is allotted."""
        if self.left is None:
            return "", ""
        amount = number(abs(self.left), self.decimals)
        if self.left < 0:
            return "s-late", _("over by %(amount)s") % {"amount": amount}
        if self.left == 0:
            return "s-ok", _("agrees")
        if self.own_share:
            return "s-none", _("%(amount)s left to the city level") % {"amount": amount}
        return "s-watch", _("%(amount)s not allotted") % {"amount": amount}


@dataclass(frozen=True)
class Line:
    """An indicator: the whole city's cell, then the groups'."""

    indicator: CountedIndicator
    city: Cell | None
    groups: tuple[Cell, ...]
    allocation: Allocation

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, the city's first."""
        return (*([self.city] if self.city else []), *self.groups)

    @property
    def indent(self) -> str:
        """The style of a subset (其中) or a part."""
        return "of-which" if self.indicator.depth else ""


@dataclass(frozen=True)
class Section:
    """The lines of a sector."""

    slug: str
    label: str
    lines: tuple[Line, ...]


class Sheet:
    """All cells of a book, some of them typed.

    typed: what came back, by cell; a cell that is not there is left alone. confirmed: cells
    whose question was answered with yes. version: of the page that was typed into. places:
    how messages name cells (rows and columns of a file).
    """

    def __init__(
        self,
        book: Book,
        typed: Mapping[Key, str] | None = None,
        *,
        confirmed: Iterable[Key] = (),
        version: str | None = None,
        places: Mapping[Key, str] | None = None,
    ):
        self.book = book
        self.stale = version is not None and version != book.version
        known = book.known_at(version) if version else None
        self._before = book.newest_until(known) if self.stale else book.newest
        self._typed, self._confirmed = typed or {}, set(confirmed)
        self._places = places or {}
        self.cells: dict[Key, Cell] = {}
        for one in book.indicators:
            for pairing in book.columns:
                self.cells[one.id, pairing.pk] = self._cell(one, pairing)
        for cell in self.cells.values():
            cell.read()
        self._check_subsets()

    def _cell(self, one: CountedIndicator, pairing: Pairing) -> Cell:
        key = (one.id, pairing.pk)
        before = self._before.get(key)
        return Cell(
            one,
            pairing,
            may_have_target(one, pairing, self.book.year),
            self.book.newest.get(key),
            self.book.year_before.get(key),
            plain(before.value if before else None, one.decimals),
            self._typed.get(key),
            key in self._confirmed,
            self._places.get(key) or f"{one.name} · {self.column_name(pairing)}",
        )

    def column_name(self, pairing: Pairing) -> str:
        """A column's heading."""
        return _("Whole city") if pairing == self.book.city else pairing.name

    # --- what is typed ------------------------------------------------------------------------

    @property
    def changed(self) -> list[Cell]:
        """The cells that saving would write."""
        return [cell for cell in self.cells.values() if cell.changed]

    @property
    def problems(self) -> list[Problem]:
        """All problems of all cells, in the grid's order."""
        return [problem for cell in self.cells.values() for problem in cell.problems]

    @property
    def troubled(self) -> list[Cell]:
        """The cells with problems."""
        return [cell for cell in self.cells.values() if cell.problems]

    def conflicts(self) -> list[Cell]:
        """The cells that somebody changed since the page was made."""
        return [
            cell
            for key, cell in self.cells.items()
            if _pk(self._before.get(key)) != _pk(self.book.newest.get(key))
        ]

    def check_document(self, document: Document) -> list[Problem]:
        """What is wrong with the document; cells that it cannot change get their problem."""
        changed = self.changed
        problems = list(
            document.problems(self.book.year, revises=any(cell.revises for cell in changed))
        )
        day = None if any(p.code == "K08" for p in problems) else document.in_force_from
        for cell in changed:
            if day and cell.row and cell.row.in_force_from > day:
                since = cell.row.in_force_from.isoformat()
                cell.refuse(Finding("K05", _LATER, _AFTER, {"since": since}))
        return problems

    def _check_subsets(self) -> None:
        by_code = {one.code: one for one in self.book.indicators}
        for (_one, pairing), cell in self.cells.items():
            whole = by_code.get(cell.indicator.part_of or "")
            above = self.cells.get((whole.id, pairing)) if whole else None
            if above is None or not (cell.changed or above.changed):
                continue
            if cell.value is not None and above.value is not None and cell.value > above.value:
                words = {
                    "part": cell.becomes,
                    "whole": above.becomes,
                    "name": above.indicator.name,
                }
                cell.refuse(Finding("L01", _SUBSET, _COMPARE, words))

    # --- what is shown ------------------------------------------------------------------------

    @property
    def sections(self) -> list[Section]:
        """The lines by sector, in the order of the agreements."""
        lines: dict[str, list[Line]] = {}
        for one in self.book.indicators:
            lines.setdefault(one.sector, []).append(self._line(one))
        labels = {sector.slug: str(sector.label) for sector in all_sectors()}
        known = [slug for slug in labels if slug in lines]
        rest = [slug for slug in lines if slug not in labels]
        return [Section(s, labels.get(s, s), tuple(lines[s])) for s in (*known, *rest)]

    def _line(self, one: CountedIndicator) -> Line:
        city = self.book.city
        groups = tuple(self.cells[one.id, group.pk] for group in self.book.groups)
        whole = self.cells[one.id, city.pk] if city else None
        return Line(one, whole, groups, self._allocation(one, whole, groups))

    def _allocation(
        self, one: CountedIndicator, whole: Cell | None, groups: tuple[Cell, ...]
    ) -> Allocation:
        due = [cell for cell in groups if cell.applies or cell.now is not None]
        values = [cell.value for cell in due if cell.value is not None]
        total = sum(values, Decimal(0)) if values else None
        city = whole.value if whole else None
        return Allocation(
            total,
            None if total is None or city is None else city - total,
            len(values),
            len(due),
            self.book.has_own_share(one),
            one.decimals,
        )


_LATER = gettext_lazy("a target in force from %(since)s stands here, so this one would not count")
_AFTER = gettext_lazy("Write a later day, or add the row in the list of targets")
_SUBSET = gettext_lazy("%(part)s is greater than “%(name)s”, %(whole)s")
_COMPARE = gettext_lazy("Compare the two cells: a part is not greater than its whole")


def _pk(row) -> int | None:
    return row.pk if row else None
