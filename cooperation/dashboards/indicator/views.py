"""The page of one indicator."""

from __future__ import annotations

import math

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from cooperation.access import reader_required
from cooperation.dashboards.citations import readings_of, up_to
from cooperation.dashboards.curves import curves, published_years
from cooperation.dashboards.detail import place_table
from cooperation.dashboards.frame import PER_PAGE, Frame, page_number
from cooperation.dashboards.headline import card
from cooperation.dashboards.indicator.beside import side_by_side
from cooperation.dashboards.indicator.definitions import definitions
from cooperation.dashboards.indicator.months import months_of_years
from cooperation.dashboards.indicator.subsets import subset_shares
from cooperation.dashboards.outlook import outlook_facts, tried_words, why_none
from cooperation.dashboards.published import published_table
from cooperation.freshness import revalidated
from cooperation.scoreboard import family
from cooperation.sectors import sector_label


@reader_required
@revalidated()
def indicator_detail(request, code):
    """What is counted and how (口径), who stands where, how the year runs, what is published."""
    frame = Frame.of(request)
    board = frame.board(indicators=family(code))
    try:
        total = board.row("total", None, code)
    except KeyError:
        raise Http404(code) from None
    context = frame.context(
        board=board,
        indicator=total.indicator,
        shares=subset_shares(board, total.indicator),
        heat=months_of_years(frame, board, total),
        **_counted(frame, board, total.indicator),
        **_outlook(board, total),
        **_pairings(frame, board, code),
        **_published(frame, board, total),
    )
    return render(request, "dashboards/indicator_detail.html", context)


def _counted(frame: Frame, board, indicator) -> dict:
    """What is counted, since when, and what belongs to it."""
    return {
        "definitions": definitions(indicator.code, frame.programme, frame.period.last_day),
        "related": _related(frame, board, indicator),
        "sector_label": sector_label(indicator.sector),
        "sector_url": _sector_url(frame, indicator.sector),
    }


def _outlook(board, total) -> dict:
    """The projection to the year's end; or why there is none."""
    return {
        "outlook": outlook_facts(board, total),
        "tried": tried_words(board, total),
        "no_outlook": why_none(board, total),
    }


def _pairings(frame: Frame, board, code: str) -> dict:
    """The table of the pairings, a page at a time, and the same side by side."""
    rows = board.rows_of(code)
    head = [row for row in rows if row.kind != "pairing"]
    others = rows[len(head) :]
    pages = math.ceil(len(others) / PER_PAGE)
    page = page_number(frame.request.GET.get("page", ""), pages)
    shown = head + others[(page - 1) * PER_PAGE : page * PER_PAGE]
    return {
        "table": place_table(frame, board, shown),
        "beside": side_by_side(frame, shown),
        "page": page,
        "pages": range(1, pages + 1) if pages > 1 else (),
    }


def _published(frame: Frame, board, total) -> dict:
    """The card, the curves, and what was published; the newest reading where nothing else is."""
    readings = readings_of(frame.programme, frame.period.as_of, indicator=total.indicator.id)
    whole = [r for r in readings if r.whole and r.basis != "since"]
    past = up_to(whole, frame.period.last_day)
    charts = curves(board, total)
    if len({r.cutoff.year for r in whole}) > 1 or (whole and not charts):
        charts.append(published_years(total.indicator, whole, frame.programme.years))
    return {
        "card": card(board, total, "", past[-1] if past else None, frame.figure),
        "charts": charts,
        "published": published_table(frame, readings, with_indicator=False) if readings else None,
    }


def _sector_url(frame: Frame, sector: str) -> str:
    """The sector's page, where the ledgers under the figure are; it is never public."""
    if not frame.request.user.is_authenticated:
        return ""
    try:
        return f"{reverse(f'{sector}:home')}?{frame.period.query}"
    except NoReverseMatch:
        return ""


def _related(frame: Frame, board, indicator) -> list[dict]:
    """The whole, the total and the parts of an indicator, by name."""
    code = indicator.code
    links = [
        (_("Subset of"), [i for i in board.indicators if i.code == indicator.part_of]),
        (_("Part of the total"), [i for i in board.indicators if i.code == indicator.sums_to]),
        (_("Of which"), [i for i in board.indicators if i.part_of == code]),
        (_("Parts"), [i for i in board.indicators if i.sums_to == code]),
    ]
    return [
        {
            "label": label,
            "items": [{"name": one.name, "url": frame.indicator_url(one)} for one in found],
        }
        for label, found in links
        if found
    ]
