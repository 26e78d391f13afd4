"""The monthly form's places in the admin."""

from django.urls import path

from cooperation.reporting.entry.views import monthly_cells, monthly_form, monthly_open


def entry_pages(site):
    """URL patterns for the staff's site."""
    return [
        path("monthly/open/", site.admin_view(monthly_open), name="monthly-open"),
        path("monthly/<int:pk>/", site.admin_view(monthly_form), name="monthly-form"),
        path("monthly/<int:pk>/cells/", site.admin_view(monthly_cells), name="monthly-cells"),
    ]
