"""Industry's ledgers → sums per pairing and month, to set beside the declared figures."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from cooperation.calendar import last_day, next_month
from cooperation.models.ledger import exact, monthly_sums
from cooperation.sectors import LedgerSum
from industry.models import Park, Payment, Project, PromotionEvent, Resident

Pairings = Iterable[int]
Day = datetime.date


def enterprises(pairings: Pairings, first: Day, last: Day) -> list[LedgerSum]:
    """新增引导落地企业: new landings by the month in which they started. Expansions do not
    count. Unit: enterprises."""
    return _monthly(
        Project.objects.new_landings(), Count("pk"), "started_on", pairings, first, last
    )


def invested(pairings: Pairings, first: Day, last: Day) -> list[LedgerSum]:
    """到位投资: payments by the month in which they came in place. Unit: 万元."""
    return _monthly(Payment.objects.counted(), "amount", "paid_on", pairings, first, last)


def contracted(pairings: Pairings, first: Day, last: Day) -> list[LedgerSum]:
    """合同投资额: contract amounts by the month of signing; of those that ended too, for they
    were signed. Unit: 万元."""
    return _monthly(Project.objects.all(), "contract_amount", "signed_on", pairings, first, last)


def jobs(pairings: Pairings, first: Day, last: Day) -> list[LedgerSum]:
    """吸纳农村劳动力就业: jobs by the month in which a project starts, expansions too.
    Unit: people."""
    return _monthly(Project.objects.all(), "jobs", "started_on", pairings, first, last)


def jobs_lifted(pairings: Pairings, first: Day, last: Day) -> list[LedgerSum]:
    """吸纳脱贫人口就业: the part of `jobs` for people lifted out of poverty. Unit: people."""
    return _monthly(Project.objects.all(), "jobs_lifted", "started_on", pairings, first, last)


def promotions(pairings: Pairings, first: Day, last: Day) -> list[LedgerSum]:
    """投资促进活动: events by their month. Unit: events."""
    rows = PromotionEvent.objects.all()
    return _monthly(rows, Count("pk"), "date", pairings, first, last)


def parks(pairings: Pairings, first: Day, last: Day) -> list[LedgerSum]:
    """共建产业园区: parks open at each month's end; one without an opening day never counts.
    Unit: parks."""
    return _states(Park.objects.all(), "opened_on", ("closed_on",), pairings, first, last)


def residents(pairings: Pairings, first: Day, last: Day) -> list[LedgerSum]:
    """入园企业: enterprises in the parks at each month's end, in parks that have not closed.
    Unit: enterprises."""
    ends = ("until", "park__closed_on")
    return _states(Resident.objects.counted(), "since", ends, pairings, first, last)


def _monthly(rows, value, date, pairings, first, last) -> list[LedgerSum]:
    return monthly_sums(
        rows, value, pairing="pairing", date=date, pairings=pairings, first=first, last=last
    )


def _states(
    rows: QuerySet, begins: str, ends: tuple[str, ...], pairings: Pairings, first: Day, last: Day
) -> list[LedgerSum]:
    """How many rows stand at the end of each month, in one query.

    From the month of a pairing's first row on; after the last one left it is 0, not unknown.
    A row that ends on a month's last day does not stand at its end.
    """
    counted = (
        rows.filter(**{"pairing__in": list(pairings), f"{begins}__lte": last_day(last)})
        .order_by()
        .values_list("pairing", TruncMonth(begins), *map(TruncMonth, ends))
        .annotate(rows=Count("pk"))
    )
    changes: dict[int, dict[Day, int]] = defaultdict(lambda: defaultdict(int))
    for pairing, began, *gone, number in counted:
        changes[pairing][began] += number
        if over := min(filter(None, gone), default=None):
            changes[pairing][max(over, began)] -= number
    return [
        (pairing, month, exact(Decimal(state)))
        for pairing in sorted(changes)
        for month, state in _running(changes[pairing], last)
        if month >= first.replace(day=1)
    ]


def _running(changes: dict[Day, int], last: Day) -> Iterator[tuple[Day, int]]:
    month, state = min(changes), 0
    while month <= last:
        state += changes.get(month, 0)
        yield month, state
        month = next_month(month)


SUMS = {
    "industry.enterprises": enterprises,
    "industry.invested": invested,
    "industry.contracted": contracted,
    "industry.jobs": jobs,
    "industry.jobs_lifted": jobs_lifted,
    "industry.parks": parks,
    "industry.park_enterprises": residents,
    "industry.promotions": promotions,
}
