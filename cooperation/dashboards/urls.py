"""Addresses of the read pages."""

from django.urls import include, path, re_path

from cooperation.dashboards import activities, indicators, number_style, overview, pairings, reports
from cooperation.dashboards.compare import views as compare
from cooperation.dashboards.completeness import views as completeness
from cooperation.dashboards.copies.views import page_copy
from cooperation.dashboards.explain.urls import urlpatterns as explanations
from cooperation.dashboards.indicator import views as indicator
from cooperation.dashboards.pairing import views as pairing
from cooperation.dashboards.screen.views import screen

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("pairings/", pairings.pairing_list, name="pairing-list"),
    path("pairings/<slug:slug>/", pairing.pairing_detail, name="pairing-detail"),
    path("pairings/<slug:slug>/ledgers/", pairing.pairing_ledgers, name="pairing-ledgers"),
    path("indicators/", indicators.indicator_list, name="indicator-list"),
    re_path(
        r"^indicators/(?P<code>[a-z0-9_]+\.[a-z0-9_]+)/$",
        indicator.indicator_detail,
        name="indicator-detail",
    ),
    *explanations,
    path("compare/", compare.compare, name="compare"),
    path("compare/export.csv", compare.compare_file, name="compare-file"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/completeness/", completeness.completeness, name="report-completeness"),
    re_path(
        r"^reports/completeness/export\.(?P<fmt>csv|xlsx)$",
        completeness.completeness_file,
        name="report-completeness-file",
    ),
    path("", include("cooperation.dashboards.changes.urls")),
    path("numbers/", number_style.set_number_style, name="set-number-style"),
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("copy/", page_copy, name="copy"),
    path("screen/", screen, name="screen"),
]
