"""Which rows of a ledger a list starts from: what the reader sees, in a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cooperation.ledgers.filters import PairingChoice
from cooperation.models import Pairing

if TYPE_CHECKING:
    from cooperation.models import Programme, User
    from cooperation.models.ledger import RowQuerySet
    from cooperation.sectors import Ledger


def pairing_choices(programme: Programme) -> list[PairingChoice]:
    """All pairings of a programme by name; those that report are offered in selects."""
    return [
        PairingChoice(pairing.pk, pairing.slug, pairing.name, pairing.reports)
        for pairing in Pairing.objects.filter(programme=programme)
        .order_by("position", "slug")
        .names()
    ]


def listed_rows(
    ledger: Ledger, programme: Programme, user: User
) -> tuple[RowQuerySet, list[PairingChoice]]:
    """The rows and the pairings by which they may be filtered: one statement for the pairings.

    Reference rows hang from no pairing, and cost none.
    """
    rows = ledger.queryset().visible_to(user)
    if ledger.reference:
        return rows.beside(programme), []
    choices = pairing_choices(programme)
    return rows.of_pairings(choice.pk for choice in choices), choices


def scope_of(ledger: Ledger, programme: Programme, user: User) -> str:
    """What tells these rows apart from those of other readers and programmes: short, where the
    statement itself names each of a programme's pairings. EmptyResultSet where nothing is seen."""
    return f"{programme.pk} {ledger.queryset().visible_to(user).query}"
