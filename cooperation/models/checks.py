"""Held checks: what looked wrong, and why the office says it is right."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.indicators import Indicator
from cooperation.models.people import User, in_assignments_of
from cooperation.models.reports import MonthlyReport, Submission


class DraftConfirmationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the reports they belong to."""
        return self.filter(
            in_assignments_of(user, pairing="report__pairing", sector="report__sector")
        )


class DraftConfirmation(models.Model):
    """A reason typed for a held check of an open report, before it is submitted.

    `value` is the figure that was confirmed, as text: another value has to be confirmed anew.
    """

    report = models.ForeignKey(
        MonthlyReport, models.CASCADE, related_name="confirmations", verbose_name=_("report")
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indicator"),
    )
    code = models.CharField(_("check"), max_length=8)
    value = models.CharField(_("value"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))

    objects = DraftConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation in a draft")
        verbose_name_plural = _("confirmations in drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator", "code"],
                name="draft_confirmation_once",
                violation_error_message=_("This check is confirmed already."),
            ),
            # SQLite holds two empty indicators for different.
            models.UniqueConstraint(
                fields=["report", "code"],
                condition=Q(indicator__isnull=True),
                name="draft_confirmation_of_report_once",
                violation_error_message=_("This check is confirmed already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="draft_confirmation_has_reason",
                violation_error_message=_("Confirming a check needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.code}"


class ConfirmedCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the reports they belong to."""
        return self.filter(
            in_assignments_of(
                user, pairing="submission__report__pairing", sector="submission__report__sector"
            )
        )


class ConfirmedCheck(models.Model):
    """A soft check that a submission was held by, with the reason given. Append-only.

    `params` are the values that the check's sentence names, so that it can be said again in
    the reader's language.
    """

    submission = models.ForeignKey(
        Submission,
        models.CASCADE,
        related_name="confirmed_checks",
        verbose_name=_("submission"),
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indicator"),
    )
    code = models.CharField(_("check"), max_length=8)
    value = models.CharField(_("value"), max_length=60, blank=True)
    params = models.JSONField(_("values in the sentence"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=300)

    objects = ConfirmedCheckQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "pk"]
        verbose_name = _("confirmed check")
        verbose_name_plural = _("confirmed checks")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "code"],
                name="confirmed_check_once",
                violation_error_message=_("This check is confirmed already."),
            ),
            # SQLite holds two empty indicators for different.
            models.UniqueConstraint(
                fields=["submission", "code"],
                condition=Q(indicator__isnull=True),
                name="confirmed_check_of_report_once",
                violation_error_message=_("This check is confirmed already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="confirmed_check_has_reason",
                violation_error_message=_("Confirming a check needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.code}"
