"""Where a page of a sorted list begins, said by its neighbour's last row.

`OFFSET` reads and throws away all rows before a page. A cursor names the last row of the page
before by the values it is sorted by, and an index leads there: the thousandth page costs what
the first does.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP

LONGEST = 2000


class BadCursor(ValueError):
    """The cursor does not belong to this order."""


@dataclass(frozen=True)
class Key:
    """One term of an order. Unknown values come last, whichever way."""

    path: str
    down: bool = False

    @property
    def name(self) -> str:
        """What the row calls the value: its own field, or an annotation for another table's."""
        return f"at_{self.path.replace(LOOKUP_SEP, '_')}" if LOOKUP_SEP in self.path else self.path

    def reversed(self, nullable: bool) -> OrderBy:
        """The term of the opposite order."""
        if self.down:
            return OrderBy(F(self.path), nulls_first=True if nullable else None)
        return OrderBy(F(self.path), descending=True, nulls_first=True if nullable else None)


def keys_of(ordered: QuerySet) -> list[Key]:
    """The terms that a queryset is ordered by; the last one is its primary key."""
    keys = []
    for term in ordered.query.order_by:
        if isinstance(term, OrderBy):
            keys.append(Key(term.expression.name, term.descending))
        else:
            keys.append(Key(term.lstrip("-"), term.startswith("-")))
    return keys


def with_values(ordered: QuerySet, keys: Sequence[Key]) -> QuerySet:
    """The rows with what they are sorted by, where that lies in another table."""
    return ordered.annotate(**{key.name: F(key.path) for key in keys if LOOKUP_SEP in key.path})


def cursor_of(row: Model, keys: Sequence[Key]) -> str:
    """The cursor that continues after a row."""
    return json.dumps(
        [_plain(getattr(row, key.name)) for key in keys], ensure_ascii=False, separators=(",", ":")
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date | Decimal):
        return str(value)
    return value


def is_cursor(ordered: QuerySet, cursor: str) -> bool:
    """Whether a text is a cursor of this order."""
    try:
        _values(ordered, keys_of(ordered), cursor)
    except BadCursor:
        return False
    return True


def beyond(rows: QuerySet, keys: Sequence[Key], cursor: str, *, back: bool = False) -> QuerySet:
    """The rows after the cursor's row, or before it (`back`), in the opposite order then.

    Raises BadCursor for a text that is no cursor of this order.
    """
    values = _values(rows, keys, cursor)
    found, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        passed = _passed(key, value, back)
        if passed is not None:
            found |= equal & passed
        equal &= Q(**{f"{key.path}__isnull": True}) if value is None else Q(**{key.path: value})
    first, value = keys[0], values[0]
    if value is not None and not (_nullable(rows, first) and not back):
        # Follows from the rest; an index needs it said of its own first column.
        sign = "lte" if first.down != back else "gte"
        found &= Q(**{f"{first.path}__{sign}": value})
    rows = rows.filter(found)
    return opposite(rows, keys) if back else rows


def opposite(rows: QuerySet, keys: Sequence[Key]) -> QuerySet:
    """The rows from the last to the first."""
    return rows.order_by(*(key.reversed(_nullable(rows, key)) for key in keys))


def _passed(key: Key, value: Any, back: bool) -> Q | None:
    """What lies beyond a value by one term alone; None if nothing can."""
    unknown = Q(**{f"{key.path}__isnull": True})
    if value is None:
        return ~unknown if back else None
    sign = "lt" if key.down != back else "gt"
    beyond_it = Q(**{f"{key.path}__{sign}": value})
    return beyond_it if back else beyond_it | unknown


def _nullable(rows: QuerySet, key: Key) -> bool:
    """Whether a row may say nothing there; of what is worked out or joined, always."""
    if key.path == "pk":
        return False
    if key.path in rows.query.annotations or LOOKUP_SEP in key.path:
        return True
    return rows.model._meta.get_field(key.path).null


def _values(rows: QuerySet, keys: Sequence[Key], cursor: str) -> list[Any]:
    """The values that a cursor names, each as its field reads it."""
    if len(cursor) > LONGEST or "\0" in cursor:
        raise BadCursor
    try:
        parts = json.loads(cursor)
    except ValueError as error:
        raise BadCursor from error
    if not isinstance(parts, list) or len(parts) != len(keys) or "\\u0000" in cursor:
        raise BadCursor
    return [_value(rows, key, part) for key, part in zip(keys, parts, strict=True)]


def _value(rows: QuerySet, key: Key, part: Any) -> Any:
    if part is None:
        return None
    if not isinstance(part, str | int) or isinstance(part, bool):
        raise BadCursor
    field = _field(rows, key.path)
    try:
        value = field.to_python(part)
    except (ValidationError, ArithmeticError, ValueError, TypeError) as error:
        raise BadCursor from error
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise BadCursor
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value.adjusted()) < 40):
        raise BadCursor
    return value


def _field(rows: QuerySet, path: str):
    if path in rows.query.annotations:
        return rows.query.annotations[path].output_field
    field, model = None, rows.model
    for name in path.split(LOOKUP_SEP):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model or model
    return field
