"""The panel's place in the admin."""

from django.urls import path

from cooperation.reporting.entry.panel.views import monthly_cell


def panel_pages(site):
    """URL patterns for the staff's site."""
    return [
        path(
            "monthly/<int:pk>/cells/<str:code>/",
            site.admin_view(monthly_cell),
            name="monthly-cell",
        ),
    ]
