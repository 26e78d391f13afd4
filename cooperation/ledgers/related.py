"""Filters by what the rows of a list name in a foreign key: places, organisations, goods."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache as once

from django.contrib.admin.utils import get_fields_from_path
from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cooperation.ledgers.choosing import (
    LOOKED_AT,
    MOST_IN_A_SELECT,
    ChoosingFilter,
    Name,
    pointing_to,
    told_apart,
)
from cooperation.models.succession import place_map

UNIT = re.compile(r"now-([0-9]{1,18})", re.ASCII)
KEY = re.compile(r"#((?:now-)?[0-9]{1,18})$", re.ASCII)
# Between a name and the place above it.
ABOVE = " · "
# Where models keep their names.
STORED = ("name_zh", "name_en", "title_zh", "title_en")
# For so many seconds a list offers the same names; the rows it finds are always those of now.
KEPT, MANY_KEPT = 60, 3600


class RelatedFilter(ChoosingFilter):
    """One of what the rows name along `field_name` (a foreign key, or a path of them).

    The value in the address is the key of the named row. Offered are those which the rows of the
    list name, within what the reader sees: one statement, kept for `KEPT` seconds.
    """

    def __init__(self, **kwargs):
        super().__init__(choices=(), **kwargs)

    @property
    def many(self) -> bool:
        """Whether the rows name too many for a select; kept for an hour where they do."""
        if not hasattr(self, "_many"):
            known = kept_as(self.parent, f"many {self.field_name}")
            self._many = bool(self._stored) and bool(cache.get(known) or self._too_many(known))
        return self._many

    def _too_many(self, known: str) -> bool:
        many = len(self._first) > MOST_IN_A_SELECT
        if many:
            cache.set(known, True, MANY_KEPT)
        return many

    @property
    def options(self) -> list[Name]:
        """Keys and names: those offered, and the one in the address where it is another."""
        if not hasattr(self, "_options"):
            offered = [] if self.many else self._first
            chosen = self.parent.data.get(self.name, "")
            if chosen and chosen not in {key for key, _name in offered}:
                offered = offered + self.found(chosen)
            self._options = offered
        return self._options

    @property
    def _first(self) -> list[Name]:
        """What the rows name, and no more than it takes to know that it is too much."""
        if not hasattr(self, "_names"):
            self._names = _offered(self, self.parent.queryset)
        return self._names

    def look_up(self, text):
        if not self.many:
            return [one for one in self.options if one[0] == text]
        # Digits alone are a key and never a part of a name: a link to a row that the reader does
        # not see would lead to another one.
        if text.isdecimal() or UNIT.fullmatch(text):
            return self.found(text)
        if key := KEY.search(text):
            # A name may end like that, too.
            found = self.found(key[1])
            if [pointing_to(label, key) for key, label in found] == [text]:
                return found
        return self.called(text, LOOKED_AT)

    def called(self, text, most):
        itself, naming = self._naming(text, "iexact"), self._naming(text, "icontains")
        usual = self.related._meta.ordering
        found = self.named(self.parent.queryset).filter(naming)
        rows = list(found.order_by(Case(When(itself, then=0), default=1), *usual)[:most])
        names = zip(rows, self.labelled(rows), strict=True)
        # One whose name is made of more than what is stored is found by its key alone.
        return told_apart(
            [
                (key, label if self._is_stored(row, label) else pointing_to(label, key))
                for row, (key, label) in names
            ]
        )

    def _naming(self, text: str, lookup: str) -> Q:
        found = Q()
        for name in self._stored:
            found |= Q(**{f"{name}__{lookup}": text})
        return found

    def _is_stored(self, row: Model, label: str) -> bool:
        """Whether a row is found by this name."""
        return not label.isdecimal() and label in {getattr(row, name) for name in self._stored}

    @property
    def _stored(self) -> tuple[str, ...]:
        """The fields in which the related model keeps its name."""
        return _stored(self.related)

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

    def found(self, key: str) -> list[Name]:
        """The one of a key, where the rows name it; it needs not be among those offered."""
        if not (key.isascii() and key.isdigit() and len(key) <= 18):
            return []
        return self.labelled(self.named(self.parent.queryset).filter(pk=key))


@once
def _stored(model: type[Model]) -> tuple[str, ...]:
    known = {field.name for field in model._meta.concrete_fields}
    return tuple(name for name in STORED if name in known)


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

    def found(self, key):
        """Also a unit of today, where rows name any of the places in it."""
        unit = UNIT.fullmatch(key)
        if not unit:
            return super().found(key)
        places = within_unit(int(unit[1]))
        if not self.named(self.parent.queryset).filter(pk__in=places).exists():
            return []
        found = self.candidates.filter(pk=int(unit[1]))
        return [(key, _("%s (today’s map)") % place) for place in found]

    @property
    def candidates(self):
        return super().candidates.select_related("parent")

    def _naming(self, text, lookup):
        """Also with the place above, as those of one name are offered."""
        name, above, parent = text.partition(ABOVE)
        found = super()._naming(name, lookup)
        if above:
            found &= Q(parent__name_zh=parent) | Q(parent__name_en=parent)
        return found

    def _is_stored(self, row, label):
        name, above, _parent = label.partition(ABOVE)
        return super()._is_stored(row, name) and (not above or bool(row.parent))

    def labelled(self, rows):
        rows = list(rows)
        times = Counter(str(row) for row in rows)
        return [
            (
                str(row.pk),
                f"{row}{ABOVE}{row.parent}" if times[str(row)] > 1 and row.parent else str(row),
            )
            for row in rows
        ]


def _offered(one: RelatedFilter, rows: QuerySet) -> list[tuple[str, str]]:
    """What the rows of a list name; the scope tells lists, readers and programmes apart."""
    if not _scope(one.parent):
        return []
    key = kept_as(one.parent, f"{get_language()} {one.field_name}")
    found = cache.get(key)
    if found is None:
        found = one.labelled(one.named(rows)[: MOST_IN_A_SELECT + 1])
        cache.set(key, found, KEPT)
    return found


def kept_as(filterset, what: str) -> str:
    """The key under which something is kept of the rows that a list starts from."""
    asked = f"{what} {_scope(filterset)}"
    return f"named-{hashlib.md5(asked.encode(), usedforsecurity=False).hexdigest()}"


def _scope(filterset) -> str:
    """Which rows the list starts from, written once for all its filters: as it says itself, else
    its statement. Empty where that finds nothing."""
    if not hasattr(filterset, "_scope"):
        try:
            filterset._scope = filterset.scope() or str(filterset.queryset.query)
        except EmptyResultSet:
            filterset._scope = ""
    return filterset._scope
