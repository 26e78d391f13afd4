"""Industry's ledgers → sums per pairing and month, to set beside the declared figures."""

import datetime
from collections.abc import Iterable

from django.db.models import Count

from cooperation.models.ledger import monthly_sums
from cooperation.sectors import LedgerSum
from industry.models import Payment, Project


def enterprises(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """新增引导落地企业: new landings by the month in which they started. Expansions do not
    count. Unit: enterprises."""
    return monthly_sums(
        Project.objects.new_landings(),
        Count("pk"),
        pairing="pairing",
        date="started_on",
        pairings=pairings,
        first=first,
        last=last,
    )


def invested(pairings: Iterable[int], first: datetime.date, last: datetime.date) -> list[LedgerSum]:
    """到位投资: payments by the month in which they came in place, of projects that were not
    taken out. Unit: 万元."""
    return monthly_sums(
        Payment.objects.filter(project__deleted_at__isnull=True),
        "amount",
        pairing="project__pairing",
        date="paid_on",
        pairings=pairings,
        first=first,
        last=last,
    )


def contracted(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """合同投资额: contract amounts by the month of signing; of those that ended too, for they
    were signed. Unit: 万元."""
    return monthly_sums(
        Project.objects.all(),
        "contract_amount",
        pairing="pairing",
        date="signed_on",
        pairings=pairings,
        first=first,
        last=last,
    )


SUMS = {
    "industry.enterprises": enterprises,
    "industry.invested": invested,
    "industry.contracted": contracted,
}
