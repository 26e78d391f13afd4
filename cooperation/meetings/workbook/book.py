"""The workbook of a meeting: a sheet for each part, printed as offices print tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cooperation.meetings.material import Material
from cooperation.meetings.official import (
    compared,
    groups,
    indicator_label,
    place_label,
    title_of,
)
from cooperation.meetings.workbook.annexes import has_items, write_items
from cooperation.meetings.workbook.charts import write_charts
from cooperation.meetings.workbook.cover import write_cover
from cooperation.meetings.workbook.plain import write_plain
from cooperation.meetings.workbook.restated import write_restated
from cooperation.meetings.workbook.styles import Pen
from cooperation.meetings.workbook.tables import Entry, Table
from cooperation.scoreboard import Row
from cooperation.sectors import sector_label
from cooperation.spreadsheets.settled import settled
from cooperation.spreadsheets.workbooks import book_bytes, new_book, sheet_title

# With more pairings a sheet for each is a book that nobody prints.
MOST_SHEETS = 12


def workbook_bytes(material: Material) -> bytes:
    """The file: the same material gives the same bytes."""
    made = _Making(material)
    return settled(book_bytes(made.book), material.moment, made.rows)


@dataclass
class _Making:
    """The book while it is written."""

    material: Material
    pen: Pen = field(default_factory=Pen)
    book: Workbook = field(init=False)
    # Rows that are written as XML, by the sheet's entry in the archive.
    rows: dict[str, bytes] = field(default_factory=dict)
    _said: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book, cover = new_book(sheet_title(_("Notes"), ()))
        material, board = self.material, self.material.board
        blocks = [rows for rows in (_applicable(one) for one in groups(board)) if rows]
        whole = [rows for rows in blocks if rows[0].kind == "total"]
        places = [rows for rows in blocks if rows[0].kind != "total"]
        for rows in whole:
            self._table(_("Whole city"), _("All indicators of the whole city"), rows)
        self._sheet(_("Charts"), _("Completion, months and pairings as charts"), write_charts)
        main = compared(board)
        if main:
            self._blocks(
                _("Main indicators by pairing"), _("The headline indicators, place by place"), main
            )
        for sector, found in groupby(board.indicators, key=lambda one: one.sector):
            self._sector(sector, [one.code for one in found])
        if len(places) <= MOST_SHEETS + 1:
            for rows in places:
                self._table(rows[0].name, _("All indicators of one pairing"), rows)
        if material.restated is not None:
            words = _("Figures of the last meeting that are others now")
            self._sheet(_("Changes to figures"), words, write_restated)
        if has_items(material):
            self._sheet(_("Open items"), _("What stays to be done, and what was"), write_items)
        data = self._page(_("Data"), _("One line for each row, exact, as in the plain CSV"))
        written = write_plain(material, self.pen, data)
        self.rows[f"xl/worksheets/sheet{len(self.book.sheetnames)}.xml"] = written
        write_cover(material, self.pen, cover, self._said)
        self._mark()

    def _page(self, title: str, about: str) -> Worksheet:
        name = sheet_title(title, self.book.sheetnames)
        self._said.append((name, about))
        return self.book.create_sheet(name)

    def _sheet(
        self, title: str, about: str, write: Callable[[Material, Pen, Worksheet], None]
    ) -> None:
        write(self.material, self.pen, self._page(title, about))

    def _table(self, title: str, about: str, rows: list[Row]) -> None:
        """One place: its indicators by sector, checks and signatures."""
        page = self._page(title, about)
        table = Table(self.material, self.pen, page, _("Indicator"))
        table.head(f"{title_of(self.material.board)} · {title}")
        table.rows(_by_sector(rows))
        table.foot([rows])

    def _blocks(self, title: str, about: str, blocks: list[list[Row]]) -> None:
        """Some indicators: for each the total and below it the pairings."""
        page = self._page(title, about)
        table = Table(self.material, self.pen, page, _("Pairing"))
        table.head(f"{title_of(self.material.board)} · {title}")
        table.rows(entry for rows in blocks for entry in _by_place(rows))
        table.signatures()

    def _sector(self, sector: str, codes: list[str]) -> None:
        """Every indicator of a sector; of many pairings the total and 市本级 alone."""
        board = self.material.board
        many = len(board.pairings) > MOST_SHEETS
        blocks = [
            [row for row in _applicable(board.rows_of(code)) if not many or row.kind != "pairing"]
            for code in codes
        ]
        blocks = [rows for rows in blocks if rows]
        if blocks and board.with_city:
            about = _("The sector's indicators, pairing by pairing")
            self._blocks(sector_label(sector), about, blocks)

    def _mark(self) -> None:
        """Above and below every printed page: its mark, code, number of the page."""
        material = self.material
        for page in self.book.worksheets:
            if material.short_mark:
                page.oddHeader.right.text = material.short_mark
            if material.code:
                page.oddFooter.right.text = material.code


def _applicable(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row.not_applicable]


def _by_sector(rows: list[Row]) -> Iterator[Entry]:
    for sector, found in groupby(rows, key=lambda row: row.indicator.sector):
        yield Entry(sector_label(sector))
        for row in found:
            yield Entry(indicator_label(row), row, level=row.indicator.depth)


def _by_place(rows: list[Row]) -> Iterator[Entry]:
    yield Entry(f"{indicator_label(rows[0])} ({rows[0].indicator.unit})")
    for row in rows:
        whole = row.kind == "total"
        yield Entry(place_label(row), row, level=0 if whole else 1, strong=whole)
