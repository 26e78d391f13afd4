"""Addresses of the meetings' own pages."""

from django.urls import path

from cooperation.meetings.sittings import views

urlpatterns = [
    path("", views.meeting_list, name="meeting-list"),
    path("<int:pk>/", views.meeting_detail, name="meeting-detail"),
    path("<int:pk>/items/<int:item>/", views.meeting_item, name="meeting-item"),
]
