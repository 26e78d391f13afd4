"""The figures that show, kept year by year beside the facts that they follow from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.indicators import Indicator
from cooperation.models.pairings import Pairing


class VisibleYearQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody reads these rows as such; the scoreboard asks for those of its programme."""
        return self if user.is_administrator else self.none()


class VisibleYear(models.Model):
    """What shows now of one indicator of one pairing in one year, month by month.

    Kept for programmes that are `rolled_up`, and rewritten in the transaction that releases a
    figure; `cooperation.scoreboard.years` writes and reads it. `shown` has twelve places, each
    empty or one letter and an exact decimal. `approved` is the same of approved submissions
    alone; None where it is no different.
    """

    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="+", verbose_name=_("pairing")
    )
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="+", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    shown = models.TextField(_("figures"), blank=True)
    # Empty says that nothing is approved, which is not the same as "no different".
    approved = models.TextField(_("approved figures"), null=True, blank=True)  # noqa: DJ001

    objects = VisibleYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("figures of a year")
        verbose_name_plural = _("figures of years")
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "year", "indicator"],
                name="visible_year_once",
                violation_error_message=_("These figures are kept already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.indicator_id} {self.year}: {self.shown}"
