"""The charts of the page of 保障, made from its ledgers: every mark leads to its rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.calendar import last_day
from cooperation.ledgers.scope import pairing_choices
from cooperation.models import AidFund, AidPayment, AidProject, Donation, Posting
from cooperation.models.donations import amount_of
from cooperation.models.ledger import exact
from cooperation.sectors import Mark, Panel, PanelScope
from cooperation.support.filters import BANDS, UNKNOWN, band_key, band_label


def known(value):
    """A sum as it left the database, exact again; unknown stays unknown."""
    return None if value is None else exact(value)


def of_month(month: datetime.date) -> dict[str, str]:
    """The filters of a month's rows."""
    return {"since": month.isoformat(), "until": last_day(month).isoformat()}


def funds(scope: PanelScope) -> Iterator[Mark]:
    """What arrived, by the budget it comes from and the pairing (万元)."""
    names = pairing_choices(scope.programme).by_key
    rows = (
        scope.dated(AidFund.objects.all(), "date")
        .order_by()
        .values_list("origin", "pairing", "pairing__slug")
        .annotate(total=Sum("amount"))
        .order_by("origin", "pairing__position", "pairing__slug")
    )
    for origin, pairing, slug, total in rows:
        yield Mark(
            # One that was written past the workplace a moment ago has no name here yet.
            label=names.get(pairing, slug),
            group=str(AidFund.Origin(origin).label),
            value=exact(total),
            query={"origin": origin, "pairing": slug},
        )


def budgets(scope: PanelScope) -> Iterator[Mark]:
    """Budgets of the projects approved in the period by their status now, and what was paid
    for the same projects, of any day (万元)."""
    rows = (
        scope.dated(AidProject.objects.with_paid(), "approved_on")
        .order_by()
        .values("status")
        .annotate(budgeted=Sum("budget"), spent=Sum("paid"))
    )
    found = {row["status"]: row for row in rows}
    for status, label in [*AidProject.Status.choices, ("", _("Not said"))]:
        if row := found.get(status):
            yield Mark(
                label=str(label),
                value=known(row["budgeted"]),
                second=known(row["spent"]),
                query={"status": status or UNKNOWN},
            )


def payments(scope: PanelScope) -> Iterator[Mark]:
    """What was paid out, month by month (万元); a month without payments has no mark."""
    rows = (
        scope.dated(AidPayment.objects.all(), "date")
        .order_by()
        .values_list(TruncMonth("date"))
        .annotate(total=Sum("amount"))
        .order_by(TruncMonth("date"))
    )
    for month, total in rows:
        yield Mark(f"{month:%Y-%m}", exact(total), of_month(month), day=month)


def works(scope: PanelScope) -> Iterator[Mark]:
    """Projects under way by the progress of their works; of which past the planned end."""
    band = Case(
        *(
            When(progress__gte=first, progress__lte=last, then=Value(number))
            for number, (first, last) in enumerate(BANDS)
        ),
        output_field=IntegerField(),
    )
    rows = (
        scope.rows(AidProject.objects.filter(status=AidProject.Status.UNDER_WAY))
        .filter(approved_on__lte=scope.last)
        .order_by()
        .values_list(band)
        .annotate(projects=Count("pk"), behind=Count("pk", filter=Q(planned_end__lt=scope.last)))
    )
    found = {number: counts for number, *counts in rows}
    numbered = [*enumerate((band_key(*b), band_label(*b)) for b in BANDS)]
    for number, (key, label) in [*numbered, (None, (UNKNOWN, _("Not said")))]:
        if number in found:
            projects, behind = found[number]
            yield Mark(
                label=label,
                value=projects,
                part=behind,
                query={
                    "status": AidProject.Status.UNDER_WAY.value,
                    "progress": key,
                    "until": scope.last.isoformat(),
                },
            )


def postings(scope: PanelScope) -> Iterator[Mark]:
    """People who began to serve in the period, by direction and role."""
    rows = (
        scope.dated(Posting.objects.all(), "since")
        .order_by()
        .values_list("direction", "role")
        .annotate(total=Sum("people"))
    )
    found = {(direction, role): total for direction, role, total in rows}
    for direction, group in Posting.Direction.choices:
        for role, label in Posting.Role.choices:
            if total := found.get((direction, role)):
                yield Mark(
                    label=str(label),
                    group=str(group),
                    value=total,
                    query={"direction": direction, "role": role},
                )


def donations(scope: PanelScope) -> Iterator[Mark]:
    """Cash month by month and, beside it and never added, goods at their value (万元)."""
    rows = (
        scope.dated(Donation.objects.all(), "date")
        .order_by()
        .values_list(TruncMonth("date"))
        .annotate(
            in_cash=Sum(amount_of(Donation.Kind.CASH)),
            in_goods=Sum(amount_of(Donation.Kind.GOODS)),
        )
        .order_by(TruncMonth("date"))
    )
    for month, cash, goods in rows:
        yield Mark(f"{month:%Y-%m}", known(cash), of_month(month), second=known(goods), day=month)


PANELS = (
    Panel(
        slug="funds",
        label=gettext_lazy("Fiscal aid by budget and pairing"),
        ledger="fund",
        shape="matrix",
        marks=funds,
        help=gettext_lazy("Aid that arrived in the period, by the budget it comes from."),
        value_label=gettext_lazy("Amount (10k yuan)"),
        decimals=2,
    ),
    Panel(
        slug="budgets",
        label=gettext_lazy("Budget and payments by status"),
        ledger="project",
        shape="stages",
        marks=budgets,
        help=gettext_lazy(
            "Projects approved in the period by their status now. Paid out is what these "
            "projects have received until today; it is never added to the budget."
        ),
        value_label=gettext_lazy("Budget (10k yuan)"),
        second_label=gettext_lazy("Paid out (10k yuan)"),
        decimals=2,
    ),
    Panel(
        slug="payments",
        label=gettext_lazy("Payments month by month"),
        ledger="payment",
        shape="months",
        marks=payments,
        value_label=gettext_lazy("Amount (10k yuan)"),
        decimals=2,
    ),
    Panel(
        slug="works",
        label=gettext_lazy("Works progress of the projects under way"),
        ledger="project",
        shape="stages",
        marks=works,
        help=gettext_lazy(
            "Projects approved by the end of the period that are under way now. Late are those "
            "whose planned completion lies before the end of the period."
        ),
        value_label=gettext_lazy("Number of projects"),
        part_label=gettext_lazy("Of which late"),
    ),
    Panel(
        slug="postings",
        label=gettext_lazy("People sent by role and direction"),
        ledger="posting",
        shape="matrix",
        marks=postings,
        help=gettext_lazy("People who began to serve in the period."),
        value_label=gettext_lazy("People"),
    ),
    Panel(
        slug="donations",
        label=gettext_lazy("Donations month by month"),
        ledger="donation",
        shape="months",
        marks=donations,
        help=gettext_lazy("Cash and goods stand side by side and are never added."),
        value_label=gettext_lazy("Cash (10k yuan)"),
        second_label=gettext_lazy("Value of goods (10k yuan)"),
        decimals=2,
    ),
)
