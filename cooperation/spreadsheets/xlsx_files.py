"""XLSX as offices send it, opened with care: it is an archive that strangers made."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from cooperation.spreadsheets.archives import XLSX, broken, unpacked
from cooperation.spreadsheets.uploads import (
    BLANKS_AT_END,
    HEAD_WITHIN,
    MOST_COLUMNS,
    MOST_ROWS,
    FileCell,
    FileRefused,
    FileTable,
    IsHead,
    NoHead,
    too_large,
)
from cooperation.typed.numbers import Finding
from cooperation.typed.problems import Problem

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z0-9:]{3,20})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?(?:col|row)\s[^>]*hidden="(?:1|true)"')
_WRITE = _("Write the number itself")


def read_xlsx(name: str, data: bytes, is_head: IsHead) -> FileTable:
    """The first visible sheet that has the head."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = unpacked(archive, XLSX)
        with warnings.catch_warnings():
            # What openpyxl does not keep (fonts, validations) is of no use here.
            warnings.simplefilter("ignore")
            values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = _with_formulas(data, parts)
            return _first_table(name, values, formulas, parts, is_head)
    except (FileRefused, NoHead):
        raise
    except (MemoryError, RecursionError):
        raise too_large() from None
    except Exception:
        # Broken archives and broken XML come as errors of many kinds; all mean the same.
        raise broken(XLSX) from None


def _with_formulas(data: bytes, parts: dict[str, bytes]) -> Any:
    """The book with formulas in place of their results; None where there is none."""
    sheets = (part for name, part in parts.items() if name.startswith("xl/worksheets/"))
    if any(b"<f" in part or b":f>" in part for part in sheets):
        return load_workbook(io.BytesIO(data), read_only=True)
    return None


def _first_table(name, values, formulas, parts, is_head: IsHead) -> FileTable:
    shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    empty = True
    for sheet in shown:
        top = list(islice(_rows(sheet), HEAD_WITHIN))
        empty = empty and not any(cell.text for _n, row in top for cell in row)
        for at, (_number, row) in enumerate(top):
            if is_head([cell.text for cell in row]):
                twin = formulas[sheet.title] if formulas else None
                table = _table(name, sheet, twin, at, parts)
                if len(values.sheetnames) > 1:
                    words = gettext("only the sheet “%(sheet)s” is read") % {"sheet": sheet.title}
                    table.notes.append(words)
                if any(part.startswith("xl/externalLinks/") for part in parts):
                    table.notes.append(gettext("links to other files are not followed"))
                return table
    if empty:
        raise FileRefused(422, "X09", _("there are no data in it"), _("Choose another file"))
    raise NoHead


def _table(name, sheet, twin, at: int, parts: dict[str, bytes]) -> FileTable:
    rows = list(_rows(sheet, twin))
    number, head = rows[at]
    titles = [cell.text for cell in head]
    while titles and not titles[-1].strip():
        titles.pop()
    above = [" ".join(cell.text for cell in row) for _n, row in rows[:at]]
    below = [(n, row[: len(titles)]) for n, row in rows[at + 1 :]]
    table = FileTable(name, titles, below, above)
    part = parts.get(getattr(sheet, "_worksheet_path", "").lstrip("/"), b"")
    for ref in _MERGED.findall(part):
        left, _top, right, bottom = range_boundaries(ref.decode("ascii"))
        if bottom > number and (left, right) != (1, len(titles)) and left <= len(titles):
            table.problems.append(_merged(ref.decode("ascii")))
    if _HIDDEN.search(part):
        table.notes.append(gettext("hidden rows and columns are read too"))
    return table


def _merged(ref: str) -> Problem:
    return Problem(
        "X01", ref, _("merged cells: the value would count for the first one only"), _UNMERGE
    )


_UNMERGE = _("Undo the merging and write each cell")


def _rows(sheet, twin=None) -> Iterator[tuple[int, list[FileCell]]]:
    """The rows with their numbers, until long nothing comes any more."""
    for one in (sheet, twin):
        if one is not None:
            one.reset_dimensions()  # what a file declares may be wrong
    pairs = zip(sheet.iter_rows(), twin.iter_rows(), strict=False) if twin else None
    blank = 0
    for number, row in enumerate(pairs if pairs is not None else sheet.iter_rows(), start=1):
        values, sources = row if pairs is not None else (row, ())
        if len(values) > MOST_COLUMNS and any(c.value is not None for c in values[MOST_COLUMNS:]):
            raise too_large()
        cells = [
            _cell(cell, sources[i] if i < len(sources) else None)
            for i, cell in enumerate(values[:MOST_COLUMNS])
        ]
        blank = 0 if any(cell.text or cell.problem for cell in cells) else blank + 1
        if blank > BLANKS_AT_END:
            return
        if number > MOST_ROWS:
            raise too_large()
        yield number, cells


def _cell(cell, source) -> FileCell:
    """A number as plain digits; what is no number and no text says why."""
    value = cell.value
    if value is None:
        if source is not None and source.data_type == "f":
            return FileCell("", Finding("X11", _("the formula has no result yet"), _CALCULATE))
        return FileCell()
    if isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
        return FileCell(text, Finding("N45", _("this is yes or no, not a number"), _WRITE))
    if cell.data_type == "e":
        return FileCell(str(value), Finding("X25", _("the formula gives an error"), _WRITE))
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return FileCell(str(value), Finding("X26", _("this is a date, not a number"), _WRITE))
    if isinstance(value, int | float):
        return FileCell(_digits(value, percent="%" in (cell.number_format or "")))
    return FileCell(str(value)[:2000])


_CALCULATE = _("Open the file in a spreadsheet program and save it once, or write the number")


def _digits(value: float, *, percent: bool) -> str:
    """As many digits as a spreadsheet keeps; a cell shown as 50% is 50."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if percent:
        number *= 100
    return f"{number:f}" if number.is_finite() else str(value)
