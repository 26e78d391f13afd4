"""Labor's records: batches of workers taken to their jobs, and who received them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cooperation.models import DatePrecision, LedgerQuerySet, LedgerRow, Place, Source
from cooperation.models.base import NamedInTwoLanguages, in_language
from cooperation.models.ledger import LIVE, ROW_PRECISIONS, code_once, dated_to_day_or_month
from cooperation.models.people import in_assignments_of


class EmployerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Employers are organisations: reference data for everyone with an account."""
        return self if user.is_authenticated else self.none()


class Employer(NamedInTwoLanguages):
    """An enterprise that takes in workers. An organisation, never a person.

    `sample` marks those made up for a sample programme, which go with it.
    """

    township = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("township"),
    )
    sample = models.BooleanField(_("sample data"), default=False, editable=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ["name_zh"]
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        constraints = [
            models.UniqueConstraint(
                fields=["name_zh", "sample"],
                name="employer_name_once",
                violation_error_message=_("Another employer has this name."),
            ),
        ]


class TransferBatchQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows, and nothing else."""
        return self.only(
            "start", "end", "precision", "pairing", "travel", "people", "lifted", "title_zh",
            "title_en",
        )  # fmt: skip

    def containing(self, text, fields):
        """Also finds a batch by an employer that received it."""
        receipts = TransferReceipt.objects.filter(
            Q(employer__name_zh__icontains=text) | Q(employer__name_en__icontains=text)
        )
        found = Q(pk__in=receipts.values("batch"))
        for field in fields:
            found |= Q(**{f"{field}__icontains": text})
        return self.filter(found)


class TransferBatch(LedgerRow):
    """Workers taken together from home to their jobs (点对点输送): counts, no names.

    A batch that travelled over several days counts in the month of its first day. `lifted`
    are those of the people who were lifted out of poverty; empty = nobody said.
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
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="batch_ends_after_it_starts",
                violation_error_message=_("The last day is not before the first."),
            ),
            models.CheckConstraint(
                condition=dated_to_day_or_month("start"),
                name="batch_date_precision",
                violation_error_message=_(
                    "A date is known to the day, or to the month and then written as its 1st."
                ),
            ),
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
    def visible_to(self, user):
        """As the batches they belong to."""
        return self.filter(in_assignments_of(user, pairing="batch__pairing", sector="=labor"))


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
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gt=0),
                name="receipt_people_positive",
                violation_error_message=_("A number of people is greater than zero, or empty."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.employer)
