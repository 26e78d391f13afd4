"""The list of pairings, with the pairs below the groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.shortcuts import render

from cooperation.access import reader_required
from cooperation.dashboards.frame import Frame
from cooperation.formatting import list_comma
from cooperation.freshness import revalidated
from cooperation.models import Pairing, PairingMember, Place
from cooperation.models.succession import on_map, place_map
from cooperation.period import Period


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
