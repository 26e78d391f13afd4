"""The audit list of exports: who took which figures or rows out, of what scope, and for what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.pairings import Pairing, Programme
from cooperation.models.people import NOTHING, Role, User


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Administrators and secretaries see those of their programmes, everybody their own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_administrator:
            return self
        keepers = [g for g in user.grants if g.role in (Role.SECRETARY, Role.ADMINISTRATOR)]
        if any(grant.programme_id is None for grant in keepers):
            return self
        theirs = Q(programme__in={g.programme_id for g in keepers}) if keepers else NOTHING
        return self.filter(theirs | Q(by=user))

    def newest_first(self):
        """For lists."""
        return self.select_related("programme", "by").order_by("-at", "-pk")


class Export(models.Model):
    """One file that left the product. Append-only.

    code: short and printed in the file, so that its numbers can be looked up. moment: what was
    known then is what the file says. scope, filters: as the reader chose them, in words or as a
    query; year, through, pairing where the file is a report on a period. rows, sha256 and size
    are those of the file as it left; a stream that was cut off says so in `complete`.
    """

    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="exports",
        verbose_name=_("programme"),
    )
    code = models.CharField(_("code"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("file"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    moment = models.DateTimeField(_("as known at"), default=timezone.now)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    through = models.PositiveSmallIntegerField(_("cut-off month"), null=True, blank=True)
    pairing = models.ForeignKey(
        Pairing,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pairing"),
    )
    scope = models.CharField(_("scope"), max_length=300, blank=True)
    filters = models.CharField(_("filter"), max_length=2000, blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True)
    complete = models.BooleanField(_("sent to its end"), default=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [models.Index(fields=["programme", "-at"], name="export_newest")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
