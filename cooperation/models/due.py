"""When monthly reports are due: rules, days off and make-up working days, reminders sent."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import NamedInTwoLanguages
from cooperation.models.pairings import Programme
from cooperation.models.people import User, in_programmes_of


class DueRuleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every reader of a programme sees by when its reports are due."""
        return self.filter(in_programmes_of(user))


class DueRule(models.Model):
    """The day of the next month until which a sector's reports are handed in.

    `sector` "" is the rule for all sectors without one of their own. `grace` days later a
    report still counts as on time.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="due_rules", verbose_name=_("programme")
    )
    sector = models.SlugField(_("sector"), max_length=30, blank=True)
    day = models.PositiveSmallIntegerField(
        _("due day"), default=10, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    grace = models.PositiveSmallIntegerField(
        _("days of grace"), default=0, validators=[MaxValueValidator(31)]
    )

    objects = DueRuleQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "sector"]
        verbose_name = _("due day")
        verbose_name_plural = _("due days")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "sector"],
                name="due_rule_once",
                violation_error_message=_("This sector has a due day already."),
            ),
            models.CheckConstraint(
                condition=Q(day__gte=1, day__lte=28),
                name="due_rule_day_in_every_month",
                violation_error_message=_("The due day is between 1 and 28."),
            ),
            models.CheckConstraint(
                condition=Q(grace__lte=31),
                name="due_rule_grace_up_to_a_month",
                violation_error_message=_("At most 31 days of grace."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.sector or '*'}: {self.day}"


class CalendarDayQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The calendar is public reference data."""
        return self


class CalendarDay(NamedInTwoLanguages):
    """A weekday off, or a weekend day that is worked (调休). All other days are as usual."""

    date = models.DateField(_("day"), unique=True)
    working = models.BooleanField(_("working day"))

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        ordering = ["date"]
        verbose_name = _("holiday or make-up working day")
        verbose_name_plural = _("holidays and make-up working days")

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody sees the own ones; administrators all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_administrator else self.filter(user=user)


class Reminder(models.Model):
    """That somebody was reminded by e-mail on a day: one digest a day and no more."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="reminders", verbose_name=_("account")
    )
    day = models.DateField(_("day"))
    reports = models.PositiveIntegerField(_("reports named"))

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"],
                name="reminder_once_a_day",
                violation_error_message=_("This account was reminded today."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"
