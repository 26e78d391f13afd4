"""The overview: is it enough, and where not?"""

from __future__ import annotations

import math

from django.db.models import Q
from django.shortcuts import render

from cooperation.access import reader_required
from cooperation.dashboards import matrix
from cooperation.dashboards.citations import brief_value, readings_of, up_to
from cooperation.dashboards.curves import curves, published_years
from cooperation.dashboards.frame import PER_PAGE, Frame, page_number
from cooperation.dashboards.headline import card
from cooperation.dashboards.published import published_table
from cooperation.dashboards.states import chip, legend
from cooperation.dashboards.summary import slowest, summary
from cooperation.dashboards.tiles import TINTS, tile_map
from cooperation.formatting import brief, percent, signed
from cooperation.freshness import revalidated
from cooperation.models import Activity, Indicator, PairingMember, PublishedReading

LAGGING = 5
ACTIVITIES = 6


def shown_indicators(frame: Frame) -> Q:
    """Headline indicators and their subsets; the whole sector where it has no headline; and
    what was ever published for the whole city or this year, so that nothing known is hidden."""
    period = frame.period
    headlines = Indicator.objects.filter(headline=True)
    published = PublishedReading.objects.filter(
        pairing__programme=period.programme, cutoff__year__lte=period.year
    ).filter(Q(whole=True) | Q(cutoff__year=period.year))
    return (
        Q(headline=True)
        | Q(part_of__headline=True)
        | (Q(part_of=None) & ~Q(sector__in=headlines.values("sector")))
        | Q(pk__in=published.values("indicator"))
    )


@reader_required
@revalidated()
def overview(request):
    """The city at a glance; year, month and day of knowledge come from the address."""
    frame = Frame.of(request)
    board = frame.board(indicators=shown_indicators(frame), since=False)
    headlines = [row for row in board.totals() if row.indicator.headline]
    readings = []
    if any(row.ytd is None or row.source == "published" for row in headlines):
        readings = list(readings_of(frame.programme, frame.period.as_of))
    published_only = matrix.is_published_only(board)
    latest = newest_readings(up_to(readings, frame.period.last_day))
    shown = with_readings(board, headlines, latest) if published_only else headlines
    context = frame.context(
        board=board,
        summary=summary(board, shown, frame.indicator_url, frame.pairing_url),
        cards=[
            card(board, row, frame.indicator_url(row.indicator), latest.get(row.indicator.id))
            for row in shown
        ],
        charts=_charts(frame, board, shown, readings),
        published=published_table(frame, readings) if readings else None,
        lagging=[_lag(frame, row) for row in slowest(board, LAGGING)],
        activities=_activities(frame),
        map=_map(frame, board),
        legend=legend(board.rows),
        **_matrix(request, frame, board),
    )
    return render(request, "dashboards/overview.html", context)


def newest_readings(readings) -> dict[int, PublishedReading]:
    """The newest reading of each indicator, one of the whole city where there is any."""
    newest: dict[int, PublishedReading] = {}
    for reading in readings:
        known = newest.get(reading.indicator_id)
        if reading.basis != "since" and (known is None or reading.whole or not known.whole):
            newest[reading.indicator_id] = reading
    return newest


def with_readings(board, headlines: list, newest: dict[int, PublishedReading]) -> list:
    """Cards of a programme without reports: what is published of the whole city comes first."""
    whole = {pk for pk, reading in newest.items() if reading.whole}
    totals = [row for row in board.totals() if not row.indicator.part_of]
    found = [row for row in totals if row.indicator.id in whole and row.indicator.kind == "flow"]
    found += [row for row in headlines if row.indicator.id in newest and row not in found]
    found += [row for row in headlines if row not in found]
    return found[: max(len(headlines), 1)]


def _matrix(request, frame: Frame, board) -> dict:
    """The indicator × pairing table; with many pairings they are the rows, a page at a time."""
    caption = matrix.caption_words()
    groups = list(board.pairings)
    address = {"indicator_url": frame.indicator_url, "pairing_url": frame.pairing_url}
    if len(groups) <= matrix.WIDEST:
        return {"matrix": matrix.by_indicator(board, groups, caption, **address)}
    pages = math.ceil(len(groups) / PER_PAGE)
    page = page_number(request.GET.get("page", ""), pages)
    shown = groups[(page - 1) * PER_PAGE : page * PER_PAGE]
    indicators = [i for i in board.indicators if i.headline]
    return {
        "matrix": matrix.by_pairing(board, indicators, shown, caption, **address),
        "page": page,
        "pages": range(1, pages + 1) if pages > 1 else (),
        "wide": True,
    }


def _charts(frame: Frame, board, rows, readings) -> list:
    """Two charts per indicator; where nothing is reported, its readings over the years."""
    drawn = []
    for row in rows:
        whole = [
            r
            for r in readings
            if r.whole and r.basis != "since" and r.indicator_id == row.indicator.id
        ]
        reported = row.source in ("reported", "mixed")
        if not reported and len({r.cutoff.year for r in whole}) > 1:
            drawn.append(published_years(row.indicator, whole, frame.programme.years))
        else:
            drawn += curves(board, row)
    return drawn


def _lag(frame: Frame, row) -> dict:
    """A line of the list of what lags."""
    return {
        "where": row.name if row.kind == "own" else row.pairing.west_name,
        "where_url": frame.pairing_url(row.pairing),
        "url": frame.indicator_url(row.indicator),
        "name": row.indicator.name,
        "value": brief_value(row),
        "unit": row.indicator.unit,
        "completion": percent(row.completion, 1),
        "needed": row.needed_per_month is not None
        and brief(row.needed_per_month, row.indicator.decimals),
        "chip": chip(row.state, signed(row.pace_diff, 1)),
    }


def _activities(frame: Frame):
    """The newest activities up to the end of the period."""
    seen = Activity.objects.visible_to(frame.request.user)
    return seen.filter(programme=frame.programme, start__lte=frame.period.last_day).newest_first()[
        :ACTIVITIES
    ]


def _map(frame: Frame, board):
    """The tile map where the programme's places have tiles and its pairings have tints."""
    day = frame.period.last_day
    members = list(
        PairingMember.objects.filter(pairing__in=board.pairings).select_related("place").on(day)
    )
    if len(board.pairings) > TINTS:
        return None
    urls = {p.pk: frame.pairing_url(p) for p in board.pairings}
    return tile_map(frame.programme, board.pairings, members, day, urls)
