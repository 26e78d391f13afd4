"""Batches of workers taken to their jobs, and who received them."""

from django.db import models
from django.db.models import Case, Exists, F, Max, Min, OuterRef, Q, Subquery, Sum, Value, When
from django.utils.translation import gettext_lazy as _

from cooperation.models import DatePrecision, LedgerQuerySet, LedgerRow, Place, Source
from cooperation.models.base import containing, in_language
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once
from cooperation.models.people import in_assignments_of
from labor.models.employers import Employer
from labor.models.rules import (
    date_precision,
    ends_after_it_starts,
    people_positive,
)

# Travel that the two sides organised; who came on their own was not taken point to point.
ORGANISED = ("charter_flight", "special_train", "coach", "other")
# A batch whose employers lie in several locations.
SEVERAL = "several"


class TransferBatchQuerySet(LedgerQuerySet):
    def for_list(self):
        """With the people that employers received."""
        return self.with_received()

    def organised(self):
        """Batches whose travel the two sides organised (点对点)."""
        return self.filter(travel__in=ORGANISED)

    def with_received(self, receivers: Q | None = None):
        """`received`: how many of the batch went to employers, or to those of a condition on
        receipts. Receipts without a number add nothing; none with a number = unknown."""
        receipts = TransferReceipt.objects.filter(receivers or Q(), batch=OuterRef("pk"))
        received = receipts.order_by().values("batch").annotate(total=Sum("people"))
        return self.annotate(received=Subquery(received.values("total")))

    def received_by(self, receivers: Q):
        """The batches of which such employers received people, and how many."""
        receipts = TransferReceipt.objects.filter(receivers, batch=OuterRef("pk"))
        return self.filter(Exists(receipts)).with_received(receivers)

    def with_destination(self):
        """`destination`: the location that all employers of the batch share, "several" where
        they lie in several, "" where that of any is unknown or no employer is known."""
        locations = TransferReceipt.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
        low = Subquery(locations.annotate(low=Min("employer__location")).values("low"))
        high = Subquery(locations.annotate(high=Max("employer__location")).values("high"))
        return self.alias(low=low, high=high).annotate(
            destination=Case(
                When(Q(low__isnull=True) | Q(low=""), then=Value("")),
                When(low=F("high"), then=F("low")),
                default=Value(SEVERAL),
                output_field=models.CharField(),
            )
        )

    def containing(self, text, fields):
        """Also finds a batch by an employer that received it."""
        receipts = TransferReceipt.objects.filter(
            containing(text, "employer__name_zh", "employer__name_en")
        )
        return self.filter(Q(pk__in=receipts.values("batch")) | containing(text, *fields))


class TransferBatch(LedgerRow):
    """Workers taken together from home to their jobs (点对点输送): counts, no names.

    A batch that travelled over several days counts in the month of its first day. `lifted`
    are those of the people who were lifted out of poverty; empty = nobody said. `origin` is
    the township they come from, where it is one.
    """

    class Travel(models.TextChoices):
        CHARTER_FLIGHT = "charter_flight", _("Charter flight")
        SPECIAL_TRAIN = "special_train", _("Special train")
        COACH = "coach", _("Hired coach")
        OWN = "own", _("On their own")
        OTHER = "other", _("Other")

    start = models.DateField(_("date"))
    end = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the date"),
        max_length=5,
        choices=ROW_PRECISIONS,
        default=DatePrecision.DAY,
    )
    origin = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township of origin"),
    )
    travel = models.CharField(_("way of travel"), max_length=14, choices=Travel)
    people = models.PositiveIntegerField(_("people"))
    lifted = models.PositiveIntegerField(_("of which lifted out of poverty"), null=True, blank=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=200, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )
    employers = models.ManyToManyField(
        Employer, through="TransferReceipt", related_name="batches", verbose_name=_("employers")
    )

    dated_by = "start"
    objects = TransferBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "-pk"]
        verbose_name = _("transfer batch")
        verbose_name_plural = _("transfer batches")
        indexes = [
            models.Index(fields=["-start", "-id"], name="batch_newest", condition=LIVE),
            # With the counts, so that count and sums of a list never touch the rows.
            models.Index(
                fields=["pairing", "-start", "-id", "people", "lifted"],
                name="batch_of_pairing",
                condition=LIVE,
            ),
        ]
        constraints = [
            code_once("batch"),
            models.CheckConstraint(
                condition=Q(people__gt=0),
                name="batch_people_positive",
                violation_error_message=_("A batch has at least one person."),
            ),
            models.CheckConstraint(
                condition=Q(lifted__isnull=True) | Q(lifted__gte=0, lifted__lte=F("people")),
                name="batch_lifted_within_people",
                violation_error_message=_(
                    "Those lifted out of poverty are not more than all people of the batch."
                ),
            ),
            ends_after_it_starts("batch"),
            date_precision("batch", "start"),
            models.CheckConstraint(
                condition=Q(
                    travel__in=["charter_flight", "special_train", "coach", "own", "other"]
                ),
                name="batch_travel_known",
                violation_error_message=_("Choose one of the ways of travel."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.start:%Y-%m-%d} · {self.people}"

    @property
    def title(self) -> str:
        """The title in the active language, where the batch has one."""
        return in_language(self.title_zh, self.title_en)


class TransferReceiptQuerySet(models.QuerySet):
    def live(self):
        """Without those of batches that were taken out."""
        return self.filter(batch__deleted_at__isnull=True)

    def visible_to(self, user):
        """As the batches they belong to."""
        return self.live().filter(
            in_assignments_of(user, pairing="batch__pairing", sector="=labor")
        )


class TransferReceipt(models.Model):
    """How many of a batch went to one employer; empty = not published or not known."""

    batch = models.ForeignKey(
        TransferBatch, models.CASCADE, related_name="receipts", verbose_name=_("transfer batch")
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="receipts", verbose_name=_("employer")
    )
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)

    objects = TransferReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "pk"]
        verbose_name = _("receiving employer")
        verbose_name_plural = _("receiving employers")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "employer"],
                name="receipt_employer_once",
                violation_error_message=_("This employer stands in the batch already."),
            ),
            people_positive("receipt", _("A number of people is greater than zero, or empty.")),
        ]

    def __str__(self) -> str:
        return str(self.employer)
