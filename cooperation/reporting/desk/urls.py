"""The desk's places in the admin."""

from django.urls import path

from cooperation.reporting.desk.views import approve_several, home, monthly_list


def desk_pages(site):
    """URL patterns for the staff's site; the desk is its front page."""
    return [
        path("", site.admin_view(home), name="index"),
        path("monthly/", site.admin_view(monthly_list), name="monthly-list"),
        path("monthly/approve/", site.admin_view(approve_several), name="monthly-approve"),
    ]
