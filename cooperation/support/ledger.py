"""The ledgers of 保障 → sums per pairing and month, to set beside the declared figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Count

from cooperation.models import AidFund, AidPayment, AidProject, Donation, Posting
from cooperation.models.ledger import monthly_sums
from cooperation.sectors import Behind, LedgerSum
from cooperation.support.filters import CARRIED_OUT, SPECIALISTS

Sums = list[LedgerSum]
Days = datetime.date


def fiscal_aid(pairings: Iterable[int], first: Days, last: Days) -> Sums:
    """财政援助资金: funds by the month in which they arrived. Unit: 万元."""
    rows = AidFund.objects.all()
    return monthly_sums(
        rows, "amount", pairing="pairing", date="date", pairings=pairings, first=first, last=last
    )


def aid_projects(pairings: Iterable[int], first: Days, last: Days) -> Sums:
    """援助项目: projects by the month of approval, without those that were cancelled and
    without those whose approval is not dated. Unit: projects."""
    return monthly_sums(
        AidProject.objects.carried_out(),
        Count("pk"),
        pairing="pairing",
        date="approved_on",
        pairings=pairings,
        first=first,
        last=last,
    )


def paid_out(pairings: Iterable[int], first: Days, last: Days) -> Sums:
    """资金拨付额: payments to projects that stand in the ledger. Unit: 万元."""
    rows = AidPayment.objects.all()
    return monthly_sums(
        rows, "amount", pairing="pairing", date="date", pairings=pairings, first=first, last=last
    )


def _donated(kind: str, pairings: Iterable[int], first: Days, last: Days) -> Sums:
    rows = Donation.objects.of_kind(kind)
    return monthly_sums(
        rows, "amount", pairing="pairing", date="date", pairings=pairings, first=first, last=last
    )


def donations_cash(pairings: Iterable[int], first: Days, last: Days) -> Sums:
    """社会帮扶捐款: cash, goods not included. Unit: 万元."""
    return _donated(Donation.Kind.CASH, pairings, first, last)


def donations_goods(pairings: Iterable[int], first: Days, last: Days) -> Sums:
    """社会帮扶捐物折价: goods at their value; those that nobody valued add nothing. Unit: 万元."""
    return _donated(Donation.Kind.GOODS, pairings, first, last)


def _posted(rows, pairings: Iterable[int], first: Days, last: Days) -> Sums:
    return monthly_sums(
        rows, "people", pairing="pairing", date="since", pairings=pairings, first=first, last=last
    )


def cadres(pairings: Iterable[int], first: Days, last: Days) -> Sums:
    """选派党政干部: a flow, counted in the month in which they begin to serve; officials sent
    east to west only. Unit: people."""
    return _posted(Posting.objects.officials(), pairings, first, last)


def specialists(pairings: Iterable[int], first: Days, last: Days) -> Sums:
    """选派专业技术人才: a flow like the officials, who are not included. Unit: people."""
    return _posted(Posting.objects.specialists(), pairings, first, last)


SUMS = {
    "support.fiscal_aid": fiscal_aid,
    "support.aid_projects": aid_projects,
    "support.paid_out": paid_out,
    "support.donations_cash": donations_cash,
    "support.donations_goods": donations_goods,
    "support.cadres": cadres,
    "support.specialists": specialists,
}
BEHIND = {
    "support.fiscal_aid": Behind("fund"),
    "support.aid_projects": Behind("project", {"status": CARRIED_OUT}),
    "support.paid_out": Behind("payment"),
    "support.donations_cash": Behind("donation", {"kind": Donation.Kind.CASH.value}),
    "support.donations_goods": Behind("donation", {"kind": Donation.Kind.GOODS.value}),
    "support.cadres": Behind(
        "posting",
        {"direction": Posting.Direction.TO_WEST.value, "role": Posting.Role.CADRE.value},
    ),
    "support.specialists": Behind(
        "posting", {"direction": Posting.Direction.TO_WEST.value, "role": SPECIALISTS}
    ),
}
