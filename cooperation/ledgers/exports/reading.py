"""Rows of a list, however many, as chunks of cells in constant memory.

One statement hands out its rows as they are asked for: a server-side cursor on PostgreSQL, a
stepping statement on SQLite. Seeking each chunk by the keys of the one before was rejected: it
needs an index for every order that a list offers, and sorts all rows for every chunk without.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db import connections, models, transaction
from django.utils import translation

from cooperation.ledgers.exports.columns import ROW, FileColumn
from cooperation.ledgers.exports.plain_values import asked

ROWS_AT_ONCE = 2000
# The reader has something to look at before two thousand rows are there.
FIRST_ROWS = 200

Chunk = list[Sequence[Any]]  # a list of cells for each column


def chunks(rows: models.QuerySet, columns: Sequence[FileColumn]) -> Generator[Chunk, None, None]:
    """The cells of some rows, column by column, chunk after chunk.

    The transaction that a server-side cursor lives in ends with the last row, with an error, or
    when the reader has gone.
    """
    language = translation.get_language()
    with ExitStack() as stack:
        if connections[rows.db].vendor == "postgresql":
            # Without a transaction Django holds the cursor open past the statement: the server
            # would then write all rows to disk before the first of them is sent.
            stack.enter_context(transaction.atomic(using=rows.db))
        for values in _values(rows, columns):
            # Between two chunks the thread may speak another language.
            with translation.override(language):
                chunk = [
                    list(column.cells(*(values[path] for path in column.paths)))
                    for column in columns
                ]
            yield chunk


def _values(rows: models.QuerySet, columns: Sequence[FileColumn]) -> Iterator[dict[str, Sequence]]:
    """For each path the values of some rows."""
    paths = list(dict.fromkeys(path for column in columns for path in column.paths))
    if ROW in paths:
        yield from _from_instances(rows, [path for path in paths if path != ROW])
        return
    selected = [asked(rows, path) for path in paths]
    for found in _lists(rows.values_list(*(expression for expression, _restore in selected))):
        yield {
            path: restore(values) if restore else values
            for path, (_expression, restore), values in zip(
                paths, selected, zip(*found, strict=True), strict=True
            )
        }


def _from_instances(rows: models.QuerySet, paths: list[str]) -> Iterator[dict[str, Sequence]]:
    """The slow way, for tables with a column that reads the row itself."""
    joined = [
        field.name
        for field in rows.model._meta.concrete_fields
        if field.is_relation and field.name not in {"pairing", "updated_by"}
    ]
    if joined:
        rows = rows.select_related(*joined)
    for found in _lists(rows.defer(None)):
        yield {ROW: found} | {path: list(map(attrgetter(path), found)) for path in paths}


def _lists(rows: models.QuerySet) -> Iterator[list]:
    steps = rows.iterator(chunk_size=ROWS_AT_ONCE)
    size = FIRST_ROWS
    while found := list(islice(steps, size)):
        yield found
        size = ROWS_AT_ONCE
