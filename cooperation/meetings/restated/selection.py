"""Which two moments a page compares: the last meeting's and this one's, or a chosen day's."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.formatting import day as day_text
from cooperation.meetings.restated.presented import (
    MICROSECOND,
    Earlier,
    earlier_of,
    end_of_day,
    sealed_earlier,
)
from cooperation.meetings.restated.restatement import Restatement, restated
from cooperation.models import Meeting, Pack
from cooperation.scoreboard import Board, scoreboard

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Selection:
    """A meeting's changes as a reader asked for them.

    pack: the meeting's newest sealed pack; what was known at its moment is "now", else the
    present. With it, scope and earlier end are those it was sealed with. typed: the day in the
    address, as it was typed; problem: why it cannot be used.
    restatement: None where there is nothing to compare with.
    """

    meeting: Meeting
    pack: Pack | None
    earlier: Earlier | None
    typed: str
    problem: str
    board: Board
    restatement: Restatement | None

    @property
    def by_day(self) -> bool:
        """Whether a chosen day is the earlier end."""
        return bool(self.typed) and not self.problem

    @property
    def last_day(self) -> datetime.date:
        """The newest day that can be chosen."""
        return _last_day(self.pack)


def selection_of(meeting: Meeting, typed: str) -> Selection:
    """From the address; a day that cannot be used is told and the last meeting taken instead."""
    packs = meeting.packs.newest_first().defer("manifest_sha256")
    pack = packs.select_related("compared", "pairing").first()
    earlier = sealed_earlier(pack) if pack else earlier_of(meeting)
    typed = typed.strip()[:40]
    chosen, problem = _chosen(meeting, pack, typed) if typed else (None, "")
    scope = pack or meeting
    board = scoreboard(
        meeting.programme,
        scope.year,
        scope.through,
        pairings=[scope.pairing] if scope.pairing else None,
        moment=pack.moment if pack else None,
    )
    found = None
    if chosen:
        found = restated(board, end_of_day(chosen))
    elif earlier:
        found = restated(board, earlier.moment, earlier.period)
    return Selection(meeting, pack, earlier, typed, problem, board, found)


def _last_day(pack: Pack | None) -> datetime.date:
    return timezone.localdate(pack.moment - MICROSECOND) if pack else timezone.localdate()


def _chosen(meeting: Meeting, pack: Pack | None, typed: str) -> tuple[datetime.date | None, str]:
    """The day, or why there is none."""
    try:
        day = datetime.date.fromisoformat(typed) if _DAY.fullmatch(typed) else None
    except ValueError:
        day = None
    if day is None:
        return None, _("“%(typed)s” is no day. Write it as year-month-day: 2025-06-30.") % {
            "typed": typed
        }
    first, last = meeting.programme.since, _last_day(pack)
    if first <= day <= last:
        return day, ""
    words = _("%(day)s cannot be compared with: choose a day from %(first)s to %(last)s.")
    return None, words % {"day": day_text(day), "first": day_text(first), "last": day_text(last)}
