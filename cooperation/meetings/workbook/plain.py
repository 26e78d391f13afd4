"""The sheet of the data: one line for each row of the board, exact, to be counted with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cooperation.meetings.material import Material
from cooperation.meetings.report import plain_lines
from cooperation.meetings.workbook.styles import MOST_DIGITS, Pen
from cooperation.scoreboard.rows import FIELDS
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


def write_plain(material: Material, pen: Pen, page: Worksheet) -> None:
    """The lines of the plain CSV, numbers as numbers."""
    head, *lines = plain_lines(material.board)
    for column, title in enumerate(head, start=1):
        pen.put(page, 1, column, title, "plain_head")
    numbers = {at for at, name in enumerate(FIELDS) if name in NUMBERS}
    for row, line in enumerate(lines, start=2):
        for at, value in enumerate(line):
            if value is not None and value != "" and value != []:
                pen.put(page, row, at + 1, _typed(value, at in numbers), "plain")
    print_on_a4(page, head=1, widths=[_WIDE.get(str(name), 12) for name in head])
    page.freeze_panes = "F2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(lines) + 1}"


def _typed(value: Any, number: bool) -> Any:
    if isinstance(value, list):
        return " ".join(value)
    if not number or not isinstance(value, str):
        return value
    exact = Decimal(value)
    return exact if len(exact.as_tuple().digits) <= MOST_DIGITS else value
