"""The list of meetings: its table and its filters."""

from __future__ import annotations

from collections.abc import Iterable

import django_filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cooperation.formatting import month_name
from cooperation.meetings.sittings.names import cities_name, scope_name
from cooperation.models import Meeting, Pairing, Programme
from cooperation.models.base import containing

# The scope of the two cities in an address; no pairing is called like this.
CITIES = "-"


class MeetingTable(tables.Table):
    """Day, title, whose, where, which figures, sealed or not, what is still to be done."""

    on = tables.Column(
        verbose_name=_("Day"), order_by=("on", "pk"), attrs={"td": {"class": "nowrap"}}
    )
    title = tables.Column(
        verbose_name=_("Joint meeting"),
        order_by="title_zh",
        linkify=lambda record: reverse("meeting-detail", args=[record.pk]),
    )
    scope = tables.Column(verbose_name=_("Scope"), empty_values=(), order_by="pairing__position")
    place = tables.Column(verbose_name=_("Place"), order_by="place_zh")
    cut_off = tables.Column(
        verbose_name=_("Cut-off month"),
        empty_values=(),
        order_by=("year", "through"),
        attrs={"td": {"class": "nowrap"}},
    )
    sealed = tables.Column(verbose_name=_("Pack"), attrs={"td": {"class": "nowrap"}})
    open = tables.Column(
        verbose_name=_("Open items"), attrs={"th": {"class": "n"}, "td": {"class": "n"}}
    )

    class Meta:
        model = Meeting
        fields = ("on", "title", "scope", "place", "cut_off", "sealed", "open")
        order_by = "-on"
        empty_text = _("No meeting matches these filters.")

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme

    def render_on(self, value) -> str:
        return value.isoformat()

    def render_scope(self, record) -> str:
        return scope_name(record, self.programme)

    def render_cut_off(self, record) -> str:
        return month_name(record.year, record.through)

    def render_sealed(self, value):
        if value:
            return format_html('<span class="chip s-ok">{}</span>', _("Sealed"))
        return format_html('<span class="chip plain">{}</span>', _("Not sealed"))

    def render_open(self, record) -> str:
        return f"{record.open} / {record.given_out}" if record.given_out else "—"


class MeetingFilter(django_filters.FilterSet):
    """By year, by whose meeting it is, and by words."""

    year = django_filters.ChoiceFilter(
        label=_("Year"), field_name="on", lookup_expr="year", empty_label=_("All")
    )
    scope = django_filters.ChoiceFilter(label=_("Scope"), method="of_scope", empty_label=_("All"))
    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=100)

    class Meta:
        model = Meeting
        fields = ("year", "scope", "q")

    def __init__(self, *args, programme: Programme, pairings: Iterable[Pairing], **kwargs):
        super().__init__(*args, **kwargs)
        years = range(programme.years[-1] + 1, programme.years[0] - 1, -1)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
        self.filters["scope"].extra["choices"] = [
            (CITIES, cities_name(programme)),
            *((pairing.slug, pairing.name) for pairing in pairings),
        ]

    @property
    def asked(self) -> bool:
        """Whether the address asks for some of the meetings only."""
        return any(self.data.get(name) for name in self.filters)

    def of_scope(self, queryset, name, value):
        """The two cities', or a group's."""
        if value == CITIES:
            return queryset.filter(pairing=None)
        return queryset.filter(pairing__slug=value)

    def with_words(self, queryset, name, value):
        """Titles, places, and what was on the table, decided or given out, in either language."""
        fields = ("title_zh", "title_en", "place_zh", "place_en")
        lines = [f"{kind}__text_{end}" for kind in LINES for end in ("zh", "en")]
        found = Meeting.objects.filter(containing(value, *fields, *lines)).values("pk")
        return queryset.filter(pk__in=found)


LINES = ("agenda", "decisions", "items")
