"""One pairing with everything that is known of it."""

from __future__ import annotations

import datetime

from django.db.models import Count, QuerySet
from django.shortcuts import render
from django.urls import reverse

from cooperation.access import account_required, reader_required
from cooperation.dashboards.citations import readings_of_pairing
from cooperation.dashboards.curves import curves
from cooperation.dashboards.detail import figure_table, known_rows
from cooperation.dashboards.disputes import dispute_marks, open_disputes
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.headline import cards_of
from cooperation.dashboards.pairing.above import pairings_above, reporting_above
from cooperation.dashboards.pairing.agreed import agreed_of
from cooperation.dashboards.pairing.below import pairs_below
from cooperation.dashboards.pairing.life import life_of
from cooperation.dashboards.pairing.newest import newest_rows
from cooperation.dashboards.pairing.trends import drawn_column
from cooperation.dashboards.published import published_table
from cooperation.freshness import revalidated
from cooperation.models import Activity, Pairing, Source
from cooperation.prepared import Prepared

ACTIVITIES = 8


@reader_required
@revalidated()
def pairing_detail(request, slug):
    """One pairing: its townships, every indicator of the period, its ledgers, what happened."""
    frame = Frame.of(request)
    pairing = frame.pairing(slug)
    above = pairings_above(frame, pairing)
    context = {"pairing": pairing, "city": pairing.kind == Pairing.Kind.CITY}
    context |= _figures(frame, pairing) if pairing.reports else {}
    context |= {
        "above": above,
        "reporting": None if pairing.reports else reporting_above(above),
        "published": _published(frame, pairing),
        "life": life_of(frame, pairing),
        "below": pairs_below(frame, pairing),
        "ledgers_url": _ledgers_url(frame, pairing),
        **_happened(frame, pairing),
        "sources": _sources_of(pairing.pk),
    }
    return render(request, "dashboards/pairing_detail.html", frame.context(**context))


@account_required
@revalidated()
def pairing_ledgers(request, slug):
    """The newest rows of a pairing's ledgers: a part of its page that comes after it.

    One statement per ledger, and a third of the page's time, for what stands at its end.
    """
    frame = Frame.of(request)
    pairing = frame.pairing(slug)
    part = "dashboards/_pairing_ledgers.html"
    context = {"pairing": pairing, "sectors": newest_rows(frame, pairing)}
    if request.htmx:
        return render(request, part, context)
    return render(request, "dashboards/pairing_ledgers.html", frame.context(**context))


def _ledgers_url(frame: Frame, pairing: Pairing) -> str:
    """Where its ledgers' rows come from; nowhere for readers without an account."""
    if not frame.request.user.is_authenticated:
        return ""
    return f"{reverse('pairing-ledgers', args=[pairing.slug])}?{frame.period.query}"


def _figures(frame: Frame, pairing: Pairing) -> dict:
    """The scoreboard's rows with their months, disputes and targets."""
    board = frame.board(pairings=[pairing])
    all_rows = board.rows_for(pairing.pk)
    rows = known_rows(all_rows)
    disputes = open_disputes(frame, pairing, board.indicators)
    marks = dispute_marks(disputes, frame.period.year)
    reported = any(row.source == "reported" for row in rows)
    # A target on the city pairing is the whole city's.
    targeted = board.totals() if pairing.kind == Pairing.Kind.CITY else all_rows
    return {
        "disputes": disputes,
        "cards": cards_of(frame, board, [r for r in rows if r.indicator.headline and reported]),
        "table": figure_table(
            frame, board, rows, marks=marks, drawn=drawn_column(board) if reported else None
        ),
        "charts": [c for row in rows if row.indicator.headline for c in curves(board, row)],
        "agreed": agreed_of(frame, pairing, targeted),
    }


def _published(frame: Frame, pairing: Pairing):
    """Its published readings; the city's are of the whole city or of the city level."""
    readings = readings_of_pairing(pairing, frame.period.as_of)
    with_place = pairing.kind == Pairing.Kind.CITY
    return published_table(frame, readings, with_place=with_place) if readings else None


def _happened(frame: Frame, pairing: Pairing) -> dict:
    """What happened up to the period's end or the day of knowledge before it: the newest, and
    how many of each kind in the order of the kinds."""
    asked = frame.request.user, pairing.pk, frame.known_until
    counts = dict(_counts_by_kind(*asked))
    return {
        "activities": _newest_activities(*asked),
        "kinds": [(kind.label, counts[kind]) for kind in Activity.Kind if kind in counts],
    }


@Prepared
def _sources_of(pairing: int) -> QuerySet[Source]:
    return Source.objects.filter(pairings=pairing)


def _activities(reader, pairing: int, last: datetime.date) -> QuerySet[Activity]:
    return Activity.objects.visible_to(reader).filter(pairing=pairing, start__lte=last)


@Prepared
def _newest_activities(reader, pairing: int, last: datetime.date) -> QuerySet[Activity]:
    return _activities(reader, pairing, last).newest_first()[:ACTIVITIES]


@Prepared
def _counts_by_kind(reader, pairing: int, last: datetime.date) -> QuerySet:
    return _activities(reader, pairing, last).order_by().values_list("kind").annotate(n=Count("pk"))
