"""A clerk's work: what came back, what is late, what is due and begun, what is done."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from cooperation.calendar import DueCalendar, first_day, month_before, next_month
from cooperation.models import Programme, User
from cooperation.reporting.desk.forms import (
    LATE,
    RANK,
    RETURNED,
    STATES,
    Form,
    forms_of,
    owed_now,
    word,
)

# As many forms of a kind as a page names; the list by month has all of them.
MOST = 50
MONTHS_DONE = 12
# Working days before the due day from which on a form stands in the notice.
SOON = 3


@dataclass(frozen=True, slots=True)
class MonthOfForms:
    """A month's forms on the desk. `due`: their day, where it is one and the same."""

    month: datetime.date
    forms: tuple[Form, ...]

    @property
    def due(self) -> datetime.date | None:
        """The day until which all of them are to be handed in."""
        days = {form.owed.due for form in self.forms if form.owed.collected}
        return days.pop() if len(days) == 1 else None


@dataclass(frozen=True, slots=True)
class Count:
    """How many forms are in a state."""

    state: str
    n: int
    css: str

    @property
    def word(self) -> str:
        """The state in a word."""
        return word(self.state)


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that a clerk's desk holds in a programme."""

    counts: tuple[Count, ...]
    soon: tuple[Form, ...]
    pressing: tuple[MonthOfForms, ...]
    current: tuple[MonthOfForms, ...]
    done: tuple[MonthOfForms, ...]
    more: int

    @property
    def nothing_left(self) -> bool:
        """Whether nothing is to be done today."""
        return not self.pressing and not self.current


def work_of(user: User, programme: Programme, calendar: DueCalendar, today: datetime.date) -> Work:
    """The desk of a clerk: late and returned ones above all, then what is due, newest first."""
    first = first_day(programme.since)
    forms = owed_now(forms_of(user, programme, calendar, today, first, today), today)
    pressing = [form for form in forms if form.state in (RETURNED, LATE)]
    current = [form for form in forms if form.open and form.state not in (RETURNED, LATE)]
    done = [form for form in forms if not form.open]
    pressing.sort(key=lambda form: form.month)
    current.sort(key=lambda form: form.month, reverse=True)
    return Work(
        tuple(_counts(forms)),
        tuple(form for form in forms if near(form)),
        _by_month(pressing[:MOST]),
        _by_month(current[:MOST]),
        _by_month(sorted(done, key=lambda form: form.month, reverse=True))[:MONTHS_DONE],
        max(0, len(pressing) - MOST) + max(0, len(current) - MOST),
    )


def near(form: Form) -> bool:
    """Whether its day is near: the notice on the desk says what an e-mail would say."""
    return form.open and bool(form.when) and -1 <= form.distance <= SOON


def _counts(forms: list[Form]) -> Iterable[Count]:
    for state in STATES:
        found = [form for form in forms if form.state == state]
        if found:
            yield Count(state, len(found), found[0].css)


def _by_month(forms: Iterable[Form]) -> tuple[MonthOfForms, ...]:
    """Forms in the order of their months, each month's by what they ask."""
    return tuple(
        MonthOfForms(month, tuple(sorted(group, key=lambda form: RANK[form.state])))
        for month, group in groupby(forms, key=lambda form: form.month)
    )


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """A month of the year on the strip: how many forms are still to be handed in."""

    month: datetime.date
    open: int
    late: bool


@dataclass(frozen=True, slots=True)
class YearOfWork:
    """The list by month: the year's strip and the forms of the month that is open."""

    month: datetime.date | None
    months: tuple[MonthOfWork, ...]
    years: tuple[int, ...]
    forms: tuple[Form, ...]


def year_of_work(
    user: User,
    programme: Programme,
    calendar: DueCalendar,
    month: datetime.date | None,
    today: datetime.date,
) -> YearOfWork:
    """The forms of a month (else of the newest that has ended) and the strip of its year."""
    until = min(first_day(today), first_day(programme.until))
    since = first_day(programme.since)
    if since > until:
        return YearOfWork(None, (), (), ())
    if month is None or not since <= month <= until:
        # The month that runs can be opened, but the one before is what is owed now.
        month = until if until < first_day(today) else max(since, month_before(until))
    first, last = max(since, month.replace(month=1)), min(until, month.replace(month=12))
    forms = forms_of(user, programme, calendar, today, first, last)
    strip = []
    while first <= last:
        left = [form for form in forms if form.month == first and form.open]
        strip.append(MonthOfWork(first, len(left), any(f.state in (LATE, RETURNED) for f in left)))
        first = next_month(first)
    # A month that nobody asks for can be entered all the same.
    chosen = sorted(
        (form for form in forms if form.month == month),
        key=lambda form: RANK.get(form.state, len(RANK)),
    )
    years = tuple(range(since.year, until.year + 1))
    return YearOfWork(month, tuple(strip), years if forms else (), tuple(chosen))
