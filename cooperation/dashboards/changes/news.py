"""What is new since a moment, one by one: reports, corrections, targets, readings, activities."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import F, OuterRef, QuerySet, Subquery

from cooperation.dashboards.changes.counts import (
    Window,
    new_activities,
    new_readings,
    new_submissions,
    new_targets,
)
from cooperation.dashboards.frame import Frame
from cooperation.models import (
    Activity,
    Figure,
    Indicator,
    MonthlyReport,
    Pairing,
    PublishedReading,
    Submission,
    Target,
)
from cooperation.scoreboard.catalogue import CountedIndicator, indicators_in_force

MOST = 50  # lines of one kind; what is more is said as a number
ROWS = 400  # reports and targets, which are told by the group


@dataclass(frozen=True, slots=True)
class Released:
    """The reports of a sector and month that came in: whose, and how many."""

    month: datetime.date
    sector: str
    pairings: tuple[Pairing, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """One figure of a report that replaced an approved one; None = not given."""

    report: MonthlyReport
    indicator: CountedIndicator
    basis: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target that was set, revised or withdrawn, and what counted before."""

    target: Target
    indicator: CountedIndicator
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class Read:
    """A published figure that was added."""

    reading: PublishedReading
    indicator: CountedIndicator


@dataclass(frozen=True, slots=True)
class News:
    """Everything new in a window, the newest of each kind: at most `MOST`, and `ROWS` of the
    reports and targets; reports_cut says whether there were more reports."""

    released: tuple[Released, ...]
    corrected: tuple[Corrected, ...]
    targets: tuple[Aimed, ...]
    readings: tuple[Read, ...]
    activities: tuple[Activity, ...]
    reports_cut: bool

    @property
    def nothing(self) -> bool:
        """Whether there is nothing new at all."""
        return not (
            self.released or self.corrected or self.targets or self.readings or self.activities
        )


def news(frame: Frame, window: Window) -> News:
    """A fixed number of statements: reports, figures then and now, targets, readings with their
    sources, activities, and the names of the indicators."""
    programme, user = frame.programme, frame.request.user
    came = list(
        new_submissions(programme, window)
        .select_related("report__pairing__east_place", "report__pairing__west_place")
        .order_by("-report__month", "report__sector", "report__pairing__position")[:ROWS]
    )
    figures = _changed([one for one in came if one.corrected][:MOST], window)
    targets = list(_with_earlier(new_targets(programme, window).visible_to(user))[:ROWS])
    readings = list(_cited(new_readings(programme, window).visible_to(user))[:MOST])
    wanted = {new.indicator_id for _report, _old, new in figures}
    wanted |= {one.indicator_id for one in targets} | {one.indicator_id for one in readings}
    names = _indicators(frame.period.last_day, wanted)
    return News(
        tuple(_released(one.report for one in came if not one.corrected)),
        tuple(
            Corrected(report, names[new.indicator_id], new.basis, old and old.value, new.value)
            for report, old, new in figures
        ),
        tuple(Aimed(one, names[one.indicator_id], one.before) for one in targets),
        tuple(Read(one, names[one.indicator_id]) for one in readings),
        tuple(new_activities(programme, window).visible_to(user).newest_first()[:MOST]),
        len(came) == ROWS,
    )


def _released(reports: Iterable[MonthlyReport]) -> Iterable[Released]:
    for (month, sector), group in groupby(reports, lambda one: (one.month, one.sector)):
        yield Released(month, sector, tuple({one.pairing: None for one in group}))


def _changed(
    corrected: Sequence[Submission], window: Window
) -> list[tuple[MonthlyReport, Figure | None, Figure]]:
    """The figures that differ from those that showed when the window began: two statements."""
    if not corrected:
        return []
    reports = {one.report_id: one.report for one in corrected}
    then = Figure.objects.filter(submission__report__in=reports).shown(
        approved_only=window.approved_only, until=window.after
    )
    now = Figure.objects.filter(submission__in=corrected).annotate(of=F("submission__report"))
    old = {(one.of, one.indicator_id): one for one in then.annotate(of=F("submission__report"))}
    found = []
    for one in now.order_by("-submission__report__month", "indicator__position", "pk"):
        before = old.get((one.of, one.indicator_id))
        was = (before.value, before.basis) if before else (None, one.basis)
        if was != (one.value, one.basis):
            found.append((reports[one.of], before, one))
    return found[:MOST]


def _with_earlier(targets: QuerySet[Target]) -> QuerySet[Target]:
    """With the value that was recorded before, as `before`."""
    earlier = Target.objects.filter(
        pairing=OuterRef("pairing"),
        indicator=OuterRef("indicator"),
        year=OuterRef("year"),
        recorded_at__lt=OuterRef("recorded_at"),
    ).order_by("-recorded_at", "-pk")
    return (
        targets.annotate(before=Subquery(earlier.values("value")[:1]))
        .select_related("pairing__east_place", "pairing__west_place")
        .order_by("-recorded_at", "pairing__position", "indicator__position", "pk")
    )


def _cited(readings: QuerySet[PublishedReading]) -> QuerySet[PublishedReading]:
    return (
        readings.select_related("pairing__east_place", "pairing__west_place")
        .prefetch_related("sources")
        .order_by("-cutoff", "pk")
    )


def _indicators(day: datetime.date, wanted: set[int]) -> dict[int, CountedIndicator]:
    """The named indicators by key; those of other years too, by the code that they all have."""
    if not wanted:
        return {}
    codes = Indicator.objects.filter(pk__in=wanted).values_list("code", flat=True)
    return {one.id: one for one in indicators_in_force(day, list(codes))}
