"""The address of the page of changes."""

from django.urls import path

from cooperation.dashboards.changes import views

urlpatterns = [path("changes/", views.changes, name="changes")]
