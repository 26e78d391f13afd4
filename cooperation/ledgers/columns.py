"""Which columns of a ledger a list shows, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cooperation.ledgers.tables import LedgerTable

ALL = "all"


@dataclass(frozen=True)
class Columns:
    """The columns shown, in order, and the names asked for that the ledger does not have."""

    shown: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ",".join(self.shown)


def first_column(table: type[LedgerTable]) -> str:
    """The column that leads to the row's own page. It is always shown and stands first: it
    stays in sight when the table scrolls, and in it the totals row has its words."""
    return table.link or next(iter(table.base_columns))


def usual_columns(table: type[LedgerTable]) -> tuple[str, ...]:
    """The ledger's own choice: all that are not optional."""
    return _arranged(table, [name for name in table.base_columns if name not in table.optional])


def columns_of(table: type[LedgerTable], text: str) -> Columns:
    """The columns that a text names: "people,travel", or "all"; none that is known → the usual."""
    if text == ALL:
        return Columns(_arranged(table, table.base_columns))
    asked = [name for name in text.split(",") if name]
    known = [name for name in asked if name in table.base_columns]
    unknown = tuple(dict.fromkeys(name for name in asked if name not in table.base_columns))
    return Columns(_arranged(table, known) if known else usual_columns(table), unknown)


def moved(order: Sequence[str], name: str, step: int) -> list[str]:
    """The order with one column moved up (−1) or down (+1); the first keeps its place."""
    order = list(order)
    if name in order[1:]:
        place = order.index(name)
        order.insert(min(max(place + step, 1), len(order) - 1), order.pop(place))
    return order


def offered(table: type[LedgerTable], shown: Sequence[str]) -> list[tuple[str, bool]]:
    """All columns for the form that arranges them, the shown ones first."""
    return [(name, True) for name in shown] + [
        (name, False) for name in table.base_columns if name not in shown
    ]


def _arranged(table: type[LedgerTable], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((first_column(table), *names)))
