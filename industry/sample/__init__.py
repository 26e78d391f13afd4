"""Industry's ledgers in a sample programme: what stands behind the declared sums."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal

from cooperation.sampling.context import SampleContext
from industry.models import Enterprise, Park, Payment, Project, PromotionEvent, Resident
from industry.sample.course import Course, Month
from industry.sample.enterprises import Pool
from industry.sample.events import sample_events
from industry.sample.parks import Settlement
from industry.sample.slips import events_as_entered, payments_as_entered, projects_as_entered

# Indicator → what a month of the course calls it.
TOLD = {
    "industry.contracted": "contracted",
    "industry.enterprises": "landings",
    "industry.invested": "invested",
    "industry.jobs": "jobs",
    "industry.jobs_lifted": "lifted",
    "industry.parks": "parks",
    "industry.park_enterprises": "residents",
}


def sample_rows(context: SampleContext) -> None:
    """Enterprises, events, parks with their residents, projects with their payments."""
    told = _months(context)
    events = sample_events(context)
    courses, settlements, pools = [], [], []
    for pairing in context.pairings.values():
        pool = Pool(context, pairing)
        settlement = Settlement(context, pairing, pool)
        course = Course(context, pairing, pool, settlement, events[pairing.pk])
        for month in context.months:
            happened = told[pairing.pk][month]
            settlement.build(month, happened.parks)
            course.go_on(month, happened)
            settlement.settle(month, happened.residents)
        course.finish()
        pools.append(pool)
        settlements.append(settlement)
        courses.append(course)
    context.write(Enterprise, (one for pool in pools for one in pool.all))
    context.write(Park, (park for settlement in settlements for park in settlement.parks))
    context.write(Resident, (one for settlement in settlements for one in settlement.residents))
    projects = [project for course in courses for project in course.projects]
    held = (event for found in events.values() for event in found)
    context.write(PromotionEvent, events_as_entered(context, held, projects))
    context.write(Project, projects_as_entered(context, projects))
    paid = (payment for course in courses for payment in course.payments)
    context.write(Payment, payments_as_entered(context, paid))


def _months(context: SampleContext) -> dict[int, dict[datetime.date, Month]]:
    """What happened, by pairing and month."""
    told: dict[int, dict[datetime.date, Month]] = defaultdict(lambda: defaultdict(Month))
    for code, name in TOLD.items():
        for pairing, month, amount in context.monthly(code):
            whole = name not in {"contracted", "invested"}
            setattr(told[pairing.pk][month], name, int(amount) if whole else Decimal(amount))
    return told
