"""CSV as offices send it: UTF-8, GB18030 or UTF-16; commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
    not_a_table,
    too_large,
)

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SEPARATORS = {",": "", ";": ";", "\t": "Tab", "|": "|", "，": "，"}


def read_csv(name: str, data: bytes, is_head: IsHead) -> FileTable:
    """The table, in the first encoding and with the first separator that show its head."""
    texts = list(_decoded(data))
    for encoding, text in texts:
        for separator in SEPARATORS:
            head = _head_row(text, separator, is_head)
            if head is not None:
                table = _table(name, text, separator, head)
                table.notes[:0] = _notes(encoding, separator)
                return table
    if not texts:
        raise _undecodable(data)
    if texts[0][1].lstrip("\ufeff \r\n\t")[:1] in {"<", "{", "["}:
        raise not_a_table("C31", _("this is no CSV"))
    raise NoHead


def _decoded(data: bytes) -> Iterator[tuple[str, str]]:
    """Each strict reading of the bytes; without a mark UTF-16 only where zeros speak for it."""
    marked = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    zeros = b"\0" in data
    for encoding in marked or (["utf-16-le", "utf-16-be"] if zeros else ["utf-8", "gb18030"]):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            yield encoding, text


def _undecodable(data: bytes) -> FileRefused:
    if b"\0" in data:
        return FileRefused(
            422,
            "C17",
            _("there are binary contents in it; it may be no CSV"),
            _("Save it as .csv anew"),
        )
    line = 1
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line += data.count(b"\n", 0, error.start)
    return FileRefused(
        422,
        "C07",
        _("near row %(row)s there are bytes that cannot be read"),
        _("Save it as CSV UTF-8 and send it again"),
        row=line,
    )


def _head_row(text: str, separator: str, is_head: IsHead) -> int | None:
    lines = text[:100_000].splitlines()[: HEAD_WITHIN * 2]
    rows = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator)
    try:
        for number, row in enumerate(rows):
            if number >= HEAD_WITHIN:
                return None
            if is_head(row):
                return number
    except csv.Error:
        pass
    return None


def _table(name: str, text: str, separator: str, head: int) -> FileTable:
    rows = _strict(text, separator)
    titles = rows[head][1]
    width = len(titles)
    while titles and not titles[-1].strip():
        titles.pop()
    table = FileTable(name, titles, [], [" ".join(cells) for _n, cells in rows[:head]])
    for number, cells in rows[head + 1 :]:
        beyond = any(cell.strip() for cell in cells[len(titles) :])
        if beyond or (len(cells) > width and any(cell.strip() for cell in cells)):
            raise FileRefused(
                422,
                "C13",
                _("row %(row)s has %(found)s columns instead of %(due)s"),
                _("Look for a comma that groups thousands; leave it out or quote the cell"),
                row=number,
                found=len(cells),
                due=width,
            )
        table.rows.append((number, [FileCell(cell) for cell in cells[: len(titles)]]))
    return table


def _strict(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """All rows with the line each begins on; a quote that swallows rows is refused."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins, blank = 1, 0
    try:
        for row in reader:
            blank = 0 if any(cell.strip() for cell in row) else blank + 1
            if blank > BLANKS_AT_END:
                break
            if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise too_large()
            if any("\n" in cell.replace("\r", "\n") and separator in cell for cell in row):
                raise _quote(begins)
            rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error:
        raise _quote(begins) from None
    return rows


def _quote(row: int) -> FileRefused:
    return FileRefused(
        422,
        "C11",
        _("in row %(row)s a quotation mark has no partner"),
        _("Put quotation marks in pairs, or leave them out"),
        row=row,
    )


def _notes(encoding: str, separator: str) -> list[str]:
    notes = []
    if encoding not in {"utf-8", "utf-8-sig"}:
        notes.append(gettext("read as %(encoding)s") % {"encoding": encoding.upper()})
    if SEPARATORS[separator]:
        notes.append(gettext("columns parted by “%(sign)s”") % {"sign": SEPARATORS[separator]})
    return notes
