"""The overview: is it enough, and where not?"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.shortcuts import render
from django.urls import reverse

from cooperation.access import reader_required
from cooperation.dashboards import matrix
from cooperation.dashboards.changes.moved import moved_most
from cooperation.dashboards.changes.since import since_last_look
from cooperation.dashboards.chosen_views import chosen_views
from cooperation.dashboards.citations import readings_of, up_to
from cooperation.dashboards.curves import curves, published_years
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.headline import cards_of
from cooperation.dashboards.lagging import lag_lines, move_lines, unranked
from cooperation.dashboards.published import published_table
from cooperation.dashboards.summary import slowest, summary
from cooperation.freshness import revalidated
from cooperation.models import Activity, PublishedReading
from cooperation.prepared import Prepared
from cooperation.scoreboard import Choice, CountedIndicator

LAGGING = MOVED = 3
ACTIVITIES = 6


def shown_indicators(frame: Frame) -> Choice:
    """Headline indicators and their subsets; the whole sector where it has no headline; and
    what was ever published for the whole city or this year, so that nothing known is hidden."""
    first, last = (datetime.date(frame.period.year, *day) for day in ((1, 1), (12, 31)))
    published = set(_published(frame.programme.pk, first, last))

    def chosen(every: Collection[CountedIndicator]) -> Iterable[CountedIndicator]:
        headlines = {one.code for one in every if one.headline}
        told = {one.sector for one in every if one.headline}
        return [
            one
            for one in every
            if one.headline
            or one.part_of in headlines
            or (one.part_of is None and one.sector not in told)
            or one.id in published
        ]

    return chosen


@Prepared
def _published(programme: int, first: datetime.date, last: datetime.date) -> QuerySet:
    """Which indicators, by their keys, were published for the whole city or in these days."""
    readings = PublishedReading.objects.filter(pairing__programme=programme, cutoff__lte=last)
    shown = readings.filter(Q(whole=True) | Q(cutoff__gte=first))
    return shown.order_by().values_list("indicator", flat=True).distinct()


@reader_required
@revalidated()
def overview(request):
    """The city at a glance; year, month and day of knowledge come from the address."""
    frame = Frame.of(request)
    board = frame.board(indicators=shown_indicators(frame), since=False, history=True)
    headlines = [row for row in board.totals() if row.indicator.headline]
    readings = []
    if any(row.ytd is None or row.source == "published" for row in headlines):
        readings = readings_of(frame.programme, frame.period.as_of)
    latest = newest_readings(up_to(readings, frame.period.last_day))
    shown = with_readings(board, headlines, latest)
    context = frame.context(
        board=board,
        **_headlines(frame, board, shown, latest),
        charts=_charts(frame, board, shown, readings),
        published=published_table(frame, readings) if readings else None,
        lagging=lag_lines(frame, board, slowest(board, LAGGING)),
        unranked=unranked(board),
        moved=move_lines(frame, moved_most(board, MOVED)),
        **_since(frame),
        activities=_newest_activities(frame.request.user, frame.programme.pk, frame.known_until),
        **chosen_views(frame, board),
    )
    return render(request, "dashboards/overview.html", context)


def _headlines(frame: Frame, board, rows: list, latest: dict[int, PublishedReading]) -> dict:
    """The paragraph, the ring's way to the reports, and the cards."""
    reports = reverse("report-list") if frame.request.user.is_authenticated else ""
    return {
        "summary": summary(board, rows, frame.indicator_url, frame.pairing_url, frame.figure),
        "reports_url": reports and f"{reports}?{frame.period.query}",
        "cards": cards_of(frame, board, rows, latest),
    }


def _since(frame: Frame) -> dict:
    """Where the reader's own news are fetched from; who has no account has none of their own."""
    if frame.request.user.is_authenticated and not frame.period.as_of:
        return {"since_url": f"{reverse('since-look')}?{frame.period.query}"}
    return {"since": since_last_look(frame)}


def newest_readings(readings) -> dict[int, PublishedReading]:
    """The newest reading of each indicator, one of the whole city where there is any."""
    newest: dict[int, PublishedReading] = {}
    for reading in readings:
        known = newest.get(reading.indicator_id)
        if reading.basis != "since" and (known is None or reading.whole or not known.whole):
            newest[reading.indicator_id] = reading
    return newest


def with_readings(board, headlines: list, newest: dict[int, PublishedReading]) -> list:
    """The headline rows; in a programme without reports, what is published of the whole city
    comes first."""
    if not matrix.is_published_only(board):
        return headlines
    whole = {pk for pk, reading in newest.items() if reading.whole}
    totals = [row for row in board.totals() if not row.indicator.part_of]
    found = [row for row in totals if row.indicator.id in whole and row.indicator.kind == "flow"]
    found += [row for row in headlines if row.indicator.id in newest and row not in found]
    found += [row for row in headlines if row not in found]
    return found[: max(len(headlines), 1)]


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


@Prepared
def _newest_activities(reader, programme: int, last: datetime.date) -> QuerySet[Activity]:
    """Up to a day: the end of the period, or the day of knowledge before it."""
    seen = Activity.objects.visible_to(reader).filter(programme=programme, start__lte=last)
    return seen.newest_first()[:ACTIVITIES]
