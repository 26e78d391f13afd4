"""The forms that one person fills in, with what each asks of them today."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from cooperation import access, filing
from cooperation.calendar import DueCalendar, first_day
from cooperation.filing import Filed, Owed, owed_forms
from cooperation.models import Indicator, MonthlyReport, Pairing, Programme, Review, User
from cooperation.reporting.desk.nearness import nearness
from cooperation.reporting.names import form_name
from cooperation.reporting.reviews.log import kind_of

State = MonthlyReport.State

# Ordered by how much they ask of the clerk.
RETURNED, LATE, CORRECTING, DRAFT, DUE = "returned", "late", "correcting", "draft", "due"
SUBMITTED, APPROVED = "submitted", "approved"
STATES = (RETURNED, LATE, CORRECTING, DRAFT, DUE, SUBMITTED, APPROVED)
RANK = {state: place for place, state in enumerate(STATES)}
OPEN_STATES = frozenset(STATES[:5])
CSS = {RETURNED: "s-late", LATE: "s-late", DRAFT: "s-watch", CORRECTING: "s-watch"}
CSS |= {DUE: "s-partial", APPROVED: "s-ok"}


# What everybody else calls by other words, or does not see at all.
OWN_WORDS = {
    DRAFT: pgettext_lazy("report", "Draft"),
    DUE: pgettext_lazy("report", "To fill in"),
}


def word(state: str) -> str:
    """A state in a word, as the office that fills in sees it."""
    own = OWN_WORDS.get(state)
    return str(own) if own else filing.word(state)


@dataclass(slots=True)
class Form:
    """One form on the desk: pairing × sector × side × month.

    distance: working days until the due day, negative after it. reason: of a return.
    """

    owed: Owed
    state: str
    today: datetime.date
    distance: int
    reason: str = ""

    @property
    def pairing(self) -> Pairing:
        """Whose form it is."""
        return self.owed.pairing

    @property
    def month(self) -> datetime.date:
        """Its month."""
        return self.owed.month

    @property
    def report(self) -> Filed | None:
        """The report, where it was begun."""
        return self.owed.report

    @property
    def month_text(self) -> str:
        """2025-03; a page prints hundreds of them."""
        return self.owed.month.isoformat()[:7]

    @property
    def due_text(self) -> str:
        """2025-04-10."""
        return self.owed.due.isoformat()

    @property
    def name(self) -> str:
        """劳务协作 · 西部."""
        return form_name(self.owed.sector, self.owed.side)

    @property
    def open(self) -> bool:
        """Whether it is still to be handed in."""
        return self.state in OPEN_STATES

    @property
    def begun(self) -> bool:
        """Whether an overdue form was begun at least."""
        return self.state == LATE and self.report is not None

    @property
    def css(self) -> str:
        """The class of its state."""
        return CSS.get(self.state, "plain")

    @property
    def word(self) -> str:
        """Its state in a word."""
        return word(self.state) if self.state else pgettext("report", "Not asked for")

    @property
    def when(self) -> str:
        """还有2个工作日, 今天截止, 已逾期3天; empty where no day presses."""
        if not self.open or self.state == CORRECTING or not self.owed.collected:
            return ""
        if self.today > self.owed.deadline:
            days = (self.today - self.owed.deadline).days
            return ngettext("%(n)d day overdue", "%(n)d days overdue", days) % {"n": days}
        if self.distance < 0:
            return _("in the days of grace")
        return left(self.distance)


def left(distance: int) -> str:
    """How many working days are left, in words."""
    if distance == 0:
        return _("due today")
    text = ngettext("%(n)d working day left", "%(n)d working days left", distance)
    return text % {"n": distance}


def state_of(owed: Owed, today: datetime.date) -> str:
    """What a form asks of its office today; empty where nobody asks for it."""
    report = owed.report
    if report is not None:
        if report.stored in (State.SUBMITTED, State.APPROVED, State.RETURNED):
            return report.stored
        if report.once_approved:
            return CORRECTING
    if not owed.collected:
        return DRAFT if report else ""
    if today > owed.deadline:
        return LATE
    return DRAFT if report else DUE


def forms_of(
    user: User,
    programme: Programme,
    calendar: DueCalendar,
    today: datetime.date,
    first: datetime.date,
    last: datetime.date,
) -> list[Form]:
    """The forms of some months that this person fills in; five statements, however many.

    The month that runs can be opened, but nothing of it is owed yet.
    """
    mine = Pairing.objects.filter(access.pairings_with(user, access.ENTER))
    pairings = mine.reporting_in(programme)
    if not pairings:
        return []
    indicators = Indicator.objects.prefetch_related("not_for")
    owed = owed_forms(pairings, indicators, calendar, first, last)
    forms = list(_mine(user, owed, calendar, today))
    _put_reasons(forms)
    return forms


def _mine(user: User, owed: Iterable[Owed], calendar: DueCalendar, today: datetime.date):
    mine: dict[tuple[int, str, str], bool] = {}
    days: dict[datetime.date, int] = {}
    for one in owed:
        key = one.pairing.pk, one.sector, one.side
        if key not in mine:
            scope = access.Scope.of_pairing(one.pairing, one.sector, one.side)
            mine[key] = access.can(user, access.ENTER, scope)
        if not mine[key]:
            continue
        state = state_of(one, today)
        if one.due not in days:
            days[one.due] = nearness(one.due, today, calendar.working_days)
        yield Form(one, state, today, days[one.due])


def _put_reasons(forms: Iterable[Form]) -> None:
    """Why the returned ones came back; one statement."""
    returned = {form.report.pk: form for form in forms if form.state == RETURNED and form.report}
    if not returned:
        return
    rows = Review.objects.filter(
        submission__report__in=returned, decision=Review.Decision.RETURNED
    ).order_by("submission__number")
    for report, reason in rows.values_list("submission__report", "reason"):
        returned[report].reason = kind_of(reason)


def owed_now(forms: Iterable[Form], today: datetime.date) -> list[Form]:
    """Those of months that have ended, and of the one that runs only what was begun."""
    running = first_day(today)
    return [form for form in forms if form.state and (form.month < running or form.report)]
