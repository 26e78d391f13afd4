"""The addresses of a sector's reconciliation: the list, its files, one cell."""

from django.urls import path, re_path

from cooperation.dashboards.reconciliation import views
from cooperation.sectors import Sector


def reconciliation_urls(sector: Sector) -> list:
    """`labor:reconciliation`, its file and cell; none where no indicator has a ledger."""
    if not sector.sums:
        return []
    known = {"sector": sector.slug}
    return [
        path("reconciliation/", views.reconciliation, known, name="reconciliation"),
        re_path(
            r"^reconciliation/export\.(?P<fmt>csv|xlsx)$",
            views.reconciliation_file,
            known,
            name="reconciliation-file",
        ),
        re_path(
            r"^reconciliation/(?P<pairing>[\w-]+)/(?P<code>[a-z0-9_]+\.[a-z0-9_]+)/"
            r"(?P<month>[0-9]{4}-[0-9]{2})/$",
            views.reconciliation_cell,
            known,
            name="reconciliation-cell",
        ),
    ]
