"""Addresses of the departments' forms."""

from django.urls import path

from cooperation.meetings.office_forms import views

urlpatterns = [
    path("", views.form_list, name="office-form-list"),
    path("add/", views.form_add, name="office-form-add"),
    path("<int:pk>/", views.form_detail, name="office-form-detail"),
    path("<int:pk>/fill/", views.form_fill, name="office-form-fill"),
    path("<int:pk>/file/", views.form_file, name="office-form-file"),
    path("<int:pk>/blank/", views.form_blank, name="office-form-blank"),
    path("<int:pk>/retire/", views.form_retire, name="office-form-retire"),
]
