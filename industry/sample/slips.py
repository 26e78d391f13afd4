"""Where a sample's ledger and its declared figures differ: rows that are late, or not there yet.

The books of the first year were compared and are closed: they differ nowhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from cooperation.calendar import first_day, next_month
from cooperation.sampling.context import SampleContext
from industry.models import Payment, Project, PromotionEvent

LATE, MISSING, UNSAID, UNHELD = 0.025, 0.015, 0.03, 0.06


def payments_as_entered(context: SampleContext, payments: Iterable[Payment]) -> Iterator[Payment]:
    """Some stand under the month after the one they were declared in, some are not entered."""
    draw = context.draw("slips", "payments")
    for payment in payments:
        chance, later = draw.random(), next_month(payment.paid_on)
        if _open(context, payment.paid_on) and chance < LATE + MISSING:
            if chance < MISSING or later > context.last_day:
                continue
            payment.paid_on = later.replace(day=draw.randint(2, 9))
        yield payment


def projects_as_entered(context: SampleContext, projects: Iterable[Project]) -> Iterator[Project]:
    """Of some projects nobody said how many of the jobs are for people lifted out of poverty."""
    draw = context.draw("slips", "projects")
    for project in projects:
        unsaid = draw.random() < UNSAID
        if unsaid and project.started_on and _open(context, project.started_on):
            project.jobs_lifted = None
        yield project


def events_as_entered(
    context: SampleContext, events: Iterable[PromotionEvent], projects: Iterable[Project]
) -> Iterator[PromotionEvent]:
    """An event of which nothing came is forgotten now and then."""
    draw = context.draw("slips", "events")
    named = {id(project.promotion) for project in projects}
    for event in events:
        forgotten = draw.random() < UNHELD
        if not (forgotten and _open(context, event.date) and id(event) not in named):
            yield event


def _open(context: SampleContext, day: datetime.date) -> bool:
    return first_day(day).year > context.months[0].year
