"""The addresses of the sectors, from their declarations."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path

from cooperation.ledgers import views
from cooperation.sectors import Sector, all_sectors


def sector_patterns(home: Callable, beside: Callable[[Sector], list]) -> list:
    """Each sector below its slug: `labor:home`, `labor:batch-list`, `labor:batch-detail`, …

    beside: what a floor above has for each sector. Pages that only one sector has stand in
    its own module `urls`, as `urlpatterns`.
    """
    patterns = []
    for sector in all_sectors():
        own = []
        if find_spec(sector.slug) and find_spec(f"{sector.slug}.urls"):
            own = import_module(f"{sector.slug}.urls").urlpatterns
        first = path("", home, {"sector": sector.slug}, name="home")
        pages = [first, *ledger_urls(sector), *beside(sector), *own]
        patterns.append(path(f"{sector.slug}/", include((pages, sector.slug))))
    return patterns


def ledger_urls(sector: Sector) -> list:
    """A list and a detail page per ledger."""
    patterns = []
    for ledger in sector.ledgers:
        known = {"sector": sector.slug, "ledger": ledger.slug}
        patterns += [
            path(f"{ledger.slug}/", views.ledger_list, known, name=f"{ledger.name}-list"),
            path(
                f"{ledger.slug}/<int:pk>/",
                views.ledger_detail,
                known,
                name=f"{ledger.name}-detail",
            ),
        ]
    return patterns
