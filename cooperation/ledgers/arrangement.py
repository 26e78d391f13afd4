"""What the columns form says, and where it leads back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict

from cooperation.ledgers.addresses import ARRANGE, PLACE
from cooperation.ledgers.columns import columns_of, moved

if TYPE_CHECKING:
    from cooperation.ledgers.tables import LedgerTable


def arranged(table: type[LedgerTable], posted: QueryDict) -> tuple[str, ...]:
    """The ticked columns in the form's order, after a column was moved up or down.

    No column at all, and the button for it, is the ledger's own choice.
    """
    if "reset" in posted:
        return columns_of(table, "").shown
    order = posted.getlist("order")
    order = moved(order, posted.get("up", ""), -1)
    order = moved(order, posted.get("down", ""), 1)
    ticked = set(posted.getlist("show"))
    return columns_of(table, ",".join(name for name in order if name in ticked)).shown


def within(state: str, **changes: str) -> str:
    """The list's query string with changes; "" takes a parameter out."""
    query = QueryDict(state, mutable=True)
    for name in (*PLACE, ARRANGE):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    for name in [name for name, value in query.items() if not value]:
        query.pop(name)
    return query.urlencode()


def moving(posted: QueryDict) -> dict[str, str]:
    """Whether the form stays open: a column was moved, perhaps not for the last time."""
    return {ARRANGE: "1"} if "up" in posted or "down" in posted else {}
