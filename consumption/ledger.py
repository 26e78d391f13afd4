"""Consumption's ledgers → sums per pairing and month, to set beside the declared figures."""

import datetime
from collections.abc import Iterable

from django.db.models import Count

from consumption.models import Fair, Purchase
from cooperation.models.ledger import monthly_sums
from cooperation.sectors import Behind, LedgerSum


def _amounts(rows, pairings, first, last) -> list[LedgerSum]:
    """The amounts of some purchases by the month of their date. Unit: 万元."""
    return monthly_sums(
        rows,
        "amount",
        pairing="pairing",
        date="date",
        pairings=pairings,
        first=first,
        last=last,
    )


def purchases(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """采购和帮助销售金额: all purchases, direct and helped."""
    return _amounts(Purchase.objects.all(), pairings, first, last)


def direct_purchases(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """直接采购: a subset of the purchases."""
    return _amounts(Purchase.objects.filter(mode=Purchase.Mode.DIRECT), pairings, first, last)


def assisted_sales(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """帮助销售: a subset of the purchases."""
    return _amounts(Purchase.objects.filter(mode=Purchase.Mode.HELP), pairings, first, last)


def platform_832(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """832平台采购额: by channel, whatever the mode; never added to the others."""
    rows = Purchase.objects.filter(channel=Purchase.Channel.PLATFORM_832)
    return _amounts(rows, pairings, first, last)


def exhibitions(
    pairings: Iterable[int], first: datetime.date, last: datetime.date
) -> list[LedgerSum]:
    """展销推介活动: the fairs by the month of their first day. Unit: events. What they sold is
    no part of any sum: it is in the purchases where it was one."""
    return monthly_sums(
        Fair.objects.all(),
        Count("pk"),
        pairing="pairing",
        date="start",
        pairings=pairings,
        first=first,
        last=last,
    )


SUMS = {
    "consumption.purchases": purchases,
    "consumption.direct_purchases": direct_purchases,
    "consumption.assisted_sales": assisted_sales,
    "consumption.platform_832": platform_832,
    "consumption.exhibitions": exhibitions,
}
BEHIND = {
    "consumption.purchases": Behind("purchase"),
    "consumption.direct_purchases": Behind("purchase", {"mode": Purchase.Mode.DIRECT.value}),
    "consumption.assisted_sales": Behind("purchase", {"mode": Purchase.Mode.HELP.value}),
    "consumption.platform_832": Behind(
        "purchase", {"channel": Purchase.Channel.PLATFORM_832.value}
    ),
    "consumption.exhibitions": Behind("fair"),
}
