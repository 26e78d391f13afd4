"""Why a declared figure differs from its ledger: explanations in parts that add up."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import FigureField
from cooperation.models.indicators import Indicator
from cooperation.models.pairings import Pairing
from cooperation.models.people import User, in_assignments_of


class ExplanationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the ledgers they speak of: clerks and reviewers see their pairings and sectors."""
        return self.filter(in_assignments_of(user, sector="indicator__sector"))

    def with_parts(self):
        """With their parts and who gave them, the newest first; two statements."""
        return self.select_related("by").prefetch_related("parts").order_by("-at", "-pk")


class Explanation(models.Model):
    """Why the figure declared for a month (pairing × indicator) is not the ledger's sum.

    Append-only; a newer one shows instead of an older one. `declared` and `ledger` are both
    numbers as they were when it was given, in the indicator's unit: once one of them is
    another, the explanation no longer fits and the difference counts as unexplained again.
    The difference itself is not kept beside them, so that it cannot contradict them.
    """

    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="explanations", verbose_name=_("pairing")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    month = models.DateField(_("month"))
    declared = FigureField(_("declared figure"))
    ledger = FigureField(_("ledger sum"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("explanation of a difference")
        verbose_name_plural = _("explanations of differences")
        indexes = [
            models.Index(fields=["pairing", "month", "indicator"], name="explanation_cell"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="explanation_month_is_a_first_day",
                violation_error_message=_("A month is written as its first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing} {self.indicator} {self.month:%Y-%m}"

    @property
    def difference(self) -> Decimal:
        """Declared less ledger, as it was; what the parts add up to."""
        return self.declared - self.ledger

    def fits(self, declared: Decimal | None, ledger: Decimal | None) -> bool:
        """Whether both numbers are still those that it explains."""
        return self.declared == declared and self.ledger == ledger


class ExplanationPartQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the explanations they belong to."""
        return self.filter(
            in_assignments_of(
                user, pairing="explanation__pairing", sector="explanation__indicator__sector"
            )
        )


class ExplanationPart(models.Model):
    """One part of a difference: of which kind, and how much of it. Append-only.

    `amount` in the indicator's unit: above zero what is declared and not in the ledger, below
    zero what is in the ledger and not declared.
    """

    class Kind(models.TextChoices):
        LATE_ROW = "late_row", _("Row entered late")
        CANCELLED_ROW = "cancelled_row", _("Row cancelled")
        OTHER_SOURCE = "other_source", _("Other source")
        NOT_YET_IN_LEDGER = "not_yet_in_ledger", _("Not yet in the ledger")
        ROUNDING = "rounding", _("Rounding")

    explanation = models.ForeignKey(
        Explanation, models.CASCADE, related_name="parts", verbose_name=_("explanation")
    )
    kind = models.CharField(_("kind"), max_length=17, choices=Kind)
    amount = FigureField(_("amount"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ExplanationPartQuerySet.as_manager()

    class Meta:
        ordering = ["explanation", "pk"]
        verbose_name = _("part of an explanation")
        verbose_name_plural = _("parts of explanations")
        constraints = [
            models.UniqueConstraint(
                fields=["explanation", "kind"],
                name="explanation_part_kind_once",
                violation_error_message=_("An explanation names each kind of part once."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "late_row", "cancelled_row", "other_source", "not_yet_in_ledger",
                        "rounding",
                    ]
                ),
                name="explanation_part_kind_known",
                violation_error_message=_("There is no such kind of part."),
            ),
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="explanation_part_is_something",
                violation_error_message=_("A part of a difference is not 0."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="other_source") | ~Q(note=""),
                name="explanation_part_names_source",
                violation_error_message=_("Another source is named in the note."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount}"
