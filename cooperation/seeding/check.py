"""Checking all files before anything is written; every problem is found in one go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cooperation.seeding.files import read_rows
from cooperation.seeding.problems import CellError, Problems
from cooperation.seeding.tables import Book, Column, Key, Row, Table


def read_book(directory: Path, tables: Sequence[Table], problems: Problems) -> Book:
    """Read and check all files; later tables may name rows of earlier ones."""
    book = Book()
    unread = set()
    for table in tables:
        path = directory / table.file
        if table.optional and not path.exists():
            continue
        rows = read_rows(path, table, problems)
        if rows is None:
            unread.add(table.file)
            continue
        for row in rows:
            _convert(row, table, book, unread, problems)
            _keep(row, table, book, problems)
    if not problems.found:
        _apply_rules(tables, book, problems)
    return book


def _convert(row: Row, table: Table, book: Book, unread: set[str], problems: Problems) -> None:
    """Turn the row's cells into values, noting every cell that cannot be."""
    for column in table.columns:
        cell = row.cells[column.name]
        try:
            row.values[column.name] = _value(cell, column, row, book, unread)
        except CellError as error:
            problems.add(table.file, row.number, column.name, cell, error)


def _value(cell: str, column: Column, row: Row, book: Book, unread: set[str]) -> Any:
    if not cell:
        if column.required:
            raise CellError(_("This cell must be filled in."))
        return () if column.ref and column.ref.many else None if column.ref else column.empty
    if column.ref is None:
        return column.read(cell)
    if column.ref.many:
        named = [name.strip() for name in cell.split(";") if name.strip()]
        if len(set(named)) != len(named):
            raise CellError(_("The same code stands here twice."))
        return tuple(_reference(name, column, row, book, unread) for name in named)
    return _reference(cell, column, row, book, unread)


def _reference(name: str, column: Column, row: Row, book: Book, unread: set[str]) -> Key:
    """The key of the row that a cell names. A file that could not be read is not blamed."""
    assert column.ref is not None
    outer: tuple = ()
    for part in column.ref.within:
        if part not in row.values:
            return (name,)
        value = row.values[part]
        outer += value if isinstance(value, tuple) else (value,)
    key = (*outer, *name.split("/")) if not outer else (*outer, name)
    if column.ref.file not in unread and not book.has(column.ref.file, key):
        reason = _("Unknown: there is no such row in %(file)s (or it comes later).")
        raise CellError(reason % {"file": column.ref.file})
    return key


def _keep(row: Row, table: Table, book: Book, problems: Problems) -> None:
    """Put a row into the book under its key, unless another row has that key."""
    key = table.key_of(row)
    if key is None:
        return
    earlier = book.add(table.file, key, row)
    if earlier is not None:
        column = table.key[-1]
        reason = _("Row %(row)s has the same %(key)s already.")
        found = {"row": earlier.number, "key": ", ".join(table.key)}
        problems.add(table.file, row.number, column, row.cells[column], reason % found)


def _apply_rules(tables: Sequence[Table], book: Book, problems: Problems) -> None:
    """What a row must be beside its own cells; asked only once all cells can be read."""
    for table in tables:
        if table.rule is None:
            continue
        for row in book.rows(table.file):
            for column, reason in table.rule(row, book):
                problems.add(table.file, row.number, column, row.cells.get(column, ""), reason)
