"""Values as the database hands them out, made into what the fields say by the column.

SQLite keeps days as text and decimals as floats. Turned into Python's by the framework one by one
they cost half of an export; a day of a ledger comes back hundreds of times. So do the moments in
which its rows were written, whose time zone PostgreSQL's driver looks up for each.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models

Restore = Callable[[Sequence[Any]], Sequence[Any]]


def asked(rows: models.QuerySet, path: str) -> tuple[Any, Restore | None]:
    """What to select for a path, and what makes its values whole again (None: nothing)."""
    try:
        field = rows.model._meta.get_field(path)
    except FieldDoesNotExist:
        return path, None
    if connections[rows.db].vendor != "sqlite":
        if isinstance(field, models.DateTimeField):
            minute = "LEFT((%(expressions)s AT TIME ZONE 'UTC')::text, 16)"
            return _function(path, minute), _moments
        return path, None
    if isinstance(field, models.DecimalField):
        return _function(path, "CAST(%(expressions)s AS REAL)"), partial(
            _decimals, field.decimal_places
        )
    if isinstance(field, models.DateTimeField):
        return _function(path, "SUBSTR(%(expressions)s, 1, 16)"), _moments
    if isinstance(field, models.DateField):
        return _function(path, "CAST(%(expressions)s AS TEXT)"), _days
    return path, None


def _function(path: str, template: str) -> models.Func:
    """A column as something that nothing between the database and us wants to convert."""
    return models.Func(models.F(path), template=template, output_field=models.TextField())


def _decimals(places: int, values: Sequence[float | None]) -> list[Decimal | None]:
    """As exact as they were typed: floats keep 15 digits, more than a figure may have."""
    return [None if value is None else Decimal(f"{value:.{places}f}") for value in values]


def _days(values: Sequence[str | None]) -> list[datetime.date | None]:
    return list(map(_day, values))


@lru_cache(maxsize=8192)
def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _moments(values: Sequence[str | None]) -> list[datetime.datetime | None]:
    """To the minute, as files print them: whole batches were written in the same one."""
    return list(map(_moment, values))


@lru_cache(maxsize=8192)
def _moment(text: str | None) -> datetime.datetime | None:
    if text is None:
        return None
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
