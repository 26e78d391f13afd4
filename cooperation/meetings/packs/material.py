"""Collecting what the files of a meeting are made from, as known before a moment."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from cooperation.meetings.material import Coder, Material, no_codes
from cooperation.meetings.restated.presented import end_of_day, newest_pack_of
from cooperation.meetings.sittings.events import events_between, first_day
from cooperation.meetings.text import Briefing
from cooperation.models import Activity, BriefingEdit, Meeting, Pack, Pairing, Programme
from cooperation.scoreboard import Board, scoreboard

# So many events are told; a nation's list would be longer than the document.
MOST_EVENTS = 200


def material_of(
    programme: Programme,
    year: int,
    through: int,
    *,
    pairing: Pairing | None = None,
    meeting: Meeting | None = None,
    moment: datetime.datetime | None = None,
    code: str = "",
    length: str = "long",
    boards: Boards | None = None,
) -> Material:
    """Everything the files of a period print, in the active language.

    pairing: one pairing instead of the whole city. moment: what was recorded before it is known
    (None: now). code: the pack's, "" where the files get no figure codes. length: of the briefing.
    boards: those made already, where the same files are written in another language.
    """
    from cooperation.meetings.briefing import briefing
    from cooperation.meetings.restated import restated

    moment = moment or timezone.now()
    boards = Boards() if boards is None else boards
    board = boards.at(programme, year, through, pairing, moment)
    since = since_last(meeting, moment)
    changes = None if since is None else restated(board, since)
    events = events_until(programme, year, pairing, meeting, moment)
    text = briefing(
        board,
        length=length,
        meeting=meeting,
        earlier=_year_before(board, pairing, boards),
        edits=_edits(meeting, moment),
        restated=changes,
        events=events,
    )
    return Material(
        board,
        moment,
        text,
        meeting=meeting,
        restated=changes,
        events=events,
        code=code,
        address=code_address(),
        coder=_coder(code, year, through),
        **_lines_of(meeting),
    )


def data_material(pack: Pack, boards: Boards) -> Material:
    """What the data files are made from, as known at a pack's moment: the board alone.

    Text and changes cost several times as much and stand in no data file.
    """
    programme = pack.meeting.programme
    board = boards.at(programme, pack.year, pack.through, pack.pairing, pack.moment)
    nothing = Briefing("long", ())
    return Material(board, pack.moment, nothing, meeting=pack.meeting, code=pack.code)


def board_at(
    programme: Programme,
    year: int,
    through: int,
    pairing: Pairing | None,
    moment: datetime.datetime,
    *,
    since: bool = True,
) -> Board:
    """The board of the whole city or of one pairing, as known before a moment.

    since=False spares it the years before the last, where no total since pairing is printed.
    """
    pairings = [pairing] if pairing else None
    return scoreboard(programme, year, through, pairings=pairings, moment=moment, since=since)


class Boards:
    """Boards that were made once: their rows say their names in whatever language is active."""

    def __init__(self) -> None:
        self._made: dict[tuple, Board] = {}

    def at(
        self,
        programme: Programme,
        year: int,
        through: int,
        pairing: Pairing | None,
        moment: datetime.datetime,
        *,
        since: bool = True,
    ) -> Board:
        """As `board_at`, the second time at no cost."""
        key = programme.pk, year, through, pairing.pk if pairing else None, moment, since
        if key not in self._made:
            self._made[key] = board_at(programme, year, through, pairing, moment, since=since)
        return self._made[key]


def since_last(meeting: Meeting | None, moment: datetime.datetime) -> datetime.datetime | None:
    """Since when figures count as changed: what the last meeting's newest pack knew.

    Without a pack of the last meeting the end of its day; None where there was no meeting.
    """
    return None if meeting is None else since_meeting(meeting.previous(), moment)


def since_meeting(before: Meeting | None, moment: datetime.datetime) -> datetime.datetime | None:
    """The first moment that a meeting did not know, as far as it lies before `moment`."""
    if before is None:
        return None
    pack = newest_pack_of(before, moment)
    return min(pack.moment if pack else end_of_day(before.on), moment)


def events_until(
    programme: Programme,
    year: int,
    pairing: Pairing | None,
    meeting: Meeting | None,
    moment: datetime.datetime,
) -> tuple[Activity, ...]:
    """What happened since the last meeting, else since the year began; the oldest first."""
    before = meeting.previous() if meeting else None
    first = first_day(meeting, before) if meeting else datetime.date(year, 1, 1)
    last = timezone.localdate(moment)
    found = events_between(programme.pk, pairing.pk if pairing else None, first, last)
    if meeting and meeting.activity_id:
        found = found.exclude(pk=meeting.activity_id)
    named = found.select_related("pairing__east_place", "pairing__west_place")
    return tuple(reversed(named[:MOST_EVENTS]))


def code_address() -> str:
    """Where figure codes are looked up: https://…/f/; "" where the site does not know its name."""
    if not settings.SITE_URL:
        return ""
    path = reverse("figure-code", args=["0"]).removesuffix("0/")
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def _year_before(board: Board, pairing: Pairing | None, boards: Boards) -> Board | None:
    """The last full year, where the programme ran in it."""
    year = board.year - 1
    if year not in board.programme.years or board.moment is None:
        return None
    return boards.at(board.programme, year, 12, pairing, board.moment, since=False)


def _edits(meeting: Meeting | None, moment: datetime.datetime) -> dict[str, BriefingEdit]:
    if meeting is None:
        return {}
    return BriefingEdit.objects.in_force(meeting, get_language() or "", moment)


def _coder(code: str, year: int, through: int) -> Coder:
    if not code:
        return no_codes
    from cooperation.meetings.codes import coder

    return coder(code, year, through)


def _lines_of(meeting: Meeting | None) -> dict[str, Sequence]:
    if meeting is None:
        return {}
    return {
        "agenda": tuple(meeting.agenda.all()),
        "decisions": tuple(meeting.decisions.all()),
        "carried": tuple(meeting.items_carried()),
        "settled": tuple(meeting.items_settled()),
    }
