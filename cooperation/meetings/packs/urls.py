"""Addresses of the packs."""

from django.urls import path

from cooperation.meetings.packs import views

urlpatterns = [
    path("<int:pk>/pack/", views.pack_preview, name="pack-preview"),
    path(
        "<int:pk>/pack/<slug:language>/<slug:kind>/",
        views.pack_preview_file,
        name="pack-preview-file",
    ),
    path("<int:pk>/pack/seal/", views.pack_seal, name="pack-seal"),
    path("builds/<int:pk>/", views.pack_build, name="pack-build"),
    path("packs/<slug:code>/", views.pack_detail, name="pack-detail"),
    path("packs/<slug:code>/<int:pk>/", views.pack_file, name="pack-file"),
]
