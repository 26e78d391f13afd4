"""The pairings: the list with its pairs below the groups, and one pairing with all its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.shortcuts import render

from cooperation.access import reader_required
from cooperation.dashboards.citations import readings_of
from cooperation.dashboards.curves import curves
from cooperation.dashboards.detail import figure_table, known_rows
from cooperation.dashboards.disputes import dispute_marks, open_disputes
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.published import published_table
from cooperation.formatting import list_comma
from cooperation.freshness import revalidated
from cooperation.models import Activity, Pairing, PairingMember


@reader_required
@revalidated()
def pairing_list(request):
    """Every pairing of the programme, the pairs below their group."""
    frame = Frame.of(request)
    found = list(
        Pairing.objects.visible_to(request.user)
        .filter(programme=frame.programme)
        .with_ends()
        .order_by("position", "slug")
    )
    below = defaultdict(list)
    for pairing in found:
        below[pairing.parent_id].append(pairing)
    members = defaultdict(list)
    day = frame.period.last_day
    for member in PairingMember.objects.filter(pairing__in=found).select_related("place").on(day):
        members[member.pairing_id].append(member.place.name)
    top = [p for p in found if p.reports]
    groups = [
        {
            "pairing": p,
            "url": frame.pairing_url(p),
            "members": list_comma().join(members[p.pk]),
            "pairs": [{"pairing": q, "url": frame.pairing_url(q)} for q in _pairs_below(p, below)],
        }
        for p in top
    ]
    return render(request, "dashboards/pairing_list.html", frame.context(groups=groups))


def _pairs_below(pairing: Pairing, below: dict[int, list[Pairing]]) -> Iterator[Pairing]:
    """The pairs of a group that do not report, each before the pairs below itself."""
    for pair in below[pairing.pk]:
        if not pair.reports:
            yield pair
            yield from _pairs_below(pair, below)


@reader_required
@revalidated()
def pairing_detail(request, slug):
    """One pairing: every indicator of the period, its curves, what is published, what happened."""
    frame = Frame.of(request)
    pairing = frame.pairing(slug)
    readings = [
        r for r in readings_of(frame.programme, frame.period.as_of) if r.pairing_id == pairing.pk
    ]
    context = {"pairing": pairing, "published": None, "city": pairing.kind == Pairing.Kind.CITY}
    if pairing.parent:
        context["parent"] = frame.pairing(pairing.parent.slug)
        context["parent_url"] = frame.pairing_url(pairing.parent)
    if pairing.reports:
        board = frame.board(pairings=[pairing])
        rows = known_rows(board.rows_for(pairing.pk))
        disputes = open_disputes(frame, pairing, board.indicators)
        context["disputes"] = disputes
        marks = dispute_marks(disputes, frame.period.year)
        context["table"] = figure_table(frame, board, rows, marks=marks)
        context["charts"] = [
            chart for row in rows if row.indicator.headline for chart in curves(board, row)
        ]
    if readings:
        # The city's readings are of the whole city or of the city level; elsewhere all are its own.
        context["published"] = published_table(frame, readings, with_place=context["city"])
    context["comma"] = list_comma()
    context["members"] = PairingMember.objects.filter(pairing=pairing).select_related("place")
    context["pairs"] = [
        {"pairing": p, "url": frame.pairing_url(p)}
        for p in Pairing.objects.filter(parent=pairing, reports=False).with_ends()
    ]
    seen = Activity.objects.visible_to(request.user)
    context["activities"] = seen.filter(pairing=pairing).newest_first()[:8]
    context["sources"] = pairing.sources.all()
    return render(request, "dashboards/pairing_detail.html", frame.context(**context))
