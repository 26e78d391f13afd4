"""Figures from the press and official reports; nobody's monthly report."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import FigureField
from cooperation.models.indicators import Indicator
from cooperation.models.pairings import Pairing
from cooperation.models.people import in_programmes_of
from cooperation.models.places import Source


class PublishedReadingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published figures are seen by every reader of the programme."""
        return self.filter(in_programmes_of(user, "pairing__programme"))


class PublishedReading(models.Model):
    """A published figure with its cut-off day, exactness and citations. Never a report.

    On the city pairing, `whole` says that it speaks of the whole city (市本级 and groups).
    `published_on` is the day of the earliest citation, where known to the day: an as-of
    view shows a reading from then on. `recorded_at` is when it was entered here: what was told
    from before a moment, like a sealed pack, holds no reading that was entered later.
    """

    class Basis(models.TextChoices):
        YTD = "ytd", _("Since 1 January")
        SINCE = "since", _("Since the pairing began")
        AT = "at", _("As it stands")

    class Exactness(models.TextChoices):
        EXACT = "exact", _("exact")
        AT_LEAST = "at_least", _("at least")
        ABOUT = "about", _("about")

    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="readings", verbose_name=_("pairing")
    )
    whole = models.BooleanField(_("speaks of the whole city"), default=False)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="readings", verbose_name=_("indicator")
    )
    value = FigureField(_("value"))
    basis = models.CharField(_("basis"), max_length=5, choices=Basis)
    cutoff = models.DateField(_("cut-off date"))
    exactness = models.CharField(
        _("exactness"), max_length=8, choices=Exactness, default=Exactness.EXACT
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    note = models.TextField(_("note"), blank=True)
    sources = models.ManyToManyField(Source, related_name="readings", verbose_name=_("sources"))

    objects = PublishedReadingQuerySet.as_manager()

    class Meta:
        ordering = ["pairing", "indicator", "cutoff"]
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "indicator", "basis", "cutoff", "whole"],
                name="reading_once",
                violation_error_message=_("This published figure is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="reading_not_negative",
                violation_error_message=_("A published figure is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["ytd", "since", "at"]),
                name="reading_basis_known",
                violation_error_message=_(
                    "A published figure counts the year, the time since pairing or a state."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value} ({self.cutoff})"
