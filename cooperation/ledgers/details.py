"""One row of a ledger in words: every field with its label, and what hangs below it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.text import capfirst

from cooperation import formatting

if TYPE_CHECKING:
    from cooperation.sectors import Ledger


def shown(row: Model, name: str) -> str:
    """A field's value as it is printed; unknown is "—"."""
    display = getattr(row, f"get_{name}_display", None)
    value: Any = display() if display else getattr(row, name)
    if value is None or value == "":
        return formatting.UNKNOWN
    if isinstance(value, Decimal):
        decimals = max(0, -value.normalize().as_tuple().exponent)
        return formatting.number(value, max(decimals, 2) if decimals else 0)
    if isinstance(value, int):
        return formatting.number(value)
    if name == getattr(row, "dated_by", ""):
        return formatting.day(value, getattr(row, "precision", "day"))
    return str(value)


def described(ledger: Ledger, row: Model) -> list[tuple[str, str]]:
    """Labels and values of the fields that the ledger names.

    A field is named alone, or with a label where it is a property.
    """
    lines = []
    for entry in ledger.detail_fields:
        name, label = (entry, None) if isinstance(entry, str) else entry
        if label is None:
            label = row._meta.get_field(name).verbose_name
        lines.append((capfirst(str(label)), shown(row, name)))
    return lines
