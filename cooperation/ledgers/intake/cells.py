"""One cell of a file → a field's value, read as typed text is read everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.intake.titles import LANGUAGES, title_of
from cooperation.spreadsheets.cells import unmarked
from cooperation.spreadsheets.titles import title_key
from cooperation.spreadsheets.uploads import FileCell
from cooperation.typed.days import read_day
from cooperation.typed.numbers import Finding, looks_personal, normal, read_number
from cooperation.typed.words import fault_of, one_line

# A blank never takes anything away; one of these words does.
CLEAR = frozenset({"清空", "clear"})
LONGEST_NOTE = 2000
# What a whole number may be on the strictest database.
LARGEST = 2**31 - 1
_UNIT = re.compile(r"[（(]([^（()）]+)[）)]\s*$")
_MONTH = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})月?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says. given: whether it says anything; month: a date known to the month."""

    value: Any = None
    given: bool = False
    problem: Finding | None = None
    month: bool = False


BLANK = Read()
Reader = Callable[[FileCell], Read]


def reader_of(field: models.Field, known: dict[str, Any]) -> Reader:
    """How the cells of a field's column are read; `known` finds the rows that it points to."""
    if field.is_relation:
        read = partial(_reference, known[field.name])
    elif isinstance(field, models.BooleanField):
        read = partial(_choice, _yes_or_no())
    elif field.choices:
        read = partial(_choice, _labels(field))
    elif isinstance(field, models.DateField):
        read = _day
    elif isinstance(field, models.DecimalField):
        read = partial(_number, _units(field), field.decimal_places)
    elif isinstance(field, models.IntegerField):
        read = partial(_number, _units(field), 0)
    else:
        read = partial(_words, field)
    return partial(_cell, field, read)


def _cell(field: models.Field, read: Callable[[str], Read], cell: FileCell) -> Read:
    """A cell that holds a date is no fault where a date is asked for."""
    text = unmarked(cell.text)
    if cell.problem and not (cell.problem.code == "X26" and isinstance(field, models.DateField)):
        return Read(problem=cell.problem, given=True)
    if not text.strip():
        return BLANK
    if title_key(text) in CLEAR:
        empty = None if field.null else ""
        return Read(problem=_NEEDED, given=True) if not field.blank else Read(empty, given=True)
    return read(text)


def _number(units: tuple[str, ...], decimals: int, text: str) -> Read:
    """A question is a fault here: a file is put right by whoever made it."""
    reading = read_number(text, units=units, decimals=decimals)
    value = reading.value
    if value is not None and not decimals and not reading.ask:
        value = int(value)
        if value > LARGEST:
            return Read(given=True, problem=_TOO_LARGE)
    return Read(value, given=True, problem=reading.problem or reading.ask)


def _day(text: str) -> Read:
    if match := _MONTH.fullmatch(normal(text).replace(" ", "")):
        reading = read_day(f"{match[1]}-{match[2]}-1")
        return Read(reading.value, given=True, problem=reading.problem, month=True)
    reading = read_day(text)
    return Read(reading.value, given=True, problem=reading.problem)


def _choice(labels: dict[str, tuple[Any, str]], text: str) -> Read:
    found = labels.get(title_key(text))
    if found:
        return Read(found[0], given=True)
    known = "、".join(dict.fromkeys(label for _value, label in labels.values()))
    advice = _("Write one of these: %(known)s")
    return Read(
        given=True,
        problem=Finding("T07", _("this is none of the choices"), advice, {"known": known}),
    )


def _reference(known: Any, text: str) -> Read:
    if looks_personal(text):
        return Read(given=True, problem=_PERSONAL)
    row, problem = known.find(text)
    return Read(row, given=True, problem=problem)


def _words(field: models.Field, text: str) -> Read:
    long = isinstance(field, models.TextField)
    words = text.strip() if long else one_line(text)
    return Read(words, given=True, problem=fault_of(words, field.max_length or LONGEST_NOTE))


def _labels(field: models.Field) -> dict[str, tuple[Any, str]]:
    """Choices by their stored value and by their labels; the active language speaks last."""
    found: dict[str, tuple[Any, str]] = {}
    shown = {value: str(label) for value, label in field.flatchoices}
    for language in LANGUAGES:
        with override(language):
            for value, label in field.flatchoices:
                found[title_key(str(label))] = (value, shown[value])
                found.setdefault(title_key(str(value)), (value, shown[value]))
    return found


def _yes_or_no() -> dict[str, tuple[Any, str]]:
    yes, no = (True, gettext("Yes")), (False, gettext("No"))
    return dict.fromkeys(("是", "yes", "true", "1"), yes) | dict.fromkeys(
        ("否", "no", "false", "0"), no
    )


def _units(field: models.Field) -> tuple[str, ...]:
    """The unit that stands in brackets at the end of a field's name: 金额（万元）."""
    return tuple(_units_in_languages(field))


def _units_in_languages(field: models.Field) -> Iterator[str]:
    for language in LANGUAGES:
        with override(language):
            if match := _UNIT.search(title_of(field)):
                yield match[1]


_TOO_LARGE = Finding("N47", _("this is out of range"), _("Check the number and its unit"))
_NEEDED = Finding("R01", _("this is needed"), _("Fill in the cell"))
_PERSONAL = Finding(
    "P01",
    _("this looks like an identity or telephone number"),
    _("Leave it out: no personal data are collected here"),
)
