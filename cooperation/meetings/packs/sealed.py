"""The numbers of a pack as they were sealed: the rows of its own JSON data file.

They are read and not worked out again: what is entered later with an earlier day would change
what the board says of that moment, and never what was handed out.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db.models import Case, When
from django.utils.translation import get_language

from cooperation.meetings.packs.manifest import checksum
from cooperation.models import Pack
from cooperation.scoreboard import Row
from cooperation.scoreboard.rows import TOTAL

# Row's kind, the pairing's slug, the indicator's code.
Key = tuple[str, str | None, str]

NUMBERS = frozenset(
    {"month", "ytd", "target", "completion", "pace_diff", "last_year", "since_pairing"}
)
COUNTS = frozenset(
    {
        "last_year_covered",
        "last_year_due",
        "since_covered",
        "since_due",
        "due",
        "covered",
        "approved",
    }
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One row of the file. fields: as they stand there, see `scoreboard.rows.FIELDS`."""

    fields: dict[str, Any]

    @property
    def key(self) -> Key:
        """Whose number of which indicator."""
        return self.fields["row"], self.fields["pairing"], self.fields["indicator"]

    def value(self, column: str) -> Decimal | int | None:
        """A number or a count; KeyError for what the file does not hold."""
        text = self.fields[column]
        return Decimal(text) if column in NUMBERS and text is not None else text


def holds(column: str) -> bool:
    """Whether the file has a column; the others are worked out from these when they are asked."""
    return column in NUMBERS | COUNTS


def key_of(row: Row) -> Key:
    """Where a row of a board stands in the file."""
    return row.kind, row.pairing.slug if row.pairing else None, row.indicator.code


def rows_in(content: bytes) -> dict[Key, Sealed] | None:
    """The rows of a JSON data file in their order; None where it is none."""
    try:
        found = [Sealed(one) for one in json.loads(content)["rows"]]
        return {one.key: one for one in found}
    except (ValueError, LookupError, TypeError):
        return None


def sealed_rows(pack: Pack) -> dict[Key, Sealed] | None:
    """A pack's rows, with names in the active language where it was sealed in it.

    None where the pack holds no whole data file. One statement.
    """
    mine_first = Case(When(language=get_language() or "", then=0), default=1)
    files = pack.files.filter(kind="json", data=True).order_by(mine_first, "pk")
    # One at a time: a nation's file is large, and the first will do.
    for file in files.iterator(chunk_size=1):
        content = bytes(file.content)
        rows = rows_in(content) if checksum(content) == file.sha256 else None
        if rows is not None:
            return rows
    return None


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _date(value: Any) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(value)


def _as_it_is(value: Any) -> Any:
    return value


def _of(column: str, read: Callable[[Any], Any] = _as_it_is) -> Any:
    return property(lambda row: read(row.sealed.fields[column]))


class SealedRow(Row):
    """A board's row that says the sealed numbers: its names and rules are the board's."""

    __slots__ = ("sealed",)
    sealed: Sealed

    @classmethod
    def of(cls, row: Row, sealed: Sealed) -> SealedRow:
        """The row with what was sealed of it."""
        made = cls(**{one.name: getattr(row, one.name) for one in fields(row) if one.init})
        made.sealed = sealed
        return made

    month = _of("month", _number)
    ytd = _of("ytd", _number)
    value_date = _of("value_date", _date)
    source = _of("source")
    cutoff = _of("cutoff", _date)
    target = _of("target", _number)
    completion = _of("completion", _number)
    pace_diff = _of("pace_diff", _number)
    last_year = _of("last_year", _number)
    last_year_covered = _of("last_year_covered")
    last_year_due = _of("last_year_due")
    since_pairing = _of("since_pairing", _number)
    since_covered = _of("since_covered")
    since_due = _of("since_due")
    due = _of("due")
    covered = _of("covered")
    approved = _of("approved")

    @property
    def reading(self) -> Any:
        """A published reading, where that was the number."""
        if self.source == self.now.source:
            return self.now.reading
        return self.kind != TOTAL and self.source == "published"

    @property
    def since_partial(self) -> bool:
        """Whether it printed "≥"."""
        return self.since_due is not None and self.since_covered < self.since_due
