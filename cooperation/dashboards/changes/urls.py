"""The addresses of the page of changes and of what the overview fetches of it."""

from django.urls import path

from cooperation.dashboards.changes import views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("changes/since-last-look/", views.since_look, name="since-look"),
]
