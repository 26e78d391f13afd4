"""The places of reviews in the admin."""

from django.urls import path

from cooperation.reporting.reviews.views import monthly_review, monthly_submission


def review_pages(site):
    """URL patterns for the staff's site."""
    return [
        path("monthly/<int:pk>/review/", site.admin_view(monthly_review), name="monthly-review"),
        path(
            "monthly/<int:pk>/submissions/<int:number>/",
            site.admin_view(monthly_submission),
            name="monthly-submission",
        ),
    ]
