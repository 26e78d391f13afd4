"""Sheets that look like the official table: head lines, boxed rows, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cooperation import formatting
from cooperation.meetings.logic import checks
from cooperation.meetings.material import Material
from cooperation.meetings.official import issue_day, known_day
from cooperation.meetings.text import ref
from cooperation.meetings.workbook.columns import figures
from cooperation.meetings.workbook.styles import LINE, Pen, height
from cooperation.scoreboard import Row
from cooperation.spreadsheets.workbooks import as_one, print_on_a4

FIRST = 3  # number, name and unit stand before the figures
LABEL = 30  # how wide the name is


@dataclass(frozen=True)
class Entry:
    """One line of a table. row: None for a heading. strong: a total. level: how far indented."""

    label: str
    row: Row | None = None
    level: int = 0
    strong: bool = False


class Table:
    """One sheet, written from top to bottom."""

    def __init__(self, material: Material, pen: Pen, page: Worksheet, first: str):
        self.material, self.pen, self.page = material, pen, page
        self.columns = figures()
        self.coded = bool(material.code)
        self.first = first
        self.top = 1
        self.number = 0

    @property
    def width(self) -> int:
        """How many columns there are."""
        return FIRST + len(self.columns)

    def head(self, title: str) -> None:
        """Title, reporting office, days, units; then the columns' titles, on every page."""
        material, board = self.material, self.material.board
        self._across(title, "title", 30)
        if material.mark:
            self._across(material.mark, "notice", 16)
        day = formatting.day(board.last_day)
        self._pair(_("Reporting office:"), f"{_('Cut-off date:')} {day}")
        known = formatting.day(known_day(board))
        self._pair(f"{_('As known on:')} {known}", _("Money in 10k yuan; other units as given"))
        self._titles()

    def rows(self, entries: Iterable[Entry]) -> None:
        """The lines, each boxed."""
        for entry in entries:
            if entry.row is None:
                self._heading(entry)
            else:
                self._line(entry, entry.row)
            self.top += 1

    def foot(self, groups: Sequence[Sequence[Row]]) -> None:
        """What was checked, and who answers for it."""
        found = [check for rows in groups for check in checks(rows)]
        broken = [check for check in found if not check.holds]
        told = _("%(all)d relations checked, %(good)d hold.") % {
            "all": len(found),
            "good": len(found) - len(broken),
        }
        lines = [f"{_('Logic checks:')} {told}"]
        lines += [f"{_('Does not hold:')} {check.sentence}" for check in broken]
        for line in lines:
            self._across(line, "small", height([(line, 190, "small")]))
        self.top += 1
        self.signatures()

    def signatures(self) -> None:
        """The four places at the foot."""
        day = formatting.day(issue_day(self.material.board))
        words = [_("Head of office:"), _("Reviewed by:"), _("Filled in by:"), _("Date of issue:")]
        places = [1, FIRST + 3, FIRST + 6, FIRST + 9]
        for column, word in zip(places, words, strict=True):
            text = f"{word} {day}" if column == places[-1] else word
            self.pen.put(self.page, self.top, column, text, "line")
        self.page.row_dimensions[self.top].height = 20
        self.top += 1

    def _across(self, text: str, look: str, tall: float = LINE) -> None:
        self.pen.put(self.page, self.top, 1, text, look)
        as_one(self.page, self.top, 1, self.width)
        self.page.row_dimensions[self.top].height = tall
        self.top += 1

    def _pair(self, left: str, right: str) -> None:
        """Two texts at the two ends of a line, each over several columns."""
        middle = FIRST + 5
        for first, last, text, look in (
            (1, middle, left, "line"),
            (middle + 1, self.width, right, "line_right"),
        ):
            self.pen.put(self.page, self.top, first, text, look)
            as_one(self.page, self.top, first, last)
        self.top += 1

    def _titles(self) -> None:
        titles = [_("No."), self.first, _("Unit"), *(str(c.title) for c in self.columns)]
        for column, title in enumerate(titles, start=1):
            self.pen.put(self.page, self.top, column, title, "head")
        widths = [5, LABEL, 8, *(column.width for column in self.columns)]
        told = [(t, w, "head") for t, w in zip(titles, widths, strict=True)]
        self.page.row_dimensions[self.top].height = height(told)
        print_on_a4(self.page, head=self.top, widths=widths)
        # Codes can be folded away with one click; the line above is theirs.
        self.page.sheet_properties.outlinePr.summaryBelow = False
        self.top += 1
        self.page.freeze_panes = f"{get_column_letter(FIRST)}{self.top}"

    def _heading(self, entry: Entry) -> None:
        for column in range(1, self.width + 1):
            self.pen.put(self.page, self.top, column, entry.label if column == 1 else None, "group")
        as_one(self.page, self.top, 1, self.width)

    def _line(self, entry: Entry, row: Row) -> None:
        self.number += 1
        put, top, page = self.pen.put, self.top, self.page
        put(page, top, 1, self.number, "middle")
        look = "text_bold" if entry.strong else "within" if entry.level else "text"
        put(page, top, 2, entry.label, look)
        texts = [(entry.label, LABEL - 2 * entry.level, look)]
        put(page, top, 3, row.indicator.unit, "middle")
        for at, column in enumerate(self.columns, start=FIRST + 1):
            value, fmt = column.written(self.material.board, row)
            look = "number_bold" if entry.strong and column.look == "number" else column.look
            put(page, top, at, value, look, fmt)
            if isinstance(value, str):
                texts.append((value, column.width, look))
        page.row_dimensions[top].height = height(texts)
        if self.coded:
            self.top += 1
            self._codes(row)

    def _codes(self, row: Row) -> None:
        """Small and grey below each number: what it can be looked up by."""
        self.page.row_dimensions[self.top].height = 9
        self.page.row_dimensions[self.top].outlineLevel = 1
        codes = (self._code(row, column.field) for column in self.columns)
        for at, code in enumerate((*[""] * FIRST, *codes), start=1):
            self.pen.put(self.page, self.top, at, code or None, "code")

    def _code(self, row: Row, field: str) -> str:
        known = field and getattr(row, field) is not None
        return self.material.coder(ref(row, field)) if known else ""
