"""Filters of the read pages."""

import django_filters
from django.utils.translation import gettext_lazy as _

from cooperation.models import Activity
from cooperation.models.base import containing
from cooperation.sectors import all_sectors


def _sector_choices():
    return [(sector.slug, sector.label) for sector in all_sectors()]


class ActivityFilter(django_filters.FilterSet):
    """By year, kind, sector and words."""

    year = django_filters.ChoiceFilter(
        label=_("Year"), field_name="start", lookup_expr="year", empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Activity.Kind.choices, empty_label=_("All")
    )
    sector = django_filters.ChoiceFilter(
        label=_("Sector"), choices=_sector_choices, empty_label=_("All")
    )
    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=100)

    class Meta:
        model = Activity
        fields = ("year", "kind", "sector", "q")

    def __init__(self, *args, years=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in reversed(years)]

    def with_words(self, queryset, name, value):
        """Title, text or place, in either language."""
        fields = ("title_zh", "title_en", "text_zh", "text_en", "place_zh", "place_en")
        return queryset.filter(containing(value, *fields))
