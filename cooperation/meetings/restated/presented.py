"""What an earlier meeting presented: its moment, and the period of its figures."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from cooperation.models import Meeting, Pack, Pairing, PublishedReading, Submission
from cooperation.scoreboard import Board
from cooperation.scoreboard.facts import Horizon

MICROSECOND = datetime.timedelta(microseconds=1)


class Period(NamedTuple):
    """January to `through` of a year."""

    year: int
    through: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """The meeting before, and the first moment that it did not know.

    pack: its newest sealed pack; without one it knew what was recorded by the end of its day.
    """

    meeting: Meeting
    pack: Pack | None
    moment: datetime.datetime

    @property
    def period(self) -> Period:
        """What it presented."""
        source = self.pack or self.meeting
        return Period(source.year, source.through)


def sealed_earlier(pack: Pack) -> Earlier | None:
    """What a sealed pack compared with, whatever meetings were entered later; two statements."""
    if pack.compared is None or pack.since is None:
        return None
    return Earlier(pack.compared, newest_pack_of(pack.compared, pack.moment), pack.since)


def end_of_day(day: datetime.date) -> datetime.datetime:
    """The first moment after a day, in the offices' time zone."""
    moment = Horizon(day).moment
    if moment is None:
        raise ValueError("After the last of all days there is no moment.")
    return moment


def day_ended(since: datetime.datetime) -> datetime.date | None:
    """The day whose end a moment is; None for a moment within a day."""
    day = _day(since)
    return day if Horizon(day).moment == since else None


def earlier_of(meeting: Meeting, until: datetime.datetime | None = None) -> Earlier | None:
    """The meeting before, of the same scope; two statements.

    until: packs sealed at or after that moment are not known, so that what was told from it then
    can be told again.
    """
    before = meeting.previous()
    if before is None:
        return None
    pack = newest_pack_of(before, until)
    return Earlier(before, pack, pack.moment if pack else end_of_day(before.on))


def newest_pack_of(meeting: Meeting, until: datetime.datetime | None) -> Pack | None:
    """Its newest sealed pack, of those sealed before a moment."""
    sealed = Q(sealed_at__lt=until) if until else Q()
    packs = Pack.objects.filter(sealed, meeting=meeting).order_by("-sealed_at", "-pk")
    return packs.defer("manifest_sha256").first()


def presented_at(board: Board, since: datetime.datetime) -> Period:
    """The period that was presented at a moment, never later than the board's own.

    That of the pack of this moment, else of the meeting of this day, else the newest month of
    which anything was known. Where nothing was: the year before, so that all months are new.
    """
    found = (
        _of_meetings(Pack.objects.filter(meeting__programme=board.programme, moment=since), board)
        or _of_meetings(Meeting.objects.filter(programme=board.programme, on=_day(since)), board)
        or _newest(board, since)
    )
    return min(found, Period(board.year, board.through))


def _day(since: datetime.datetime) -> datetime.date:
    """The last day that was known to its end, where the moment is the end of a day."""
    return timezone.localdate(since - MICROSECOND, timezone.get_default_timezone())


def scope_of(board: Board) -> Pairing | None:
    """The one pairing that a board speaks of; None for the whole city."""
    return None if board.with_city or len(board.pairings) != 1 else board.pairings[0]


def _of_meetings(rows: QuerySet, board: Board) -> Period | None:
    pairing = scope_of(board)
    # A meeting of the city pairing speaks of the whole city too.
    scope = Q(pairing=pairing) if pairing else Q(pairing=None) | Q(pairing=board.city)
    newest = rows.filter(scope).order_by("-pk")
    found = newest.values_list("year", "through").first()
    return Period(*found) if found else None


def _newest(board: Board, since: datetime.datetime) -> Period:
    """The newest month with a report handed in or a reading published by then."""
    pairings = [*board.standings.parts, *board.pairings]
    reports = Submission.objects.filter(
        report__pairing__in=pairings, report__month__lte=board.last_day, at__lt=since
    )
    readings = PublishedReading.objects.filter(
        Q(published_on__lte=_day(since)) | Q(published_on=None, cutoff__lte=_day(since)),
        pairing__in=pairings,
        cutoff__lte=board.last_day,
    )
    months = [
        reports.aggregate(newest=Max("report__month"))["newest"],
        readings.aggregate(newest=Max("cutoff"))["newest"],
    ]
    newest = max((one for one in months if one), default=None)
    return Period(newest.year, newest.month) if newest else Period(board.year - 1, 12)
