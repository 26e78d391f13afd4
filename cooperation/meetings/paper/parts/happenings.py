"""Events, agenda, decisions and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.formatting import UNKNOWN, chinese
from cooperation.meetings.paper.document import LEFT, Cell, Column, Line, Table, Text
from cooperation.meetings.paper.words import exact_day, long_day
from cooperation.meetings.text import Run
from cooperation.models import Activity, OpenItem

# A programme of hundreds of pairings has thousands of events.
MOST_EVENTS = 40


def said(text: str, *, kind: str = "body", tone: str = "", key: str = "") -> Text:
    """A paragraph of plain words."""
    return Text((Run(text, tone=tone),), key, kind)


def event_texts(events: Sequence[Activity]) -> Iterable[Text]:
    """One line an event, the day first."""
    for event in events[:MOST_EVENTS]:
        day = exact_day(event.start, event.precision)
        brackets = "（{}）" if chinese() else " ({})"
        where = brackets.format(event.place) if event.place else ""
        colon = pgettext("after a label", ": ")
        yield said(f"{day}{colon}{event.title}{where}", kind="item", key=f"event-{event.pk}")
    if len(events) > MOST_EVENTS:
        more = len(events) - MOST_EVENTS
        yield said(_("And %(count)d more, listed under activities.") % {"count": more})


def numbered(lines: Iterable) -> Iterable[Text]:
    """Agenda and decisions, as numbered in the meeting."""
    for number, line in enumerate(lines, start=1):
        yield said(f"{number}. {line.text}", kind="item")


def items_table(items: Sequence[OpenItem], caption: str, *, settled: bool) -> Table:
    """Open items or settled ones: what, who, by when, how it ended."""
    last = _("Done on") if settled else _("By when")
    columns = (
        Column(_("What is to be done"), LEFT, 44),
        Column(_("Responsible office"), LEFT, 22),
        Column(_("Given out by"), LEFT, 20),
        Column(last, LEFT, 20),
    )
    lines = []
    for item in items:
        day = item.done_on if settled else item.due
        text = item.text
        if settled and item.outcome:
            text = _("%(text)s (%(outcome)s)") % {"text": text, "outcome": item.outcome}
        when = long_day(day) if day else UNKNOWN
        cells = (Cell(text), Cell(item.responsible), Cell(item.meeting.title), Cell(when))
        lines.append(Line(cells))
    return Table(caption, columns, tuple(lines))
