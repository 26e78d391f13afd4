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
    """One statement per level; there are three at most."""
    chain: list[Above] = []
    while pairing.parent is not None:
        pairing = frame.pairing(pairing.parent.slug)
        chain.insert(0, Above(pairing.name, frame.pairing_url(pairing), pairing.reports))
    return chain


def reporting_above(chain: Sequence[Above]) -> Above | None:
    """The nearest that owes monthly reports."""
    return next((one for one in reversed(chain) if one.reports), None)
