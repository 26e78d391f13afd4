"""What the two sides say to each other about a figure: questions, confirmations, disputes."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import FigureField, Side
from cooperation.models.indicators import Indicator
from cooperation.models.pairings import Pairing
from cooperation.models.people import User, in_assignments_of, in_programmes_of
from cooperation.models.reports import Figure, newest_standing


class CellMessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Both sides of the pairing, and whoever sees the whole programme."""
        return self.filter(in_assignments_of(user, sector="indicator__sector"))


class CellMessage(models.Model):
    """A question about one cell (pairing × indicator × month), or its answer. Append-only."""

    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="cell_messages", verbose_name=_("pairing")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    month = models.DateField(_("month"))
    answers = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("answer to"),
    )
    text = models.CharField(_("text"), max_length=500)
    side = models.CharField(_("side"), max_length=4, choices=Side, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    objects = CellMessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("question about a figure")
        verbose_name_plural = _("questions about figures")
        indexes = [
            models.Index(fields=["pairing", "month", "indicator"], name="cell_message_cell"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="cell_message_has_text",
                violation_error_message=_("A question or answer needs words."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="cell_message_month_is_a_first_day",
                violation_error_message=_("A month is written as its first day."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class StatementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every reader of the programme who has an account: the public is shown what is
        approved or published, and an objection is neither."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_programmes_of(user, "figure__submission__report__pairing__programme"))

    def newest(self, until: datetime.datetime | None = None):
        """The one that counts of each figure."""
        known = Q(at__lt=until) if until else Q()
        newer = Statement.objects.filter(known, figure=OuterRef("figure")).filter(
            Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
        )
        return self.filter(known).exclude(Exists(newer))

    def open(self, *, until: datetime.datetime | None = None):
        """Disputes that stand: the newest statement on a figure that shows.

        `until`: the first moment that is not known yet.
        """
        standing = newest_standing("figure__submission__report", until=until)
        return self.newest(until).filter(
            verdict=Statement.Verdict.DISPUTED,
            figure__submission=standing,
            figure__value__isnull=False,
        )

    def for_list(self):
        """With the cell that each is about, the newest month first."""
        return self.select_related("figure__submission__report", "figure__indicator").order_by(
            "-figure__submission__report__month", "figure__indicator__position", "pk"
        )


class Statement(models.Model):
    """What the other side says of a figure it can see. Append-only; the newest one counts.

    A dispute names the other value (if there is one) and says why. The figure itself stays
    with its responsible side.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        DISPUTED = "disputed", _("Disputed")

    figure = models.ForeignKey(
        Figure, models.CASCADE, related_name="statements", verbose_name=_("figure")
    )
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict)
    value = FigureField(_("value of the other side"), null=True, blank=True)
    sentence = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["figure", "at", "pk"]
        verbose_name = _("statement of the other side")
        verbose_name_plural = _("statements of the other side")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["confirmed", "disputed"]),
                name="statement_verdict_known",
                violation_error_message=_("A figure is confirmed or disputed."),
            ),
            models.CheckConstraint(
                condition=~Q(verdict="disputed") | ~Q(sentence=""),
                name="statement_dispute_has_reason",
                violation_error_message=_("Disputing a figure needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure}: {self.verdict}"

    @property
    def difference(self) -> Decimal | None:
        """The other side's value less the figure, on the figure's own basis."""
        if self.value is None or self.figure.value is None:
            return None
        return self.value - self.figure.value
