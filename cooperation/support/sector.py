"""The core's own sector 保障: funds, projects, people, donations. A sector like the others."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cooperation import formatting
from cooperation.models import AidFund, AidPayment, AidProject, Donation, Posting
from cooperation.sectors import Below, Ledger, Sector, register
from cooperation.support import filters, tables
from cooperation.support.ledger import BEHIND, SUMS
from cooperation.support.panels import PANELS
from cooperation.support.sample import sample_rows
from cooperation.support.seed import seed_tables


def money_of(project: AidProject) -> list[Below]:
    """The funds that arrived for a project and what was paid out to it."""
    funds = tuple(
        (
            formatting.day(fund.date, fund.precision),
            str(fund.get_origin_display()),
            fund.document_no or formatting.UNKNOWN,
            formatting.number(fund.amount, 2),
        )
        for fund in project.funds.order_by("date", "pk")
    )
    paid = tuple(
        (
            formatting.day(payment.date, payment.precision),
            formatting.number(payment.amount, 2),
            payment.note or formatting.UNKNOWN,
        )
        for payment in project.payments.order_by("date", "pk")
    )
    amount = _("Amount (10k yuan)")
    origins = (_("Date"), _("Budget it comes from"), _("Document number"), amount)
    return [
        Below(_("Aid that arrived for it"), origins, funds, numbers=(3,)),
        Below(_("Payments"), (_("Date"), amount, _("Note")), paid, numbers=(1,)),
    ]


PROJECTS = Ledger(
    model=AidProject,
    slug="projects",
    name="project",
    label=_("Aid projects"),
    table=tables.AidProjectTable,
    filterset=filters.AidProjectFilter,
    queryset=AidProject.objects.for_list,
    totals=("budget", "paid"),
    period_totals=("budget",),
    detail_fields=(
        "pairing", ("name", _("Project")), "kind", "district", "site", "status", "status_reason",
        "budget", "overspend_reason", "approved_on", "planned_start", "planned_end",
        "started_on", "completed_on", "progress", "owner", "code", "note",
    ),
    below=money_of,
)  # fmt: skip
FUNDS = Ledger(
    model=AidFund,
    slug="funds",
    name="fund",
    label=_("Aid that arrived"),
    table=tables.AidFundTable,
    filterset=filters.AidFundFilter,
    queryset=AidFund.objects.for_list,
    totals=("amount",),
    detail_fields=(
        "pairing", "date", "origin", "amount", "document_no", ("purpose", _("For the project")),
        "code", "note",
    ),
)  # fmt: skip
PAYMENTS = Ledger(
    model=AidPayment,
    slug="payments",
    name="payment",
    label=_("Payments of aid"),
    table=tables.AidPaymentTable,
    filterset=filters.AidPaymentFilter,
    queryset=AidPayment.objects.for_list,
    totals=("amount",),
    detail_fields=("pairing", "date", ("purpose", _("Project")), "amount", "code", "note"),
)
POSTINGS = Ledger(
    model=Posting,
    slug="postings",
    name="posting",
    label=_("People sent"),
    table=tables.PostingTable,
    filterset=filters.PostingFilter,
    queryset=Posting.objects.for_list,
    totals=("people",),
    detail_fields=(
        "pairing", "direction", "role", "people", "since", "until", "sent_by", "serves_at",
        "place", "code", "note",
    ),
)  # fmt: skip
DONATIONS = Ledger(
    model=Donation,
    slug="donations",
    name="donation",
    label=_("Donations"),
    table=tables.DonationTable,
    filterset=filters.DonationFilter,
    queryset=Donation.objects.for_list,
    totals=("cash", "goods_value"),
    detail_fields=(
        "pairing", "date", "donor", "kind", "amount", "goods", "recipient", "place", "code",
        "note",
    ),
)  # fmt: skip

register(
    Sector(
        slug="support",
        label=_("Support"),
        position=90,
        ledgers=(PROJECTS, FUNDS, PAYMENTS, POSTINGS, DONATIONS),
        sums=SUMS,
        behind=BEHIND,
        panels=PANELS,
        seed=seed_tables,
        sample=sample_rows,
    )
)
