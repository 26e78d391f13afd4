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
    from cooperation.models import Pairing, User
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


def ledger_summaries(
    sector: Sector, period: Period, user: User, pairing: Pairing | None = None
) -> list[LedgerSummary]:
    """The ledgers of a sector from January to the period's end: one statement each.

    Of all pairings, or of one. A reference ledger hangs from none and has no dates: it is whole.
    """
    return [_summary(sector, ledger, period, user, pairing) for ledger in sector.ledgers]


def _summary(sector, ledger, period, user, pairing) -> LedgerSummary:
    filters = {"programme": period.programme.code}
    dates = {}
    rows = ledger.queryset().visible_to(user)
    if not ledger.reference:
        rows, dates = _in_period(ledger, rows, period)
        if pairing is not None:
            rows = rows.filter(pairing=pairing)
            filters["pairing"] = pairing.slug
    names = ledger.totals if ledger.period_totals is None else ledger.period_totals
    count, totals = (rows.count(), {}) if ledger.reference else rows.totals(*names)
    columns = ledger.table.base_columns
    address = reverse(f"{sector.slug}:{ledger.name}-list")
    return LedgerSummary(
        label=ledger.label,
        rows=formatting.number(count),
        sums=tuple(
            (
                str(columns[name].verbose_name),
                columns[name].text(totals[name].value),
                given_words(totals[name].given, count),
            )
            for name in totals
        ),
        url=f"{address}?{urlencode(filters | dates)}",
        all_url=f"{address}?{urlencode(filters)}" if dates else "",
    )


def _in_period(ledger, rows, period):
    """The rows of the programme and period, and the days as filters of the list."""
    first = datetime.date(period.year, 1, 1)
    date = ledger.filterset.date_field
    found = rows.in_programme(period.programme).filter(
        **{f"{date}__gte": first, f"{date}__lte": period.last_day}
    )
    return found, {"since": first.isoformat(), "until": period.last_day.isoformat()}
