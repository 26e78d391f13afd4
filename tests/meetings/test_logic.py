"""The logic checks at the foot of the official table."""

import datetime

import pytest

from cooperation.meetings.logic import checks
from cooperation.scoreboard import scoreboard
from tests.scoreboard import world

pytestmark = pytest.mark.django_db

MARCH = datetime.date(2024, 3, 1)


@pytest.fixture
def rows():
    """A function: figures of March → the rows of one group."""
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    group = world.pairing(programme, "group", parent=city)
    whole = world.indicator("whole", position=1)
    world.indicator("east", position=2, sums_to=whole)
    world.indicator("west", position=3, sums_to=whole)
    world.indicator("lifted", position=4, part_of=whole)

    def of(month=MARCH, **figures):
        codes = {one.code: one for one in whole.__class__.objects.all()}
        world.submit(group, month, {codes[code]: ("ytd", v) for code, v in figures.items()})
        return scoreboard(programme, 2024, 4, pairings=[group]).rows

    return of


def outcome(rows):
    return [check.holds for check in checks(rows)]


def test_sum_and_subset_hold(rows):
    assert outcome(rows(whole=10, east=4, west=6, lifted=10)) == [True, True]


def test_a_wrong_sum_is_named_with_both_numbers(rows):
    found = checks(rows(whole=11, east=4, west=6, lifted=3))
    assert [check.holds for check in found] == [False, True]
    assert found[0].sentence.endswith("east数 + west数＝10；whole数＝11")


def test_a_subset_above_its_whole_does_not_hold(rows):
    assert outcome(rows(whole=10, east=4, west=6, lifted=11)) == [True, False]


def test_numbers_of_different_months_are_not_compared(rows):
    rows(whole=10, lifted=3)
    later = rows(month=datetime.date(2024, 4, 1), east=4, west=6)
    assert outcome(later) == [True]


def test_an_unknown_part_is_not_zero(rows):
    assert outcome(rows(whole=10, east=4, lifted=3)) == [True]
