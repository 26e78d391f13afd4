"""Addresses of the read pages."""

from django.urls import include, path, re_path

from cooperation.dashboards import activities, indicators, overview, pairings, reports
from cooperation.dashboards.completeness import views as completeness

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("pairings/", pairings.pairing_list, name="pairing-list"),
    path("pairings/<slug:slug>/", pairings.pairing_detail, name="pairing-detail"),
    path("indicators/", indicators.indicator_list, name="indicator-list"),
    re_path(
        r"^indicators/(?P<code>[a-z0-9_]+\.[a-z0-9_]+)/$",
        indicators.indicator_detail,
        name="indicator-detail",
    ),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/completeness/", completeness.completeness, name="report-completeness"),
    re_path(
        r"^reports/completeness/export\.(?P<fmt>csv|xlsx)$",
        completeness.completeness_file,
        name="report-completeness-file",
    ),
    path("", include("cooperation.dashboards.changes.urls")),
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
]
