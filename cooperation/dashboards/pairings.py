"""The list of pairings, with the pairs below the groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.shortcuts import render

from cooperation.access import reader_required
from cooperation.dashboards.frame import Frame
from cooperation.formatting import list_comma
from cooperation.models import Pairing, PairingMember


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
