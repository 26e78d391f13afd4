"""What a strange sheet may ask of us: few merged cells, places in order, names that fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _
from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from cooperation.meetings.office_forms.grid import MOST_COLUMNS, MOST_ROWS
from cooperation.models import OfficeFormCell
from cooperation.spreadsheets.archives import DOCX, XLSX, Kind
from cooperation.spreadsheets.uploads import FileRefused
from cooperation.typed.quoting import shorten

# Each range costs time on every page that draws the form; honest forms merge some dozens.
MOST_MERGED = 2000
# Of all tables together: twenty of 40 rows and 20 columns. Every place becomes a cell that is read
# and drawn.
MOST_PLACES = 16_000
# Of all parts that are read, counted as opening and closing marks: a tree of more takes seconds.
MOST_MARKS = 150_000
# As Excel counts.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST_ADDRESS = OfficeFormCell._meta.get_field("address").max_length
# The mark between the name and the place, and the last place of a drawn sheet.
LONGEST_SHEET_NAME = _LONGEST_ADDRESS - len(f"!{get_column_letter(MOST_COLUMNS)}{MOST_ROWS}")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column of "C7"."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def unusual(kind: Kind = XLSX) -> FileRefused:
    """The answer to a file that other programs would not write."""
    return FileRefused(422, "H03", _("the file's structure is unusual"), kind.anew)


def check_amount(parts: Mapping[str, bytes], kind: Kind) -> None:
    """Refuse what would take seconds to read, before a tree is made of it."""
    read = ("xl/worksheets/", "xl/sharedStrings", "xl/styles", "xl/workbook", DOCX.main)
    marks = sum(part.count(b"<") for name, part in parts.items() if name.startswith(read))
    if marks > MOST_MARKS:
        raise FileRefused(413, "H01", _("the file unpacks to far too much"), kind.anew)


def check_sheet_names(names: Iterable[tuple[str, str]]) -> None:
    """Refuse sheets whose cells cannot be told apart or named; names: with the sheet's part."""
    seen: set[str] = set()
    for name, path in names:
        if len(name) > LONGEST_SHEET_NAME:
            raise FileRefused(
                422,
                "T17",
                _("the name of a sheet is too long (“%(name)s”, at most %(most)d characters)"),
                _("Give the sheet a shorter name"),
                name=shorten(name),
                most=LONGEST_SHEET_NAME,
            )
        if name in seen or path in seen:
            raise unusual()
        seen |= {name, path}


def too_many_places() -> FileRefused:
    """The answer to a form of more places than are drawn."""
    return FileRefused(
        422,
        "H01",
        _("the form has too many cells (at most %(most)d in all its tables)"),
        _("Keep only the tables that are to be filled in"),
        most=MOST_PLACES,
    )


def numbered(sheet: etree._Element) -> etree._Element:
    """The same sheet, every row and cell with its place, which the format may leave to be
    counted. FileRefused where places are wrong, twice or out of order."""
    if sum(1 for _data in sheet.iterfind("{*}sheetData")) != 1:
        raise unusual()
    row = 0
    for line in sheet.iterfind("{*}sheetData/{*}row"):
        row = _next(line, row)
        column = 0
        for cell in line.iterfind("{*}c"):
            column = _next_cell(cell, row, column)
    for one in sheet.iterfind("{*}cols/{*}col"):
        first, last = _whole(one.get("min")), _whole(one.get("max"))
        if not 1 <= first <= last <= _LAST_COLUMN:
            raise unusual()
    return sheet


def _next(line: etree._Element, before: int) -> int:
    told = line.get("r")
    row = before + 1 if told is None else _whole(told)
    if not before < row <= _LAST_ROW:
        raise unusual()
    if told is None:
        line.set("r", str(row))
    return row


def _next_cell(cell: etree._Element, row: int, before: int) -> int:
    told = cell.get("r")
    if told is None:
        if before >= _LAST_COLUMN:
            raise unusual()
        cell.set("r", f"{get_column_letter(before + 1)}{row}")
        return before + 1
    place = place_of(told)
    if place is None or place[0] != row or not before < place[1] <= _LAST_COLUMN:
        raise unusual()
    return place[1]


def _whole(text: str | None) -> int:
    """A number of digits; 0 is no place."""
    good = text is not None and len(text) < 8 and text.isascii() and text.isdigit()
    return int(text) if good else 0


def merged(sheet: etree._Element) -> tuple[dict[tuple[int, int], tuple[int, int]], set]:
    """Height and width by the corner, and the places that merged cells cover besides it.

    FileRefused for too many of them and for some that overlap, which no program writes: without
    overlaps they cover no more than the sheet that is drawn.
    """
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for number, one in enumerate(sheet.iterfind("{*}mergeCells/{*}mergeCell")):
        if number >= MOST_MERGED:
            raise _too_many_merged()
        ref = one.get("ref", "A1")
        left, top, right, bottom = range_boundaries(ref)
        if None in (left, top, right, bottom) or top > MOST_ROWS or left > MOST_COLUMNS:
            continue
        rows = range(top, min(bottom, MOST_ROWS) + 1)
        columns = range(left, min(right, MOST_COLUMNS) + 1)
        for row in rows:
            for column in columns:
                if (row, column) in covered:
                    raise _overlap(ref)
                covered.add((row, column))
        sizes[top, left] = bottom - top + 1, right - left + 1
    return sizes, covered - sizes.keys()


def _too_many_merged() -> FileRefused:
    return FileRefused(
        422,
        "X01",
        _("a sheet has too many merged cells (at most %(most)d ranges)"),
        _("Take the merged cells apart that the table does not need"),
        most=MOST_MERGED,
    )


def _overlap(ref: str) -> FileRefused:
    return FileRefused(
        422,
        "X01",
        _("merged cells overlap (%(ref)s)"),
        _("Take these merged cells apart and merge them anew"),
        ref=shorten(ref),
    )
