"""The pairs below a pairing, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from cooperation.dashboards.frame import Frame
from cooperation.formatting import day
from cooperation.models import Pairing
from cooperation.prepared import Prepared

ORDER = [kind.value for kind in Pairing.Kind]


@dataclass(frozen=True)
class Below:
    """One pair: its name, its page, since when; below which pair where that is another."""

    name: str
    url: str
    since: str
    under: str


def pairs_below(frame: Frame, pairing: Pairing) -> list[tuple[Any, Sequence[Below]]]:
    """All pairs down to the third level, by kind in the order of the agreements: one statement."""
    found = _three_levels_of(frame.request.user, frame.programme.pk, pairing.pk)
    known = {one.pk: one for one in found}
    ordered = sorted(known.values(), key=lambda o: (ORDER.index(o.kind), o.position, o.slug))
    return [
        (
            Pairing.Kind(kind).label,
            [_below(frame, one, known.get(one.parent_id)) for one in some],
        )
        for kind, some in groupby(ordered, key=lambda one: one.kind)
    ]


@Prepared
def _three_levels_of(reader, programme: int, pairing: int) -> QuerySet[Pairing]:
    seen = Pairing.objects.visible_to(reader).filter(programme=programme)
    found = seen.filter(
        Q(parent=pairing) | Q(parent__parent=pairing) | Q(parent__parent__parent=pairing)
    )
    return found.with_ends().order_by()


def _below(frame: Frame, one: Pairing, parent: Pairing | None) -> Below:
    """parent: where it is not the pairing whose page this is."""
    return Below(
        one.name,
        frame.pairing_url(one),
        day(one.since) if one.since else "",
        parent.name if parent else "",
    )
