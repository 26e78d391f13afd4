"""The desk's places in the admin."""

from django.urls import path

from cooperation.reporting.desk.views import monthly_list


def desk_pages(site):
    """URL patterns for the staff's site."""
    return [
        path("monthly/", site.admin_view(monthly_list), name="monthly-list"),
    ]
