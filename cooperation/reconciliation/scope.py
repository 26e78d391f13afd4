"""Whose figures and ledgers somebody may see side by side."""

from __future__ import annotations

from cooperation.models import Pairing, Programme, User
from cooperation.models.people import in_assignments_of


def compared_pairings(user: User, programme: Programme, sector: str) -> list[Pairing]:
    """The reporting pairings whose ledgers of a sector the reader sees: one statement.

    Pairings that owe no reports declare nothing, so their rows are not compared.
    """
    seen = in_assignments_of(user, pairing="", sector=f"={sector}")
    return Pairing.objects.filter(seen).reporting_in(programme)
