"""Aid projects, the money that arrives for them, and what is paid out to them."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cooperation.models.base import FigureField, NamedInTwoLanguages
from cooperation.models.ledger import (
    LIVE,
    LedgerQuerySet,
    LedgerRow,
    LiveRows,
    code_once,
    exact,
)
from cooperation.models.places import Place, Source
from cooperation.models.support import SupportRow, above_zero, date_precision, one_of

KINDS = ["production", "employment", "village", "education", "health", "other"]
STATUSES = ["approved", "under_way", "completed", "handed_over", "cancelled"]
DONE = ["completed", "handed_over"]


class AidProjectQuerySet(LedgerQuerySet):
    def with_paid(self):
        """Each project with what was paid out to it, of any day (`paid`, 万元)."""
        paid = (
            AidPayment.objects.filter(project=models.OuterRef("pk"))
            .order_by()
            .values("project")
            .annotate(total=models.Sum("amount"))
            .values("total")
        )
        return self.annotate(paid=models.Subquery(paid))

    def for_list(self):
        """What the list shows, with the money paid out."""
        return self.with_paid().select_related("district")

    def carried_out(self):
        """All but those that were cancelled."""
        return self.exclude(status=AidProject.Status.CANCELLED)


class AidProject(NamedInTwoLanguages, LedgerRow):
    """A project carried out with fiscal aid (援助项目).

    `budget` is the aid set aside for it (万元); nothing above it is paid out unless
    `overspend_reason` says why. `progress` is that of the works in per cent. An empty status
    means that nobody said. `district` and `site` say where it lies, `owner` is the body that
    owns what was built (资产权属单位).
    """

    class Kind(models.TextChoices):
        PRODUCTION = "production", _("Industry")
        EMPLOYMENT = "employment", _("Employment")
        VILLAGE = "village", _("Village construction")
        EDUCATION = "education", _("Education")
        HEALTH = "health", _("Health")
        OTHER = "other", _("Other")

    class Status(models.TextChoices):
        APPROVED = "approved", _("Approved, not begun")
        UNDER_WAY = "under_way", _("Under way")
        COMPLETED = "completed", _("Completed")
        HANDED_OVER = "handed_over", _("Handed over")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    district = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
    )
    site = models.CharField(_("township or village"), max_length=200, blank=True)
    budget = FigureField(_("budget (10k yuan)"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_end = models.DateField(_("planned completion"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("works progress (%)"), null=True, blank=True)
    owner = models.CharField(_("owner of the assets"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=11, choices=Status, blank=True)
    status_reason = models.CharField(_("reason of the status"), max_length=300, blank=True)
    overspend_reason = models.CharField(
        _("why more is paid than budgeted"), max_length=300, blank=True
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", verbose_name=_("sources")
    )

    dated_by = "approved_on"
    objects = AidProjectQuerySet.as_manager()

    class Meta:
        ordering = [F("approved_on").desc(nulls_last=True), "-pk"]
        verbose_name = _("aid project")
        verbose_name_plural = _("aid projects")
        indexes = [
            models.Index(
                fields=["pairing", "approved_on"], name="aid_project_of_pairing", condition=LIVE
            ),
        ]
        constraints = [
            code_once("aid_project"),
            one_of("aid_project", "kind", KINDS, _("Choose one of the kinds of project.")),
            one_of("aid_project", "status", ["", *STATUSES], _("Choose one of the statuses.")),
            above_zero("aid_project", "budget", _("A budget is greater than zero, or empty.")),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__gte=0, progress__lte=100),
                name="aid_project_progress_is_a_share",
                violation_error_message=_("The works progress lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DONE) | Q(progress__isnull=True) | Q(progress=100),
                name="aid_project_done_is_all",
                violation_error_message=_("A project that is completed has made 100 per cent."),
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(status_reason=""),
                name="aid_project_cancelled_reason",
                violation_error_message=_("Say why the project was cancelled."),
            ),
            models.CheckConstraint(
                condition=~Q(status="approved")
                | Q(started_on__isnull=True, completed_on__isnull=True),
                name="aid_project_approved_not_begun",
                violation_error_message=_(
                    "A project that is only approved has neither started nor been completed."
                ),
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(status__in=DONE),
                name="aid_project_completed_status",
                violation_error_message=_(
                    "Only a project that is completed or handed over has a date of completion."
                ),
            ),
            models.CheckConstraint(
                condition=Q(planned_start__isnull=True)
                | Q(planned_end__isnull=True)
                | Q(planned_end__gte=F("planned_start")),
                name="aid_project_plan_in_order",
                violation_error_message=_("The planned completion is not before the start."),
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(approved_on__isnull=True)
                | Q(started_on__gte=F("approved_on")),
                name="aid_project_starts_approved",
                violation_error_message=_("A project starts after it was approved."),
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(completed_on__gte=F("started_on")),
                name="aid_project_completed_after_start",
                violation_error_message=_("A project is completed after it started."),
            ),
        ]

    def clean(self) -> None:
        """A budget is not lowered below what was paid, unless the project says why."""
        super().clean()
        left = self.left() if self.pk else None
        if left is not None and left < 0:
            raise ValidationError(
                {"budget": _("More was paid out than this. Say why on the project.")},
                code="overspent",
            )

    def left(self, without: AidPayment | None = None) -> Decimal | None:
        """What may still be paid out (万元); None where no budget or a reason sets a limit."""
        if self.budget is None or self.overspend_reason:
            return None
        payments = self.payments.exclude(pk=without.pk) if without else self.payments
        paid = payments.aggregate(total=models.Sum("amount"))["total"] or 0
        return self.budget - exact(paid)


def in_the_projects_pairing(row: AidFund | AidPayment) -> None:
    """Money and its project belong to one pairing, since sums are made by pairing."""
    if row.project_id and row.pairing_id and row.project.pairing_id != row.pairing_id:
        raise ValidationError(
            {"project": _("The project belongs to another pairing.")}, code="other_pairing"
        )


class AidFundQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows, with the name of the project."""
        return self.select_related("project")


