"""A few hundred rows of industry's ledgers, and what they add up to the slow way."""

import datetime
from decimal import Decimal

from django.utils import timezone

from industry.models import Enterprise, Park, Payment, Project, PromotionEvent, Resident
from industry.models.projects import REACHED_ON

D = datetime.date


def some_day(rng):
    return D(2020, 11, 1) + datetime.timedelta(days=rng.randrange(1200))


def some_amount(rng):
    return Decimal(rng.randrange(1, 10**9)).scaleb(-4)


def taken_out(rng):
    """One row in ten was taken out and must count nowhere."""
    return timezone.now() if rng.random() < 0.1 else None


def some_project(rng, pairing, enterprise, park):
    """With days in order, some of them unknown; the stage is the newest one."""
    days, day = {}, some_day(rng)
    for name in list(REACHED_ON.values())[: rng.randrange(1, 6)]:
        days[name] = day
        day += datetime.timedelta(days=rng.randrange(200))
    for name in list(days)[:-1]:
        if rng.random() < 0.2:
            days[name] = None
    stage = next(s for s, on in reversed(REACHED_ON.items()) if days.get(on))
    jobs = rng.choice([None, rng.randrange(200)])
    return Project(
        pairing=pairing,
        enterprise=enterprise,
        park=park,
        kind=rng.choice(Project.Kind.values),
        cluster=rng.choice(Project._meta.get_field("cluster").choices)[0],
        stage=stage,
        end_reason="市场变化" if stage == "ended" else "",
        contract_amount=rng.choice([None, some_amount(rng)]),
        jobs=jobs,
        jobs_lifted=None if jobs is None else rng.randrange(jobs + 1),
        deleted_at=taken_out(rng),
        **days,
    )


def fill_industry(pairings, rng):
    """Rows of every ledger with awkward fractions, some before and after the period."""
    enterprises = Enterprise.objects.bulk_create(
        Enterprise(name_zh=f"企业{number}") for number in range(60)
    )
    parks = []
    for number in range(30):
        opened = rng.choice([None, some_day(rng)])
        closed = opened and rng.random() < 0.4
        parks.append(
            Park(
                pairing=rng.choice(pairings),
                name_zh=f"园区{number}",
                opened_on=opened,
                closed_on=opened + datetime.timedelta(1 + rng.randrange(300)) if closed else None,
                deleted_at=taken_out(rng),
            )
        )
    Park.objects.bulk_create(parks)
    Resident.objects.bulk_create(
        some_resident(rng, rng.choice(parks), enterprise)
        for enterprise in enterprises
        for _time in range(2)
    )
    projects = Project.objects.bulk_create(
        some_project(rng, rng.choice(pairings), rng.choice(enterprises), rng.choice([None, *parks]))
        for _number in range(150)
    )
    for project in rng.choices(projects, k=300):
        Payment.objects.bulk_create(
            [
                Payment(
                    pairing_id=project.pairing_id,
                    project=project,
                    paid_on=some_day(rng),
                    amount=some_amount(rng),
                    deleted_at=taken_out(rng),
                )
            ]
        )
    PromotionEvent.objects.bulk_create(
        PromotionEvent(
            pairing=rng.choice(pairings),
            date=some_day(rng),
            title_zh="推介会",
            deleted_at=taken_out(rng),
        )
        for _number in range(60)
    )


def some_resident(rng, park, enterprise):
    since = some_day(rng)
    return Resident(
        pairing_id=park.pairing_id,
        park=park,
        enterprise=enterprise,
        since=since,
        # Never two open stays of one enterprise in a park.
        until=since + datetime.timedelta(1 + rng.randrange(400)),
        deleted_at=taken_out(rng),
    )


def live(model):
    return [row for row in model.everything.all() if row.deleted_at is None]


def payments():
    rows = Payment.everything.select_related("project")
    return [row for row in rows if row.deleted_at is None and row.project.deleted_at is None]


INDUSTRY = {
    "industry.enterprises": lambda: [
        (r.pairing_id, r.started_on, 1) for r in live(Project) if r.kind == "new_landing"
    ],
    "industry.invested": lambda: [(r.project.pairing_id, r.paid_on, r.amount) for r in payments()],
    "industry.contracted": lambda: [
        (r.pairing_id, r.signed_on, r.contract_amount) for r in live(Project)
    ],
    "industry.jobs": lambda: [(r.pairing_id, r.started_on, r.jobs) for r in live(Project)],
    "industry.jobs_lifted": lambda: [
        (r.pairing_id, r.started_on, r.jobs_lifted) for r in live(Project)
    ],
    "industry.promotions": lambda: [(r.pairing_id, r.date, 1) for r in live(PromotionEvent)],
}


def park_stays():
    """Pairing, first day, the day from which it is gone."""
    return [(r.pairing_id, r.opened_on, r.closed_on) for r in live(Park) if r.opened_on]


def resident_stays():
    return [
        (r.pairing_id, r.since, min(filter(None, (r.until, r.park.closed_on)), default=None))
        for r in live(Resident)
        if r.park.deleted_at is None
    ]


INDUSTRY_STATES = {
    "industry.parks": park_stays,
    "industry.park_enterprises": resident_stays,
}
