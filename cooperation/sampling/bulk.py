"""A nation's tables while they are filled: what they name is looked at once all rows are there,
and indexes are made then, from their own definitions, in the transaction that writes.
"""

from __future__ import annotations

import gc
from collections.abc import Collection
from contextlib import contextmanager

from django.db import IntegrityError, connection
from django.db.models import Model

from cooperation.bulk import can_copy


def take_stock(*models: type[Model]) -> None:
    """Let PostgreSQL look at tables that were just filled: it would do so by itself after the
    transaction, and until then plan for empty ones."""
    if can_copy(models[0]):
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


@contextmanager
def patient_collector():
    """A million rows leave hardly any cycles behind: what looks for them looks more rarely, which
    spares a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def may_go_unchecked() -> bool:
    """Whether rows may be written without a look at what they name, and by two at once: on
    PostgreSQL, by its superuser, outside any transaction. Anybody else's nation takes hours."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        return cursor.fetchone()[0]


@contextmanager
def unchecked(models: Collection[type[Model]]):
    """Inside a transaction: foreign keys are looked at once all rows are there, table by table;
    row by row, at the commit, takes ten times as long. `models` are those that get rows.

    IntegrityError names the key that a row breaks.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        tables = [connection.ops.quote_name(model._meta.db_table) for model in models]
        cursor.execute(BROKEN, [tables])
        for (asking,) in cursor.fetchall():
            cursor.execute(asking)
            for (key,) in cursor.fetchall():
                raise IntegrityError(f"A row names another that there is not: {key}")


@contextmanager
def bare_table(model: type[Model], *, crowd: bool = False):
    """A table without its indexes while a crowd is written into it."""
    if not (crowd and can_copy(model)):
        yield
        return
    with connection.cursor() as cursor:
        _settle(cursor)
        cursor.execute(INDEXES, [connection.ops.quote_name(model._meta.db_table)])
        pairs = cursor.fetchall()
        for dropping, _making in pairs:
            cursor.execute(dropping)
    yield
    with connection.cursor() as cursor:
        _settle(cursor)
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _dropping, making in pairs:
            cursor.execute(making)
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _settle(cursor) -> None:
    """No table is changed whose keys wait to be looked at."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# For each foreign key of the tables given a statement that answers with its name if it is broken.
BROKEN = (
    "SELECT format('SELECT %%L WHERE EXISTS (SELECT FROM %%s own LEFT JOIN %%s other"
    " ON own.%%I = other.%%I WHERE own.%%I IS NOT NULL AND other.%%I IS NULL)', conname,"
    " conrelid::regclass, confrelid::regclass, own.attname, other.attname, own.attname,"
    " other.attname) FROM pg_constraint"
    " JOIN pg_attribute own ON own.attrelid = conrelid AND own.attnum = conkey[1]"
    " JOIN pg_attribute other ON other.attrelid = confrelid AND other.attnum = confkey[1]"
    " WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f'"
)
# How each is taken away and made again, of a table.
INDEXES = (
    "SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)"
    " FROM pg_index WHERE indrelid = %s::regclass AND NOT indisprimary AND NOT EXISTS"
    " (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
)
