"""The rows of a list as its address asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cooperation.ledgers.columns import columns_of
from cooperation.ledgers.scope import listed_rows

if TYPE_CHECKING:
    from django.http import QueryDict

    from cooperation.ledgers.tables import LedgerTable
    from cooperation.models import Programme, User
    from cooperation.sectors import Ledger


def list_table(ledger: Ledger, programme: Programme, user: User, params: QueryDict) -> LedgerTable:
    """The list's table: within what the reader may see, filtered and sorted."""
    rows, choices = listed_rows(ledger, programme, user)
    filterset = ledger.filterset(params, rows, pairings=choices)
    return ledger.table(
        filterset.qs,
        order_by=params.get("sort", ""),
        pairing_names=choices.by_key,
        columns=columns_of(ledger.table, params.get("columns", "")).shown,
    )
