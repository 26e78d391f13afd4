"""What the core needs to know of this sector."""

from django.utils.translation import gettext_lazy as _

from cooperation import formatting
from cooperation.sectors import Below, Ledger, Sector, register
from industry.filters import ProjectFilter
from industry.ledger import SUMS
from industry.models import Project
from industry.sample import sample_rows
from industry.tables import ProjectTable


def payments(project: Project) -> list[Below]:
    """The money that came in place for the project."""
    rows = tuple(
        (
            formatting.day(payment.paid_on),
            formatting.number(payment.amount, 2),
            payment.note or formatting.UNKNOWN,
        )
        for payment in project.payments.order_by("paid_on", "pk")
    )
    headers = (_("In place on"), _("Amount (10k yuan)"), _("Note"))
    return [Below(_("Money in place"), headers, rows, numbers=(1,))]


register(
    Sector(
        slug="industry",
        label=_("Industry cooperation"),
        position=20,
        ledgers=(
            Ledger(
                model=Project,
                slug="projects",
                name="project",
                label=_("Projects"),
                table=ProjectTable,
                filterset=ProjectFilter,
                queryset=Project.objects.for_list,
                totals=("contract_amount", "paid", "jobs"),
                period_totals=("contract_amount",),
                detail_fields=(
                    "pairing", ("enterprise", _("Enterprise")), "origin", "park", "kind",
                    "cluster", "stage", "contract_amount", "signed_on", "started_on",
                    "production_on", "ended_on", "end_reason", "jobs", "jobs_lifted", "code",
                    "note",
                ),
                below=payments,
            ),
        ),
        sums=SUMS,
        sample=sample_rows,
    )
)  # fmt: skip
