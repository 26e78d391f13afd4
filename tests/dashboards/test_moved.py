"""What moved most in the last month, against figures worked out by hand and one by one."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.dashboards.changes.moved import moved_most
from cooperation.models import Target
from cooperation.scoreboard import scoreboard
from tests.scoreboard import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    groups = [world.pairing(programme, f"g{n}", parent=city, position=n) for n in range(1, 5)]
    return programme, groups


def give(pairing, indicator, month, value, basis="ytd", year=2024):
    world.submit(pairing, datetime.date(year, month, 1), {indicator: (basis, value)})


def aim(pairing, indicator, value, year=2024):
    Target.objects.create(
        pairing=pairing,
        indicator=indicator,
        year=year,
        value=value,
        in_force_from=datetime.date(year, 1, 1),
        recorded_at=world.moment(datetime.date(year, 1, 1)),
    )


def told(board, count=3):
    return [(m.row.pairing.slug, m.units, m.points, m.before) for m in moved_most(board, count)]


def test_the_largest_steps_come_first_whichever_way(place):
    programme, groups = place
    flow = world.indicator("flow")
    for pairing, before, after, target in (
        (groups[0], 10, 40, 300),
        (groups[1], 10, 40, 70),
        (groups[2], 50, 30, 90),
        (groups[3], 10, 10, 90),
    ):
        give(pairing, flow, 1, before)
        give(pairing, flow, 2, after)
        aim(pairing, flow, target)
    board = scoreboard(programme, 2024, 2)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        moves = told(board)
    assert len(asked) == 0
    assert moves == [
        ("g2", 30, Decimal("42.86"), Decimal("14.29")),
        ("g3", -20, Decimal("-22.22"), Decimal("55.56")),
        ("g1", 30, Decimal("10.00"), Decimal("3.33")),
    ]
    assert told(board, 1) == moves[:1]


def test_january_starts_from_nothing(place):
    programme, groups = place
    flow = world.indicator("flow")
    give(groups[0], flow, 12, 77, year=2023)
    give(groups[0], flow, 1, 25)
    aim(groups[0], flow, 200)
    assert told(scoreboard(programme, 2024, 1)) == [("g1", 25, Decimal("12.50"), Decimal(0))]


def test_a_figure_that_catches_up_on_missing_months_is_no_move_of_this_one(place):
    programme, groups = place
    flow = world.indicator("flow")
    give(groups[0], flow, 1, 10)
    give(groups[0], flow, 4, 90)
    give(groups[1], flow, 1, 10)
    give(groups[1], flow, 4, 5, basis="month")
    for pairing in groups[:2]:
        aim(pairing, flow, 100)
    moves = told(scoreboard(programme, 2024, 4))
    assert moves == [("g2", 5, Decimal("5.00"), Decimal("10.00"))]


def test_without_target_or_figure_of_the_month_nothing_is_said(place):
    programme, groups = place
    flow, stock = world.indicator("flow"), world.indicator("stock", kind="stock", position=2)
    part = world.indicator("part", part_of=flow, position=3)
    give(groups[0], flow, 3, 10)
    give(groups[1], flow, 2, 10)
    aim(groups[1], flow, 100)
    world.submit(groups[2], datetime.date(2024, 2, 1), {stock: ("at", 4), part: ("ytd", 1)})
    world.submit(groups[2], datetime.date(2024, 3, 1), {stock: ("at", 7), part: ("ytd", 9)})
    aim(groups[2], part, 10)
    assert told(scoreboard(programme, 2024, 3)) == []
    aim(groups[2], stock, 10)
    assert told(scoreboard(programme, 2024, 3)) == [("g3", 3, Decimal("30.00"), Decimal("40.00"))]
