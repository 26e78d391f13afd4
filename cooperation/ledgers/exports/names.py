"""Names of the rows that other rows point to: asked for once, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from cooperation.models import in_language

# So many names are kept; a larger table of names is asked for again and again instead.
MOST_KEPT = 50_000


class Names:
    """Turns keys into names, with one statement for all keys of a chunk not met before."""

    def __init__(self, model: type[models.Model], known: Mapping[int, str] | None = None):
        self.model = model
        self._known: dict[Any, str | None] = {None: None, **(known or {})}

    def __call__(self, keys: Iterable[Any]) -> Iterable[str | None]:
        missing = set(keys) - self._known.keys()
        if missing:
            if len(self._known) > MOST_KEPT:
                self._known = {None: None}
                missing = set(keys) - {None}
            self._known.update(self._names(missing))
        return map(self._known.get, keys)

    def _names(self, keys: set) -> Iterable[tuple[Any, str]]:
        rows = self.model._base_manager.filter(pk__in=keys)
        if _has(self.model, "name_zh", "name_en"):
            pairs = rows.values_list("pk", "name_zh", "name_en")
            return ((pk, in_language(zh, en)) for pk, zh, en in pairs)
        return ((row.pk, str(row)) for row in rows)


def _has(model: type[models.Model], *names: str) -> bool:
    try:
        return all(model._meta.get_field(name).concrete for name in names)
    except FieldDoesNotExist:
        return False
