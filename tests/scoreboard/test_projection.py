"""What a board says of the year's end: which years it follows, and from which month."""

import datetime
from decimal import Decimal

import pytest

from cooperation.projection import MONTHS, YEARS
from cooperation.scoreboard import scoreboard
from tests.scoreboard import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
D = Decimal


@pytest.fixture
def place():
    """A city and two groups that report one flow, each month of 2022 and 2023."""
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city", reports=False)
    groups = [world.pairing(programme, slug, parent=city) for slug in ("a", "b")]
    flow = world.indicator("flow")
    for year in (2022, 2023):
        for group in groups:
            for month in range(1, 13):
                give(group, flow, year, month, month * (year - 2021))
    return programme, groups, flow


def give(pairing, indicator, year, month, value, basis="month"):
    world.submit(pairing, datetime.date(year, month, 1), {indicator: (basis, value)})


def test_the_city_goes_on_as_its_completed_years_did(place):
    programme, groups, flow = place
    for group in groups:
        for month in (1, 2, 3):
            give(group, flow, 2024, month, 10)
    board = scoreboard(programme, 2024, 3)
    row = board.row("total", None, "flow")
    assert [one.year for one in board.completed_years(row)] == [2022, 2023]
    assert board.completed_years(row)[1].ytd[2] == 24
    found = board.projection(row)
    # By March six of the seventy-eight parts of a year were done.
    assert (found.basis, found.years, found.end.middle) == (YEARS, (2022, 2023), D(60) * 78 / 6)
    assert board.projection(board.row("pairing", groups[0].pk, "flow")).end.middle == D(390)


def test_a_board_of_two_years_follows_last_year_alone(place):
    programme, groups, flow = place
    for group in groups:
        give(group, flow, 2024, 1, 10)
    board = scoreboard(programme, 2024, 1, since=False)
    assert board.projection(board.row("total", None, "flow")).years == (2023,)


def test_it_starts_from_the_newest_month_that_all_cover(place):
    programme, groups, flow = place
    for group, last in zip(groups, (4, 2), strict=True):
        for month in range(1, last + 1):
            give(group, flow, 2024, month, 10)
    board = scoreboard(programme, 2024, 5)
    row = board.row("total", None, "flow")
    assert (row.ytd, row.covered, row.due) == (60, 6, 10)
    found = board.projection(row)
    assert (found.through, found.ytd) == (2, 40)
    assert [month for month, one in enumerate(found.months, 1) if one is None] == [1, 2]


def test_nothing_is_said_where_no_month_is_covered_by_all(place):
    programme, groups, flow = place
    give(groups[0], flow, 2024, 1, 10)
    board = scoreboard(programme, 2024, 1)
    assert board.reported_through(board.row("total", None, "flow")) == 0
    assert board.projection(board.row("total", None, "flow")) is None


def test_a_year_with_a_missing_month_is_not_followed(place):
    programme, groups, _flow = place
    late = world.indicator("late")
    for group in groups:
        for month in range(1, 12):
            give(group, late, 2023, month, 10)
        give(group, late, 2024, 1, 10)
    board = scoreboard(programme, 2024, 1)
    row = board.row("total", None, "late")
    assert board.completed_years(row) == []
    assert board.projection(row).basis == MONTHS


def test_a_year_in_which_a_pairing_joined_is_not_followed(place):
    programme, _groups, flow = place
    city = programme.pairings.get(slug="city")
    joined = world.pairing(programme, "c", parent=city, since=datetime.date(2023, 5, 1), position=3)
    for month in range(5, 13):
        give(joined, flow, 2023, month, 1)
    board = scoreboard(programme, 2024, 1)
    row = board.row("total", None, "flow")
    assert [one.year for one in board.completed_years(row)] == [2022]
    assert board.completed_years(board.row("pairing", joined.pk, "flow")) == []


def test_a_stock_and_the_press_have_no_projection(place):
    programme, groups, _flow = place
    stock = world.indicator("stock", kind="stock")
    give(groups[0], stock, 2024, 1, 10, basis="at")
    board = scoreboard(programme, 2024, 1)
    row = board.row("pairing", groups[0].pk, "stock")
    assert board.projection(row) is None
    assert board.completed_years(row) == []


def test_what_was_not_known_on_a_day_is_not_followed(place):
    programme, groups, flow = place
    for group in groups:
        give(group, flow, 2024, 1, 10)
    # December is reported on 5 January.
    board = scoreboard(programme, 2024, 1, as_of=datetime.date(2024, 1, 2))
    assert [one.year for one in board.completed_years(board.row("total", None, "flow"))] == [2022]


def test_who_joins_or_leaves_in_the_year_is_not_carried_on(place):
    """Three months of six are no quarter of a year, and who has left brings nothing more."""
    programme, groups, flow = place
    city = programme.pairings.get(slug="city")
    joined = world.pairing(programme, "c", parent=city, since=datetime.date(2024, 7, 1), position=3)
    for month in range(1, 10):
        for pairing in (*groups, joined) if month >= 7 else groups:
            give(pairing, flow, 2024, month, 100)
    board = scoreboard(programme, 2024, 9)
    row = board.row("pairing", joined.pk, "flow")
    assert board.reported_through(row) == 9
    assert board.projection(row) is None
    assert board.projection(board.row("total", None, "flow")) is None
    assert board.projection(board.row("pairing", groups[0].pk, "flow")) is not None


def test_history_is_known_without_the_total_since_pairing(place):
    programme, groups, flow = place
    for group in groups:
        give(group, flow, 2024, 1, 10)
    board = scoreboard(programme, 2024, 1, since=False, history=True)
    row = board.row("total", None, "flow")
    assert row.since is None
    assert [one.year for one in board.completed_years(row)] == [2022, 2023]
