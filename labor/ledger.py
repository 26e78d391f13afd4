"""Labor's ledgers → sums per pairing and month, to set beside the declared figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Count, IntegerField, Q, QuerySet, Sum, Value

from cooperation.calendar import last_day, next_month
from cooperation.models.ledger import monthly_sums
from cooperation.sectors import Behind, LedgerSum
from labor.filters import ORGANISED, STANDING_CHOICE
from labor.models import JobFair, Training, TransferBatch, Workshop
from labor.models.workshops import STANDING


def transfers(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """点对点输送: the people of the batches whose travel was organised. Unit: people."""
    return monthly_sums(
        TransferBatch.objects.organised(),
        "people",
        pairing="pairing",
        date="start",
        pairings=pairings,
        first=first,
        last=last,
    )


def trainings(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """劳务培训: courses by the month of their first day. Unit: courses (期)."""
    return monthly_sums(
        Training.objects.all(),
        Count("*"),
        pairing="pairing",
        date="start",
        pairings=pairings,
        first=first,
        last=last,
    )


def trained(pairings: Iterable[int], first: datetime.date, last: datetime.date) -> list[LedgerSum]:
    """劳务培训人次: attendances of those courses. Unit: person-times."""
    return monthly_sums(
        Training.objects.all(),
        "people",
        pairing="pairing",
        date="start",
        pairings=pairings,
        first=first,
        last=last,
    )


def job_fairs(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """招聘会: fairs by month. Unit: events (场)."""
    return monthly_sums(
        JobFair.objects.all(),
        Count("*"),
        pairing="pairing",
        date="date",
        pairings=pairings,
        first=first,
        last=last,
    )


def months_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of the months whose ends lie between two days."""
    months, month = [], first.replace(day=1)
    while last_day(month) <= last:
        months.append(month)
        month = next_month(month)
    return months


def at_month_ends(rows: QuerySet, months: list[datetime.date], **sums) -> Iterator[tuple]:
    """Workshops → (month, pairing id, *sums) as each month ended, in one query for all months.

    The same reading of a day that the list makes, once a month, put together by UNION ALL.
    """
    states = [
        rows.as_of(last_day(month))
        .order_by()
        .values("pairing")
        .annotate(at=Value(number, IntegerField()), **sums)
        .values_list("at", "pairing", *sums)
        for number, month in enumerate(months)
    ]
    if not states:
        return
    found = states[0].union(*states[1:], all=True) if states[1:] else states[0]
    for number, *values in sorted(found):
        yield months[number], *values


PRODUCING = Q(status="in_production")


def workshops(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """就业帮扶车间: those on the register at each month's end, paused ones too. A stock.

    0 where all that a pairing ever had were taken off. Unit: workshops (个).
    """
    rows = Workshop.objects.of_pairings(pairings)
    standing = Count("pk", filter=Q(status__in=STANDING))
    return [
        (pairing, month, Decimal(count))
        for month, pairing, count in at_month_ends(
            rows, months_between(first, last), standing=standing
        )
    ]


def _heads(
    field: str, pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """People by the newest head count of the workshops in production at each month's end.

    0 where none is in production; absent where none of those that are was ever counted.
    """
    states = at_month_ends(
        Workshop.objects.of_pairings(pairings),
        months_between(first, last),
        heads=Sum(field, filter=PRODUCING),
        producing=Count("pk", filter=PRODUCING),
    )
    return [
        (pairing, month, Decimal(heads or 0))
        for month, pairing, heads, producing in states
        if heads is not None or not producing
    ]


def workshop_jobs(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """车间吸纳就业: people in the workshops in production. A stock. Unit: people."""
    return _heads("people", pairings, first, last)


def workshop_jobs_lifted(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """车间吸纳脱贫人口就业: those of them lifted out of poverty. A stock. Unit: people."""
    return _heads("lifted", pairings, first, last)


SUMS = {
    "labor.transfers": transfers,
    "labor.trainings": trainings,
    "labor.trained": trained,
    "labor.job_fairs": job_fairs,
    "labor.workshops": workshops,
    "labor.workshop_jobs": workshop_jobs,
    "labor.workshop_jobs_lifted": workshop_jobs_lifted,
}
BEHIND = {
    "labor.transfers": Behind("batch", {"travel": ORGANISED}),
    "labor.trainings": Behind("training"),
    "labor.trained": Behind("training"),
    "labor.job_fairs": Behind("job-fair"),
    "labor.workshops": Behind("workshop", {"status": STANDING_CHOICE}, stock=True),
    "labor.workshop_jobs": Behind("workshop", {"status": "in_production"}, stock=True),
    "labor.workshop_jobs_lifted": Behind("workshop", {"status": "in_production"}, stock=True),
}