class AidFund(SupportRow):
    """Fiscal aid that arrived (财政援助资金, 万元): from which budget, under which document.

    `project` is what it is for, where that is known. Money that came stays counted when its
    project is taken out of the ledger.
    """

    class Origin(models.TextChoices):
        PROVINCE = "province", _("Province")
        CITY = "city", _("City")
        GROUP = "group", pgettext_lazy("budget", "Group")

    date = models.DateField(_("date"))
    origin = models.CharField(_("budget it comes from"), max_length=8, choices=Origin)
    amount = FigureField(_("amount (10k yuan)"))
    document_no = models.CharField(_("document number"), max_length=100, blank=True)
    project = models.ForeignKey(
        AidProject,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="funds",
        verbose_name=_("for the project"),
    )

    objects = AidFundQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("aid fund")
        verbose_name_plural = _("aid funds")
        indexes = [
            models.Index(
                fields=["pairing", "-date", "-id", "amount"],
                name="aid_fund_of_pairing",
                condition=LIVE,
            ),
        ]
        constraints = [
            code_once("aid_fund"),
            one_of(
                "aid_fund",
                "origin",
                ["province", "city", "group"],
                _("Aid comes from the province, the city or the group."),
            ),
            above_zero("aid_fund", "amount", _("An amount is greater than zero.")),
            date_precision("aid_fund", "date"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} · {self.amount}"

    def clean(self) -> None:
        """The project, where there is one, belongs to the same pairing."""
        super().clean()
        in_the_projects_pairing(self)

    @property
    def purpose(self) -> str:
        """The project's name; empty where none is known or it was taken out."""
        return self.project.name if self.project and not self.project.deleted_at else ""


class LivePayments(LiveRows):
    """Payments that were not taken out, of projects that were not taken out either."""

    def get_queryset(self):
        return super().get_queryset().filter(project__deleted_at__isnull=True)


class AidPaymentQuerySet(LedgerQuerySet):
    def for_list(self):
        """What the list shows, with the name of the project."""
        return self.select_related("project")


class AidPayment(SupportRow):
    """Fiscal aid paid out to a project (资金拨付, 万元). It goes and comes with its project."""

    date = models.DateField(_("date"))
    project = models.ForeignKey(
        AidProject, models.CASCADE, related_name="payments", verbose_name=_("aid project")
    )
    amount = FigureField(_("amount (10k yuan)"))

    objects = LivePayments.from_queryset(AidPaymentQuerySet)()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("payment of aid")
        verbose_name_plural = _("payments of aid")
        indexes = [
            models.Index(
                fields=["pairing", "-date", "-id", "amount"],
                name="aid_payment_of_pairing",
                condition=LIVE,
            ),
        ]
        constraints = [
            code_once("aid_payment"),
            above_zero("aid_payment", "amount", _("An amount is greater than zero.")),
            date_precision("aid_payment", "date"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} · {self.amount}"

    def clean(self) -> None:
        """Of the project's own pairing, and within its budget unless the project says why."""
        super().clean()
        in_the_projects_pairing(self)
        if self.project_id and self.amount is not None:
            left = self.project.left(without=self)
            if left is not None and self.amount > left:
                raise ValidationError(
                    {
                        "amount": _(
                            "With this payment more is paid out than budgeted. Say why on the "
                            "project first."
                        )
                    },
                    code="overspent",
                )

    @property
    def purpose(self) -> str:
        """The project's name."""
        return self.project.name
