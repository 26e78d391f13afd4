"""The dialogue's place in the admin."""

from django.urls import path

from cooperation.reporting.dialogue.views import confirmations


def dialogue_pages(site):
    """URL patterns for the staff's site."""
    return [path("confirmations/", site.admin_view(confirmations), name="confirmations")]
