"""Who may speak about a cell, and who may confirm or dispute a figure."""

from __future__ import annotations

from cooperation import access
from cooperation.models import Indicator, Pairing, Side, User
from cooperation.scoreboard import CountedIndicator

WORKS = (access.ENTER, access.REVIEW)


def may_speak(user: User, pairing: Pairing, sector: str) -> bool:
    """Ask and answer: clerks and reviewers of either side, and the secretary."""
    return access.can_any(user, WORKS, access.Scope.of_pairing(pairing, sector)) or access.can_seal(
        user, pairing.programme
    )


def may_state(user: User, pairing: Pairing, indicator: Indicator | CountedIndicator) -> bool:
    """Confirm or dispute: clerks and reviewers of the side that is not responsible."""
    if not indicator.confirmable:
        return False
    scope = access.Scope.of_pairing(pairing, indicator.sector, other_side(indicator.side))
    return access.can_any(user, WORKS, scope)


def other_side(side: str) -> str:
    """West for east, east for west."""
    return Side.WEST if side == Side.EAST else Side.EAST


def side_name(pairing: Pairing, side: str) -> str:
    """A side by its place: 小榄组团, 盘州市."""
    return pairing.east_name if side == Side.EAST else pairing.west_name


def side_of(user: User, pairing: Pairing, sector: str) -> str:
    """For which side somebody speaks; empty for both, and for the secretary."""
    sides = [
        side
        for side in Side.values
        if access.can_any(user, WORKS, access.Scope.of_pairing(pairing, sector, side))
    ]
    return sides[0] if len(sides) == 1 else ""
