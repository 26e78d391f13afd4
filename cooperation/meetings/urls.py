"""Addresses of the joint meetings: the files of a period, and one list per room."""

from django.urls import include, path

from cooperation.meetings import views

urlpatterns = [
    path("reports/export.csv", views.report_csv, name="report-csv"),
    path("reports/export.json", views.report_json, name="report-json"),
    path("", include("cooperation.meetings.workbook.urls")),
    path("", include("cooperation.meetings.restated.urls")),
    path("", include("cooperation.meetings.audit.urls")),
    path("", include("cooperation.meetings.codes.urls")),
    path("meetings/", include("cooperation.meetings.sittings.urls")),
    path("meetings/", include("cooperation.meetings.briefing.urls")),
    path("meetings/", include("cooperation.meetings.packs.urls")),
    path("meetings/forms/", include("cooperation.meetings.office_forms.urls")),
]
