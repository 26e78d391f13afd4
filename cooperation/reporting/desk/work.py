"""What is on somebody's desk: the forms of a month, what came back, what waits for review."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import pgettext

from cooperation import access
from cooperation.calendar import DueCalendar, owed_months, owed_reports
from cooperation.models import Indicator, MonthlyReport, Pairing, Programme, Side, User
from cooperation.sectors import all_sectors, sector_label

State = MonthlyReport.State
DUE_DAYS = DueCalendar()
MOST = 50

# Ordered by how much they ask of the clerk.
RANK = {"returned": 0, "late": 1, "draft": 2, "due": 3, "submitted": 4, "approved": 5}
CSS = {"returned": "s-late", "late": "s-late", "draft": "s-watch", "due": "s-partial"}


@dataclass(frozen=True)
class Form:
    """One form: pairing × sector × side × month, with the report where it was begun."""

    pairing: Pairing
    sector: str
    side: str
    month: datetime.date
    report: MonthlyReport | None
    state: str

    @property
    def due(self) -> datetime.date:
        """The day until which it is to be handed in."""
        return DUE_DAYS.due(self.sector, self.month)

    @property
    def sector_name(self) -> str:
        """The sector in the reader's language."""
        return sector_label(self.sector)

    @property
    def side_name(self) -> str:
        """East or west."""
        return Side(self.side).label

    @property
    def css(self) -> str:
        """The class of its state."""
        return CSS.get(self.state, "s-ok" if self.state == "approved" else "plain")

    @property
    def word(self) -> str:
        """Its state in a word."""
        return {
            "returned": pgettext("report", "Returned"),
            "late": pgettext("report", "Overdue"),
            "draft": pgettext("report", "Draft"),
            "due": pgettext("report", "To fill in"),
            "submitted": pgettext("report", "In review"),
            "approved": pgettext("report", "Approved"),
        }[self.state]


@dataclass(frozen=True)
class MonthOfWork:
    """A month of the year on the strip: how many forms are still to be handed in."""

    month: datetime.date
    open: int
    late: bool


@dataclass(frozen=True)
class Work:
    """Everything on the desk."""

    month: datetime.date | None
    months: tuple[MonthOfWork, ...]
    years: tuple[int, ...]
    forms: tuple[Form, ...]
    unfinished: tuple[Form, ...]
    waiting: tuple[Form, ...]


def work_of(
    user: User, programme: Programme, month: datetime.date | None, today: datetime.date
) -> Work:
    """The desk of a clerk or reviewer in a programme, opened at a month (else the newest owed)."""
    pairings = list(Pairing.objects.filter(programme=programme).reporting().with_ends())
    for pairing in pairings:
        pairing.programme = programme
    owed = {p: list(owed_months(p, today)) for p in pairings}
    every = sorted({m for months in owed.values() for m in months})
    if month not in every:
        # The month that runs can be opened, but the one before is what is owed now.
        ended = [m for m in every if m < today.replace(day=1)] or every
        month = ended[-1] if ended else None
    forms = _forms(user, pairings, owed, month.year, today) if month else []
    return Work(
        month,
        tuple(_month_of_work(forms, m) for m in every if month and m.year == month.year),
        tuple(sorted({m.year for m in every})),
        tuple(sorted((f for f in forms if f.month == month), key=lambda f: RANK[f.state])),
        _unfinished(user, programme, month),
        _waiting(user, programme),
    )


def _forms(user, pairings, owed, year: int, today: datetime.date) -> list[Form]:
    """The forms this person fills in for a year; three statements."""
    order = {sector.slug: position for position, sector in enumerate(all_sectors())}
    indicators = list(Indicator.objects.in_year(year).prefetch_related("not_for"))
    reports = {
        (r.pairing_id, r.sector, r.side, r.month): r
        for r in MonthlyReport.objects.filter(pairing__in=pairings, month__year=year)
    }
    forms = []
    for pairing in pairings:
        mine = [
            (sector, side)
            for sector, side in owed_reports(pairing, year, indicators)
            if access.can(user, access.ENTER, access.Scope.of_pairing(pairing, sector, side))
        ]
        for sector, side in sorted(mine, key=lambda form: (order.get(form[0], 99), form)):
            for month in owed[pairing]:
                if month.year != year:
                    continue
                report = reports.get((pairing.pk, sector, side, month))
                state = _state(report, month, today)
                forms.append(Form(pairing, sector, side, month, report, state))
    return forms


def _state(report: MonthlyReport | None, month: datetime.date, today: datetime.date) -> str:
    if report and report.state != State.DRAFT:
        return report.state
    if today > DUE_DAYS.deadline("", month) and not (report and report.correction_kind):
        return "late"
    return "draft" if report else "due"


def _month_of_work(forms: list[Form], month: datetime.date) -> MonthOfWork:
    left = [f for f in forms if f.month == month and RANK[f.state] < RANK["submitted"]]
    return MonthOfWork(month, len(left), any(f.state in ("late", "returned") for f in left))


def _reports(user, programme, **where):
    return (
        MonthlyReport.objects.visible_to(user)
        .filter(pairing__programme=programme, **where)
        .select_related("pairing__programme", "pairing__east_place", "pairing__west_place")
    )


def _unfinished(user, programme, month) -> tuple[Form, ...]:
    """What came back or was begun in other months, the newest first."""
    rows = _reports(user, programme, state__in=[State.RETURNED, State.DRAFT])
    if month:
        rows = rows.exclude(month=month)
    return tuple(
        Form(r.pairing, r.sector, r.side, r.month, r, r.state)
        for r in rows.order_by("-month", "pk")[:MOST]
        if access.can_enter(user, r)
    )


def _waiting(user, programme) -> tuple[Form, ...]:
    """What waits for this reviewer, the oldest first."""
    if not access.can(user, access.REVIEW):
        return ()
    rows = _reports(user, programme, state=State.SUBMITTED)
    return tuple(
        Form(r.pairing, r.sector, r.side, r.month, r, r.state)
        for r in rows.order_by("month", "pk")[:MOST]
        if access.can_review(user, r)
    )
