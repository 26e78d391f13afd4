"""What happened between two meetings, as the activities tell it."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from cooperation.models import Activity, Meeting


def first_day(meeting: Meeting, previous: Meeting | None) -> datetime.date:
    """From when on events are told: the day after the meeting before; without one, 1 January of
    the year that is presented."""
    if previous is None:
        return datetime.date(meeting.year, 1, 1)
    return previous.on + datetime.timedelta(days=1)


def events_before(meeting: Meeting, previous: Meeting | None) -> QuerySet[Activity]:
    """Activities since the meeting before, up to this one's day, the newest first. The meeting's
    own entry is left out."""
    first = first_day(meeting, previous)
    found = events_between(meeting.programme_id, meeting.pairing_id, first, meeting.on)
    return found.exclude(pk=meeting.activity_id) if meeting.activity_id else found


def events_between(
    programme: int, pairing: int | None, first: datetime.date, last: datetime.date
) -> QuerySet[Activity]:
    """Activities that began within days, the newest first; a group's meeting is told its own.

    Whoever reads the meeting may read all activities of its programme.
    """
    found = Activity.objects.filter(programme=programme, start__gte=first, start__lte=last)
    return (found.filter(pairing=pairing) if pairing else found).newest_first()
