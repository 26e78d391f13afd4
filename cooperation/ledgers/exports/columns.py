"""The columns of a file: those of the list, or all that a row has.

A column turns the values of a chunk of rows into cells at once, so that the work for each cell is
a look into a mapping rather than a call into Python.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from html import unescape
from itertools import repeat
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from cooperation import formatting
from cooperation.formatting import chinese
from cooperation.ledgers.exports.names import Names
from cooperation.ledgers.tables import (
    ChoiceColumn,
    DateColumn,
    LedgerColumn,
    LedgerTable,
    NumberColumn,
    PairingColumn,
    QuantityColumn,
)

Kind = Literal["text", "number", "day"]
# In place of a path: the row itself, for columns that only know how to read a model's instance.
ROW = ""
# What says nothing of the row's matter; who changed a row stands in its history.
LEFT_OUT = frozenset({"deleted_at", "updated_by"})


@dataclass(frozen=True)
class FileColumn:
    """One column: its title, what is read of each row, and how that becomes cells.

    cells: takes the values of each of `paths` for some rows; gives a cell for each row: None,
      a number (kind "number": written as it is, so never a text) or a text; a text of kind "day"
      is an ISO date where it is exact.
    """

    name: str
    title: str
    paths: tuple[str, ...]
    cells: Callable[..., Iterable[Any]]
    kind: Kind = "text"


def file_columns(table: LedgerTable, *, everything: bool) -> list[FileColumn]:
    """The columns of a file: as shown, or all columns and then all other fields of the rows."""
    found = [
        part for column in table.columns for part in _of_table(column, table, ranges=not everything)
    ]
    if everything:
        names = {column.name for column in found}
        found += [
            field_column(field)
            for field in table.rows_of._meta.concrete_fields
            if field.name not in names | LEFT_OUT and not field.primary_key
        ]
    return found


def _of_table(bound, table: LedgerTable, *, ranges: bool) -> Iterator[FileColumn]:
    """A column of the list; a quantity and its unit are two, and so are the days of a range
    where the last one has a column of its own."""
    name, title, column = bound.name, str(bound.header), bound.column
    field, path = _path(name, table)
    if isinstance(column, PairingColumn):
        names = Names(models.Model if field is None else field.related_model, table.pairing_names)
        yield FileColumn(name, title, ("pairing_id",), names)
    elif path is None:
        yield _by_row(bound, table)
    elif isinstance(column, DateColumn):
        yield _days(name, title, path, column.end if ranges else "", column.precision)
    elif isinstance(column, QuantityColumn):
        yield FileColumn(name, title, (path,), iter, "number")
        yield field_column(table.rows_of._meta.get_field("unit"))
    elif isinstance(column, NumberColumn):
        yield FileColumn(name, title, (path,), iter, "number")
    elif field is not None and type(column) in (LedgerColumn, ChoiceColumn):
        yield field_column(field, title)
    else:
        yield _by_row(bound, table)


def _path(name: str, table: LedgerTable) -> tuple[models.Field | None, str | None]:
    """The model's field, where there is one, and what is read: None if it is no column of SQL."""
    try:
        field = table.rows_of._meta.get_field(name)
    except FieldDoesNotExist:
        return None, name if name in table.queryset.query.annotations else None
    return (field, field.attname) if field.concrete and not field.many_to_many else (None, None)


def _days(name: str, title: str, path: str, end: str, precision: str) -> FileColumn:
    paths = tuple(filter(None, (path, end, precision)))
    if precision and not end:
        return FileColumn(name, title, paths, _without_end, "day")
    return FileColumn(name, title, paths, partial(map, day_text), "day")


def _without_end(days: Iterable[Any], precisions: Iterable[str]) -> Iterable[str | None]:
    return map(day_text, days, repeat(None), precisions)


@lru_cache(maxsize=8192)
def day_text(
    first: datetime.date | None, last: datetime.date | None = None, precision: str = "day"
) -> str | None:
    """A date or range as the list prints it; unknown is an empty cell."""
    return None if first is None else formatting.days(first, last, precision)


def _by_row(bound, table: LedgerTable) -> FileColumn:
    """A property in two languages is read from both; any other column writes its own text."""
    name, title, model = bound.name, str(bound.header), table.rows_of
    fields = {field.name for field in model._meta.concrete_fields}
    pair = (f"{name}_zh", f"{name}_en")
    if type(bound.column) is LedgerColumn and fields.issuperset(pair):
        paths = pair if chinese() else pair[::-1]
        return FileColumn(name, title, paths, lambda own, other: map(_either, own, other))
    write = bound.column.writer(name, table)

    def cells(rows):
        for row in rows:
            text = unescape(write(row))
            yield None if text == formatting.UNKNOWN else text

    return FileColumn(name, title, (ROW,), cells)


def _either(own: str, other: str) -> str:
    return own or other


def field_column(field: models.Field, title: str = "") -> FileColumn:
    """A field of the rows as it is stored: numbers in full, choices and references by name."""
    title = title or capfirst(str(field.verbose_name))
    cells: Callable[..., Iterable[Any]] = iter
    kind: Kind = "text"
    if field.is_relation:
        cells = Names(field.related_model)
    elif isinstance(field, models.BooleanField):
        cells = partial(map, {True: gettext("Yes"), False: gettext("No"), None: None}.get)
    elif field.choices:
        labels = {key: str(label) for key, label in field.flatchoices}
        cells = partial(_labelled, labels)
    elif isinstance(field, models.DateTimeField):
        cells = partial(map, _moment)
    elif isinstance(field, models.DateField):
        cells, kind = partial(map, day_text), "day"
    elif isinstance(field, models.DecimalField | models.IntegerField):
        kind = "number"
    return FileColumn(field.name, title, (field.attname,), cells, kind)


def _labelled(labels: dict, values: Iterable[Any]) -> Iterable[Any]:
    return map(labels.get, values, values)


@lru_cache(maxsize=8192)
def _moment(value: datetime.datetime | None) -> str | None:
    return None if value is None else f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
