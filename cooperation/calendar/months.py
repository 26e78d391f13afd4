"""Months, and which of them a pairing owes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.utils import timezone

from cooperation.models import Indicator, Pairing


def first_day(day: datetime.date) -> datetime.date:
    """The first day of a day's month: how a month is written everywhere."""
    return day.replace(day=1)


def next_month(month: datetime.date) -> datetime.date:
    """The first day of the month after."""
    return datetime.date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: datetime.date) -> datetime.date:
    """The first day of the month before."""
    return first_day(month - datetime.timedelta(days=1))


def last_day(month: datetime.date) -> datetime.date:
    """The last day of a month."""
    return next_month(month) - datetime.timedelta(days=1)


def today() -> datetime.date:
    """Today in the offices' time zone."""
    return timezone.localdate()


def starts_within(pairing: Pairing, month: datetime.date) -> bool:
    """Whether pairing and programme exist on the first day of a month.

    So the month in which a pairing begins (but for its first day) is not owed, and the one
    in which it ends belongs to it, not to its successor.
    """
    programme = pairing.programme
    return programme.since <= month <= programme.until and pairing.covers(month)


def owed_months(pairing: Pairing, until: datetime.date) -> Iterator[datetime.date]:
    """The months a pairing owes, up to the month of a day, oldest first."""
    if not pairing.reports or pairing.since is None:
        return
    month = first_day(max(pairing.since, pairing.programme.since))
    while month <= until:
        if starts_within(pairing, month):
            yield month
        month = next_month(month)


def owed_reports(
    pairing: Pairing, year: int, indicators: Iterable[Indicator]
) -> set[tuple[str, str]]:
    """The (sector, side) pairs for which a pairing has something to report in a year."""
    return {(i.sector, i.side) for i in indicators if i.applies(pairing, year)}
