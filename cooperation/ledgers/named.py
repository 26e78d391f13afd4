"""Filters by something that has a name and may be unknown: a township, an employer."""

from __future__ import annotations

import re

from django.db.models import Q

from cooperation import formatting
from cooperation.ledgers.filters import PlaceFilter, RelatedFilter, TextFilter
from cooperation.ledgers.related import in_unit, within_unit
from cooperation.models.base import containing

# In an address: rows that name none.
NOT_GIVEN = "null"
KEY = re.compile(r"#([0-9]{1,18})$")
UNIT = re.compile(r"#now-([0-9]{1,18})$")


class NotGivenToo:
    """Before a `RelatedFilter`: it also offers "—", the rows that name none."""

    @property
    def options(self):
        """Those that are named, then the sign for none."""
        return [*super().options, *self.always]

    @property
    def always(self):
        """The sign for none."""
        return [(NOT_GIVEN, formatting.UNKNOWN)]

    def filter(self, queryset, value):
        """Rows that name it, or none."""
        if value == NOT_GIVEN:
            return queryset.filter(**{f"{self.field_name}__isnull": True})
        return super().filter(queryset, value)


class PlaceOrNoneFilter(NotGivenToo, PlaceFilter):
    """One of the places that the rows name, or none."""


class RelatedOrNoneFilter(NotGivenToo, RelatedFilter):
    """One of what the rows name, or none."""


def pointing_to_unit(name: str, key: int) -> str:
    """The same for a place and all those whose area it has today: 小榄镇 #now-12."""
    return f"{name} #{in_unit(key)}"


class NamedFilter(TextFilter):
    """By a part of the name, by the very one (`pointing_to`), or "—" for where none is known.

    places: what it names are places, and a link may mean a unit of today (`pointing_to_unit`).
    All that have the part are meant, where a `RelatedFilter` wants one. `names` are the fields of
    the named row in which the text is looked for.
    """

    def __init__(
        self, *, names: tuple[str, ...] = ("name_zh", "name_en"), places: bool = False, **kwargs
    ):
        super().__init__(**kwargs)
        self.names = names
        self.places = places

    def condition(self, value: str) -> Q:
        """Which rows the text means."""
        if value.strip() == formatting.UNKNOWN:
            return Q(**{f"{self.field_name}__isnull": True})
        if exact := KEY.search(value.strip()):
            return Q(**{f"{self.field_name}": int(exact[1])})
        if self.places and (unit := UNIT.search(value.strip())):
            return Q(**{f"{self.field_name}__in": within_unit(int(unit[1]))})
        return containing(value, *(f"{self.field_name}__{name}" for name in self.names))

    def filter(self, queryset, value):
        """Rows that name it."""
        return queryset.filter(self.condition(value)) if value else queryset
