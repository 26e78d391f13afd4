"""A file that somebody sends → a table of cells, or one sentence why it cannot be read.

The type is decided by the content; the name and what the browser says are only looked at.
Nothing is stored and nothing is fetched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cooperation.typed.numbers import Finding
from cooperation.typed.problems import Problem
from cooperation.typed.quoting import shorten

LARGEST_FILE = 5 * 2**20
MOST_ROWS = 5000
MOST_COLUMNS = 300
# The head is looked for in the first rows; a title may stand above it.
HEAD_WITHIN = 20
BLANKS_AT_END = 200
# The endings of what is read as a table, and of spreadsheets that are not.
TABLES = ("csv", "txt", "tsv", "xlsx")
OTHER_SHEETS = (".xls", ".xlsb", ".xlsm", ".et", ".ods", ".numbers")

IsHead = Callable[[Sequence[str]], bool]

_TWICE = re.compile(r"\.(exe|com|bat|cmd|js|vbs|scr|ps1|msi|html?)(\.|$)", re.IGNORECASE)
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileCell:
    """A cell as text; `problem` where it holds what no text can say (an error, yes or no)."""

    text: str = ""
    problem: Finding | None = None


@dataclass
class FileTable:
    """The cells by row, with the row's number as Excel shows it.

    head: the column titles; rows: what stands below; above: the texts over the head.
    notes: what was decided on reading, for the preview.
    """

    name: str
    head: list[str]
    rows: list[tuple[int, list[FileCell]]]
    above: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class FileRefused(Exception):
    """The file as a whole cannot be read; `status` is the answer's HTTP status."""

    def __init__(self, status: int, code: str, reason, advice, **params):
        self.status = status
        self.finding = Finding(code, reason, advice, params)
        super().__init__(f"{code} {reason}")

    def problem(self, name: str) -> Problem:
        """The refusal in words."""
        one = self.finding
        return Problem(one.code, shorten(name) or "—", one.reason, one.advice, "", one.params)


class NoHead(Exception):
    """No row has the titles that were looked for."""


def read_upload(upload: UploadedFile, is_head: IsHead, titles: str) -> FileTable:
    """The table whose head `is_head` knows (in words: `titles`), or FileRefused."""
    from cooperation.spreadsheets.csv_files import read_csv
    from cooperation.spreadsheets.xlsx_files import read_xlsx

    if upload.size > LARGEST_FILE:
        raise too_large()
    data = upload.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise too_large()
    name = upload.name or ""
    check_name(name, TABLES)
    check_content(data)
    read = read_xlsx if data.startswith(b"PK") else read_csv
    try:
        return read(name, data, is_head)
    except NoHead:
        raise _no_head(titles) from None


def too_large() -> FileRefused:
    """The answer to a file that is larger than any table of this kind."""
    return FileRefused(
        413,
        "H01",
        _("the file is too large (at most %(most)s MB, %(rows)s rows)"),
        _("Send only the table itself"),
        most=LARGEST_FILE // 2**20,
        rows=MOST_ROWS,
    )


def not_a_table(code: str, reason) -> FileRefused:
    """The answer to what is no spreadsheet at all."""
    return FileRefused(415, code, reason, _("Save it as .xlsx or .csv and send that"))


def _no_head(expected: str) -> FileRefused:
    """The answer to a table without the titles it needs."""
    return FileRefused(
        422,
        "C19",
        _("no row has the column titles (%(titles)s)"),
        _("Download the table from this page and fill it in"),
        titles=expected,
    )


def check_name(name: str, endings: Sequence[str]) -> None:
    """Refuse a name that some system would take for something else, or of another kind."""
    strange = any(unicodedata.category(c) in {"Cf", "Cc", "Co"} for c in name)
    if strange or _DEVICE.match(name) or _TWICE.search(name):
        raise not_a_table("H11", _("a file of this name is not taken"))
    if name.lower().endswith(OTHER_SHEETS):
        raise not_a_table("X15", _("this kind of spreadsheet cannot be read"))
    stem, _dot, ending = name.rpartition(".")
    if not 0 < len(stem) <= 200 or stem[0] == "." or ending.lower() not in endings:
        raise not_a_table("H11", _("a file of this name is not taken"))


def check_content(data: bytes) -> None:
    """Refuse what is empty or begins like something else."""
    if not data.strip():
        raise FileRefused(422, "X09", _("the file is empty"), _("Choose another file"))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise not_a_table("X15", _("this is an old .xls file, or one with a password"))
    if data.startswith((b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8", b"Rar!", b"\x1f\x8b")):
        raise not_a_table("H07", _("this is no spreadsheet"))
