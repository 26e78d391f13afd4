"""The wide form's place in the admin."""

from django.urls import path

from cooperation.reporting.wide.views import monthly_wide


def wide_pages(site):
    """URL patterns for the staff's site."""
    return [
        path("monthly/wide/", site.admin_view(monthly_wide), name="monthly-wide"),
    ]
