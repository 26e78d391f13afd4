"""Filters by what the rows of a list name in a foreign key: places, organisations, goods."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

import django_filters as filters
from django.contrib.admin.utils import get_fields_from_path
from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.widgets import ONE_OF_THE_CHOICES, QuickSelect
from cooperation.models.succession import place_map

UNIT = re.compile(r"now-([0-9]{1,18})", re.ASCII)
# More names than this are looked for as text; one that the address names is there all the same.
MOST_OFFERED = 300
# For so many seconds a list offers the same names; the rows it finds are always those of now.
KEPT = 60


class RelatedFilter(filters.ChoiceFilter):
    """One of what the rows name along `field_name` (a foreign key, or a path of them).

    The value in the address is the key of the named row. Offered are those which the rows of the
    list name, within what the reader sees: one statement, kept for `KEPT` seconds.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("empty_label", _("All"))
        kwargs.setdefault("widget", QuickSelect)
        kwargs.setdefault("error_messages", ONE_OF_THE_CHOICES)
        super().__init__(choices=(), **kwargs)

    @property
    def field(self):
        """The select; its options are read when they are first needed."""
        if not hasattr(self, "_field"):
            # A function is not copied with the field, as a method and all it hangs on would be.
            self.extra["choices"] = lambda: self.options
        return super().field

    @property
    def options(self) -> list[tuple[str, str]]:
        """Keys and names: those offered, and the one in the address where it is another."""
        if not hasattr(self, "_options"):
            offered = _offered(self, self.parent.queryset)
            chosen = self.parent.data.get(self._name, "")
            if chosen and chosen not in {key for key, _name in offered}:
                offered = offered + self._found(chosen)
            self._options = offered
        return self._options

    @property
    def related(self) -> type[Model]:
        """The model at the end of the path."""
        return get_fields_from_path(self.model, self.field_name)[-1].related_model

    @property
    def candidates(self) -> QuerySet:
        """Rows of the related model, in the order in which they are offered."""
        return self.related._default_manager.all()

    def named(self, rows: QuerySet) -> QuerySet:
        """Those candidates that the rows name. A key in the address tells the name of no other:
        it may belong to somebody else's pairing."""
        return self.candidates.filter(
            Exists(rows.order_by().filter(**{self.field_name: OuterRef("pk")}))
        )

    def labelled(self, rows: Iterable[Model]) -> list[tuple[str, str]]:
        """Keys and names of rows of the related model."""
        return [(str(row.pk), str(row)) for row in rows]

    def filter(self, queryset, value):
        """Rows that name it; each once, also where a row names several."""
        if not value:
            return queryset
        path = get_fields_from_path(self.model, self.field_name)
        if any(step.one_to_many or step.many_to_many for step in path):
            naming = self.model._default_manager.filter(**{self.field_name: value})
            return queryset.filter(pk__in=naming.values("pk"))
        return queryset.filter(**{self.field_name: value})

    @property
    def _name(self) -> str:
        return next(name for name, one in self.parent.filters.items() if one is self)

    def _found(self, key: str) -> list[tuple[str, str]]:
        """One that nobody is offered: of a row that has just come, or beyond the most."""
        if not (key.isascii() and key.isdigit() and len(key) <= 18):
            return []
        return self.labelled(self.named(self.parent.queryset).filter(pk=key))


def in_unit(key: int) -> str:
    """In an address: a place and all those whose area it has today."""
    return f"now-{key}"


def within_unit(key: int) -> set[int]:
    """The places whose area a unit has today, itself included."""
    return place_map(timezone.localdate()).behind(key)


class PlaceFilter(RelatedFilter):
    """One of the places that the rows name; of two with one name the place above is named too.

    A link may also mean a unit of today with all whose area it has (`in_unit`).
    """

    def filter(self, queryset, value):
        """Rows that name it, or any place of the unit."""
        if unit := UNIT.fullmatch(value or ""):
            places = within_unit(int(unit[1]))
            return queryset.filter(**{f"{self.field_name}__in": places})
        return super().filter(queryset, value)

    def _found(self, key):
        """Also a unit of today, where rows name any of the places in it."""
        unit = UNIT.fullmatch(key)
        if not unit:
            return super()._found(key)
        places = within_unit(int(unit[1]))
        if not self.named(self.parent.queryset).filter(pk__in=places).exists():
            return []
        found = self.candidates.filter(pk=int(unit[1]))
        return [(key, _("%s (today’s map)") % place) for place in found]

    @property
    def candidates(self):
        return super().candidates.select_related("parent")

    def labelled(self, rows):
        rows = list(rows)
        times = Counter(str(row) for row in rows)
        return [
            (
                str(row.pk),
                f"{row} · {row.parent}" if times[str(row)] > 1 and row.parent else str(row),
            )
            for row in rows
        ]


def _offered(one: RelatedFilter, rows: QuerySet) -> list[tuple[str, str]]:
    """What the rows of a list name; the statement tells lists, readers and programmes apart."""
    statement = _statement(one.parent, rows)
    if not statement:
        return []
    asked = f"{get_language()} {one.field_name} {statement}"
    key = f"named-{hashlib.md5(asked.encode(), usedforsecurity=False).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = one.labelled(one.named(rows)[:MOST_OFFERED])
        cache.set(key, found, KEPT)
    return found


def _statement(filterset, rows: QuerySet) -> str:
    """The list's statement, written once for all its filters; empty where it finds nothing."""
    if not hasattr(filterset, "_statement"):
        try:
            filterset._statement = str(rows.query)
        except EmptyResultSet:
            filterset._statement = ""
    return filterset._statement
