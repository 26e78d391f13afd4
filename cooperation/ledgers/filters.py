"""Filters that every ledger has: pairing, dates, free text; and the kinds of filters they use.

A value that makes no sense is said beside its field and left out; the others still apply.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.widgets import QuickDate, QuickInput, QuickSelect


@dataclass(frozen=True)
class PairingChoice:
    """A pairing as the lists name it; `offered` ones stand in the select."""

    pk: int
    slug: str
    name: str
    offered: bool


class TextFilter(filters.CharFilter):
    """Free text."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", QuickInput({"autocomplete": "off"}, input_type="search"))
        super().__init__(max_length=100, **kwargs)


class DayFilter(filters.Filter):
    """From or up to a day; both days are in."""

    field_class = forms.DateField

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", QuickDate)
        # ISO only, in every language: what the browser's calendar sends.
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class AmountFilter(filters.Filter):
    """At least or at most a number."""

    field_class = forms.DecimalField

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", QuickInput({"inputmode": "decimal", "size": 8}))
        super().__init__(max_digits=17, decimal_places=4, **kwargs)


class KindFilter(filters.ChoiceFilter):
    """One of a field's choices."""

    def __init__(self, choices, **kwargs):
        kwargs.setdefault("empty_label", _("All"))
        kwargs.setdefault("widget", QuickSelect)
        super().__init__(choices=choices.choices, **kwargs)


class LedgerFilter(filters.FilterSet):
    """Text, pairing and dates; a ledger adds its own kinds and amounts.

    `date_field` is the row's day, `search_fields` where text is looked for.
    """

    date_field = "date"
    search_fields: tuple[str, ...] = ("note",)

    q = TextFilter(method="by_text", label=_("Text"))
    pairing = filters.ChoiceFilter(
        method="by_pairing", label=_("Pairing"), empty_label=_("All"), widget=QuickSelect
    )
    since = DayFilter(method="by_since", label=_("From"))
    until = DayFilter(method="by_until", label=_("Until"))

    def __init__(self, data, queryset, *, pairings: Iterable[PairingChoice] = ()):
        super().__init__(data, queryset)
        self._pairings = {choice.slug: choice.pk for choice in pairings}
        if "pairing" in self.filters:
            self.filters["pairing"].extra["choices"] = [
                (choice.slug, choice.name)
                for choice in pairings
                if choice.offered or choice.slug == self.data.get("pairing")
            ]

    def by_text(self, queryset, name, value):
        """Rows that contain the text."""
        return queryset.containing(value, self.search_fields)

    def by_pairing(self, queryset, name, value):
        """Rows of this very pairing; for the city that is 市本级, not the groups."""
        return queryset.filter(pairing=self._pairings[value])

    def by_since(self, queryset, name, value):
        """Rows of this day or later."""
        return queryset.filter(**{f"{self.date_field}__gte": value})

    def by_until(self, queryset, name, value):
        """Rows of this day or earlier."""
        return queryset.filter(**{f"{self.date_field}__lte": value})
