"""Assistance workshops (就业帮扶车间): what became of them, and how many work there."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cooperation.models import DatePrecision, LedgerQuerySet, LedgerRow, Place, Source
from cooperation.models.base import NamedInTwoLanguages
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once
from cooperation.models.people import in_assignments_of
from labor.models.rules import date_precision, lifted_within_people

# The states in which a workshop still is one.
STANDING = ("in_production", "paused")


class WorkshopQuerySet(LedgerQuerySet):
    def as_of(self, day: datetime.date | None = None):
        """Each workshop as it was at the end of a day; without one, as it was last told.

        `status` (in production from the opening until its history says otherwise), since when
        (`status_since`), and by the newest head count `people`, `lifted` and `counted_on`.
        """
        told = WorkshopStatus.objects.filter(workshop=OuterRef("pk")).order_by("-since")
        counted = WorkshopCount.objects.filter(workshop=OuterRef("pk")).order_by("-date")
        rows = self
        if day is not None:
            rows = rows.filter(opened__lte=day)
            told, counted = told.filter(since__lte=day), counted.filter(date__lte=day)
        return rows.annotate(
            status=Coalesce(Subquery(told.values("status")[:1]), Value("in_production")),
            status_since=Coalesce(Subquery(told.values("since")[:1]), "opened"),
            people=Subquery(counted.values("people")[:1]),
            lifted=Subquery(counted.values("lifted")[:1]),
            counted_on=Subquery(counted.values("date")[:1]),
        )

    def for_list(self):
        """As it was last told."""
        return self.as_of()


class Workshop(NamedInTwoLanguages, LedgerRow):
    """A workshop near people's homes that the cooperation supports, run by an enterprise.

    It is in production from the day it opened on, until its history says otherwise. It counts
    as a workshop until it is taken off the register (注销); its people count while it is in
    production.
    """

    township = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township"),
    )
    opened = models.DateField(_("opened"))
    precision = models.CharField(
        _("precision of the date"),
        max_length=5,
        choices=ROW_PRECISIONS,
        default=DatePrecision.DAY,
    )
    enterprise = models.CharField(_("enterprise"), max_length=200, blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    dated_by = "opened"
    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-opened", "-pk"]
        verbose_name = _("assistance workshop")
        verbose_name_plural = _("assistance workshops")
        indexes = [
            models.Index(fields=["-opened", "-id"], name="workshop_newest", condition=LIVE),
            models.Index(
                fields=["pairing", "-opened", "-id"], name="workshop_of_pairing", condition=LIVE
            ),
        ]
        constraints = [
            code_once("workshop"),
            date_precision("workshop", "opened"),
            models.UniqueConstraint(
                fields=["pairing", "name_zh"],
                condition=LIVE,
                name="workshop_name_once",
                violation_error_message=_("Another workshop of this pairing has this name."),
            ),
        ]


class OfWorkshopQuerySet(models.QuerySet):
    """What hangs below a workshop."""

    def live(self):
        """Without what belongs to workshops that were taken out."""
        return self.filter(workshop__deleted_at__isnull=True)

    def visible_to(self, user):
        """As the workshops they belong to."""
        return self.live().filter(
            in_assignments_of(user, pairing="workshop__pairing", sector="=labor")
        )


class WorkshopStatus(models.Model):
    """What became of a workshop on a day; it holds until the next one. At most one a day."""

    class Status(models.TextChoices):
        IN_PRODUCTION = "in_production", _("Producing")
        PAUSED = "paused", _("Paused")
        DEREGISTERED = "deregistered", _("Off the register")

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="statuses", verbose_name=_("assistance workshop")
    )
    since = models.DateField(_("since"))
    status = models.CharField(_("status"), max_length=13, choices=Status)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = OfWorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["workshop", "-since"]
        verbose_name = _("status of a workshop")
        verbose_name_plural = _("statuses of workshops")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "since"],
                name="workshop_status_once_a_day",
                violation_error_message=_("The workshop has a status of this day already."),
            ),
            models.CheckConstraint(
                condition=Q(status="in_production") | ~Q(reason=""),
                name="workshop_status_has_reason",
                violation_error_message=_(
                    "Say why the workshop is paused or was taken off the register."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["in_production", "paused", "deregistered"]),
                name="workshop_status_known",
                violation_error_message=_("A workshop is producing, paused or off the register."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d} · {self.get_status_display()}"


class WorkshopCount(models.Model):
    """How many people work in a workshop on a day; it holds until the next count.

    `lifted` are those of them who were lifted out of poverty; empty = nobody said.
    """

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="counts", verbose_name=_("assistance workshop")
    )
    date = models.DateField(_("date"))
    people = models.PositiveIntegerField(_("people"))
    lifted = models.PositiveIntegerField(_("of which lifted out of poverty"), null=True, blank=True)

    objects = OfWorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["workshop", "-date"]
        verbose_name = _("head count of a workshop")
        verbose_name_plural = _("head counts of workshops")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "date"],
                name="workshop_count_once_a_day",
                violation_error_message=_("The workshop has a head count of this day already."),
            ),
            lifted_within_people(
                "workshop_count",
                _("Those lifted out of poverty are not more than all people of the workshop."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} · {self.people}"
