"""Addresses of the audit list."""

from django.urls import path

from cooperation.meetings.audit import views

urlpatterns = [
    path("meetings/exports/", views.export_list, name="export-list"),
    path("meetings/exports/check/", views.export_check, name="export-check"),
]
