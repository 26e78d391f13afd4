"""A file of targets → what would change, by the same rules as the grid; all of it or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.models import Pairing
from cooperation.scoreboard import CountedIndicator
from cooperation.spreadsheets.titles import title_key as key
from cooperation.spreadsheets.uploads import FileCell, FileTable, read_upload
from cooperation.targets.book import Book, Key
from cooperation.targets.sheet import Sheet
from cooperation.targets.titles import CODE, INDICATOR, UNIT, Titles, known_indicators
from cooperation.typed.problems import Problem, Severity
from cooperation.typed.quoting import shorten

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)", re.ASCII)


@dataclass
class Intake:
    """What a file says: the sheet it makes, and what is wrong besides its cells."""

    name: str
    sheet: Sheet
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> list[Problem]:
        """Everything that has to be put right in the file first."""
        found = [*self.problems, *self.sheet.problems]
        return [problem for problem in found if problem.severity == Severity.HARD]

    @property
    def corrected(self) -> list[str]:
        """What was corrected on reading: 1，234 → 1234."""
        return [
            f"{cell.place} · {shorten(cell.typed)} → {cell.becomes}"
            for cell in self.sheet.changed
            if cell.reading.normalised
        ]

    @property
    def count(self) -> str:
        """3 kinds of problems in 27 places."""
        places = len(self.refused)
        kinds = len(Counter(problem.code for problem in self.refused))
        return ngettext(
            "%(places)d place, %(kinds)d kind of problem",
            "%(places)d places, %(kinds)d kinds of problems",
            places,
        ) % {"places": places, "kinds": kinds}


def read_targets(book: Book, upload: UploadedFile) -> Intake:
    """Read a file against a book; FileRefused if it is no such table at all."""
    titles = Titles(book)
    expected = [_("Indicator code"), _("Indicator"), _("Whole city")]
    table = read_upload(upload, titles.is_head, ", ".join(expected))
    return _Reader(book, titles, table).intake()


class _Reader:
    """Walks through one table."""

    def __init__(self, book: Book, titles: Titles, table: FileTable):
        self.book, self.table = book, table
        self.parts = [titles.part(title) for title in table.head]
        self.known = known_indicators(book.indicators)
        self.typed: dict[Key, str] = {}
        self.places: dict[Key, str] = {}
        self.problems: list[Problem] = list(table.problems)
        self.seen: dict[int, int] = {}
        self.blanks = 0

    def intake(self) -> Intake:
        self.problems.extend(self._head_problems())
        for number, cells in self.table.rows:
            self._row(number, cells)
        sheet = Sheet(self.book, self.typed, places=self.places)
        return Intake(self.table.name, sheet, self._notes(), self.problems)

    def _head_problems(self) -> Iterator[Problem]:
        first: dict[object, str] = {}
        for title, part in zip(self.table.head, self.parts, strict=True):
            place = _("Column “%(title)s”") % {"title": title.strip()[:30]}
            if part is None and title.strip():
                yield Problem("C25", place, _UNKNOWN_COLUMN, _REMOVE)
            elif part in first and (isinstance(part, Pairing) or part in (CODE, INDICATOR)):
                yield Problem("C23", place, _TWICE, _KEEP_ONE, "", {"first": first[part]})
            first.setdefault(part, title.strip()[:30])

    def _row(self, number: int, cells: list[FileCell]) -> None:
        texts = [cell.text.strip() for cell in cells]
        filled = [
            (column, cell)
            for column, cell in enumerate(cells)
            if isinstance(self.parts[column], Pairing) and (cell.text.strip() or cell.problem)
        ]
        names = [t for t, part in zip(texts, self.parts, strict=False) if part in (CODE, INDICATOR)]
        one = next((self.known[k] for k in map(key, names) if self.known.get(k)), None)
        if one is None:
            # A sector's heading or a remark below the table says nothing of targets.
            if filled:
                said = next(filter(None, names), "")
                self._problem("C26", number, _("Indicator"), _UNKNOWN_ROW, _TAKE_CODE, said)
            return
        if one.id in self.seen:
            params = {"first": self.seen[one.id], "name": one.name}
            self._problem("L15", number, _("Indicator"), _SAME, _KEEP_ONE, **params)
            return
        self.seen[one.id] = number
        self._check_unit(number, texts, one)
        for column, part in enumerate(self.parts[: len(cells)]):
            if isinstance(part, Pairing):
                self._cell(number, self.table.head[column], cells[column], one, part)

    def _check_unit(self, number: int, texts: list[str], one: CountedIndicator) -> None:
        column = self.parts.index(UNIT) if UNIT in self.parts else None
        unit = texts[column] if column is not None and column < len(texts) else ""
        if unit and key(unit) not in {key(one.unit_zh), key(one.unit_en)}:
            params = {"unit": one.unit, "typed": unit[:20]}
            self._problem("M06", number, _("Unit"), _OTHER_UNIT, _CHECK_UNIT, **params)

    def _cell(
        self, number: int, title: str, cell: FileCell, one: CountedIndicator, pairing: Pairing
    ) -> None:
        name = (one.id, pairing.pk)
        if cell.problem:
            finding = cell.problem
            self._problem(finding.code, number, title, finding.reason, finding.advice, cell.text)
        elif cell.text.strip():
            self.typed[name] = cell.text
            self.places[name] = self._place(number, title)
        elif name in self.book.counted:
            self.blanks += 1

    @staticmethod
    def _place(number: int, title: str) -> str:
        column = " ".join(title.split())[:40]
        return _("Row %(row)d, “%(column)s”") % {"row": number, "column": column}

    def _problem(self, code, number, title, reason, advice, value="", **params) -> None:
        place = self._place(number, title)
        self.problems.append(Problem(code, place, reason, advice, value, params))

    def _notes(self) -> list[str]:
        notes = list(self.table.notes)
        said = " ".join([self.table.name, *self.table.above])
        years = {int(year) for year in _YEAR.findall(said[:2000])}
        if years and self.book.year not in years:
            words = _("The file speaks of %(said)s; you are changing %(year)s.")
            said_years = ", ".join(map(str, sorted(years)))
            notes.insert(0, words % {"said": said_years, "year": self.book.year})
        if self.blanks:
            notes.append(
                ngettext(
                    "%(n)d blank cell leaves its target as it is",
                    "%(n)d blank cells leave their targets as they are",
                    self.blanks,
                )
                % {"n": self.blanks}
            )
        return notes


_UNKNOWN_COLUMN = gettext_lazy("no such column belongs to this table")
_REMOVE = gettext_lazy("Leave the column out, or give it the title of the downloaded table")
_TWICE = gettext_lazy("this stands in the table already, as “%(first)s”")
_KEEP_ONE = gettext_lazy("Keep one of them")
_UNKNOWN_ROW = gettext_lazy("no indicator of this year has this code or name")
_TAKE_CODE = gettext_lazy("Take the code from the downloaded table")
_SAME = gettext_lazy("“%(name)s” stands in row %(first)s already")
_OTHER_UNIT = gettext_lazy("this is counted in %(unit)s, the file says %(typed)s")
_CHECK_UNIT = gettext_lazy("Check what is counted, then correct the unit")
