"""How far a coming meeting is prepared: days left, months reported, agenda, items, pack.

Which months are covered is what the scoreboard's rows say; nothing is counted here.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.formatting import list_comma, months_text
from cooperation.models import Meeting, Programme
from cooperation.scoreboard import Board, Row, scoreboard
from cooperation.scoreboard.rows import PAIRING, TOTAL

# So many offices are named where something is missing; the others are counted.
NAMED = 4


@dataclass(frozen=True)
class Covered:
    """One headline indicator: its row, and who has not reported which months."""

    row: Row
    missing: str

    @property
    def complete(self) -> bool:
        """Whether every month owed is there."""
        return self.row.covered == self.row.due


@dataclass(frozen=True)
class Check:
    """One thing that has to be there: its name, what there is of it, whether that will do."""

    name: str
    found: str
    ready: bool


@dataclass(frozen=True)
class Readiness:
    """What is ready for a meeting and what is not."""

    meeting: Meeting
    days_left: int
    figures: tuple[Covered, ...]
    checks: tuple[Check, ...]

    @property
    def lacking(self) -> tuple[Covered, ...]:
        """The headline indicators of which months are missing."""
        return tuple(one for one in self.figures if not one.complete)


def readiness(meeting: Meeting, programme: Programme, today: datetime.date) -> Readiness:
    """How far a meeting (with its counts) is prepared, as known now."""
    board = scoreboard(
        programme,
        meeting.year,
        meeting.through,
        pairings=[meeting.pairing] if meeting.pairing else None,
        since=False,
    )
    figures = tuple(
        Covered(row, missing_text(board, row)) for row in _headlines(board, meeting) if row.due
    )
    return Readiness(
        meeting, (meeting.on - today).days, figures, tuple(_checks(meeting, figures, today))
    )


def _headlines(board: Board, meeting: Meeting) -> list[Row]:
    kind = PAIRING if meeting.pairing_id else TOTAL
    return [
        board.row(kind, meeting.pairing_id, one.code) for one in board.indicators if one.headline
    ]


def missing_text(board: Board, row: Row) -> str:
    """六枝特区 8—9月、市本级 9月: the months owed that are not there, by pairing."""
    named: dict[str, list[int]] = defaultdict(list)
    for text in row.missing:
        slug, _colon, month = text.rpartition(":")
        named[slug].append(int(month[-2:]))
    names = {pairing.slug: pairing.name for pairing in board.pairings}
    if board.city:
        names[board.city.slug] = _("City level")
    lines = [
        f"{names.get(slug, slug)} {months_text(months)}".strip() for slug, months in named.items()
    ]
    more = len(lines) - NAMED
    if more > 0:
        rest = ngettext("%(n)d more pairing", "%(n)d more pairings", more) % {"n": more}
        lines = [*lines[:NAMED], rest]
    return list_comma().join(lines)


def _checks(meeting: Meeting, figures: tuple[Covered, ...], today: datetime.date):
    whole = sum(one.complete for one in figures)
    yield Check(
        _("Figures"),
        _("%(whole)d of %(all)d headline indicators fully reported")
        % {"whole": whole, "all": len(figures)},
        bool(figures) and whole == len(figures),
    )
    agenda = meeting.agenda.count()
    points = ngettext("%(n)d item", "%(n)d items", agenda) % {"n": agenda}
    yield Check(_("Agenda"), points if agenda else _("not written yet"), bool(agenda))
    carried = list(meeting.items_carried())
    late = sum(item.overdue(today) for item in carried)
    words = _("%(n)d carried over, %(late)d of them overdue") % {"n": len(carried), "late": late}
    yield Check(_("Open items"), words if carried else _("nothing carried over"), not late)
    sealed = meeting.packs.exists()
    yield Check(_("Pack"), _("sealed") if sealed else _("not sealed yet"), sealed)


def coming(programme: Programme, user, today: datetime.date) -> Meeting | None:
    """The next meeting of a programme, today's included."""
    meetings = Meeting.objects.visible_to(user).newest_first()
    return meetings.filter(programme=programme, on__gte=today).order_by("on", "pk").first()
