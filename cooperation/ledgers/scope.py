"""Which rows of a ledger a list starts from: what the reader sees, in a programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import get_language

from cooperation.keeping import kept_as_it_is
from cooperation.ledgers.choosing import Name, told_apart
from cooperation.models import Pairing
from cooperation.models.pairing_names import PairingName
from cooperation.prepared import Prepared

if TYPE_CHECKING:
    from cooperation.models import Programme, User
    from cooperation.models.ledger import RowQuerySet
    from cooperation.sectors import Ledger


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


class PairingNames(Sequence[PairingName]):
    """A programme's pairings as its lists name them, in the order of the agreements. Never
    changed: all pages of a process share one."""

    def __init__(self, pairings: Iterable[PairingName] = ()) -> None:
        self._pairings = tuple(pairings)
        self.by_key = NamesByKey(self._pairings)
        self.keys = {pairing.slug: pairing.pk for pairing in self._pairings}
        self.all_keys = frozenset(self.by_key)
        self.reporting = tuple(pairing for pairing in self._pairings if pairing.reports)
        self._told_apart: dict[str | None, dict[str, str]] = {}

    def __getitem__(self, at):
        return self._pairings[at]

    def __len__(self) -> int:
        return len(self._pairings)

    @property
    def told_apart(self) -> dict[str, str]:
        """The names in the active language by their slugs, no two alike."""
        language = get_language()
        if language not in self._told_apart:
            names = [(pairing.slug, pairing.name) for pairing in self._pairings]
            self._told_apart[language] = dict(told_apart(names))
        return self._told_apart[language]

    def containing(self, text: str) -> list[Name]:
        """Those whose names contain a text, first any that is it."""
        part = text.casefold()
        found = [one for one in self.told_apart.items() if part in one[1].casefold()]
        return sorted(found, key=lambda one: one[1].casefold() != part)


def pairing_choices(programme: Programme) -> PairingNames:
    """All pairings of a programme; those that report are offered in selects.

    One statement, or none while the data version stands: whoever changes a pairing or a
    place in the workplace raises it.
    """
    return kept_as_it_is(
        programme,
        "pairing-names",
        lambda: PairingNames(starmap(PairingName, _name_values(programme.pk))),
    )


@Prepared
def _name_values(programme: int) -> QuerySet:
    return Pairing.objects.filter(programme=programme).order_by("position", "slug").name_values()


def listed_rows(
    ledger: Ledger, programme: Programme, user: User
) -> tuple[RowQuerySet, PairingNames]:
    """The rows and the pairings by which they may be filtered: one statement at most.

    Reference rows hang from no pairing, and cost none.
    """
    rows = ledger.queryset().visible_to(user)
    if ledger.reference:
        return rows.beside(programme), PairingNames()
    choices = pairing_choices(programme)
    return rows.of_pairings(choices.all_keys), choices


def scope_of(ledger: Ledger, programme: Programme, user: User) -> str:
    """What tells these rows apart from those of other readers and programmes: the statement would
    have to be made first, and names each of a programme's pairings."""
    return f"{ledger.model._meta.label} {ledger.name} {programme.pk} {user.rights}"
