"""The core's own sector 保障: funds, people, pairings."""

from django.utils.translation import gettext_lazy as _

from cooperation.sectors import Sector, register

register(Sector(slug="support", label=_("Support"), position=90))
