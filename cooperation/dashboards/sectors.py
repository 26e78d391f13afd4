"""A sector's home: what its figures say, and the ledgers that explain them."""

from __future__ import annotations

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse

from cooperation.access import account_required
from cooperation.dashboards.citations import readings_of, up_to
from cooperation.dashboards.curves import curves
from cooperation.dashboards.detail import figure_table, known_rows
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.headline import card
from cooperation.dashboards.published import published_table
from cooperation.ledgers.summary import ledger_summaries
from cooperation.models import Activity
from cooperation.sectors import get_sector

ACTIVITIES = 6


def in_sector(slug: str) -> Q:
    """All indicators of a sector."""
    return Q(sector=slug)


@account_required
def sector_home(request, sector: str):
    """The sector's indicators for the whole city, its ledgers and what happened lately."""
    declared = get_sector(sector)
    frame = Frame.of(request)
    board = frame.board(indicators=in_sector(sector))
    totals = board.totals()
    readings = [
        reading
        for reading in readings_of(frame.programme, frame.period.as_of)
        if reading.indicator.sector == sector
    ]
    past = up_to(readings, frame.period.last_day)
    latest = {reading.indicator_id: reading for reading in past if reading.whole}
    headlines = [row for row in totals if row.indicator.headline]
    context = frame.context(
        sector=declared,
        cards=[
            card(board, row, frame.indicator_url(row.indicator), latest.get(row.indicator.id))
            for row in headlines
        ],
        table=figure_table(frame, board, known_rows(totals)) if totals else None,
        charts=[chart for row in headlines for chart in curves(board, row)],
        published=published_table(frame, readings) if readings else None,
        ledgers=ledger_summaries(declared, frame.period, request.user),
        reconciliation_url=reverse(f"{sector}:reconciliation") if declared.sums else "",
        activities=Activity.objects.visible_to(request.user)
        .filter(programme=frame.programme, sector=sector, start__lte=frame.period.last_day)
        .newest_first()[:ACTIVITIES],
    )
    return render(request, "dashboards/sector_home.html", context)
