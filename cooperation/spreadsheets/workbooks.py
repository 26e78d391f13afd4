"""XLSX as offices print it: boxed cells in Song, no text that runs as a formula."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What tables leave and come in as, by the ending of the file's name.
FORMATS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
FONT = "宋体"
_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|\r\n\t\0', "-"))
_NOT_IN_SHEETS = str.maketrans(dict.fromkeys("[]:*?/\\\r\n\t\0", " "))
MOST_IN_SHEETS = 31
_THIN = Side(style="thin", color="9A968A")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="EFEDE6")


def safe_name(parts: Iterable[str], ending: str) -> str:
    """A file's name of several parts, without what some system refuses in names."""
    name = "_".join(parts).translate(_NOT_IN_FILE_NAMES)
    seen = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cf"))
    return f"{seen}.{ending}"


def keepable(text: str) -> str:
    """A text without the characters that no part of a workbook may hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def sheet_title(title: str, taken: Iterable[str]) -> str:
    """A sheet's name as spreadsheets allow it, that no other one of the book has."""
    known = {name.casefold() for name in taken}
    plain = ILLEGAL_CHARACTERS_RE.sub("", title).translate(_NOT_IN_SHEETS)
    name = plain.strip().strip("'")[:MOST_IN_SHEETS].strip() or "-"
    number = 1
    while name.casefold() in known:
        number += 1
        name = f"{plain.strip()[: MOST_IN_SHEETS - 4]} ({number})"
    return name


def new_book(title: str) -> tuple[Workbook, Worksheet]:
    """A book that names nobody as its author, and its first sheet."""
    book = Workbook()
    book.properties.creator = ""
    page = book.active
    page.title = title
    return book, page


def book_bytes(book: Workbook) -> bytes:
    """The file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(page, row, column, value, *, head=False, bold=False, border=True):
    """One cell; a text is never a formula."""
    cell = page.cell(row, column)
    value = str(value) if isinstance(value, Promise) else value
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
    cell.font = Font(FONT, 10.5, bold=bold or head)
    cell.alignment = Alignment("center" if head else None, "center", wrap_text=head)
    if border:
        cell.border = BOX
    if head:
        cell.fill = _HEAD
    return cell


def as_one(page: Worksheet, row: int, first: int, last: int) -> None:
    """The cells of a row from one column to another as one, each as it is dressed.

    `merge_cells` makes and dresses the covered ones anew, which took a quarter of the time of a
    whole workbook.
    """
    page.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")


def put_title(page: Worksheet, title: str, width: int) -> None:
    """The title over the whole width, in the first row."""
    as_one(page, 1, 1, width)
    cell = put(page, 1, 1, title, bold=True, border=False)
    cell.font, cell.alignment = Font(FONT, 16, bold=True), Alignment("center", "center")
    page.row_dimensions[1].height = 30


def print_on_a4(
    page: Worksheet, *, head: int, widths: Sequence[float], last_head: int | None = None
) -> None:
    """Landscape A4, one page wide; the row `head`, or the rows until `last_head`, on every page;
    columns as wide as given."""
    page.print_title_rows = f"{head}:{last_head or head}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.6
    page.page_margins.header = page.page_margins.footer = 0.3
    page.oddFooter.center.text = "&P / &N"
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width


def put_rows(page: Worksheet, top: int, rows: Iterable[Sequence[Any]]) -> int:
    """Boxed rows from a row on; gives the first row that is free."""
    for row in rows:
        for column, value in enumerate(row, start=1):
            put(page, top, column, value)
        top += 1
    return top
