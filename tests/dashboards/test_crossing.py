"""Bridges between two boards, against a naive double on random programmes."""

import datetime
import random
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.bridge import CORRECTED, LATE, NEW, PRESS, TAKEN_BACK, TARGET
from cooperation.dashboards.changes.crossing import city_crossing, pairing_crossing
from cooperation.models import PublishedReading, Target
from cooperation.scoreboard import scoreboard
from tests.alternative_implementations import NaiveBoard, percent
from tests.scoreboard import world

pytestmark = pytest.mark.django_db

ZERO = Decimal(0)


def naive_parts(old, new, pairing, indicator, then, now):
    """What one pairing brought, from model instances: {(slug, kind): units}."""
    known = old.single(pairing, indicator, *then) if pairing in old.parts else {"ytd": None}
    if indicator.kind == "flow" and then[0] != now[0]:
        known = {"ytd": None}
    after = new.single(pairing, indicator, *now)
    units = (after["ytd"] or ZERO) - (known["ytd"] or ZERO)
    if "published" in (known.get("source"), after["source"]):
        return {PRESS: units}
    if known["ytd"] is None:
        return {NEW: units}
    until = known["until"].year, known["until"].month
    again = new.single(pairing, indicator, *until)
    kind = CORRECTED
    if until[0] == then[0]:
        months, before = len(again["months"]), len(known["months"])
        kind = LATE if months > before else TAKEN_BACK if months < before else CORRECTED
    past = (again["ytd"] or ZERO) - known["ytd"]
    return {kind: past, NEW: units - past}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_bridges_agree_with_the_naive_double(seed):
    programme = world.random_world(seed)
    rng = random.Random(seed)
    for _ in range(2):
        now = 2024, rng.randint(2, 12)
        then = rng.choice([(2024, now[1] - 1), (2024, now[1]), (2023, 12)])
        day = datetime.date(*then, 28) + datetime.timedelta(days=rng.randint(0, 90))
        boards = [
            scoreboard(programme, *then, as_of=day, since=False),
            scoreboard(programme, *now, since=False),
        ]
        slow = NaiveBoard(programme, *then, as_of=day), NaiveBoard(programme, *now)
        for code, indicator in slow[1].indicators.items():
            _judge_city(boards, slow, code, indicator, then, now)


def _judge_city(boards, slow, code, indicator, then, now):
    crossing = city_crossing(*boards, code)
    found = {
        (step.key.slug if step.key else None, step.kind): step.units
        for step in crossing.bridge.steps
        if step.kind != TARGET
    }
    total = [slow[0].total(indicator, *then), slow[1].total(indicator, *now)]
    if indicator.kind == "flow" and then[0] != now[0]:
        total[0] = {"ytd": ZERO if total[1]["ytd"] is not None else None, "source": None}
    if crossing.now.reading or (crossing.then and crossing.then.reading):
        assert set(found) <= {(None, PRESS)}
    else:
        expected = {
            (pairing.slug, kind): units
            for pairing in slow[1].parts
            for kind, units in naive_parts(*slow, pairing, indicator, then, now).items()
            if units
        }
        assert found == expected, (code, then, now)
    assert sum(found.values(), ZERO) == (total[1]["ytd"] or ZERO) - (total[0]["ytd"] or ZERO)
    targets = [slow[0].target(slow[0].city, indicator), slow[1].target(slow[1].city, indicator)]
    if crossing.then is None or total[0]["ytd"] is None:
        targets[0] = targets[1]
    points = [step.points for step in crossing.bridge.steps]
    if None in targets or total[1]["ytd"] is None:
        assert set(points) <= {None}
    else:
        whole = percent(total[1]["ytd"], targets[1]) - percent(total[0]["ytd"] or ZERO, targets[0])
        assert sum(points, ZERO) == whole == crossing.bridge.points


# --- worked cases ---------------------------------------------------------------------------


@pytest.fixture
def place():
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    groups = [world.pairing(programme, f"g{n}", parent=city, position=n) for n in (1, 2, 3)]
    return programme, city, groups, world.indicator("flow")


def give(pairing, indicator, month, value, basis="ytd", at=None):
    first = datetime.date(2024, month, 1)
    return world.submit(pairing, first, {indicator: (basis, value)}, at=at and world.moment(at))


