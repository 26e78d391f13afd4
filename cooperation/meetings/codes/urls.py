"""Where codes are looked up: short, since the addresses are printed and typed."""

from django.urls import path

from cooperation.meetings.codes import views

urlpatterns = [
    path("f/", views.figure_form, name="figure-form"),
    path("f/<str:text>/", views.figure_code, name="figure-code"),
]
