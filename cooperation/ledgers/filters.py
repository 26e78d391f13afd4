"""Filters that every ledger has: pairing, dates, free text; and the kinds of filters they use.

A value that makes no sense is said beside its field and left out; the others still apply.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import partial

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.ledgers.choosing import MOST_IN_A_SELECT, ChoosingFilter
from cooperation.ledgers.filter_form import FilterForm, Flat
from cooperation.ledgers.related import PlaceFilter, RelatedFilter
from cooperation.ledgers.scope import PairingNames
from cooperation.ledgers.widgets import (
    ONE_OF_THE_CHOICES,
    QuickDate,
    QuickInput,
    QuickMonth,
    QuickSelect,
)

__all__ = [
    "AmountFilter",
    "DayFilter",
    "KindFilter",
    "LedgerFilter",
    "MonthFilter",
    "PlaceFilter",
    "ReferenceFilter",
    "RelatedFilter",
    "SelectFilter",
    "TextFilter",
]

# In the address at which names are asked for: the filter's name.
NAME_HERE = "FILTER"
NO_PAIRINGS = PairingNames()
# Year 9999 has no following month's first day.
_MONTH = re.compile(r"(?!0000|9999)[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)


class PairingFilter(ChoosingFilter):
    """One of the programme's pairings, by its slug; offered are those that report."""

    @property
    def many(self):
        return len(self._pairings.reporting) > MOST_IN_A_SELECT

    @property
    def options(self):
        chosen, many = self.parent.data.get("pairing"), self.many
        return [
            (one.slug, one.name)
            for one in self._pairings
            if one.slug == chosen or (one.reports and not many)
        ]

    def look_up(self, text):
        names = self._pairings.told_apart
        if text in names:
            return [(text, names[text])]
        return self._pairings.containing(text) if self.many else []

    def called(self, text, most):
        offered = {one.slug for one in self._pairings.reporting}
        return [one for one in self._pairings.containing(text) if one[0] in offered][:most]

    @property
    def _pairings(self) -> PairingNames:
        return self.parent.pairings


class MonthField(forms.Field):
    """A month as its first day."""

    def to_python(self, value):
        """2025-03 → 2025-03-01."""
        if value in self.empty_values:
            return None
        text = str(value).strip()
        if _MONTH.fullmatch(text):
            return datetime.date(int(text[:4]), int(text[5:]), 1)
        raise ValidationError(_("Write the month like 2025-03."), code="invalid")


class TextFilter(Flat, filters.CharFilter):
    """Free text."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", QuickInput({"autocomplete": "off"}, input_type="search"))
        super().__init__(max_length=100, **kwargs)


class DayFilter(Flat, filters.Filter):
    """From or up to a day; both days are in."""

    field_class = forms.DateField

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", QuickDate)
        # ISO only, in every language: what the browser's calendar sends.
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class AmountFilter(Flat, filters.Filter):
    """At least or at most a number."""

    field_class = forms.DecimalField

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", QuickInput({"inputmode": "decimal", "size": 8}))
        super().__init__(max_digits=17, decimal_places=4, **kwargs)


class SelectFilter(Flat, filters.ChoiceFilter):
    """One of some choices: pairs of key and label, or what gives them."""

    def __init__(self, choices, **kwargs):
        kwargs.setdefault("empty_label", _("All"))
        kwargs.setdefault("widget", QuickSelect)
        kwargs.setdefault("error_messages", ONE_OF_THE_CHOICES)
        super().__init__(choices=choices, **kwargs)


class KindFilter(SelectFilter):
    """One of a field's choices."""

    def __init__(self, choices, **kwargs):
        super().__init__(choices.choices, **kwargs)


class MonthFilter(Flat, filters.Filter):
    """A month, as 2025-03: rows from its first to its last day, by the ledger's `date_field`
    or another date field of the row."""

    field_class = MonthField

    def __init__(self, date: str = "", **kwargs):
        self.date = date
        kwargs.setdefault("widget", QuickMonth)
        super().__init__(**kwargs)

    def filter(self, queryset, value):
        """Rows of the month."""
        if value is None:
            return queryset
        date = self.date or self.parent.date_field
        following = datetime.date(value.year + value.month // 12, value.month % 12 + 1, 1)
        return queryset.filter(**{f"{date}__gte": value, f"{date}__lt": following})


class ReferenceFilter(filters.FilterSet):
    """Text alone: for reference ledgers, whose rows hang from no pairing and have no date.

    `search_fields` are where text is looked for. A ledger adds its own kinds, places, amounts.
    """

    date_field = ""
    search_fields: tuple[str, ...] = ("name_zh", "name_en")

    q = TextFilter(method="by_text", label=_("Text"))

    def __init__(self, data, queryset, *, pairings: PairingNames = NO_PAIRINGS):
        super().__init__(data, queryset)
        self.pairings = pairings
        # Where names are asked for while one types: an address with the filter's name to fill in.
        self.names_at = ""
        # Tells the rows the list starts from apart from those of other readers and programmes.
        self.scope: Callable[[], str] = str

    def get_form_class(self):
        """The form, of fields that were made for this list alone."""
        return partial(FilterForm, {name: one.field for name, one in self.filters.items()})

    def names_address(self, name: str) -> str:
        """Where the names of a filter are asked for while one types; "" for nowhere."""
        return self.names_at.replace(NAME_HERE, name, 1)

    def by_text(self, queryset, name, value):
        """Rows that contain the text."""
        return queryset.containing(value, self.search_fields)


class LedgerFilter(ReferenceFilter):
    """Text, pairing and dates; a ledger adds its own kinds and amounts.

    `date_field` is the row's day, `search_fields` where text is looked for.
    """

    date_field = "date"
    search_fields: tuple[str, ...] = ("note",)

    pairing = PairingFilter(method="by_pairing", label=_("Pairing"))
    since = DayFilter(method="by_since", label=pgettext_lazy("a day", "From"))
    until = DayFilter(method="by_until", label=pgettext_lazy("a day", "Until"))

    def pairing_key(self, slug: str | None) -> int | None:
        """The chosen pairing; None for all."""
        return self.pairings.keys[slug] if slug else None

    def by_pairing(self, queryset, name, value):
        """Rows of this very pairing; for the city that is 市本级, not the groups."""
        return queryset.filter(pairing=self.pairings.keys[value])

    def by_since(self, queryset, name, value):
        """Rows of this day or later."""
        return queryset.filter(**{f"{self.date_field}__gte": value})

    def by_until(self, queryset, name, value):
        """Rows of this day or earlier."""
        return queryset.filter(**{f"{self.date_field}__lte": value})
