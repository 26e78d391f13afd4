"""Courses for workers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import DatePrecision, LedgerQuerySet, LedgerRow, Source
from cooperation.models.base import in_language
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once
from labor.models.rules import (
    date_precision,
    ends_after_it_starts,
    lifted_within_people,
    people_positive,
)


class Training(LedgerRow):
    """A course held for workers (一期培训): counts, no names.

    `people` are attendances (人次): who attends two courses counts twice. `lifted` are those
    of them who were lifted out of poverty. Empty = nobody said. A course that runs over two
    months counts in the month of its first day. `brand` is the training programme of the
    eastern province that it belongs to.
    """

    class Brand(models.TextChoices):
        CHEF = "chef", _("Cantonese Chef")
        TECHNICIAN = "technician", _("Guangdong Technician")
        DOMESTIC = "domestic", _("Southern Guangdong Domestic Service")
        OTHER = "other", _("Other")

    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the date"),
        max_length=5,
        choices=ROW_PRECISIONS,
        default=DatePrecision.DAY,
    )
    topic_zh = models.CharField(_("topic (Chinese)"), max_length=200)
    topic_en = models.CharField(_("topic (English)"), max_length=300, blank=True)
    brand = models.CharField(_("training brand"), max_length=10, choices=Brand, default=Brand.OTHER)
    days = models.PositiveSmallIntegerField(_("days of training"), null=True, blank=True)
    people = models.PositiveIntegerField(_("attendances"), null=True, blank=True)
    lifted = models.PositiveIntegerField(_("of which lifted out of poverty"), null=True, blank=True)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    dated_by = "start"
    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "-pk"]
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")
        indexes = [
            models.Index(fields=["-start", "-id"], name="training_newest", condition=LIVE),
            # With the counts, so that count and sums of a list never touch the rows.
            models.Index(
                fields=["pairing", "-start", "-id", "people", "lifted"],
                name="training_of_pairing",
                condition=LIVE,
            ),
        ]
        constraints = [
            code_once("training"),
            people_positive("training", _("A course has at least one attendance, or leave empty.")),
            lifted_within_people(
                "training",
                _("Those lifted out of poverty are not more than all attendances of the course."),
            ),
            ends_after_it_starts("training"),
            date_precision("training", "start"),
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__gte=1),
                name="training_days_from_one",
                violation_error_message=_("A course lasts at least one day, or leave empty."),
            ),
            models.CheckConstraint(
                condition=Q(brand__in=["chef", "technician", "domestic", "other"]),
                name="training_brand_known",
                violation_error_message=_("Choose one of the training brands."),
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def topic(self) -> str:
        """What was taught, in the active language."""
        return in_language(self.topic_zh, self.topic_en)

    def clean(self) -> None:
        """Nobody is taught on more days than lie between the first and the last."""
        super().clean()
        if self.start and self.end and self.days and self.precision == DatePrecision.DAY:
            span = (self.end - self.start).days + 1
            if 0 < span < self.days:
                raise ValidationError(
                    {"days": _("There are fewer days between the first and the last.")}
                )
