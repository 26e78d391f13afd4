"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndustryConfig(AppConfig):
    """The sector's app."""

    name = "industry"
    verbose_name = _("Industry cooperation")
