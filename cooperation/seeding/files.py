"""Reading one CSV file: bytes to text, text to rows of text. Strict, with the place of a fault."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from django.utils.translation import gettext as _

from cooperation.seeding.problems import Problems
from cooperation.seeding.tables import Row, Table

LARGEST = 20 * 1024 * 1024


def read_text(path: Path, problems: Problems) -> str | None:
    """The file as text; a byte order mark is dropped. None if it cannot be read."""
    name = path.name
    try:
        if path.stat().st_size > LARGEST:
            problems.add(name, None, "", "", _("The file is larger than 20 MB."))
            return None
        raw = path.read_bytes()
    except OSError:
        problems.add(name, None, "", "", _("The file is missing or cannot be opened."))
        return None
    if b"\0" in raw:
        row = raw[: raw.index(b"\0")].count(b"\n") + 1
        problems.add(name, row, "", "", _("There is binary content; this is not a CSV file."))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        problems.add(name, row, "", "", _("The bytes are not UTF-8. Save the file as UTF-8."))
        return None


def read_rows(path: Path, table: Table, problems: Problems) -> list[Row] | None:
    """The rows of a file as text by column; None if its form is wrong."""
    content = read_text(path, problems)
    if content is None:
        return None
    try:
        records = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    except csv.Error:
        problems.add(path.name, None, "", "", _("A quotation mark is not closed or misplaced."))
        return None
    header = [cell.strip() for cell in records[0]] if records else []
    if not _header_fits(path.name, header, table, problems):
        return None
    rows = []
    for number, record in enumerate(records[1:], 2):
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            reason = _("The row has %(cells)s cells; the header has %(columns)s columns.")
            found = {"cells": len(record), "columns": len(header)}
            problems.add(path.name, number, "", "", reason % found)
            continue
        cells = {name: cell.strip() for name, cell in zip(header, record, strict=True)}
        rows.append(Row(number, cells))
    return rows


def _header_fits(name: str, header: list[str], table: Table, problems: Problems) -> bool:
    """Whether every column is known, none is missing and none stands twice."""
    before = len(problems.found)
    known = [column.name for column in table.columns]
    for position, column in enumerate(header):
        if column not in known:
            problems.add(name, 1, column or "?", column, _("There is no column of this name."))
        elif column in header[:position]:
            problems.add(name, 1, column, column, _("This column stands twice."))
    for column in known:
        if column not in header:
            problems.add(name, 1, column, "", _("This column is missing."))
    return len(problems.found) == before
