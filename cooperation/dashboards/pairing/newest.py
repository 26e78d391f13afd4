"""The newest rows of every sector's ledgers of one pairing, by the contract of `sectors`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Window
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from cooperation.dashboards.frame import Frame
from cooperation.formatting import number
from cooperation.ledgers.columns import first_column, usual_columns
from cooperation.models import Pairing
from cooperation.sectors import Ledger, PanelScope, Sector, all_sectors

ROWS, COLUMNS = 3, 4


@dataclass(frozen=True)
class NewestRows:
    """A ledger's newest rows up to the period's end, and how many there are."""

    label: Any
    count: str
    heads: Sequence[tuple[str, str]]
    body: SafeString
    url: str


@dataclass(frozen=True)
class SectorRows:
    """A sector's ledgers that have rows; the labels of those that have none."""

    slug: str
    label: Any
    url: str
    ledgers: Sequence[NewestRows]
    without: Sequence[Any]


def newest_rows(frame: Frame, pairing: Pairing) -> list[SectorRows]:
    """One statement per ledger; nothing for readers without an account."""
    user = frame.request.user
    if not user.is_authenticated:
        return []
    first, last = datetime.date.min, frame.period.last_day
    scope = PanelScope(frame.programme, user, first, last, pairing)
    sectors = (_sector(sector, scope) for sector in all_sectors())
    return [sector for sector in sectors if sector.ledgers]


def _sector(sector: Sector, scope: PanelScope) -> SectorRows:
    ledgers = [ledger for ledger in sector.ledgers if not ledger.reference]
    found = [(ledger, _newest(sector, ledger, scope)) for ledger in ledgers]
    return SectorRows(
        sector.slug,
        sector.label,
        _home(sector, scope),
        [rows for _ledger, rows in found if rows],
        [ledger.label for ledger, rows in found if not rows],
    )


def _home(sector: Sector, scope: PanelScope) -> str:
    try:
        return f"{reverse(f'{sector.slug}:home')}?{_query(scope)}"
    except NoReverseMatch:
        return ""


def _query(scope: PanelScope) -> str:
    slug = scope.pairing.slug if scope.pairing else ""
    return urlencode({"programme": scope.programme.code, "pairing": slug})


def _newest(sector: Sector, ledger: Ledger, scope: PanelScope) -> NewestRows | None:
    date = ledger.filterset.date_field
    rows = scope.dated(ledger.queryset(), date).annotate(of_pairing=Window(Count("pk")))
    address = reverse(f"{sector.slug}:{ledger.name}-list")
    query = _query(scope)
    table = ledger.table(
        rows,
        pairing_names={scope.pairing.pk: scope.pairing.name} if scope.pairing else {},
        detail=address,
        query=query,
        columns=_columns(ledger, date),
    )
    found = list(table.lean(rows.order_by(f"-{date}", "-pk"))[:ROWS])
    if not found:
        return None
    return NewestRows(
        ledger.label,
        number(found[0].of_pairing),
        [(str(column.header), column.column.css) for column in table.columns],
        table.body(found),
        f"{address}?{query}",
    )


def _columns(ledger: Ledger, date: str) -> list[str]:
    """What leads to the row, its day, its first sum, and what else there is room for."""
    usual = [name for name in usual_columns(ledger.table) if name not in ("pairing", "code")]
    wanted = [first_column(ledger.table), date, *ledger.totals[:1]]
    return list(dict.fromkeys([name for name in wanted if name in usual] + usual))[:COLUMNS]
