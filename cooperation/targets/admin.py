"""The places of the grid of targets in the admin."""

from django.contrib import admin
from django.urls import path

from cooperation.targets.views import targets_file, targets_grid, targets_history, targets_upload


def target_pages(site):
    """The grid, the history of a line, the file out and the file in."""
    return [
        path("targets/", site.admin_view(targets_grid), name="targets-grid"),
        path("targets/history/", site.admin_view(targets_history), name="targets-history"),
        path("targets/file/", site.admin_view(targets_file), name="targets-file"),
        path("targets/upload/", site.admin_view(targets_upload), name="targets-upload"),
    ]


admin.site.pages.append(target_pages)
