"""Writing checked rows: new ones are added, changed ones updated, equal ones left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cooperation.seeding.problems import Problems
from cooperation.seeding.recorded import Recorded
from cooperation.seeding.tables import Book, Column, Key, Row, Table

if TYPE_CHECKING:
    from django.db.models import Model

OUTCOMES = ("unchanged", "changed", "created")


@dataclass
class Tally:
    """What became of the rows of one file; `listed`: a file that is checked but not stored."""

    file: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    listed: int = 0


@dataclass
class Shelf:
    """The objects that the rows became, by file and key."""

    objects: dict[tuple[str, Key], Any] = field(default_factory=dict)

    def value(self, row: Row, column: Column) -> Any:
        """A cell's value as the model wants it: references become objects."""
        value = row[column.name]
        if column.ref is None or not value:
            return value
        if column.ref.many:
            return [self.objects[column.ref.file, key] for key in value]
        return self.objects[column.ref.file, value]


def write_table(table: Table, shelf: Shelf, book: Book, problems: Problems) -> Tally:
    """Write a file's rows and shelve their objects. The number of queries that look up what
    is recorded does not depend on the number of rows."""
    rows = list(book.rows(table.file))
    if table.model is None:
        return Tally(table.file, listed=len(rows))
    made, outcomes = _write_objects(table, rows, shelf, problems)
    if table.layer is not None and not problems.found:
        second = _write_layer(table, rows, made, problems)
        outcomes = [max(pair, key=OUTCOMES.index) for pair in zip(outcomes, second, strict=True)]
    return Tally(table.file, **{outcome: outcomes.count(outcome) for outcome in OUTCOMES})


def _write_objects(
    table: Table, rows: list[Row], shelf: Shelf, problems: Problems
) -> tuple[list[Model], list[str]]:
    stored = {column.target: column for column in table.columns if column.target}
    identity = table.identity or table.key
    recorded = Recorded(
        model=table.model,
        identity=identity,
        lists=tuple(n for n, c in stored.items() if c.ref and c.ref.many),
        fixed=table.fixed,
        wanted={shelf.value(row, stored[identity[0]]) for row in rows},
    )
    made, outcomes = [], []
    for row in rows:
        values = {name: shelf.value(row, column) for name, column in stored.items()}
        values.update(table.constants)
        item, outcome, faults = recorded.put(values, table.file)
        for name, reason in faults:
            column = stored[name].name if name in stored else ""
            problems.add(table.file, row.number, column, row.cells.get(column, ""), reason)
        shelf.objects[table.file, table.key_of(row)] = item
        made.append(item)
        outcomes.append(outcome)
    return made, outcomes


def _write_layer(
    table: Table, rows: list[Row], owners: list[Model], problems: Problems
) -> list[str]:
    layer = table.layer
    assert layer is not None
    recorded = Recorded(model=layer.model, identity=layer.identity, wanted=set(owners))
    outcomes = []
    for row, owner in zip(rows, owners, strict=True):
        values = {layer.owner: owner, **{f: row[column] for f, column in layer.fields.items()}}
        _item, outcome, faults = recorded.put(values, table.file)
        for name, reason in faults:
            column = layer.fields.get(name, "")
            problems.add(table.file, row.number, column, row.cells.get(column, ""), reason)
        outcomes.append(outcome)
    return outcomes
