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


def new_counts(programme: Programme, moment: datetime.datetime) -> NewCounts:
    """Everything that is new since a moment, for readers with an account. One statement."""
    parts = [
        _counted(new_submissions(programme, moment)),
        _single(new_targets(programme, moment), TARGET),
        _single(new_readings(programme, moment), READING),
        _single(new_activities(programme, moment), ACTIVITY),
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


def new_submissions(
    programme: Programme, moment: datetime.datetime, approved_only: bool = False
) -> QuerySet[Submission]:
    """Those whose figures show now and did not then, `corrected` where one was approved before.

    approved_only: for readers outside, to whom a report is new when it is approved.
    """
    rows = Submission.objects.filter(report__pairing__programme=programme)
    if approved_only:
        rows = rows.filter(reviews__decision=Review.Decision.APPROVED, reviews__at__gt=moment)
    else:
        rows = rows.filter(at__gt=moment)
    approved = Review.objects.filter(
        submission__report=OuterRef("report"),
        submission__number__lt=OuterRef("number"),
        decision=Review.Decision.APPROVED,
    )
    return rows.shown(approved_only=approved_only).annotate(corrected=Exists(approved))


def new_targets(programme: Programme, moment: datetime.datetime) -> QuerySet[Target]:
    """Targets that were set, revised or withdrawn."""
    return Target.objects.filter(pairing__programme=programme, recorded_at__gt=moment)


def new_readings(programme: Programme, moment: datetime.datetime) -> QuerySet[PublishedReading]:
    """Readings published after that day or typed in since."""
    rows = PublishedReading.objects.filter(pairing__programme=programme)
    day = timezone.localdate(moment)
    return rows.filter(Q(published_on__gt=day) | Q(_added(PublishedReading, moment)))


def new_activities(programme: Programme, moment: datetime.datetime) -> QuerySet[Activity]:
    """Activities that began after that day, until today, or were typed in since."""
    began = Q(start__gt=timezone.localdate(moment), start__lte=timezone.localdate())
    rows = Activity.objects.filter(programme=programme)
    return rows.filter(began | Q(_added(Activity, moment)))


def _added(model, moment: datetime.datetime) -> Exists:
    """Whether the log knows a row to have been typed in after a moment."""
    entries = ChangeLog.objects.filter(
        model=model_label(model),
        key=Cast(OuterRef("pk"), CharField()),
        action="add",
        at__gt=moment,
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
