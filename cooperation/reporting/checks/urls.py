"""The help page's place in the admin."""

from django.urls import path

from cooperation.reporting.checks.views import monthly_checks


def checks_pages(site):
    """URL patterns for the staff's site."""
    return [
        path("monthly/checks/", site.admin_view(monthly_checks), name="monthly-checks"),
    ]
