"""A sector's home: what its figures say, and the ledgers that explain them."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

from django.db.models import Q
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from cooperation.access import account_required
from cooperation.dashboards.citations import readings_of, up_to
from cooperation.dashboards.curves import curves
from cooperation.dashboards.detail import figure_table, known_rows
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.headline import cards_of
from cooperation.dashboards.panels.sections import panel_sections
from cooperation.dashboards.published import published_table
from cooperation.ledgers.summary import ledger_summaries
from cooperation.models import Activity, Pairing
from cooperation.models.pairing_names import PairingName
from cooperation.sectors import PanelScope, Sector, get_sector

ACTIVITIES = 6


def in_sector(slug: str) -> Q:
    """All indicators of a sector."""
    return Q(sector=slug)


@account_required
def sector_home(request, sector: str):
    """The sector's figures and its ledgers, of the programme or of one pairing."""
    declared = get_sector(sector)
    frame = Frame.of(request)
    slug = request.GET.get("pairing", "")
    known = pairing_names(frame)
    pairing = frame.pairing(slug) if slug in {name.slug for name in known} else None
    context = frame.context(
        sector=declared,
        pairing=pairing,
        pairings_offered=[(p.slug, p.name) for p in known if p.reports or p.slug == slug],
        unknown_pairing=slug and pairing is None,
        places_offered=True,
        activities=activities(frame, sector, pairing),
        **figures(frame, sector, pairing),
        **ledgers(frame, declared, pairing),
    )
    return render(request, "dashboards/sector_home.html", context)


def pairing_names(frame: Frame) -> list[PairingName]:
    """The programme's pairings in the order of the agreements."""
    seen = Pairing.objects.visible_to(frame.request.user).filter(programme=frame.programme)
    return seen.order_by("position", "slug").names()


def figures(frame: Frame, sector: str, pairing: Pairing | None) -> dict:
    """What the offices declare and sources print: cards, table, curves, published readings."""
    readings = [
        reading
        for reading in readings_of(frame.programme, frame.period.as_of)
        if reading.indicator.sector == sector
        and (pairing is None or reading.pairing_id == pairing.pk)
    ]
    context = {"published": published_table(frame, readings) if readings else None}
    if pairing is not None and not pairing.reports:
        return context
    wanted = None if pairing is None else [pairing]
    board = frame.board(indicators=in_sector(sector), pairings=wanted)
    rows = board.totals() if pairing is None else board.rows_for(pairing.pk)
    past = up_to(readings, frame.period.last_day)
    latest = {r.indicator_id: r for r in past if r.whole or pairing is not None}
    headlines = [row for row in rows if row.indicator.headline]
    return context | {
        "cards": cards_of(frame, board, headlines, latest),
        "table": figure_table(frame, board, known_rows(rows)) if rows else None,
        "charts": [chart for row in headlines for chart in curves(board, row)],
    }


def ledgers(frame: Frame, sector: Sector, pairing: Pairing | None) -> dict:
    """What the ledgers hold: rows, sums, panels; of the rows that the reader may see."""
    period, user = frame.period, frame.request.user
    scope = PanelScope(
        programme=frame.programme,
        user=user,
        first=datetime.date(period.year, 1, 1),
        last=period.last_day,
        pairing=pairing,
        map_day=period.map_day,
    )
    sections = panel_sections(sector, scope, period)
    return {
        "ledgers": ledger_summaries(sector, period, user, pairing),
        "panels": [section for section in sections if not section.empty],
        "blank_panels": [section for section in sections if section.empty],
        "reconciliation_url": reconciliation_url(sector, period, pairing),
    }


def reconciliation_url(sector: Sector, period, pairing: Pairing | None) -> str:
    """Where declared figures are set against ledger sums; empty where there is no such page."""
    try:
        address = reverse(f"{sector.slug}:reconciliation")
    except NoReverseMatch:
        return ""
    kept = {"pairing": pairing.slug} if pairing is not None else {}
    return f"{address}?{period.query}&{urlencode(kept)}".rstrip("&")


def activities(frame: Frame, sector: str, pairing: Pairing | None):
    """What happened lately in the sector."""
    found = Activity.objects.visible_to(frame.request.user).filter(
        programme=frame.programme, sector=sector, start__lte=frame.known_until
    )
    if pairing is not None:
        found = found.filter(pairing=pairing)
    return found.newest_first()[:ACTIVITIES]
