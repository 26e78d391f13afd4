"""Very many new rows at once: by PostgreSQL's COPY, elsewhere and of few by `bulk_create`.

Of a thousand rows COPY takes a fifth of the time: `bulk_create` asks each field of each row three
times how its value is written. What it guarantees is the same: rows know their keys afterwards,
and constraints and triggers hold.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connections, models, router
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.functional import Promise

# Fewer are not worth a question for their keys.
FEW = 200
BATCH = 1000
LINES = 2_000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NOTHING = "\\N"
# What is written as `WRITTEN` says; a row with any other field goes by `bulk_create`.
PLAIN = (
    models.AutoField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DecimalField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
)


def insert(model: type[Model], rows: Iterable[Model]) -> list[Model]:
    """Write new rows of one model, which know their keys then; sums kept beside them are not
    counted anew."""
    rows = list(rows)
    keyed = any(row.pk is not None for row in rows)
    if len(rows) < FEW or keyed or not can_copy(model) or not _is_plain(model):
        return model._base_manager.bulk_create(rows, batch_size=BATCH)
    _give_keys(model, rows)
    _follow(model, rows)
    fields, using = model._meta.concrete_fields, router.db_for_write(model)
    now = _now(fields)
    for row in rows:
        row.__dict__.update(now)
    copy_lines(model, fields, _lines(fields, rows))
    for row in rows:
        row._state.adding, row._state.db = False, using
    return rows


def can_copy(model: type[Model]) -> bool:
    """Whether the database takes rows by COPY."""
    return connections[router.db_for_write(model)].vendor == "postgresql"


def insert_variants(
    model: type[Model], names: Sequence[str], groups: Iterable[tuple[Model, Iterable[tuple]]]
) -> None:
    """Write rows that differ from a row of their group in some columns alone, given in the order
    of `names`. Their keys are the database's and are not read back."""
    if not can_copy(model):
        for row, variants in groups:
            insert(model, (_variant(row, names, values) for values in variants))
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    places = [[field.attname for field in fields].index(name) for name in names]
    copy_lines(model, fields, _varied(fields, places, groups))


def copy_lines(model: type[Model], fields: Sequence[Field], lines: Iterator[str]) -> None:
    """COPY, line by line as they are made: the database reads while the next are written."""
    connection = connections[router.db_for_write(model)]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    # Django gives its own names to errors of `execute` alone.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", _Text(lines))


class _Text:
    """Lines as a file to read from."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def read(self, _size: int = -1) -> str:
        """The next lines, "" after the last."""
        return "".join(islice(self._lines, LINES))


def _is_plain(model: type[Model]) -> bool:
    own_key = isinstance(model._meta.pk, models.AutoField) and not model._meta.parents
    return own_key and all(isinstance(field, PLAIN) for field in model._meta.concrete_fields)


def _give_keys(model: type[Model], rows: Sequence[Model]) -> None:
    key, connection = model._meta.pk, connections[router.db_for_write(model)]
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, key.column, len(rows)],
        )
        for row, (value,) in zip(rows, cursor.fetchall(), strict=True):
            setattr(row, key.attname, value)


def _follow(model: type[Model], rows: Iterable[Model]) -> None:
    """Rows that were made before what they name had a key name it by its key."""
    named = [
        (field.cache_name, field.attname, field.target_field.attname)
        for field in model._meta.concrete_fields
        if field.remote_field
    ]
    for row in rows:
        known = row._state.fields_cache
        for name, key, target in named:
            one = known.get(name)
            if one is None:
                continue
            row.__dict__[key] = value = getattr(one, target)
            if value is None:
                raise ValueError(f"{row!r} names {one!r}, which is not written yet.")


def _lines(fields: Sequence[Field], rows: Iterable[Model]) -> Iterator[str]:
    names = [field.attname for field in fields]
    for row in rows:
        values = row.__dict__
        yield "\t".join([WRITTEN[type(values[name])](values[name]) for name in names]) + "\n"


def _varied(
    fields: Sequence[Field], places: Sequence[int], groups: Iterable[tuple[Model, Iterable[tuple]]]
) -> Iterator[str]:
    names, now = [field.attname for field in fields], _now(fields)
    for row, variants in groups:
        values = row.__dict__ | now
        texts = [WRITTEN[type(values[name])](values[name]) for name in names]
        for variant in variants:
            for place, value in zip(places, variant, strict=True):
                texts[place] = WRITTEN[type(value)](value)
            yield "\t".join(texts) + "\n"


def _variant(row: Model, names: Sequence[str], values: tuple) -> Model:
    made = copy(row)
    for name, value in zip(names, values, strict=True):
        setattr(made, name, value)
    return made


def _now(fields: Iterable[Field]) -> dict[str, datetime.datetime]:
    """The columns that say when a row was written."""
    now = timezone.now()
    times = ("auto_now", "auto_now_add")
    return {f.attname: now for f in fields if any(getattr(f, name, False) for name in times)}


def _text(value: str) -> str:
    return value.translate(ESCAPES) if "\\" in value or not value.isprintable() else value


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} is no number to keep.")
    return str(value)


def _moment(value: datetime.datetime) -> str:
    if value.tzinfo is None:
        raise ValueError(f"{value} says no time zone.")
    return value.isoformat()


# The first that fits counts: a truth is a number too, a moment a day.
BASES: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (type(None), lambda _value: NOTHING),
    (str, lambda value: _text(str(value))),
    (Promise, lambda value: _text(str(value))),
    (bool, lambda value: "t" if value else "f"),
    (int, str),
    (float, repr),
    (Decimal, _number),
    (datetime.datetime, _moment),
    (datetime.date, datetime.date.isoformat),
)


class Writers(dict[type, Callable[[Any], str]]):
    """How a value of a type is written. A choice is written as the text that it is."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        found = next((write for base, write in BASES if issubclass(kind, base)), None)
        if found is None:
            raise TypeError(f"A {kind.__name__} cannot be written among very many rows.")
        self[kind] = found
        return found


WRITTEN = Writers()
