"""What a file would do to a ledger: rows to add, rows to change, and everything that is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from django.utils.text import capfirst
from django.utils.translation import ngettext

from cooperation import formatting
from cooperation.changes import Change, as_text, in_words, shown
from cooperation.typed.problems import Problem

if TYPE_CHECKING:
    from cooperation.models import LedgerRow, Pairing, Programme, User
    from cooperation.sectors import Ledger

Action = Literal["add", "change", "same"]


@dataclass(frozen=True)
class Office:
    """Who sends a file, for which ledger and programme, and for which pairings they may."""

    sector: str
    ledger: Ledger
    programme: Programme
    user: User
    pairings: Sequence[Pairing]


@dataclass
class Line:
    """A row of the file and the ledger's row that it makes or meets.

    before: what the ledger says so far in the fields that change; empty for a new row.
    after: what the file says: all of it for a new row, else the fields that change.
    """

    number: int
    row: LedgerRow
    action: Action
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def change(self) -> Change:
        """The entry for the change log, without its reason."""
        return Change(as_text(self.before), as_text(self.after))

    @property
    def words(self) -> list[str]:
        """What changes, field by field: 人数：50 → 51."""
        if self.action != "change":
            return []
        return [
            f"{in_words(as_text({name: was}), self.row)} → {_value(name, now, self.row)}"
            for (name, was), now in zip(self.before.items(), self.after.values(), strict=True)
        ]


def _value(name: str, value: Any, row: LedgerRow) -> str:
    """A field's value in words, without the field's name."""
    name_alone = in_words(as_text({name: ""}), row).removesuffix("—")
    return in_words(as_text({name: value}), row).removeprefix(name_alone)


@dataclass
class Plan:
    """All lines of a file, in its order."""

    name: str
    office: Office
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of(self, *actions: str) -> list[Line]:
        """The lines that do this to the ledger."""
        return [line for line in self.lines if line.action in actions]

    @property
    def added(self) -> list[Line]:
        """New rows."""
        return self.of("add")

    @property
    def changed(self) -> list[Line]:
        """Rows that say something else afterwards."""
        return self.of("change")

    @property
    def same(self) -> list[Line]:
        """Rows that the ledger has already as the file says."""
        return self.of("same")

    @property
    def writes(self) -> list[Line]:
        """The lines that write anything."""
        return self.of("add", "change")

    @property
    def count(self) -> str:
        """3 kinds of problems in 27 places."""
        kinds = len({problem.code for problem in self.problems})
        places = len(self.problems)
        return ngettext(
            "%(places)d place, %(kinds)d kind of problem",
            "%(places)d places, %(kinds)d kinds of problems",
            places,
        ) % {"places": places, "kinds": kinds}

    @property
    def sums(self) -> list[tuple[str, str, str]]:
        """What the added rows come to, and by how much the changed ones differ."""
        fields = {f.name: f for f in self.office.ledger.model._meta.concrete_fields}
        found = []
        for name in self.office.ledger.totals:
            if name in fields:
                added = _total(line.after.get(name) for line in self.added)
                moved = _total(line.after.get(name) for line in self.changed) - _total(
                    line.before.get(name) for line in self.changed
                )
                decimals = getattr(fields[name], "decimal_places", 0) and 2
                found.append(
                    (
                        capfirst(str(fields[name].verbose_name)),
                        formatting.number(added, decimals),
                        formatting.signed(moved, decimals),
                    )
                )
        return found

    @property
    def version(self) -> str:
        """Changes when the ledger's rows that the file meets have changed."""
        digest = hashlib.sha256()
        for line in self.lines:
            said = [line.action, str(line.row.pk or ""), as_text(line.before), as_text(line.after)]
            digest.update("\x1f".join(said).encode() + b"\x1e")
        return digest.hexdigest()


def _total(values) -> Decimal:
    return sum((Decimal(value) for value in values if value is not None), Decimal(0))


def differs(one: Any, other: Any) -> bool:
    """Whether two values of a field are not the same: 1.5 and 1.50 are."""
    return one != other and shown(one) != shown(other)
