"""The filters that are set, in words, each with the address of the list without it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms

from cooperation import formatting
from cooperation.ledgers.choosing import NameField
from cooperation.ledgers.filters import MonthFilter

if TYPE_CHECKING:
    from cooperation.ledgers.addresses import Address
    from cooperation.ledgers.filters import ReferenceFilter

LONGEST = 40


@dataclass(frozen=True)
class Chip:
    """One filter: what it is, what it asks for, and the list without it.

    `bad`: the value made no sense or is no longer there; the filter does nothing.
    """

    name: str
    label: str
    words: str
    url: str
    bad: bool = False


def chips(filterset: ReferenceFilter, address: Address) -> list[Chip]:
    """The filters that the address sets, in the order of the form."""
    return [
        Chip(
            name,
            str(field.label),
            _words(filterset, name, field),
            address.without(name),
            name in filterset.form.errors,
        )
        for name, field in filterset.form.fields.items()
        if filterset.data.get(name)
    ]


def _words(filterset, name: str, field: forms.Field) -> str:
    """The value as people write it; one that cannot be read stays as it was typed."""
    typed = filterset.data.get(name)
    value = filterset.form.cleaned_data.get(name)
    if isinstance(field, NameField):
        return _cut(field.told(typed))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(typed, _cut(typed)))
    if isinstance(value, datetime.date):
        month = isinstance(filterset.filters[name], MonthFilter)
        return formatting.month_name(value.year, value.month) if month else formatting.day(value)
    return _cut(typed)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
