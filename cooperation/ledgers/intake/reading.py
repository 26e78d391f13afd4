"""A table of cells → the plan of what it would do; says all problems at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import copy
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.ledgers.exports.tally import TOTAL_MARKS
from cooperation.ledgers.intake.cells import Read, reader_of
from cooperation.ledgers.intake.plan import Line, Office, Plan, differs
from cooperation.ledgers.intake.references import known_pairings, known_rows
from cooperation.ledgers.intake.rules import broken_rules
from cooperation.ledgers.intake.titles import IGNORED, Titles, title_of
from cooperation.models import LedgerRow
from cooperation.spreadsheets.uploads import FileCell, FileTable, read_upload
from cooperation.typed.numbers import looks_personal
from cooperation.typed.problems import Problem


def read_file(upload: UploadedFile, office: Office) -> FileTable:
    """The cells of a file; FileRefused if it is no table of this ledger at all."""
    titles = Titles(office.ledger)
    needed = [title_of(field) for field in titles.fields if not field.blank]
    return read_upload(upload, titles.is_head, "、".join(needed))


def plan_of(table: FileTable, office: Office) -> Plan:
    """What the table would do to the ledger as it is now."""
    return _Reading(table, office).plan()


class _Reading:
    """Walks through one table."""

    def __init__(self, table: FileTable, office: Office):
        self.table, self.office = table, office
        self.model = office.ledger.model
        self.titles = Titles(office.ledger)
        self.parts = [self.titles.part(title) for title in table.head]
        self.columns = {
            part.name: title
            for title, part in zip(table.head, self.parts, strict=True)
            if isinstance(part, models.Field)
        }
        self.result = Plan(table.name, office, notes=list(table.notes))
        self.result.problems.extend(table.problems)
        self.blanks = 0

    def plan(self) -> Plan:
        """The head first: where a column is forbidden, the rows below are not looked at."""
        self.result.problems.extend(self._head_problems())
        if self.result.problems:
            return self.result
        readers = self._readers()
        rows = [(number, self._row(number, cells, readers)) for number, cells in self._rows()]
        found = self._existing(rows)
        unnumbered = self._unnumbered(rows)
        seen: dict[tuple[int, str], int] = {}
        for number, values in rows:
            self._line(number, values, found, unnumbered, seen)
        self.result.problems.extend(broken_rules(self.result, self._place))
        if self.blanks:
            self.result.notes.append(_blanks(self.blanks))
        return self.result

    def _head_problems(self) -> Iterator[Problem]:
        first: dict[str, str] = {}
        for title, part in zip(self.table.head, self.parts, strict=True):
            shown = " ".join(title.split())[:40]
            place = _("Column “%(title)s”") % {"title": shown}
            if self.titles.personal(title):
                yield Problem("P02", place, _PEOPLE, _COUNTS)
            elif part is None and shown:
                yield Problem("C25", place, _UNKNOWN, _TEMPLATE)
            elif isinstance(part, models.Field):
                if part.name in first:
                    yield Problem("C23", place, _TWICE, _KEEP_ONE, "", {"first": first[part.name]})
                first.setdefault(part.name, shown)

    def _readers(self) -> dict[str, Any]:
        known: dict[str, Any] = {"pairing": known_pairings(self.office.pairings)}
        for field in self.titles.fields:
            if field.is_relation and field.name in self.columns and field.name not in known:
                known[field.name] = known_rows(
                    field.related_model, self.office.user, self.office.programme
                )
        return {
            field.name: reader_of(field, known)
            for field in self.titles.fields
            if field.name in self.columns
        }

    def _rows(self) -> Iterator[tuple[int, list[FileCell]]]:
        """The rows that say something; a line of totals is ours, not a row."""
        for number, cells in self.table.rows:
            texts = [cell.text.strip() for cell in cells]
            said = next(filter(None, texts), "")
            if said.startswith(TOTAL_MARKS):
                self.result.notes.append(
                    _("row %(row)d is a line of totals and is left out") % {"row": number}
                )
            elif said or any(cell.problem for cell in cells):
                yield number, cells

    def _row(self, number: int, cells: list[FileCell], readers) -> dict[str, Read]:
        """What each field's cell says; faults are noted and their cells count as blank."""
        values = {}
        for column, (part, cell) in enumerate(zip(self.parts, cells, strict=False)):
            if isinstance(part, models.Field):
                read = readers[part.name](cell)
                if read.problem:
                    one = read.problem
                    place = self._place(number, part.name)
                    self.result.problems.append(
                        Problem(one.code, place, one.reason, one.advice, cell.text, one.params)
                    )
                values[part.name] = read
            elif part == IGNORED and looks_personal(cell.text):
                place = _PLACE % {"row": number, "column": self.table.head[column]}
                self.result.problems.append(Problem("P01", place, _LOOKS, _LEAVE_OUT, cell.text))
        if not values.get("pairing", Read()).given and len(self.office.pairings) == 1:
            values["pairing"] = Read(self.office.pairings[0], given=True)
        return values

    def _place(self, number: int, name: str) -> str:
        """第5行「人数」."""
        title = self.columns.get(name)
        if title is None:
            title = capfirst(str(self.model._meta.get_field(name).verbose_name)) if name else ""
        if not title:
            return _("Row %(row)d") % {"row": number}
        return _PLACE % {"row": number, "column": " ".join(title.split())[:40]}

    def _existing(self, rows) -> dict[tuple[int, str], LedgerRow]:
        """The ledger's rows by pairing and number: one statement."""
        codes = {values["code"].value for _n, values in rows if _says(values, "code")}
        if not codes:
            return {}
        found = self.model._default_manager.filter(
            pairing__in=[pairing.pk for pairing in self.office.pairings], code__in=codes
        )
        return {(row.pairing_id, row.code): row for row in found}

    def _unnumbered(self, rows) -> Counter:
        """Rows without a number that say the same already: a file sent twice adds nothing."""
        if "pairing" not in self.columns and len(self.office.pairings) != 1:
            return Counter()
        found = self.model._default_manager.filter(
            pairing__in=[pairing.pk for pairing in self.office.pairings], code=""
        )
        day = self.model.dated_by
        days = [values[day].value for _n, values in rows if _says(values, day)]
        if days and not self.model._meta.get_field(day).null:
            found = found.filter(**{f"{day}__gte": min(days), f"{day}__lte": max(days)})
        return Counter(found.values_list(*(field.attname for field in self._compared)))

    @cached_property
    def _compared(self) -> list[models.Field]:
        """What makes two rows without a number the same: all that the file says of them."""
        names = dict.fromkeys(["pairing", *self.columns])
        return [self.model._meta.get_field(name) for name in names if name != "code"]

    def _line(self, number, values, found, unnumbered: Counter, seen) -> None:
        """One line of the plan; a row with faults makes none."""
        if any(read.problem for read in values.values()):
            return
        pairing = values.get("pairing", Read()).value
        if pairing is None:
            self._refuse(number, "pairing", "R01", _NEEDED, _FILL_IN)
            return
        code = values["code"].value if _says(values, "code") else ""
        if code and (pairing.pk, code) in seen:
            params = {"first": seen[pairing.pk, code], "number": code}
            self._refuse(number, "code", "L15", _SAME_NUMBER, _KEEP_ONE, **params)
            return
        seen[pairing.pk, code] = number
        given = {name: read.value for name, read in values.items() if read.given}
        self._add_precision(given, values)
        row = found.get((pairing.pk, code)) if code else None
        if row is not None:
            self.blanks += sum(not values[name].given for name in self.columns if name in values)
            self.result.lines.append(_change(number, copy(row), given, pairing))
        elif not self._lacks(number, given):
            self._new(number, given, code, unnumbered)

    def _add_precision(self, given: dict[str, Any], values: dict[str, Read]) -> None:
        """A date known to the month says so itself."""
        day = values.get(self.model.dated_by)
        if day and day.month and "precision" not in given and hasattr(self.model, "precision"):
            given["precision"] = "month"

    def _lacks(self, number: int, given: dict[str, Any]) -> bool:
        """Whether a new row lacks what every row has; says so."""
        lacking = [
            field
            for field in self.titles.fields
            if not field.blank and not field.has_default() and given.get(field.name) in (None, "")
        ]
        for field in lacking:
            self._refuse(number, field.name, "R01", _NEEDED, _FILL_IN)
        return bool(lacking)

    def _new(self, number: int, given: dict[str, Any], code: str, unnumbered: Counter) -> None:
        row = self.model(**given)
        said = tuple(getattr(row, field.attname) for field in self._compared)
        if not code and unnumbered[said]:
            unnumbered[said] -= 1
            self.result.lines.append(Line(number, row, "same"))
        else:
            self.result.lines.append(Line(number, row, "add", {}, given))

    def _refuse(self, row: int, name: str, code: str, reason, advice, **params) -> None:
        place = self._place(row, name)
        self.result.problems.append(Problem(code, place, reason, advice, "", params))