def aim(pairing, indicator, value, day):
    Target.objects.create(
        pairing=pairing,
        indicator=indicator,
        year=2024,
        value=value,
        in_force_from=day,
        recorded_at=world.moment(day),
    )


def told(crossing):
    return [
        (getattr(s.key, "slug", s.key), s.kind, s.units, s.points) for s in crossing.bridge.steps
    ]


def boards(programme, then, now, day):
    return (
        scoreboard(programme, 2024, then, as_of=day, since=False),
        scoreboard(programme, 2024, now, since=False),
    )


def test_corrections_late_months_and_a_new_target_stand_apart(place):
    programme, city, groups, flow = place
    D = datetime.date
    aim(city, flow, 1000, D(2024, 1, 2))
    aim(city, flow, 1250, D(2024, 6, 20))
    give(groups[0], flow, 5, 100, at=D(2024, 6, 3))
    give(groups[0], flow, 5, 90, at=D(2024, 7, 1))
    give(groups[0], flow, 6, 130, at=D(2024, 7, 2))
    give(groups[1], flow, 4, 40, "month", at=D(2024, 5, 3))
    give(groups[1], flow, 3, 7, "month", at=D(2024, 6, 30))
    give(groups[1], flow, 6, 5, "month", at=D(2024, 7, 2))
    give(groups[2], flow, 6, 60, at=D(2024, 7, 2))
    crossing = city_crossing(*boards(programme, 5, 6, D(2024, 6, 15)), "flow")
    assert told(crossing) == [
        ("g1", CORRECTED, -10, Decimal("-1.00")),
        ("g1", NEW, 40, Decimal("4.00")),
        ("g2", LATE, 7, Decimal("0.70")),
        ("g2", NEW, 5, Decimal("0.50")),
        ("g3", NEW, 60, Decimal("6.00")),
        (None, TARGET, 0, Decimal("-4.84")),
    ]
    assert (crossing.bridge.then.completion, crossing.bridge.now.completion) == (
        Decimal("14.00"),
        Decimal("19.36"),
    )


def test_one_pairing_is_told_month_by_month(place):
    programme, _city, groups, flow = place
    D = datetime.date
    aim(groups[0], flow, 200, D(2024, 1, 2))
    for month, value in ((1, 10), (2, 30), (3, 30), (4, 75)):
        give(groups[0], flow, month, value, at=D(2024, month + 1, 5))
    give(groups[0], flow, 1, 12, at=D(2024, 4, 1))
    now = boards(programme, 1, 4, D(2024, 2, 10))
    assert told(pairing_crossing(*now, "flow", groups[0])) == [
        (None, CORRECTED, 2, Decimal("1.00")),
        (2, NEW, 18, Decimal("9.00")),
        (4, NEW, 45, Decimal("22.50")),
    ]


def test_the_year_starts_at_nothing(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 1, 10)
    then = scoreboard(programme, 2023, 12, since=False)
    crossing = city_crossing(then, scoreboard(programme, 2024, 1, since=False), "flow")
    assert crossing.from_zero
    assert (crossing.bridge.then.value, crossing.bridge.then.completion) == (0, 0)
    assert told(crossing) == [("g1", NEW, 10, Decimal("2.50"))]


def test_a_published_total_is_one_step(place):
    programme, city, groups, flow = place
    aim(city, flow, 1000, datetime.date(2024, 1, 2))
    for one in (city, *groups):
        give(one, flow, 4, 10, at=datetime.date(2024, 5, 1))
    PublishedReading.objects.create(
        pairing=city, whole=True, indicator=flow, value=90, basis="ytd",
        cutoff=datetime.date(2024, 5, 31),
    )  # fmt: skip
    crossing = city_crossing(*boards(programme, 4, 5, datetime.date(2024, 5, 2)), "flow")
    assert told(crossing) == [(None, PRESS, 50, Decimal("5.00"))]


def test_bridges_ask_the_database_nothing(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 1, 10)
    then, now = boards(programme, 1, 2, datetime.date(2024, 3, 10))
    with CaptureQueriesContext(connection) as asked:
        city_crossing(then, now, "flow")
        pairing_crossing(then, now, "flow", groups[0])
    assert len(asked) == 0
