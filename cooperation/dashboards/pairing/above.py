"""The pairings above a pairing, up to the city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cooperation.dashboards.frame import Frame
from cooperation.models import Pairing


@dataclass(frozen=True)
class Above:
    """One of them, the topmost first."""

    name: str
    url: str
    reports: bool


def pairings_above(frame: Frame, pairing: Pairing) -> Sequence[Above]:
    """The first comes with the pairing, each level above it costs a statement; there are three."""
    chain: list[Above] = []
    one = pairing.parent
    while one is not None:
        chain.insert(0, Above(one.name, frame.pairing_url(one), one.reports))
        one = frame.pairing(one.slug).parent if one.parent_id else None
    return chain


def reporting_above(chain: Sequence[Above]) -> Above | None:
    """The nearest that owes monthly reports."""
    return next((one for one in reversed(chain) if one.reports), None)
