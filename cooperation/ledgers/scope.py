"""Which rows of a ledger a list starts from: what the reader sees, in a programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from cooperation.keeping import kept_under_version
from cooperation.models import Pairing
from cooperation.models.pairing_names import PairingName
from cooperation.prepared import Prepared

if TYPE_CHECKING:
    from cooperation.models import Programme, User
    from cooperation.models.ledger import RowQuerySet
    from cooperation.sectors import Ledger


def pairing_choices(programme: Programme) -> list[PairingName]:
    """All pairings of a programme; those that report are offered in selects.

    One statement, or none while the data version stands: whoever changes a pairing or a
    place in the workplace raises it.
    """
    # Five hundred tuples are put away and taken out three times as fast as their objects.
    kept = kept_under_version(programme, "pairing-names", lambda: _name_values(programme.pk))
    return list(starmap(PairingName, kept))


@Prepared
def _name_values(programme: int) -> QuerySet:
    return Pairing.objects.filter(programme=programme).order_by("position", "slug").name_values()


class NamesByKey(Mapping[int, str]):
    """The names of pairings by their keys, as they are asked for."""

    def __init__(self, pairings: Iterable[PairingName]) -> None:
        self._pairings = {pairing.pk: pairing for pairing in pairings}

    def __getitem__(self, key: int) -> str:
        return self._pairings[key].name

    def __contains__(self, key: object) -> bool:
        return key in self._pairings

    def __iter__(self) -> Iterator[int]:
        return iter(self._pairings)

    def __len__(self) -> int:
        return len(self._pairings)


def listed_rows(
    ledger: Ledger, programme: Programme, user: User
) -> tuple[RowQuerySet, list[PairingName]]:
    """The rows and the pairings by which they may be filtered: one statement at most.

    Reference rows hang from no pairing, and cost none.
    """
    rows = ledger.queryset().visible_to(user)
    if ledger.reference:
        return rows.beside(programme), []
    choices = pairing_choices(programme)
    return rows.of_pairings(choice.pk for choice in choices), choices


def scope_of(ledger: Ledger, programme: Programme, user: User) -> str:
    """What tells these rows apart from those of other readers and programmes: the statement would
    have to be made first, and names each of a programme's pairings."""
    return f"{ledger.model._meta.label} {ledger.name} {programme.pk} {user.rights}"
