"""A nation's tables while they are filled: without foreign keys and indexes, which are made again
from their own definitions, which checks every row, in the transaction that writes.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager

from django.apps import apps
from django.db import connection
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


@contextmanager
def unchecked(*, crowd: bool = False):
    """All tables without their foreign keys while a crowd is written. They are checked at the end
    table by table; row by row, at the commit, takes ten times as long. Nobody else reads meanwhile:
    it is for a server that is filled to be measured."""
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
    if not (crowd and can_copy(models[0])):
        yield
        return
    tables = sorted({model._meta.db_table for model in models})
    with connection.cursor() as cursor:
        taken = _without(cursor, tables, FOREIGN_KEYS)
    yield
    with connection.cursor() as cursor:
        _again(cursor, taken)


@contextmanager
def bare_table(model: type[Model], *, crowd: bool = False):
    """A table without its indexes while a crowd is written into it."""
    if not (crowd and can_copy(model)):
        yield
        return
    with connection.cursor() as cursor:
        taken = _without(cursor, [model._meta.db_table], INDEXES)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        _again(cursor, taken)
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


# How each is taken away and made again, of the tables given.
FOREIGN_KEYS = (
    "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
    " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,"
    " pg_get_constraintdef(oid)) FROM pg_constraint"
    " WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f'"
)
INDEXES = (
    "SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)"
    " FROM pg_index WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary AND NOT EXISTS"
    " (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
)


def _without(cursor, tables: list[str], found: str) -> list[str]:
    """Take them away; what makes them again."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(found, [[connection.ops.quote_name(table) for table in tables]])
    pairs = cursor.fetchall()
    for taking, _making in pairs:
        cursor.execute(taking)
    return [making for _taking, making in pairs]


def _again(cursor, definitions: list[str]) -> None:
    for making in definitions:
        cursor.execute(making)
