"""The sheet of the data: one line for each row of the board, exact, to be counted with."""

from __future__ import annotations

from html import escape
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cooperation.meetings.material import Material
from cooperation.meetings.report import plain_lines
from cooperation.meetings.workbook.styles import MOST_DIGITS, Pen
from cooperation.spreadsheets.cells import runs
from cooperation.spreadsheets.workbooks import print_on_a4

NUMBERS = frozenset(
    {
        "month",
        "ytd",
        "target",
        "completion",
        "pace_diff",
        "last_year",
        "last_year_covered",
        "last_year_due",
        "since_pairing",
        "since_covered",
        "since_due",
        "due",
        "covered",
        "approved",
    }
)
_WIDE = {"pairing_name": 30, "indicator_name": 30, "indicator": 26, "missing": 30, "citations": 30}


def write_plain(material: Material, pen: Pen, page: Worksheet) -> bytes:
    """The head and how it is printed; gives the rows of the sheet that belong below.

    The rows are written as XML: a cell object for each value of five hundred pairings takes
    longer than everything else of the book.
    """
    head, *lines = plain_lines(material.board)
    styles = [_style(pen, page, text) for text in ("", "=")]
    for column, title in enumerate(head, start=1):
        pen.put(page, 1, column, title, "plain_head")
    print_on_a4(page, head=1, widths=[_WIDE.get(str(name), 12) for name in head])
    page.freeze_panes = "F2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(lines) + 1}"
    numbers = [name in NUMBERS for name in head]
    return "".join(_line(line, numbers, styles) for line in lines).encode()


def _style(pen: Pen, page: Worksheet, text: str) -> int:
    """The number of a style in the book; its cell is taken away again."""
    number = pen.put(page, 2, 1, text, "plain").style_id
    page.delete_rows(2)
    return number


def _line(line: list[Any], numbers: list[bool], styles: list[int]) -> str:
    cells = (_cell(value, number, styles) for value, number in zip(line, numbers, strict=True))
    return f"<row>{''.join(cells)}</row>"


def _cell(value: Any, number: bool, styles: list[int]) -> str:
    plain, risky = styles
    if isinstance(value, list):
        value = " ".join(value)
    if value is None or value == "":
        return f'<c s="{plain}"/>'
    text = str(value)
    # A value of more digits than a spreadsheet's number keeps stays a text.
    if number and len(text.strip("-").replace(".", "").lstrip("0")) <= MOST_DIGITS:
        return f'<c s="{plain}"><v>{text}</v></c>'
    style = risky if runs(text) else plain
    kept = escape(ILLEGAL_CHARACTERS_RE.sub("", text), quote=False)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'
