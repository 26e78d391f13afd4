"""The address of what changed since the last meeting."""

from django.urls import path

from cooperation.meetings.restated import views

urlpatterns = [
    path("meetings/<int:pk>/changes/", views.meeting_restated, name="meeting-restated"),
]
