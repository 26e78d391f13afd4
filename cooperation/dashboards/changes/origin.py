"""Since when: the moment against which a page compares what is known now, from its address."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation import progress
from cooperation.dashboards.changes.looks import looked_before
from cooperation.dashboards.frame import Frame
from cooperation.formatting import day as day_text
from cooperation.models import Activity, PublishedReading, Submission
from cooperation.scoreboard.facts import Horizon

LAST_MONTH, LAST_MEETING, LAST_LOOK = "last-month", "last-meeting", "last-look"
MEETINGS = 6
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Origin:
    """The earlier end of a comparison.

    choice: as the address says it. day: what was known at its end. moment: from when on
    something is new; of a visit to the minute, else the end of that day. year, through: the
    period that was the newest one then, never later than the page's own.
    """

    choice: str
    day: datetime.date
    moment: datetime.datetime
    year: int
    through: int

    def frame(self, frame: Frame) -> Frame:
        """The page's frame as it was then."""
        period = frame.period
        earlier = replace(period, year=self.year, through=self.through, as_of=self.day)
        return Frame(frame.request, earlier)


@dataclass(frozen=True)
class Choices:
    """What may be chosen: the joint meetings known to the reader, and the visit before."""

    meetings: tuple[Activity, ...]
    look: datetime.datetime | None

    @property
    def options(self) -> list[tuple[str, str]]:
        """(value, words) for the form; a meeting by its day."""
        found = [(LAST_MONTH, _("The month before"))]
        if self.meetings:
            last = self.meetings[0]
            words = _("Last joint meeting (%(day)s)")
            found.append((LAST_MEETING, words % {"day": day_text(last.start, last.precision)}))
        if self.look:
            found.append((LAST_LOOK, _("My last look")))
        words = _("Joint meeting %(day)s")
        for one in self.meetings[1:]:
            found.append(
                (one.start.isoformat(), words % {"day": day_text(one.start, one.precision)})
            )
        return found


def choices_of(frame: Frame) -> Choices:
    """Two statements, or one for readers without an account."""
    meetings = Activity.objects.visible_to(frame.request.user).filter(
        programme=frame.programme,
        kind=Activity.Kind.JOINT_MEETING,
        start__lte=_newest_meeting(frame),
    )
    look = looked_before(frame.request.user, frame.programme, timezone.now())
    return Choices(tuple(meetings.newest_first()[:MEETINGS]), look)


def origin_of(frame: Frame, choices: Choices, notes: list[str]) -> Origin:
    """From the address; what makes no sense leads to the month before, with a note."""
    get = frame.request.GET.get
    text = get("since", "") or LAST_MONTH
    if text == "day":
        text = get("day", "") or _month_before(frame).day.isoformat()
    if text == LAST_MEETING and choices.meetings:
        return _on_day(frame, text, choices.meetings[0].start)
    if text == LAST_LOOK and choices.look:
        # Days are compared whole: of the day of the visit everything counts as new.
        before = timezone.localdate(choices.look) - datetime.timedelta(days=1)
        return replace(_on_day(frame, text, before), moment=choices.look)
    day = _day(text)
    if day:
        return _on_day(frame, text, _within(frame, day, notes))
    if text == LAST_MEETING:
        notes.append(_("No joint meeting is known before this period; the month before is shown."))
    elif text == LAST_LOOK:
        notes.append(_("There was no earlier look; the month before is shown."))
    elif text != LAST_MONTH:
        notes.append(_("The address names no moment to compare with; the month before is shown."))
    return _month_before(frame)


def _known_until(frame: Frame) -> datetime.date:
    return min(frame.period.as_of or datetime.date.max, timezone.localdate())


def _newest_meeting(frame: Frame) -> datetime.date:
    """Meetings until the end of the month after the period: that is when it is presented."""
    period = frame.period
    year, month = period.year + period.through // 12, period.through % 12 + 1
    return min(progress.month_end(year, month), _known_until(frame))


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _within(frame: Frame, day: datetime.date, notes: list[str]) -> datetime.date:
    """A day of the programme that has come already."""
    last = _known_until(frame)
    nearest = min(max(day, frame.programme.since), max(last, frame.programme.since))
    if nearest != day:
        notes.append(_("That day lies outside; %(day)s is shown.") % {"day": day_text(nearest)})
    return nearest


def _month_before(frame: Frame) -> Origin:
    """The month before, as it was known when the period's own month ended."""
    period = frame.period
    day = min(period.last_day, _known_until(frame))
    year, month = (period.year, period.through - 1) if period.through > 1 else (period.year - 1, 12)
    return Origin(LAST_MONTH, day, _end(day), year, month)


def _on_day(frame: Frame, choice: str, day: datetime.date) -> Origin:
    """What was known at the end of a day, of the newest month that had anything by then."""
    period = frame.period
    year = min(day.year, period.year)
    latest = period.through if year == period.year else 12
    if day.year == year:
        latest = min(latest, day.month)
    return Origin(choice, day, _end(day), year, _newest(frame, year, latest, day))


def _newest(frame: Frame, year: int, latest: int, day: datetime.date) -> int:
    """The newest month up to `latest` with a report or a reading known on a day: two statements."""
    first, last = datetime.date(year, 1, 1), progress.month_end(year, latest)
    reports = Submission.objects.filter(
        report__pairing__programme=frame.programme,
        report__month__range=(first, last),
        at__lte=_end(day),
    )
    readings = PublishedReading.objects.filter(
        pairing__programme=frame.programme, cutoff__range=(first, last)
    ).annotate(known_from=Coalesce("published_on", "cutoff"))
    newest = [
        reports.aggregate(newest=Max("report__month"))["newest"],
        readings.filter(known_from__lte=day).aggregate(newest=Max("cutoff"))["newest"],
    ]
    return max((one.month for one in newest if one), default=latest)


def _end(day: datetime.date) -> datetime.datetime:
    """The last moment of a day."""
    return Horizon(day).moment - datetime.timedelta(microseconds=1)
