"""Filters of the list of exports."""

from __future__ import annotations

import re

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.meetings.audit.kinds import STEMS
from cooperation.models import Export
from cooperation.models.base import containing

_CHECKSUM = re.compile(r"[0-9a-f]{6,64}")
_DAY = {"type": "date"}


class ExportFilter(django_filters.FilterSet):
    """By programme, kind, account, days and words: code, checksum, or a part of a name."""

    programme = django_filters.ChoiceFilter(
        label=_("Programme"), field_name="programme__code", empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=list(STEMS.items()), method="of_kind", empty_label=_("All")
    )
    who = django_filters.CharFilter(label=_("Account"), method="by_account", max_length=100)
    since = django_filters.DateFilter(
        label=_("From day"),
        field_name="at",
        lookup_expr="date__gte",
        widget=forms.DateInput(attrs=_DAY),
    )
    until = django_filters.DateFilter(
        label=_("Until day"),
        field_name="at",
        lookup_expr="date__lte",
        widget=forms.DateInput(attrs=_DAY),
    )
    q = django_filters.CharFilter(
        label=_("Code, checksum or name"), method="with_words", max_length=200
    )

    class Meta:
        model = Export
        fields = ("programme", "kind", "who", "since", "until", "q")

    def __init__(self, *args, programmes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["programme"].extra["choices"] = [(one.code, one.name) for one in programmes]

    def of_kind(self, queryset, name, value):
        """All formats of a kind."""
        return queryset.filter(Q(kind=value) | Q(kind__startswith=f"{value}-"))

    def by_account(self, queryset, name, value):
        """The account's name or a part of the person's."""
        return queryset.filter(containing(value, "by__username", "by__display_name"))

    def with_words(self, queryset, name, value):
        """The code of a file or of a number in it, the beginning of a checksum, or words."""
        text = value.strip()
        wanted = containing(text, "name", "scope", "filters", "purpose")
        wanted |= Q(code=text.upper().partition("-")[0])
        if _CHECKSUM.fullmatch(text.lower()):
            wanted |= Q(sha256__startswith=text.lower())
        return queryset.filter(wanted)
