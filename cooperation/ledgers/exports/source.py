"""The rows of a list as its address asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cooperation.ledgers.pages import pairing_choices

if TYPE_CHECKING:
    from django.http import QueryDict

    from cooperation.ledgers.tables import LedgerTable
    from cooperation.models import Programme, User
    from cooperation.sectors import Ledger


def list_table(ledger: Ledger, programme: Programme, user: User, params: QueryDict) -> LedgerTable:
    """The list's table: within what the reader may see, filtered and sorted."""
    choices = pairing_choices(programme)
    rows = ledger.queryset().visible_to(user)
    if not ledger.reference:
        rows = rows.of_pairings(choice.pk for choice in choices)
    filterset = ledger.filterset(params, rows, pairings=choices)
    return ledger.table(
        filterset.qs,
        order_by=params.get("sort", ""),
        pairing_names={choice.pk: choice.name for choice in choices},
    )
