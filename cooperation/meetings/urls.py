"""Addresses of the files for the joint meeting."""

from django.urls import path

from cooperation.meetings import views

urlpatterns = [
    path("export.csv", views.report_csv, name="report-csv"),
    path("export.json", views.report_json, name="report-json"),
]
