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
    from cooperation.models.ledger import RowQuerySet
    from cooperation.period import Period
    from cooperation.sectors import Sector


@dataclass(frozen=True)
class LedgerSummary:
    """One ledger: how many rows of the period the reader sees, and what they add up to.

    Rows of a reference ledger have no date: all of them are counted, and `dated` is False.
    """

    label: Any
    rows: str
    # label, sum, and how many rows give it where that is not all of them
    sums: tuple[tuple[str, str, str], ...]
    url: str
    all_url: str
    dated: bool = True


def ledger_summaries(
    sector: Sector, period: Period, user: User, pairing: Pairing | None = None
) -> list[LedgerSummary]:
    """The ledgers of a sector from January to the period's end, of all pairings or of one: one
    statement each."""
    return [_summary(sector, ledger, period, user, pairing) for ledger in sector.ledgers]


def _summary(sector, ledger, period, user, pairing) -> LedgerSummary:
    rows, dates = _rows_of_period(ledger, period, user)
    filters = {"programme": period.programme.code}
    if pairing is not None and not ledger.reference:
        rows = rows.filter(pairing=pairing)
        filters["pairing"] = pairing.slug
    names = ledger.totals if ledger.period_totals is None else ledger.period_totals
    count, totals = rows.totals(*names)
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
            for name in names
        ),
        url=f"{address}?{urlencode(filters | dates)}",
        all_url=f"{address}?{urlencode(filters)}",
        dated=not ledger.reference,
    )


def _rows_of_period(ledger, period, user) -> tuple[RowQuerySet, dict[str, str]]:
    """The rows from January to the period's end, and the list's filters that find them."""
    rows = ledger.queryset().visible_to(user)
    if ledger.reference:
        return rows.beside(period.programme), {}
    first, last = datetime.date(period.year, 1, 1), period.last_day
    date = ledger.filterset.date_field
    rows = rows.in_programme(period.programme).filter(
        **{f"{date}__gte": first, f"{date}__lte": last}
    )
    return rows, {"since": first.isoformat(), "until": last.isoformat()}
