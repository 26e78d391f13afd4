"""The addresses of the sectors, from their declarations."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path

from cooperation.ledgers import view_pages, views
from cooperation.ledgers.exports.views import ledger_file
from cooperation.sectors import Sector, all_sectors
from cooperation.spreadsheets.workbooks import FORMATS


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
    """The pages of each ledger: list, files, row, saved views; where a setting is sent."""
    patterns = []
    for ledger in sector.ledgers:
        known = {"sector": sector.slug, "ledger": ledger.slug}
        pages = {
            "list": ("", views.ledger_list),
            "detail": ("<int:pk>/", views.ledger_detail),
            "names": ("names/<slug:name>/", views.ledger_names),
            "settings": ("settings/", view_pages.list_settings),
            "views": ("views/", view_pages.saved_views),
            "view": ("views/<int:pk>/", views.ledger_list),
            "view-change": ("views/<int:pk>/change/", view_pages.view_change),
        }
        patterns += [
            path(f"{ledger.slug}/{below}", view, known, name=f"{ledger.name}-{page}")
            for page, (below, view) in pages.items()
        ]
        patterns += [
            path(
                f"{ledger.slug}/export.{fmt}",
                ledger_file,
                {**known, "fmt": fmt},
                name=f"{ledger.name}-{fmt}",
            )
            for fmt in FORMATS
        ]
    return patterns
