"""Events that promote investment, and what was signed there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import (
    Activity,
    DatePrecision,
    FigureField,
    LedgerQuerySet,
    LedgerRow,
    Source,
    in_language,
)
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once, dated_to_day_or_month
from industry.models.parts import counted_below


class PromotionEventQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows, with how many projects came of each event."""
        from industry.models.projects import Project

        came = Project.objects.filter(promotion=models.OuterRef("pk"))
        return self.annotate(came_of_it=counted_below(came, "promotion"))


class PromotionEvent(LedgerRow):
    """An investment promotion (投资促进、招商推介活动).

    `attending`, `signed` and `signed_amount` (万元) are what the event itself reported: empty
    = not known. What became of it are the projects that name it.
    """

    date = models.DateField(_("date"))
    precision = models.CharField(
        _("precision of the date"),
        max_length=5,
        choices=ROW_PRECISIONS,
        default=DatePrecision.DAY,
    )
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    place_zh = models.CharField(_("place (Chinese)"), max_length=200, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=200, blank=True)
    attending = models.PositiveIntegerField(_("enterprises attending"), null=True, blank=True)
    signed = models.PositiveIntegerField(_("projects signed"), null=True, blank=True)
    signed_amount = FigureField(_("signed (10k yuan)"), null=True, blank=True)
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("activity"),
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    objects = PromotionEventQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("promotion event")
        verbose_name_plural = _("promotion events")
        indexes = [
            models.Index(
                fields=["pairing", "-date", "-id"], name="event_of_pairing", condition=LIVE
            )
        ]
        constraints = [
            code_once("event"),
            models.CheckConstraint(
                condition=dated_to_day_or_month("date"),
                name="event_date_precision",
                violation_error_message=_(
                    "A date is known to the day, or to the month and then written as its 1st."
                ),
            ),
            models.CheckConstraint(
                condition=Q(signed_amount__isnull=True)
                | (Q(signed_amount__gt=0) & (Q(signed__isnull=True) | Q(signed__gt=0))),
                name="event_amount_of_what_was_signed",
                violation_error_message=_(
                    "A signed amount is greater than zero and belongs to projects that were signed."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the active language."""
        return in_language(self.title_zh, self.title_en)

    @property
    def place(self) -> str:
        """Where it took place."""
        return in_language(self.place_zh, self.place_en)
