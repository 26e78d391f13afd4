"""What the values of an indicator were before: what a new one is measured against."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from statistics import median

from cooperation.models import Basis, Indicator, Pairing
from cooperation.progress import due_months
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.history import YEARS_BEFORE, History, Months, ReportKey

ZERO = Decimal(0)
LAST = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a year is before a month: what was reached, and how many months are missing."""

    reached: Decimal = ZERO
    missing: int = 0
    given: int = 0

    @property
    def complete(self) -> bool:
        """Whether every month of the year before this one is known."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Past:
    """One indicator of one pairing before a month.

    values: (year, month) → a flow's amount of the month, a stock's count; oldest first.
    """

    standing: Standing = field(default_factory=Standing)
    values: Mapping[tuple[int, int], Decimal] = field(default_factory=dict)
    target: Decimal | None = None
    # the target, if it is this pairing's alone
    plan: Decimal | None = None

    @property
    def newest(self) -> Decimal:
        """The newest value before; 0 where there is none."""
        return list(self.values.values())[-1] if self.values else ZERO

    def usual(self) -> Decimal | None:
        """The median of the last six values that are not zero; None where there is none."""
        last = [value for value in self.values.values() if value > 0][-LAST:]
        return Decimal(median(last)) if last else None

    def same_month(self, year: int, month: int) -> list[Decimal]:
        """The values of the same month in the years before."""
        found = (
            self.values.get((earlier, month))
            for earlier in range(year - 1, year - YEARS_BEFORE - 1, -1)
        )
        return [value for value in found if value is not None]


def flow_past(years: Mapping[int, Months], own: datetime.date, first: int) -> Past:
    """The past of a flow before the month `own`; `first` is the first one owed of its year."""
    values: dict[tuple[int, int], Decimal] = {}
    standing = Standing()
    for year in sorted({*years, own.year}):
        begin = first if year == own.year else 1
        end = own.month if year == own.year else 13
        amounts, standing = month_amounts(years.get(year, {}), begin, end)
        values.update({(year, month): amount for month, amount in amounts.items()})
    return Past(standing, values)


def stock_past(years: Mapping[int, Months]) -> Past:
    """The past of a stock: its counts."""
    values = {
        (year, month): value
        for year in sorted(years)
        for month, (_basis, value) in sorted(years[year].items())
        if value is not None
    }
    return Past(Standing(), values)


def month_amounts(months: Months, first: int, end: int) -> tuple[dict[int, Decimal], Standing]:
    """A year's amounts month by month up to `end` (exclusive), and where it then stands.

    A year to date after months that nobody gave is shared out among them: it says how large
    a month usually is, and no more than that is asked of it.
    """
    amounts: dict[int, Decimal] = {}
    reached, missing = ZERO, 0
    for month in range(first, end):
        basis, value = months.get(month, ("", None))
        if value is None:
            missing += 1
        elif basis == Basis.MONTH:
            amounts[month] = value
            reached += value
        elif basis == Basis.YTD:
            if value >= reached:
                amounts[month] = (value - reached) / (missing + 1)
            reached, missing = value, 0
    return amounts, Standing(reached, missing, len(amounts))


def pasts_of(
    pairing: Pairing, catalogue: Catalogue, history: History, key: ReportKey
) -> dict[int, Past]:
    """The past of every indicator that a report owes."""
    _pairing, sector, side, month = key
    before = history.before(key)
    since = [day for day in (pairing.since, pairing.programme.since) if day]
    owed = due_months(month.year, max(since) if since else None, None)
    # The city pairing's target is the whole city's; its own part is not agreed.
    alone = pairing.kind != Pairing.Kind.CITY
    pasts = {}
    for indicator in catalogue.owed(pairing, sector, side, month.year):
        years, target = before.get(indicator.pk, {}), history.target(key, indicator.pk)
        if indicator.kind == Indicator.Kind.STOCK:
            past = stock_past(years)
        else:
            past = flow_past(years, month, owed.start)
        pasts[indicator.pk] = replace(past, target=target, plan=target if alone else None)
    return pasts
