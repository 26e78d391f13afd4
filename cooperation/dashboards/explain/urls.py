"""The address of an explanation: an indicator's code, and whose number it is."""

from django.urls import re_path

from cooperation.dashboards.explain import views

urlpatterns = [
    re_path(
        r"^explain/(?P<code>[a-z0-9_]+\.[a-z0-9_]+)/(?P<whose>[\w-]+)/$",
        views.explanation,
        name="explanation",
    ),
]
