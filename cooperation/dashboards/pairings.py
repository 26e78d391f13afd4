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
from cooperation.models import Activity, Pairing, PairingMember, Place
from cooperation.models.succession import on_map, place_map
from cooperation.period import Period


@reader_required
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
    members = member_places(found, frame.period)
    top = [p for p in found if p.reports]
    groups = [
        {
            "pairing": p,
            "url": frame.pairing_url(p),
            "members": list_comma().join(place.name for place in members[p.pk]),
            "pairs": [{"pairing": q, "url": frame.pairing_url(q)} for q in _pairs_below(p, below)],
        }
        for p in top
    ]
    context = frame.context(groups=groups, places_offered=True)
    return render(request, "dashboards/pairing_list.html", context)


def member_places(pairings: list[Pairing], period: Period) -> dict[int, list[Place]]:
    """The townships of each pairing at the end of the period, under the names of the map that
    the address asks for: as they were then, or today's units."""
    places = defaultdict(list)
    members = PairingMember.objects.filter(pairing__in=pairings).select_related("place")
    for member in members.on(period.last_day):
        places[member.pairing_id].append(member.place)
    chart = place_map(period.map_day)
    return defaultdict(list, {pk: on_map(found, chart) for pk, found in places.items()})


def _pairs_below(pairing: Pairing, below: dict[int, list[Pairing]]) -> Iterator[Pairing]:
    """The pairs of a group that do not report, each before the pairs below itself."""
    for pair in below[pairing.pk]:
        if not pair.reports:
            yield pair
            yield from _pairs_below(pair, below)


@reader_required
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
    past = seen.filter(pairing=pairing, start__lte=frame.known_until)
    context["activities"] = past.newest_first()[:8]
    context["sources"] = pairing.sources.all()
    return render(request, "dashboards/pairing_detail.html", frame.context(**context))
