"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsumptionConfig(AppConfig):
    """The sector's app."""

    name = "consumption"
    verbose_name = _("Consumption assistance")
