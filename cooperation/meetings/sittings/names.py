"""What a meeting's scope and figures are called."""

from __future__ import annotations

from cooperation.formatting import period_name
from cooperation.models import Meeting, Programme
from cooperation.models.pairing_names import both_ends


def cities_name(programme: Programme) -> str:
    """中山市 ↔ 六盘水市: who sits together where no group is named."""
    return both_ends(programme.east.name, programme.west.name)


def scope_name(meeting: Meeting, programme: Programme) -> str:
    """Whose meeting it is. The programme is handed in with its two places."""
    return meeting.pairing.name if meeting.pairing else cities_name(programme)


def figures_name(meeting: Meeting) -> str:
    """2025年1—9月: which months are presented."""
    return period_name(meeting.year, meeting.through)
