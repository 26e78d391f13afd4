"""What lies in a sector's ledgers in a period: rows, sums, where the list is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from cooperation import formatting
from cooperation.ledgers.tables import given_words

if TYPE_CHECKING:
    from cooperation.models import User
    from cooperation.period import Period
    from cooperation.sectors import Sector


@dataclass(frozen=True)
class LedgerSummary:
    """One ledger: how many rows of the period the reader sees, and what they add up to."""

    label: Any
    rows: str
    # label, sum, and how many rows give it where that is not all of them
    sums: tuple[tuple[str, str, str], ...]
    url: str
    all_url: str


def ledger_summaries(sector: Sector, period: Period, user: User) -> list[LedgerSummary]:
    """The ledgers of a sector from January to the period's end: one statement each."""
    return [
        _summary(sector, ledger, period, user) for ledger in sector.ledgers if not ledger.reference
    ]


def _summary(sector, ledger, period, user) -> LedgerSummary:
    first = datetime.date(period.year, 1, 1)
    date = ledger.filterset.date_field
    rows = (
        ledger.queryset()
        .visible_to(user)
        .in_programme(period.programme)
        .filter(**{f"{date}__gte": first, f"{date}__lte": period.last_day})
    )
    names = ledger.totals if ledger.period_totals is None else ledger.period_totals
    count, totals = rows.totals(*names)
    columns = ledger.table.base_columns
    address = reverse(f"{sector.slug}:{ledger.name}-list")
    programme = {"programme": period.programme.code}
    dates = {"since": first.isoformat(), "until": period.last_day.isoformat()}
    return LedgerSummary(
        label=ledger.label,
        rows=formatting.number(count),
        sums=tuple(
            (
                str(columns[name].verbose_name),
                columns[name].text(totals[name].value),
                given_words(totals[name].given, count),
            )
            for name in names
        ),
        url=f"{address}?{urlencode(programme | dates)}",
        all_url=f"{address}?{urlencode(programme)}",
    )
