"""What happened between two meetings, as the activities tell it."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from cooperation.models import Activity, Meeting


def first_day(meeting: Meeting, previous: Meeting | None) -> datetime.date:
    """From when on events are told: the day after the meeting before; without one, 1 January of
    the year that is presented."""
    if previous is None:
        return datetime.date(meeting.year, 1, 1)
    return previous.on + datetime.timedelta(days=1)


def events_before(meeting: Meeting, previous: Meeting | None) -> QuerySet[Activity]:
    """Activities since the meeting before, up to this one's day, the newest first.

    A group's meeting is told its own. The meeting's own entry is left out. Whoever reads the
    meeting may read all activities of its programme.
    """
    found = Activity.objects.filter(
        programme=meeting.programme_id,
        start__gte=first_day(meeting, previous),
        start__lte=meeting.on,
    )
    if meeting.pairing_id:
        found = found.filter(pairing=meeting.pairing_id)
    if meeting.activity_id:
        found = found.filter(~Q(pk=meeting.activity_id))
    return found.newest_first()