def _says(values: dict[str, Read], name: str) -> bool:
    read = values.get(name)
    return read is not None and read.value not in (None, "")


def _change(number: int, row: LedgerRow, given: dict[str, Any], pairing) -> Line:
    """The row as it would be, and the fields in which that differs."""
    row.pairing = pairing
    before = {name: getattr(row, name) for name in given}
    after = {name: value for name, value in given.items() if differs(before[name], value)}
    for name, value in after.items():
        setattr(row, name, value)
    action = "change" if after else "same"
    return Line(number, row, action, {name: before[name] for name in after}, after)


def _blanks(n: int) -> str:
    words = ngettext(
        "%(n)d blank cell leaves what the ledger says as it is (write “清空” to clear it)",
        "%(n)d blank cells leave what the ledger says as it is (write “清空” to clear it)",
        n,
    )
    return words % {"n": n}


_PLACE = gettext_lazy("Row %(row)d, “%(column)s”")
_PEOPLE = gettext_lazy("this column would hold personal data; none are collected here")
_COUNTS = gettext_lazy("Leave the column out and give counts only")
_UNKNOWN = gettext_lazy("no such column belongs to this table")
_TEMPLATE = gettext_lazy("Leave the column out, or give it the title of the template")
_TWICE = gettext_lazy("this stands in the table already, as “%(first)s”")
_KEEP_ONE = gettext_lazy("Keep one of them")
_LOOKS = gettext_lazy("this looks like an identity or telephone number")
_LEAVE_OUT = gettext_lazy("Leave it out: no personal data are collected here")
_NEEDED = gettext_lazy("this is needed")
_FILL_IN = gettext_lazy("Fill in the cell")
_SAME_NUMBER = gettext_lazy("the number “%(number)s” stands in row %(first)s already")
