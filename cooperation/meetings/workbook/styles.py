"""How the cells of the workbook look; each look is made once and shared by its cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from cooperation.spreadsheets.cells import runs
from cooperation.spreadsheets.workbooks import BOX, FONT

GREY = "767F88"
_HEAD = PatternFill("solid", fgColor="EFEDE6")
_SOFT = PatternFill("solid", fgColor="F6F5F1")
_NONE = PatternFill()
_OPEN = Border()
# More digits than a spreadsheet's number keeps: such a value is kept as text.
MOST_DIGITS = 15
# The height of a row of one line, in points.
LINE = 15.0


@dataclass(frozen=True)
class Look:
    """size in points; across: where the text stands; wrap: whether it breaks into lines."""

    size: float = 10
    bold: bool = False
    grey: bool = False
    across: str | None = None
    indent: int = 0
    wrap: bool = False
    boxed: bool = True
    fill: str = ""


LOOKS = {
    "title": Look(16, bold=True, across="center", boxed=False),
    "notice": Look(10, bold=True, across="center", boxed=False),
    "line": Look(10, boxed=False),
    "line_right": Look(10, boxed=False, across="right"),
    "line_wrap": Look(10, boxed=False, wrap=True),
    "line_bold": Look(10.5, boxed=False, bold=True),
    "small": Look(8, boxed=False, grey=True, wrap=True),
    "head": Look(10, bold=True, across="center", wrap=True, fill="head"),
    "group": Look(10, bold=True, across="left", fill="soft"),
    "text": Look(10, wrap=True),
    "label": Look(10),
    "text_bold": Look(10, bold=True, wrap=True),
    "within": Look(10, across="left", indent=2, wrap=True),
    "middle": Look(9, across="center"),
    "number": Look(10, across="right"),
    "number_bold": Look(10, bold=True, across="right"),
    "remark": Look(8, wrap=True),
    "code": Look(6.5, grey=True, across="right"),
    "plain": Look(9, boxed=False),
    "plain_head": Look(9, bold=True, boxed=False, fill="head"),
}


@cache
def _parts(name: str) -> tuple[Font, Alignment, Border, PatternFill]:
    look = LOOKS[name]
    font = Font(FONT, look.size, bold=look.bold, color=GREY if look.grey else None)
    place = Alignment(look.across, "center", wrap_text=look.wrap, indent=look.indent)
    fill = {"head": _HEAD, "soft": _SOFT}.get(look.fill, _NONE)
    return font, place, BOX if look.boxed else _OPEN, fill


class Pen:
    """Writes cells into the sheets of one book."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, bool], Any] = {}

    def put(self, page: Worksheet, row: int, column: int, value: Any, look: str, fmt: str = ""):
        """One cell; a text is a text and never a formula."""
        cell = page.cell(row, column)
        risky = False
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"
            # So that it stays a text when somebody edits the cell, too.
            risky = runs(value)
        elif value is not None:
            cell.value = value
        self._dress(cell, look, fmt, risky)
        return cell

    def _dress(self, cell: Cell, look: str, fmt: str, risky: bool) -> None:
        key = look, fmt, risky
        if key in self._known:
            cell._style = self._known[key]
            return
        cell.font, cell.alignment, cell.border, cell.fill = _parts(look)
        if fmt:
            cell.number_format = fmt
        if risky:
            cell.quotePrefix = True
        self._known[key] = cell._style


def height(texts: Iterable[tuple[str, float, str]]) -> float:
    """How high a row must be for its texts: each with its column's width and its look.

    Programs do not all look for themselves when they open a file.
    """
    most = LINE
    for text, width, look in texts:
        size = LOOKS[look].size
        fits = max(width * 10 / size - 1, 1)
        lines = sum(max(1, ceil(_cells(part) / fits)) for part in text.split("\n"))
        most = max(most, lines * size * 1.35 + 2)
    return most


def _cells(text: str) -> int:
    """How wide a text is, in Latin digits: a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def number_format(decimals: int, *, signed: bool = False) -> str:
    """1 234.50 with groups; a difference shows its sign."""
    digits = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return f"+{digits};-{digits};{digits}" if signed else digits
