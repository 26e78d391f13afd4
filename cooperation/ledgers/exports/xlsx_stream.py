"""XLSX as it grows: the workbook is openpyxl's, the rows of its one sheet are written between.

openpyxl makes an object of every cell: a million rows would take minutes and a worker's whole
time limit. What surrounds the rows (styles, head, widths) it writes best.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from html import escape
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cooperation.ledgers.exports.columns import FileColumn
from cooperation.ledgers.exports.reading import Chunk
from cooperation.ledgers.exports.tally import Tally
from cooperation.spreadsheets.cells import cell as csv_cell
from cooperation.spreadsheets.cells import remarked
from cooperation.spreadsheets.workbooks import FONT, book_bytes, new_book, put

# A sheet has 1 048 576 rows: the head, the last line, and what it may have to say below.
MOST_ROWS = 1_048_573
# An entry of an archive written as it comes cannot be longer than 2 GiB.
MOST_BYTES = 2_000_000_000
_SHEET = "xl/worksheets/sheet1.xml"
_EPOCH = datetime.date(1899, 12, 30)
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_WIDTHS = {"text": 18, "number": 14, "day": 14}

Xml = Callable[[Any], str]


class _Sink:
    """Takes what the archive writes and gives it on."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def taken(self) -> bytes:
        """Everything since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def xlsx_stream(
    title: str, columns: Sequence[FileColumn], chunks: Generator[Chunk, None, None], tally: Tally
) -> Iterator[bytes]:
    """The file in parts, with what the tally says as its last lines."""
    book, styles = _empty_book(title, columns)
    head, tail = _around_the_rows(book.read(_SHEET))
    sink = _Sink()
    archive = zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    for name in book.namelist():
        if name != _SHEET:
            archive.writestr(name, book.read(name))
    tally.most = MOST_ROWS
    writers = [_writer(column, styles[column.kind]) for column in columns]
    with archive.open(_SHEET, "w") as sheet:
        size = sheet.write(head)
        yield sink.taken()
        for chunk in tally.over(chunks):
            cells = (map(write, part) for write, part in zip(writers, chunk, strict=True))
            size += sheet.write(_rows(zip(*cells, strict=True)))
            yield sink.taken()
            if size > MOST_BYTES:
                tally.cut = True
                break
        plain = {kind: partial(_typed, style=style) for kind, style in styles.items()}["text"]
        sheet.write(_rows([plain(value) for value in line] for line in tally.lines()))
        sheet.write(tail)
    archive.close()
    yield sink.taken()


def _empty_book(
    title: str, columns: Sequence[FileColumn]
) -> tuple[zipfile.ZipFile, dict[str, int]]:
    """A workbook with a head and no rows, and the numbers of its styles by kind of column."""
    book, page = new_book(_NOT_IN_TITLES.sub(" ", title)[:31])
    styles = {}
    for number, kind in enumerate(_WIDTHS, start=1):
        cell = page.cell(2, number)
        cell.font = Font(FONT, 10.5)
        cell.number_format = "yyyy-mm-dd" if kind == "day" else "General"
        styles[kind] = cell.style_id
    page.delete_rows(2)
    for number, column in enumerate(columns, start=1):
        put(page, 1, number, column.title, head=True)
        page.column_dimensions[get_column_letter(number)].width = _WIDTHS[column.kind]
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    return zipfile.ZipFile(io.BytesIO(book_bytes(book))), styles


def _around_the_rows(sheet: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the rows to come; how many they are is not known yet."""
    head, end, tail = re.sub(rb"<dimension[^>]*/>", b"", sheet).partition(b"</sheetData>")
    return head, end + tail


def _rows(rows: Iterable[Sequence[str]]) -> bytes:
    return "".join(f"<row>{''.join(cells)}</row>" for cells in rows).encode()


def _writer(column: FileColumn, style: int) -> Xml:
    """From a cell to its XML; what comes back often is made once."""
    write = {"text": _text, "number": _typed, "day": _day}[column.kind]
    return lru_cache(maxsize=8192)(partial(write, style=style))


def _typed(value: Any, style: int) -> str:
    if value is None or isinstance(value, str):
        return _text(value, style)
    return f'<c s="{style}"><v>{csv_cell(value)}</v></c>'


def _text(value: Any, style: int) -> str:
    """A text is a text and never a formula."""
    if value is None or value == "":
        return f'<c s="{style}"/>'
    text = escape(remarked(ILLEGAL_CHARACTERS_RE.sub("", str(value))), quote=False)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _day(value: str | None, style: int) -> str:
    """An exact day as a date; a month or a range stays a text."""
    if value is None or len(value) != 10:
        return _text(value, style)
    return f'<c s="{style}"><v>{(datetime.date.fromisoformat(value) - _EPOCH).days}</v></c>'
