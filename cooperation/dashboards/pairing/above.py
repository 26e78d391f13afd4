"""The pairings above a pairing, up to the city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from cooperation.dashboards.frame import Frame
from cooperation.models import Pairing


@dataclass(frozen=True)
class Above:
    """One of them, the topmost first."""

    name: str
    url: str
    reports: bool


def pairings_above(frame: Frame, pairing: Pairing) -> Sequence[Above]:
    """The first comes with the pairing, each level above it costs a statement; there are three.

    Not found where one is another programme's: its name is not for this one's readers.
    """
    chain: list[Above] = []
    one = pairing.parent
    while one is not None:
        if one.programme_id != pairing.programme_id:
            raise Http404(one.slug)
        chain.insert(0, Above(one.name, frame.pairing_url(one), one.reports))
        one = frame.pairing(one.slug).parent if one.parent_id else None
    return chain


def reporting_above(chain: Sequence[Above]) -> Above | None:
    """The nearest that owes monthly reports."""
    return next((one for one in reversed(chain) if one.reports), None)
