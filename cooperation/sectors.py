"""The contract by which a sector plugs in, and the registry of those that did.

A sector app has a module `sector.py` that registers one frozen `Sector`. The core finds it
with `autodiscover_modules("sector")` and never imports a sector by name.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

    from cooperation.ledgers.filters import LedgerFilter
    from cooperation.ledgers.tables import LedgerTable
    from cooperation.models import LedgerQuerySet

# (pairing id, first day of the month, sum); a month without rows is absent, not zero.
LedgerSum = tuple[int, datetime.date, Decimal]


@dataclass(frozen=True)
class Below:
    """What hangs below a ledger row: payments of a project, employers of a batch.

    `numbers` are the columns to align right.
    """

    label: Any
    headers: tuple[Any, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """One ledger of a sector: its rows, its list page and where the page lives.

    `slug` is the path below the sector ("batches") and `name` the URL name's stem ("batch"):
    `labor:batch-list` and `labor:batch-detail`.
    totals: the columns that the list adds up.
    period_totals: those of them that say something of a period, where not all do (money that
      came in place for the projects signed in a year is not the money of that year).
    detail_fields: what the row's own page prints; a property comes with its label.
    """

    model: type[Model]
    slug: str
    name: str
    label: Any
    table: type[LedgerTable]
    filterset: type[LedgerFilter]
    queryset: Callable[[], LedgerQuerySet]
    totals: tuple[str, ...] = ()
    period_totals: tuple[str, ...] | None = None
    detail_fields: tuple[str | tuple[str, Any], ...] = ()
    below: Callable[[Model], Iterable[Below]] | None = None


@dataclass(frozen=True)
class Sector:
    """What the core needs to know of a sector.

    slug: also the app label, the URL prefix, `Indicator.sector` and the colour's name.
    sums: indicator code → callable(pairing ids, first day, last day) → `LedgerSum`s, one
      query whatever the number of pairings.
    seed: callable() → the sector's own seed files, as `cooperation.seeding.tables.Table`s.
    sample: callable(context) that writes the sector's sample ledger rows.
    """

    slug: str
    label: Any
    position: int = 100
    ledgers: tuple[Ledger, ...] = ()
    sums: Mapping[str, Callable[..., Iterable[LedgerSum]]] = field(default_factory=dict)
    panels: tuple[Callable[..., Any], ...] = ()
    seed: Callable[..., Any] | None = None
    sample: Callable[..., Any] | None = None


_registry: dict[str, Sector] = {}


def register(sector: Sector) -> Sector:
    """Add a sector; a second one under the same slug is a programming error."""
    if sector.slug in _registry:
        raise ValueError(f"The sector {sector.slug!r} is registered twice.")
    _registry[sector.slug] = sector
    return sector


def unregister(slug: str) -> None:
    """Take a sector out again (tests that make one on the fly)."""
    _registry.pop(slug, None)


def all_sectors() -> list[Sector]:
    """The registered sectors in the order of the agreements."""
    return sorted(_registry.values(), key=lambda s: (s.position, s.slug))


def get_sector(slug: str) -> Sector:
    """The sector of that slug; KeyError if none is registered."""
    return _registry[slug]


def sector_label(slug: str) -> str:
    """The sector's name in the active language; the slug itself for an unknown one."""
    sector = _registry.get(slug)
    return str(sector.label) if sector else slug
