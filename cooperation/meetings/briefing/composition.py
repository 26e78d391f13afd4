"""The briefing put together: sections of paragraphs, with what the secretary wrote over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cooperation.meetings.briefing.edits import paragraph_of
from cooperation.meetings.briefing.gaps import gaps
from cooperation.meetings.briefing.lengths import LENGTHS, Length
from cooperation.meetings.briefing.news import changes, events
from cooperation.meetings.briefing.overall import overall
from cooperation.meetings.briefing.parts import Keyed, pairings, sectors, two_years
from cooperation.meetings.briefing.standing import best, lagging, pace
from cooperation.meetings.text import Briefing, Section
from cooperation.models import Activity, BriefingEdit, Meeting
from cooperation.scoreboard import Board

if TYPE_CHECKING:
    from cooperation.meetings.restated.restatement import Restatement


def briefing(
    board: Board,
    *,
    length: str,
    meeting: Meeting | None = None,
    earlier: Board | None = None,
    edits: Mapping[str, BriefingEdit] | None = None,
    restated: Restatement | None = None,
    events: Sequence[Activity] = (),
) -> Briefing:
    """The text of one length in the active language; KeyError for an unknown length.

    earlier: the board of the last full year, to stand beside this one (the city's only in the
    long text). edits: what was written
    in place of paragraphs, by their keys. At most two statements, however large the board.
    """
    limits = LENGTHS[length]
    parts = _parts(board, limits, earlier, restated, events)
    sections = [_section(length, key, title, said, edits or {}) for key, title, said in parts]
    return Briefing(length, tuple(one for one in sections if one.paragraphs))


def _parts(
    board: Board,
    limits: Length,
    earlier: Board | None,
    restated: Restatement | None,
    found: Sequence[Activity],
) -> Iterable[tuple[str, str, Keyed]]:
    yield "overall", _("Overall"), [("overall", overall(board, limits))]
    if not limits.heads:
        return
    if earlier is not None and (limits.details or not board.with_city):
        runs = two_years(board, earlier, limits)
        yield "years", _("The year before"), [("years", runs)]
    yield "sectors", _("By sector"), sectors(board, limits)
    yield "pairings", _("By pairing"), pairings(board, limits)
    yield "best", _("What goes best"), best(board, limits)
    yield "lagging", _("What lags, and why"), lagging(board, limits)
    yield "pace", _("Pace and what is needed"), pace(board, limits)
    # Where no meeting was before, nothing was restated since it.
    year = board.year if restated is None else None
    title = _("Since the last meeting") if year is None else _("Activities of the year")
    yield "events", title, events(found, limits, year=year)
    yield "changes", _("Changes to figures already presented"), changes(restated)
    yield "gaps", _("Open questions"), gaps(board, limits)


def _section(
    length: str, key: str, title: str, said: Keyed, edits: Mapping[str, BriefingEdit]
) -> Section:
    """Keys name the length: each length has its own sentences and is edited for itself."""
    keyed = [(f"{length}.{name}", runs) for name, runs in said if runs]
    return Section(key, title, tuple(paragraph_of(one, runs, edits) for one, runs in keyed))
