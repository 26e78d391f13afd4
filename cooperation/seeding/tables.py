"""How a seed file is described: its columns, keys, references, rules and model.

A sector describes its own files in the same words and hands them over in its `seed` hook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cooperation.seeding import cells

if TYPE_CHECKING:
    from django.db.models import Model

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Ref:
    """A column that names a row of another file (or an earlier row of its own).

    `within` names columns of this row that come first in the other file's key: a pairing's
    slug is unique in its programme only. `many`: several, separated by semicolons.
    """

    file: str
    within: tuple[str, ...] = ()
    many: bool = False


@dataclass(frozen=True)
class Column:
    """One column. `stores` is the model's field ("" = not stored); empty cells give `empty`."""

    name: str
    read: cells.Read = cells.text
    required: bool = False
    ref: Ref | None = None
    stores: str | None = None
    empty: Any = ""

    @property
    def target(self) -> str:
        """The field of the model that this column fills."""
        return self.name if self.stores is None else self.stores


@dataclass
class Row:
    """A row as read: its number in the file, and the values by column. A cell that could not
    be read is missing from `values`; a reference is the other row's key."""

    number: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)


Finding = tuple[str, Any]  # column, reason


@dataclass(frozen=True)
class Layer:
    """A second object that each row makes, belonging to the first: field → column.

    An indicator's row makes the indicator and its version (names, definition, unit).
    """

    model: type[Model]
    owner: str
    identity: tuple[str, ...]
    fields: dict[str, str]


@dataclass(frozen=True)
class Table:
    """One seed file and what becomes of its rows.

    key: the columns that identify a row within the file; where one of them is a reference
      `within` others, those stand before it.
    identity: the model fields that find the row in the database (default: the key).
    fixed: fields that are never rewritten once recorded.
    constants: field values that every row's object has.
    rule: says what is wrong with a row, given all files' rows; only asked of readable files.
    """

    file: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    model: type[Model] | None = None
    identity: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    constants: Mapping[str, Any] = field(default_factory=dict)
    optional: bool = False
    rule: Callable[[Row, Book], Iterable[Finding]] | None = None
    layer: Layer | None = None

    def key_of(self, row: Row) -> Key | None:
        """The row's key; None if a part of it could not be read."""
        if any(name not in row.values for name in self.key):
            return None
        parts = (row.values[name] for name in self.key)
        return tuple(part[-1] if isinstance(part, tuple) else part for part in parts)


class Book:
    """The readable rows of all files, by file and key."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[Key, Row]] = {}

    def add(self, file: str, key: Key, row: Row) -> Row | None:
        """Keep a row; an earlier one with the same key stays and is returned."""
        rows = self._rows.setdefault(file, {})
        if key in rows:
            return rows[key]
        rows[key] = row
        return None

    def has(self, file: str, key: Key) -> bool:
        """Whether a file has a row of that key."""
        return key in self._rows.get(file, {})

    def row(self, file: str, key: Key) -> Row | None:
        """The row of that key."""
        return self._rows.get(file, {}).get(key)

    def rows(self, file: str) -> Iterator[Row]:
        """All rows of a file in its order."""
        return iter(self._rows.get(file, {}).values())
