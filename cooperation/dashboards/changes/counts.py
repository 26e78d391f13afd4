"""How much is new in a programme since a moment: one statement, however many pairings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from cooperation.changes import model_label
from cooperation.models import (
    Activity,
    ChangeLog,
    Programme,
    PublishedReading,
    Review,
    Submission,
    Target,
)

REPORT, CORRECTION, TARGET, READING, ACTIVITY = (
    "report",
    "correction",
    "target",
    "reading",
    "activity",
)
_COLUMNS = ("new_month", "what", "new_sector", "count")


class Released(NamedTuple):
    """How many reports of a sector and month are new."""

    month: datetime.date
    sector: str
    count: int


@dataclass(frozen=True, slots=True)
class NewCounts:
    """What was added since a moment; reports are those whose figures show.

    corrected: reports that replaced an approved one. targets: set, revised or withdrawn.
    """

    reports: tuple[Released, ...]
    corrected: int
    targets: int
    readings: int
    activities: int

    @property
    def nothing(self) -> bool:
        """Whether there is nothing new at all."""
        return not (
            self.reports or self.corrected or self.targets or self.readings or self.activities
        )


class Window(NamedTuple):
    """What counts as new: from a moment on, until another one (the first that is not known).

    approved_only: for readers outside, to whom a report is new when it is approved.
    period_end: leaves out what speaks of a later time; None for everything.
    """

    after: datetime.datetime
    until: datetime.datetime | None = None
    approved_only: bool = False
    period_end: datetime.date | None = None

    def has(self, field: str) -> Q:
        """Rows whose moment lies inside."""
        inside = Q(**{f"{field}__gt": self.after})
        return inside & Q(**{f"{field}__lt": self.until}) if self.until else inside

    @property
    def first_day(self) -> datetime.date:
        """The day in which it begins: what is dated to the day is new from the next one on."""
        return timezone.localdate(self.after)

    def up_to_period(self, field: str, days: int = 0) -> Q:
        """Rows dated until the period's end, or some days after it."""
        if self.period_end is None:
            return Q()
        return Q(**{f"{field}__lte": self.period_end + datetime.timedelta(days=days)})

    @property
    def last_day(self) -> datetime.date:
        """The last day that is known."""
        if self.until is None:
            return timezone.localdate()
        return timezone.localdate(self.until - datetime.timedelta(microseconds=1))


def new_counts(programme: Programme, moment: datetime.datetime) -> NewCounts:
    """Everything that is new since a moment, for readers with an account. One statement."""
    window = Window(moment)
    parts = [
        _counted(new_submissions(programme, window)),
        _single(new_targets(programme, window), TARGET),
        _single(new_readings(programme, window), READING),
        _single(new_activities(programme, window), ACTIVITY),
    ]
    found: dict[str, list[Released]] = {}
    for month, what, sector, count in parts[0].union(*parts[1:], all=True):
        found.setdefault(what, []).append(Released(month, sector, count))
    sums = {what: sum(one.count for one in group) for what, group in found.items()}
    reports = sorted(found.get(REPORT, []), key=lambda one: (one.month, one.sector), reverse=True)
    return NewCounts(
        tuple(reports),
        *(sums.get(what, 0) for what in (CORRECTION, TARGET, READING, ACTIVITY)),
    )


def new_submissions(programme: Programme, window: Window) -> QuerySet[Submission]:
    """Those that came and whose figures show; `corrected` where an approved one was there when
    the window began."""
    rows = Submission.objects.filter(
        window.up_to_period("report__month"), report__pairing__programme=programme
    )
    if window.approved_only:
        approved = Review.objects.filter(
            window.has("at"), submission=OuterRef("pk"), decision=Review.Decision.APPROVED
        )
        rows = rows.filter(Exists(approved))
    else:
        rows = rows.filter(window.has("at"))
    before = Review.objects.filter(
        submission__report=OuterRef("report"),
        submission__number__lt=OuterRef("number"),
        decision=Review.Decision.APPROVED,
        at__lte=window.after,
    )
    return rows.shown(approved_only=window.approved_only, until=window.until).annotate(
        corrected=Exists(before)
    )


def new_targets(programme: Programme, window: Window) -> QuerySet[Target]:
    """Targets that were set, revised or withdrawn."""
    return Target.objects.filter(
        window.has("recorded_at"),
        window.up_to_period("in_force_from"),
        pairing__programme=programme,
    )


def new_readings(programme: Programme, window: Window) -> QuerySet[PublishedReading]:
    """Readings published after that day or typed in since."""
    published = Q(published_on__gt=window.first_day, published_on__lte=window.last_day)
    rows = PublishedReading.objects.filter(
        window.up_to_period("cutoff"), pairing__programme=programme
    )
    return rows.filter(published | Q(_added(PublishedReading, window)))


def new_activities(programme: Programme, window: Window) -> QuerySet[Activity]:
    """Activities that began after that day, until today, or were typed in since; with those of
    the month after the period, in which it is presented."""
    began = Q(start__gt=window.first_day, start__lte=window.last_day)
    rows = Activity.objects.filter(window.up_to_period("start", days=31), programme=programme)
    return rows.filter(began | Q(_added(Activity, window)))


def _added(model, window: Window) -> Exists:
    """Whether the log knows a row to have been typed in."""
    entries = ChangeLog.objects.filter(
        window.has("at"),
        model=model_label(model),
        key=Cast(OuterRef("pk"), CharField()),
        action="add",
    )
    return Exists(entries)


def _counted(rows: QuerySet[Submission]) -> QuerySet:
    what = Case(When(corrected=True, then=Value(CORRECTION)), default=Value(REPORT))
    return (
        rows.order_by()
        .annotate(new_month=Cast("report__month", DateField()), what=what)
        .values("new_month", "what", new_sector=Cast("report__sector", CharField()))
        .annotate(count=Count("pk"))
        .values_list(*_COLUMNS)
    )


def _single(rows: QuerySet, what: str) -> QuerySet:
    return (
        rows.order_by()
        .annotate(
            new_month=Cast(Value(None), DateField()),
            what=Value(what, CharField()),
            new_sector=Value("", CharField()),
        )
        .values("new_month", "what", "new_sector")
        .annotate(count=Count("pk"))
        .values_list(*_COLUMNS)
    )
