"""Addresses of a meeting's briefing."""

from django.urls import path

from cooperation.meetings.briefing import views

urlpatterns = [
    path("<int:pk>/briefing/", views.briefing_edit, name="briefing-edit"),
    path("<int:pk>/briefing/text/", views.briefing_text, name="briefing-text"),
]
