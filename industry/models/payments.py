"""Money that came in place, day by day."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from cooperation.models import FigureField, LedgerQuerySet
from cooperation.models.ledger import LIVE, code_once, exact
from industry.models.parts import PartOfRow
from industry.models.projects import Project


class PaymentQuerySet(LedgerQuerySet):
    def counted(self):
        """Payments of a project that was taken out do not count."""
        return self.filter(project__deleted_at__isnull=True)

    def for_list(self):
        """What the list shows."""
        return self.counted()


class Payment(PartOfRow):
    """Money that came in place (到位资金, 万元) for a project on a day."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="payments", verbose_name=_("project")
    )
    paid_on = models.DateField(_("in place on"))
    amount = FigureField(_("amount (10k yuan)"))

    belongs_to = "project"
    dated_by = "paid_on"
    # A form that holds all payments of a project compares their sum itself.
    summed_by_form = False
    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-paid_on", "-pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        indexes = [
            models.Index(fields=["project", "paid_on"], name="payment_of_project"),
            models.Index(fields=["-paid_on", "-id"], name="payment_newest", condition=LIVE),
            models.Index(
                fields=["pairing", "-paid_on", "-id"], name="payment_of_pairing", condition=LIVE
            ),
        ]
        constraints = [
            code_once("payment"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="payment_is_positive",
                violation_error_message=_("A payment is greater than zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_on:%Y-%m-%d} · {self.amount}"

    @property
    def enterprise(self) -> str:
        """The enterprise's name in the active language."""
        return self.project.enterprise.name

    @property
    def origin(self):
        """The township the enterprise comes from."""
        return self.project.enterprise.origin

    @property
    def park(self):
        """Where the project stands."""
        return self.project.park

    @property
    def kind(self) -> str:
        """New landing or expansion."""
        return self.project.kind

    @property
    def cluster(self) -> str:
        """The project's cluster."""
        return self.project.cluster

    def clean(self) -> None:
        """All money of a project is within its contract, or the project says why not."""
        super().clean()
        if self.summed_by_form or not self.project_id or self.amount is None:
            return
        others = paid_for(self.project, but=self.pk)
        if sentence := too_much(self.project, (others or Decimal(0)) + self.amount):
            raise ValidationError({"amount": sentence}, code="over_contract")


def paid_for(project: Project, *, but: int | None = None) -> Decimal | None:
    """The money in place for a project (万元), without one payment; None if there is none."""
    total = Payment.objects.filter(project=project).exclude(pk=but).aggregate(t=Sum("amount"))["t"]
    return None if total is None else exact(total)


def too_much(project: Project, paid: Decimal | None) -> str:
    """What is wrong with so much money in place; empty if nothing is."""
    if project.contract_amount is None or paid is None or project.over_contract_reason:
        return ""
    contract = Decimal(project.contract_amount)
    if paid <= contract:
        return ""
    return _(
        "The money in place, %(paid)s, is more than the contract amount, %(contract)s. Correct "
        "one of them, or give the project's reason for more than the contract."
    ) % {"paid": f"{paid.normalize():f}", "contract": f"{contract.normalize():f}"}
