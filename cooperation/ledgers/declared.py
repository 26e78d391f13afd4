"""Finding a ledger's declaration."""

from django.db.models import Model
from django.http import Http404

from cooperation.sectors import Ledger, all_sectors, get_sector


def ledger_at(sector: str, slug: str) -> Ledger:
    """The ledger at an address; 404 if there is none."""
    for ledger in get_sector(sector).ledgers:
        if ledger.slug == slug:
            return ledger
    raise Http404(slug)


def ledger_of(model: type[Model]) -> tuple[str, Ledger] | None:
    """The sector and the ledger that list the rows of a model; None if none does."""
    for sector in all_sectors():
        for ledger in sector.ledgers:
            if ledger.model is model:
                return sector.slug, ledger
    return None
