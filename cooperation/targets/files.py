"""The grid as a file: an official XLSX to print and a plain CSV, both taken back as they are."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cooperation.formatting import day, year_name
from cooperation.spreadsheets.cells import SAMPLE_MARK, csv_text
from cooperation.spreadsheets.workbooks import (
    BOX,
    book_bytes,
    new_book,
    print_on_a4,
    put,
    put_title,
    safe_name,
)
from cooperation.targets.sheet import Line, Sheet

_FIXED = 3  # code, indicator, unit


def file_name(sheet: Sheet, fmt: str) -> str:
    """样例数据_中山—六盘水…_2025年_targets.xlsx."""
    programme = sheet.book.programme
    parts = [SAMPLE_MARK] if programme.sample else []
    parts += [programme.name, year_name(sheet.book.year), _("Targets")]
    return safe_name(parts, fmt)


def titles(sheet: Sheet) -> list[str]:
    """The table's head."""
    return [
        _("Indicator code"),
        _("Indicator"),
        _("Unit"),
        *map(sheet.column_name, sheet.book.columns),
        _("Sum of the groups"),
        _("Difference"),
    ]


def _values(line: Line) -> list[Any]:
    """A row's cells: numbers as numbers, what was not agreed empty."""
    values = [cell.now for cell in line.cells]
    return [*values, line.allocation.total, line.allocation.left]


def targets_csv(sheet: Sheet) -> str:
    """One head, one row for each indicator; a sample says so in every row."""
    return csv_text(_csv_rows(sheet))


def _csv_rows(sheet: Sheet) -> Iterator[list[Any]]:
    sample = sheet.book.programme.sample
    yield [*titles(sheet), *([_("Notice")] if sample else [])]
    for section in sheet.sections:
        for line in section.lines:
            one = line.indicator
            numbers = [_exact(value, one.decimals) for value in _values(line)]
            yield [one.code, one.name, one.unit, *numbers, *([SAMPLE_MARK] if sample else [])]


def _exact(value: Decimal | None, decimals: int) -> Decimal | None:
    short = None if value is None else value.quantize(Decimal(1).scaleb(-decimals))
    return short if short == value else value


def targets_xlsx(sheet: Sheet) -> bytes:
    """A sheet to print on A4, and one with the documents that the targets stand in."""
    book, page = new_book(_("Targets"))
    _fill(page, sheet)
    _documents(book.create_sheet(_("Documents")), sheet)
    return book_bytes(book)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    head = titles(sheet)
    width = len(head)
    top = _title(page, sheet, width)
    for column, text in enumerate(head, start=1):
        put(page, top, column, text, head=True)
    page.row_dimensions[top].height = 48
    row = top
    for section in sheet.sections:
        row += 1
        put(page, row, 2, section.label, bold=True)
        for column in range(1, width + 1):
            page.cell(row, column).border = BOX
        for line in section.lines:
            row += 1
            _line(page, row, line)
    _print_setup(page, top, row, width)


def _title(page: Worksheet, sheet: Sheet, width: int) -> int:
    """Title, sample mark and unit; gives the row of the head."""
    programme, year = sheet.book.programme, sheet.book.year
    title = _("%(programme)s: targets of %(year)s") % {
        "programme": programme.name,
        "year": year_name(year),
    }
    put_title(page, title, width)
    note = _("Money in 10,000 yuan; other units as given. An empty cell was not agreed.")
    put(page, 2, 1, note, border=False)
    if programme.sample:
        mark = f"{SAMPLE_MARK}　{_('Sample data: for trying things out, not actual progress.')}"
        put(page, 3, 1, mark, bold=True, border=False)
        return 4
    return 3


def _line(page: Worksheet, row: int, line: Line) -> None:
    one = line.indicator
    put(page, row, 1, one.code)
    put(page, row, 2, one.name).alignment = Alignment(
        indent=one.depth, vertical="center", wrap_text=True
    )
    put(page, row, 3, one.unit)
    digits = f".{'0' * one.decimals}" if one.decimals else ""
    for column, value in enumerate(_values(line), start=_FIXED + 1):
        cell = put(page, row, column, value)
        cell.number_format = f"#,##0{digits}"
        cell.alignment = Alignment("right", "center")


def _print_setup(page: Worksheet, top: int, last: int, width: int) -> None:
    page.freeze_panes = page.cell(top + 1, _FIXED + 1)
    page.print_title_cols = "A:C"
    page.print_area = f"A1:{get_column_letter(width)}{last}"
    page.print_options.horizontalCentered = True
    print_on_a4(page, head=top, widths=[26, 34, 9, *[15] * (width - _FIXED)])


def _documents(page: Worksheet, sheet: Sheet) -> None:
    """Which document each target stands in."""
    head = [
        _("Indicator"),
        _("Pairing"),
        _("Target"),
        _("Document number"),
        _("In force from"),
    ]
    for column, text in enumerate(head, start=1):
        put(page, 1, column, text, head=True)
        page.column_dimensions[get_column_letter(column)].width = 28
    row = 1
    for cell in sheet.cells.values():
        if cell.row is None or cell.now is None:
            continue
        row += 1
        name = sheet.column_name(cell.pairing)
        line = [cell.indicator.name, name, cell.now, cell.row.document_no]
        for column, value in enumerate([*line, day(cell.row.in_force_from)], start=1):
            put(page, row, column, value)
        digits = f".{'0' * cell.indicator.decimals}" if cell.indicator.decimals else ""
        page.cell(row, 3).number_format = f"#,##0{digits}"
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
