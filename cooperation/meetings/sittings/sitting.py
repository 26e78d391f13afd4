"""One meeting as its page shows it: what was on the table, decided, given out, done since."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import Form
from django.utils.translation import gettext as _

from cooperation.formatting import day
from cooperation.meetings.sittings.events import events_before, first_day
from cooperation.meetings.sittings.outcomes import DoneForm, ReopenForm
from cooperation.models import Activity, AgendaItem, Decision, Meeting, OpenItem, Pack

# So many events stand on the page; the activities have a list of their own.
EVENTS = 8


@dataclass(frozen=True)
class ItemLine:
    """An open item with the word of its state and, for the secretary, the form to change it."""

    item: OpenItem
    css: str
    word: str
    form: Form | None = None

    @property
    def opened(self) -> bool:
        """Whether its form was sent and refused: then it stands open with what was typed."""
        return self.form is not None and self.form.is_bound


@dataclass(frozen=True)
class Sitting:
    """Everything about one meeting.

    items: what it gave out. carried: what earlier ones left to it. settled: what was done since
    the one before. since: the first day of `events`; more: how many of them are not shown.
    """

    meeting: Meeting
    previous: Meeting | None
    following: Meeting | None
    agenda: tuple[AgendaItem, ...]
    decisions: tuple[Decision, ...]
    items: tuple[ItemLine, ...]
    carried: tuple[ItemLine, ...]
    settled: tuple[ItemLine, ...]
    events: tuple[Activity, ...]
    more: int
    since: datetime.date
    packs: tuple[Pack, ...]

    @property
    def open_count(self) -> int:
        """How many items, its own and carried ones, are not done today."""
        return sum(line.item.done_on is None for line in (*self.items, *self.carried))


def sitting(
    meeting: Meeting, today: datetime.date, *, writes: bool = False, refused: Form | None = None
) -> Sitting:
    """Gather one meeting. writes: whether the reader marks items; refused: a form sent in vain."""
    previous = meeting.previous()
    events = list(events_before(meeting, previous).select_related("programme"))

    def lines(items: Iterable[OpenItem]) -> tuple[ItemLine, ...]:
        return tuple(_line(item, today, writes, refused) for item in items)

    return Sitting(
        meeting=meeting,
        previous=previous,
        following=meeting.following(),
        agenda=tuple(meeting.agenda.all()),
        decisions=tuple(meeting.decisions.all()),
        items=lines(meeting.items.select_related("meeting")),
        carried=lines(meeting.items_carried()),
        settled=lines(meeting.items_settled()),
        events=tuple(events[:EVENTS]),
        more=max(len(events) - EVENTS, 0),
        since=first_day(meeting, previous),
        packs=tuple(meeting.packs.newest_first().select_related("sealed_by", "superseded_by")),
    )


def _line(item: OpenItem, today: datetime.date, writes: bool, refused: Form | None) -> ItemLine:
    form: Form | None = None
    if refused is not None and refused.item.pk == item.pk:
        form = refused
    elif writes:
        form = (ReopenForm if item.done_on else DoneForm)(item=item, today=today)
    if item.done_on is not None:
        return ItemLine(item, "s-ok", _("Done on %(day)s") % {"day": day(item.done_on)}, form)
    if item.overdue(today):
        return ItemLine(item, "s-late", _("Past its day"), form)
    return ItemLine(item, "plain", _("To be done"), form)
