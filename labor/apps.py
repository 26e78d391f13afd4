"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LaborConfig(AppConfig):
    """The sector's app."""

    name = "labor"
    verbose_name = _("Labor cooperation")
