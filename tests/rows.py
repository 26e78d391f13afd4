"""Rows that many tests look at: written once, shared, and never changed by any of them.

A test that asks for `db` runs in a transaction of its own. Rows that are written before, in an
outer transaction, are there for every test of a module and cost their writing only once.
"""

from __future__ import annotations

from contextlib import contextmanager

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


@contextmanager
def until_module_ends(blocker):
    """Rows written inside this are there for all tests of the module and go after it.

    For a fixture of scope "module"; `blocker` is pytest-django's `django_db_blocker`. What such a
    fixture returns is shared too: give each test a deep copy, or it meets what another one did
    to the objects.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def settle() -> None:
    """Let PostgreSQL look at what was written: in production the server does that by itself, but
    not inside a transaction that has not ended. Without it, it plans for empty tables."""
    if connection.vendor == "postgresql":
        # The product's own tables: those that all databases share would stay locked for the
        # other processes until this transaction ends.
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _models())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


class Kept:
    """All rows of the database as they are now, to be put back by one statement per table.

    Seeds and samples are checked and compared row by row when they are written, which is what
    makes them slow; the tests that only look at them need the rows, not the checks. Sequences are
    set behind them: a restored backup may have turned them back, and no rollback undoes that.
    """

    def __init__(self) -> None:
        self.tables = [(model._meta.db_table, *_rows(model)) for model in _models()]

    def put_back(self) -> None:
        """Write the rows into the tables, which must be empty."""
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            for table, columns, rows in self.tables:
                if rows:
                    names = ", ".join(map(quote, columns))
                    _insert(cursor, f"INSERT INTO {quote(table)} ({names}) VALUES", rows)
            written = {table for table, _columns, rows in self.tables if rows}
            kept = [model for model in _models() if model._meta.db_table in written]
            for statement in connection.ops.sequence_reset_sql(no_style(), kept):
                cursor.execute(statement)
        settle()


def _insert(cursor, command, rows) -> None:
    if connection.vendor == "postgresql":
        from psycopg2.extras import execute_values

        execute_values(cursor.cursor, f"{command} %s", rows, page_size=1000)
        return
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"{command} ({marks})", rows)


# Made by Django itself after the migrations, so they are there already.
STANDING = frozenset({"contenttypes.contenttype", "auth.permission"})


def _models():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in STANDING
    ]


def _rows(model):
    """The columns of a table and its rows, as the database's driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
        return [column[0] for column in cursor.description], cursor.fetchall()
