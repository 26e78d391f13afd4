"""The forms that are owed and how far each came: handed in, on time, approved.

Whether a report was filed is another question than what its figures say; so this is not the
scoreboard's coverage. It speaks of forms, never of people.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import DateTimeField, Exists, OuterRef, Subquery, Value
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from cooperation.calendar import DueCalendar, owed_months, owed_reports
from cooperation.models import Indicator, MonthlyReport, Pairing, Review, Side, Submission
from cooperation.sectors import all_sectors, sector_label

State = MonthlyReport.State
CAME_BACK = [Review.Decision.RETURNED, Review.Decision.WITHDRAWN]

NEVER = Value(None, output_field=DateTimeField())
# A day of knowledge far in the future is as good as this one.
LAST_DAY = datetime.date(9998, 12, 31)

Key = tuple[int, str, str, datetime.date]


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as far as it was begun. `handed_in`: its first submission that did not come back.

    `once_approved`: an approved submission shows, or did until a newer one was handed in.
    """

    pk: int
    stored: str
    once_approved: bool
    handed_in: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One form (pairing × sector × side × month) with its days and its report, if any.

    `collected`: whether the programme asks for it; the others may be entered all the same.
    """

    pairing: Pairing
    sector: str
    side: str
    month: datetime.date
    due: datetime.date
    deadline: datetime.date
    collected: bool
    report: Filed | None = None

    @property
    def name(self) -> str:
        """劳务协作 · 西部."""
        return f"{sector_label(self.sector)} · {Side(self.side).label}"

    @property
    def key(self) -> Key:
        """What it is found by."""
        return self.pairing.pk, self.sector, self.side, self.month

    @property
    def approved(self) -> bool:
        """Whether what shows of it is approved."""
        report = self.report
        return report is not None and (
            report.stored == State.APPROVED
            or (report.once_approved and report.stored != State.SUBMITTED)
        )

    @property
    def reported(self) -> bool:
        """Whether a submission of it stands."""
        return self.approved or (self.report is not None and self.report.stored == State.SUBMITTED)

    @property
    def on_time(self) -> bool:
        """Whether what stands was handed in by the deadline."""
        handed_in = self.report and self.report.handed_in
        return (
            self.reported
            and handed_in is not None
            and timezone.localdate(handed_in) <= self.deadline
        )

    def state(self, today: datetime.date) -> str:
        """approved, submitted, correcting, returned; else late, missing, or open (not asked for).

        A draft is its office's own affair: for everybody else nothing is there yet.
        """
        if self.report is not None:
            if self.report.stored in (State.APPROVED, State.SUBMITTED):
                return self.report.stored
            if self.report.once_approved:
                return "correcting"
            if self.report.stored == State.RETURNED:
                return "returned"
        if not self.collected:
            return "open"
        return "late" if today > self.deadline else "missing"


WORDS = {
    "approved": pgettext_lazy("report", "Approved"),
    "submitted": pgettext_lazy("report", "In review"),
    "correcting": pgettext_lazy("report", "Correcting"),
    "returned": pgettext_lazy("report", "Returned"),
    "late": pgettext_lazy("report", "Overdue"),
    "missing": pgettext_lazy("report", "Not due"),
    "open": "",
}


def word(state: str) -> str:
    """The word of a state, short enough for a cell."""
    return str(WORDS[state])


def owed_forms(
    pairings: Iterable[Pairing],
    indicators: Iterable[Indicator],
    calendar: DueCalendar,
    first: datetime.date,
    last: datetime.date,
    *,
    sector: str = "",
    timely: bool = False,
    as_of: datetime.date | None = None,
) -> list[Owed]:
    """The forms of the months from first to last, by pairing, sector, side and month.

    One statement. When each was handed in is read only if asked for (`timely`).
    as_of: as it was known at the end of that day (None = now).
    """
    pairings, indicators = [p for p in pairings if p.reports], list(indicators)
    reports = filed_reports(pairings, first, last, timely=timely, as_of=as_of)
    forms = []
    for pairing, slug, side, month in _owed(pairings, indicators, first, last):
        if sector and slug != sector:
            continue
        report = reports.get((pairing.pk, slug, side, month))
        due, deadline = calendar.due(slug, month), calendar.deadline(slug, month)
        collected = calendar.collects(month)
        forms.append(Owed(pairing, slug, side, month, due, deadline, collected, report))
    return forms


def _owed(
    pairings: list[Pairing], indicators: list[Indicator], first: datetime.date, last: datetime.date
) -> Iterator[tuple[Pairing, str, str, datetime.date]]:
    order = {sector.slug: position for position, sector in enumerate(all_sectors())}
    for pairing in pairings:
        months = [month for month in owed_months(pairing, last) if month >= first]
        by_year = {
            year: owed_reports(pairing, year, indicators) for year in {m.year for m in months}
        }
        forms = {form for found in by_year.values() for form in found}
        for slug, side in sorted(forms, key=lambda form: (order.get(form[0], 99), form)):
            for month in months:
                if (slug, side) in by_year[month.year]:
                    yield pairing, slug, side, month


def filed_reports(
    pairings: list[Pairing],
    first: datetime.date,
    last: datetime.date,
    *,
    timely: bool = False,
    as_of: datetime.date | None = None,
) -> dict[Key, Filed]:
    """What was begun of some pairings' reports; one statement."""
    known = {} if as_of is None else {"at__lt": _day_after(as_of)}
    reviews = Review.objects.filter(submission__report=OuterRef("pk"), **known)
    rows = (
        MonthlyReport.objects.filter(pairing__in=pairings, month__range=(first, last))
        .order_by()
        .annotate(once_approved=Exists(reviews.filter(decision=Review.Decision.APPROVED)))
    )
    fields = ["pairing_id", "sector", "side", "month", "pk", "state", "once_approved", "handed_in"]
    stood = Submission.objects.filter(report=OuterRef("pk"), **known).order_by("number")
    came_back = Review.objects.filter(submission=OuterRef("pk"), decision__in=CAME_BACK, **known)
    handed_in = stood.exclude(Exists(came_back)).values("at")[:1]
    rows = rows.annotate(handed_in=Subquery(handed_in) if timely else NEVER)
    if as_of is not None:
        newest = reviews.order_by("-submission__number", "-at", "-pk")
        rows = rows.annotate(
            submitted=Subquery(stood.reverse().values("number")[:1]),
            reviewed=Subquery(newest.values("submission__number")[:1]),
            decision=Subquery(newest.values("decision")[:1]),
        )
        fields += ["submitted", "reviewed", "decision"]
    found = {}
    for row in rows.values_list(*fields):
        pk, stored, once_approved, handed_in = row[4:8]
        if as_of is not None:
            stored = _state_then(*row[8:])
        found[tuple(row[:4])] = Filed(pk, stored, once_approved, handed_in)
    return found


def _state_then(submitted: int | None, reviewed: int | None, decision: str | None) -> str:
    """The state that the newest submission and the newest decision of a past day make."""
    if submitted is None:
        return State.DRAFT
    if reviewed != submitted:
        return State.SUBMITTED
    kept = {Review.Decision.APPROVED: State.APPROVED, Review.Decision.RETURNED: State.RETURNED}
    return kept.get(decision, State.DRAFT)


def _day_after(day: datetime.date) -> datetime.datetime:
    """The first moment that was not known at the end of a day, in the offices' time zone."""
    following = min(day, LAST_DAY) + datetime.timedelta(days=1)
    zone = timezone.get_default_timezone()
    return datetime.datetime.combine(following, datetime.time(), zone)
