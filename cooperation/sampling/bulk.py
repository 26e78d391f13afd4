"""Writing very many rows at once.

`bulk_create` is enough for a city. A nation's ten million rows go into a PostgreSQL table by
COPY, while its indexes and foreign keys are away: they are made again from their own
definitions, which checks every row, in the transaction that writes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.utils import timezone

BATCH = 1000
LINES = 20_000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
NOTHING = "\\N"


def can_copy() -> bool:
    """Whether the database takes rows by COPY."""
    return connection.vendor == "postgresql"


def write_rows(model: type[Model], rows: Iterable[Any], *, crowd: bool = False) -> None:
    """Insert new rows; their keys are not read back from a crowd.

    What has the attributes of a row is enough for a crowd.
    """
    if not (crowd and can_copy()):
        model._base_manager.bulk_create(rows, batch_size=BATCH)
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    command = f"COPY {table} ({columns}) FROM STDIN"
    lines = _lines(fields, rows)
    with connection.cursor() as cursor:
        while text := "".join(islice(lines, LINES)):
            cursor.copy_expert(command, io.StringIO(text))


def _lines(fields: list[Field], rows: Iterable[Any]) -> Iterator[str]:
    names = [field.attname for field in fields]
    now = {field.attname: timezone.now() for field in fields if getattr(field, "auto_now", False)}
    for row in rows:
        values = row.__dict__ | now
        yield "\t".join([WRITTEN[type(values[name])](values[name]) for name in names]) + "\n"


def _text(value: str) -> str:
    return value.translate(ESCAPES) if "\\" in value or not value.isprintable() else value


class Writers(dict[type, Callable[[Any], str]]):
    """How a value of a type is written. A choice is written as the text that it is."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = next(write for base, write in self.items() if issubclass(kind, base))
        return self[kind]


WRITTEN = Writers(
    {
        type(None): lambda _value: NOTHING,
        str: lambda value: _text(str(value)),
        bool: lambda value: "t" if value else "f",
        int: str,
        Decimal: str,
        datetime.datetime: datetime.datetime.isoformat,
        datetime.date: datetime.date.isoformat,
    }
)


def take_stock(*models: type[Model]) -> None:
    """Let PostgreSQL look at tables that were just filled: it would do so by itself after the
    transaction, and until then plan for empty ones."""
    if can_copy():
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


@contextmanager
def bare_table(model: type[Model], *, crowd: bool = False):
    """A table without indexes and foreign keys while a crowd is written into it."""
    if not (crowd and can_copy()):
        yield
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass AND contype = 'f'",
            [table],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = %s::regclass AND NOT indisprimary AND NOT EXISTS"
            " (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
            [table],
        )
        indexes = cursor.fetchall()
        quote = connection.ops.quote_name
        for name, _definition in constraints:
            cursor.execute(f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(name)}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        for name, definition in constraints:
            cursor.execute(f"ALTER TABLE {quote(table)} ADD CONSTRAINT {quote(name)} {definition}")
        cursor.execute(f"ANALYZE {quote(table)}")
