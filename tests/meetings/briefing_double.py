"""A small double of the collecting of material: board, edits in force, nothing else."""

from django.utils import translation

from cooperation.meetings.briefing import briefing
from cooperation.models import BriefingEdit
from cooperation.scoreboard import scoreboard


def collected(meeting, length, language):
    """As `page.collected`, without events and changes."""
    pairings = [meeting.pairing] if meeting.pairing else None
    board = scoreboard(meeting.programme, meeting.year, meeting.through, pairings=pairings)
    with translation.override(language):
        edits = BriefingEdit.objects.in_force(meeting, language)
        return board, briefing(board, length=length, edits=edits)
