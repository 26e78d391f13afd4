"""How the text of a cell becomes a value; what cannot be read says why."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cooperation.seeding.problems import CellError

Read = Callable[[str], Any]

NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?", re.ASCII)
WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
PUBLISHED = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


def text(cell: str) -> str:
    """Any text."""
    return cell


def code(cell: str) -> str:
    """A code: letters, digits, dots and dashes."""
    if not CODE.fullmatch(cell):
        raise CellError(_("A code has letters, digits, dots and dashes only."))
    return cell


def number(cell: str) -> Decimal:
    """A decimal in plain digits; no grouping, no exponent, no other scripts' digits."""
    if not NUMBER.fullmatch(cell):
        raise CellError(
            _("This is not a number. Write up to 15 digits, a point and up to 6 decimals.")
        )
    return Decimal(cell)


def whole(cell: str) -> int:
    """A whole number."""
    if not WHOLE.fullmatch(cell):
        raise CellError(_("This is not a whole number."))
    return int(cell)


def day(cell: str) -> datetime.date:
    """A day as 2021-07-19."""
    try:
        if DAY.fullmatch(cell):
            return datetime.date.fromisoformat(cell)
    except ValueError:
        pass
    raise CellError(_("This is not a date. Write it as 2021-07-19."))


def published(cell: str) -> str:
    """The date of a publication, known to the year, the month or the day."""
    if not PUBLISHED.fullmatch(cell):
        raise CellError(_("Write the date as 2021, 2021-04 or 2021-04-16."))
    day((cell + "-01-01")[:10])
    return cell


def flag(cell: str) -> bool:
    """Yes or no, written 1 or 0."""
    if cell not in {"0", "1"}:
        raise CellError(_("Write 1 for yes or 0 for no."))
    return cell == "1"


def one_of(*choices: str) -> Read:
    """One of a few words."""

    def read(cell: str) -> str:
        if cell not in choices:
            raise CellError(_("Write one of: %(choices)s.") % {"choices": ", ".join(choices)})
        return cell

    return read
