"""Addresses of the printed files of a period, beside its CSV and JSON."""

from django.urls import path

from cooperation.meetings.workbook import downloads

urlpatterns = [
    path(f"reports/export.{fmt}", downloads.report_file, {"fmt": fmt}, name=f"report-{fmt}")
    for fmt in downloads.TYPES
]
