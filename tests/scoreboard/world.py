"""A small random programme: everything that a scoreboard looks at, written row by row."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from zoneinfo import ZoneInfo

from cooperation.models import (
    Figure,
    Indicator,
    IndicatorMilestone,
    IndicatorVersion,
    MonthlyReport,
    Pairing,
    Place,
    Programme,
    PublishedReading,
    Review,
    Submission,
    Target,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEARS = (2022, 2023, 2024)


def moment(day: datetime.date, hour: int = 12) -> datetime.datetime:
    """An hour of a day, as the offices' clocks show it."""
    return datetime.datetime.combine(day, datetime.time(hour), SHANGHAI)


def programme(code="p", since=datetime.date(2022, 1, 1), **fields) -> Programme:
    """A programme between two places of its own."""
    east = Place.objects.create(code=f"{code}-e", level="city", name_zh="东市", name_en="East")
    west = Place.objects.create(code=f"{code}-w", level="city", name_zh="西市", name_en="West")
    return Programme.objects.create(
        code=code,
        name_zh="协作",
        name_en="Cooperation",
        east=east,
        west=west,
        since=since,
        until=datetime.date(2025, 12, 31),
        **fields,
    )


def pairing(programme: Programme, slug: str, kind="group", parent=None, **fields) -> Pairing:
    """A pairing of two bodies; it owes reports from the programme's first day if not told else."""
    fields.setdefault("since", programme.since)
    fields.setdefault("reports", True)
    return Pairing.objects.create(
        programme=programme,
        slug=slug,
        kind=kind,
        parent=parent,
        east_body_zh=f"{slug}组团",
        west_body_zh=f"{slug}区",
        **fields,
    )


def indicator(code: str, kind="flow", milestones=None, **fields) -> Indicator:
    """An indicator of the sector "labor" with one version."""
    one = Indicator.objects.create(code=code, sector="labor", kind=kind, side="west", **fields)
    version = IndicatorVersion.objects.create(
        indicator=one, name_zh=f"{code}数", name_en=code, unit_zh="人", unit_en="people"
    )
    for month, share in (milestones or {}).items():
        IndicatorMilestone.objects.create(version=version, month=month, share=share)
    return one


def submit(pairing, month, figures, *, at=None, reviews=(), number=None) -> Submission:
    """A submission written directly; figures: {indicator: (basis, value)}."""
    report, _ = MonthlyReport.objects.get_or_create(
        pairing=pairing, sector="labor", side="west", month=month
    )
    submission = Submission.objects.create(
        report=report,
        number=number or report.submissions.count() + 1,
        at=at or moment(month + datetime.timedelta(days=35)),
        channel="sample",
    )
    Figure.objects.bulk_create(
        Figure(
            submission=submission,
            indicator=one,
            basis=basis,
            value=None if value is None else Decimal(value),
        )
        for one, (basis, value) in figures.items()
    )
    for decision, when in reviews:
        Review.objects.create(submission=submission, decision=decision, at=when, reason="because")
    return submission


def random_world(seed: int) -> Programme:
    """Two or three groups, four indicators, three years; some of everything that happens."""
    rng = random.Random(seed)
    here = programme(since=datetime.date(2022, rng.choice([1, 1, 3]), rng.choice([1, 1, 10])))
    city = pairing(here, "city", kind="city", position=0)
    pairings = [city]
    for number in range(rng.choice([2, 3])):
        since = rng.choice([here.since, datetime.date(2023, 5, 1), datetime.date(2022, 8, 16)])
        until = rng.choice([None, None, None, datetime.date(2024, 4, 20)])
        pairings.append(
            pairing(here, f"g{number}", parent=city, position=number, since=since, until=until)
        )
    # Below a group: may report, never counts in a total.
    below = pairing(here, "town", kind="township", parent=pairings[1], position=9)
    indicators = [
        indicator("flow", position=1),
        indicator("groups", position=2, applies_to="groups", valid_from_year=2023),
        indicator("stock", kind="stock", position=3),
        indicator(
            "paced", kind="stock", position=4, milestones={6: Decimal("0.5"), 12: Decimal(1)}
        ),
        indicator("press", position=5),
    ]
    indicators[0].not_for.add(rng.choice(pairings[1:]))
    habits = {one: rng.choice(["ytd", "month", "both"]) for one in indicators}
    diligence = rng.choice([0.15, 0.6, 0.9, 1.0])
    for one in [*pairings, below]:
        _reports(rng, one, indicators, habits, diligence)
        _targets(rng, one, indicators)
        for counted in indicators:
            _readings(rng, one, counted, city)
    return here


def _reports(rng, one, indicators, habits, diligence) -> None:
    for year in YEARS:
        for month in range(1, 13):
            first = datetime.date(year, month, 1)
            if not one.covers(first) or rng.random() > diligence:
                continue
            at = first + datetime.timedelta(days=rng.randint(20, 70))
            for number in range(rng.choice([1, 1, 1, 2, 3])):
                at += datetime.timedelta(days=rng.randint(0, 20))
                submit(
                    one,
                    first,
                    _figures(rng, indicators, habits),
                    at=moment(at, rng.randint(0, 23)),
                    reviews=_reviews(rng, at),
                    number=number + 1,
                )


def _figures(rng, indicators, habits) -> dict:
    figures = {}
    for one in indicators:
        if one.code == "press" or rng.random() < 0.15:
            continue
        basis = habits[one] if habits[one] != "both" else rng.choice(["month", "ytd"])
        value = None if rng.random() < 0.08 else Decimal(rng.randint(0, 4_000_000)) / 10_000
        figures[one] = ("at" if one.kind == "stock" else basis, value)
    return figures


def _reviews(rng, at) -> list:
    decision = rng.choice(["approved", "approved", "approved", "returned", "withdrawn", None])
    if decision is None:
        return []
    at += datetime.timedelta(days=rng.randint(1, 30))
    reviews = [(decision, moment(at, rng.randint(0, 23)))]
    if decision == "approved" and rng.random() < 0.3:
        reviews.append(("reopened", moment(at + datetime.timedelta(days=rng.randint(0, 40)))))
    return reviews


def _targets(rng, one, indicators) -> None:
    for counted in indicators:
        for year in YEARS:
            for revision in range(rng.choice([0, 1, 1, 2])):
                Target.objects.create(
                    pairing=one,
                    indicator=counted,
                    year=year,
                    value=rng.randint(1, 900),
                    in_force_from=datetime.date(year, rng.randint(1, 12), 1),
                    recorded_at=moment(datetime.date(year, rng.randint(1, 12), 5), revision),
                )


def _readings(rng, one, counted, city) -> None:
    if rng.random() < 0.4:
        return
    for year in YEARS:
        for whole in (False, True) if one == city else (False,):
            for month in rng.sample(range(1, 13), rng.choice([0, 1, 2])):
                days = [8, 25, 28] + ([31] if month in (1, 3, 5, 7, 8, 10, 12) else [30 - 2])
                cutoff = datetime.date(year, month, rng.choice(days))
                PublishedReading.objects.get_or_create(
                    pairing=one,
                    whole=whole,
                    indicator=counted,
                    basis="at" if counted.kind == "stock" else "ytd",
                    cutoff=cutoff,
                    defaults={
                        "value": rng.randint(0, 900),
                        "published_on": rng.choice(
                            [None, cutoff + datetime.timedelta(days=rng.randint(0, 90))]
                        ),
                    },
                )
