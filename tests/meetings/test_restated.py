"""Restated figures against a naive double on random programmes, and worked cases."""

import datetime
import random
from decimal import Decimal

import pytest

from cooperation.bridge import CORRECTED, LATE, NEW, PRESS, TAKEN_BACK, TARGET
from cooperation.meetings.restated import restated
from cooperation.meetings.restated.differences import differences
from cooperation.meetings.restated.effects import effect_of
from cooperation.meetings.restated.presented import Period, end_of_day
from cooperation.models import Indicator, PublishedReading, Review
from cooperation.scoreboard import scoreboard
from tests.alternative_implementations import NaiveBoard
from tests.meetings.restated_double import judge, judge_sums
from tests.meetings.restated_ground import AFTER, DAY, aim, brief, give, ground, told
from tests.scoreboard import world

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_restated_agrees_with_the_naive_double(seed):
    programme = world.random_world(seed)
    Indicator.objects.update(headline=True)
    rng = random.Random(seed)
    for _ in range(2):
        through = rng.randint(1, 12)
        period = rng.choice([(2024, max(through - 1, 1)), (2024, through), (2023, 12), (2023, 7)])
        day = datetime.date(*period, 28) + datetime.timedelta(days=rng.randint(0, 60))
        board = scoreboard(programme, 2024, through, since=rng.choice([True, False]))
        told = restated(board, end_of_day(day), presented=period)
        slow = NaiveBoard(programme, *period, as_of=day), NaiveBoard(programme, 2024, through)
        # The facts of later months are looked at only up to the period.
        judge(told, *slow, period)
        for pairing in board.pairings:
            one = scoreboard(programme, 2024, through, pairings=[pairing])
            judge_sums(restated(one, end_of_day(day), presented=period))


@pytest.fixture
def place():
    return ground()


def test_nothing_is_restated(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 4, 100)
    give(groups[0], flow, 5, 20, at=AFTER)
    found = told(programme, through=5)
    assert found.nothing
    assert found.compared == 1
    assert [(one.kind, one.units, one.points) for one in found.effects[0].amounts] == [
        (NEW, 20, Decimal("5.00"))
    ]
    assert found.new_months == (datetime.date(2024, 5, 1),)


def test_every_kind_adds_up(place):
    programme, city, groups, flow = place
    aim(city, flow, 300, datetime.date(2024, 1, 2))
    give(groups[0], flow, 3, 100)
    withdrawn = give(groups[1], flow, 3, 30)
    give(groups[0], flow, 3, 110, at=AFTER)
    give(groups[2], flow, 2, 7, at=AFTER)
    Review.objects.create(submission=withdrawn, decision="withdrawn", at=world.moment(AFTER))
    give(groups[2], flow, 5, 50, at=AFTER)
    aim(city, flow, 400, datetime.date(2024, 5, 3))
    found = told(programme, through=5)
    assert brief(found) == [
        (TARGET, "city", (2024, None), 300, 400, 0, Decimal("-13.92")),
        (CORRECTED, "g1", (2024, 3), 100, 110, 10, Decimal("3.34")),
        (TAKEN_BACK, "g2", (2024, 3), 30, None, -30, Decimal("-10.00")),
        (LATE, "g3", (2024, 2), None, 7, 7, Decimal("2.33")),
    ]
    effect = found.effects[0]
    assert (effect.bridge.then.value, effect.bridge.now.value) == (130, 167)
    assert (effect.bridge.then.completion, effect.bridge.now.completion) == (
        Decimal("43.33"), Decimal("41.75"),
    )  # fmt: skip
    judge_sums(found)
    assert found.lines[0].place == "全市"


def test_a_late_month_that_a_year_to_date_contained_moves_nothing(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 4, 100, basis="ytd")
    give(groups[0], flow, 2, 40, basis="ytd", at=AFTER)
    give(groups[1], flow, 2, 10, basis="ytd")
    give(groups[1], flow, 4, 20, basis="ytd")
    give(groups[1], flow, 2, 12, basis="ytd", at=AFTER)
    give(groups[1], flow, 4, 22, basis="ytd", at=AFTER)
    assert [one[1:3] + one[5:6] for one in brief(told(programme))] == [
        ("g1", (2024, 2), 0),
        ("g2", (2024, 2), 0),
        ("g2", (2024, 4), 2),
    ]


def test_another_basis_is_another_value(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 3, 10)
    give(groups[0], flow, 4, 30, basis="ytd")
    give(groups[0], flow, 4, 30, basis="month", at=AFTER)
    (line,) = told(programme).lines
    assert (line.old, line.new, line.basis_old, line.basis_new) == (30, 30, "ytd", "month")
    assert line.units == 10


def test_last_years_correction_moves_nothing_this_year(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 12, 100, year=2023)
    give(groups[0], flow, 4, 10)
    give(groups[0], flow, 12, 90, year=2023, at=AFTER)
    give(groups[0], flow, 12, 90, year=2022, at=AFTER)
    assert brief(told(programme)) == [(CORRECTED, "g1", (2023, 12), 100, 90, 0, Decimal("0"))]


def test_december_presented_last_year(place):
    """The year to date began after the meeting: all of it is new."""
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 12, 100, year=2023)
    give(groups[0], flow, 12, 90, year=2023, at=AFTER)
    give(groups[0], flow, 1, 40)
    found = told(programme, presented=(2023, 12))
    assert brief(found) == [(CORRECTED, "g1", (2023, 12), 100, 90, 0, Decimal("0"))]
    assert found.effects[0].from_zero
    assert [(one.kind, one.units) for one in found.effects[0].amounts] == [(NEW, 40)]
    assert len(found.new_months) == 4


def test_a_stocks_count_of_last_year_that_still_stands(place):
    programme, _city, groups, _flow = place
    stock = world.indicator("stock", kind="stock", headline=True)
    give(groups[0], stock, 11, 5, basis="at", year=2023)
    give(groups[0], stock, 11, 6, basis="at", year=2023, at=AFTER)
    give(groups[1], stock, 10, 5, basis="at", year=2022)
    give(groups[1], stock, 10, 9, basis="at", year=2022, at=AFTER)
    found = told(programme)
    assert [one[:6] for one in brief(found)] == [
        (CORRECTED, "g1", (2023, 11), 5, 6, 1),
        (CORRECTED, "g2", (2022, None), 5, 9, 4),
    ]
    judge_sums(found)


def test_reports_in_place_of_a_published_number(place):
    programme, city, groups, flow = place
    aim(city, flow, 1000, datetime.date(2024, 1, 2))
    PublishedReading.objects.create(
        pairing=groups[0], indicator=flow, value=500, basis="ytd",
        cutoff=datetime.date(2024, 3, 31),
    )  # fmt: skip
    for month in (1, 2, 3, 4, 5):
        give(groups[0], flow, month, 120, at=AFTER)
    found = told(programme, through=5)
    assert brief(found) == [(PRESS, "g1", (2024, None), 500, 480, -20, Decimal("-2.00"))]
    assert (found.lines[0].basis_old, found.lines[0].basis_new) == ("published", "reported")
    assert [(one.kind, one.units) for one in found.effects[0].amounts] == [
        (PRESS, -20), (NEW, 120),
    ]  # fmt: skip


def test_a_published_total_is_the_citys_own_line(place):
    programme, city, groups, flow = place
    aim(city, flow, 1000, datetime.date(2024, 1, 2))
    for one in (city, *groups):
        give(one, flow, 4, 10)
    give(groups[0], flow, 4, 11, at=AFTER)
    PublishedReading.objects.create(
        pairing=city, whole=True, indicator=flow, value=90, basis="ytd",
        cutoff=datetime.date(2024, 4, 30), published_on=AFTER,
    )  # fmt: skip
    found = told(programme)
    assert brief(found) == [
        (PRESS, None, (2024, None), 40, 90, 50, Decimal("5.00")),
        (CORRECTED, "g1", (2024, 4), 10, 11, 0, Decimal("0")),
    ]
    judge_sums(found)


def test_a_target_that_was_withdrawn(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 4, 10)
    aim(city, flow, None, datetime.date(2024, 4, 1))
    board = scoreboard(programme, 2024, 4)
    (line,) = restated(board, world.moment(datetime.date(2024, 3, 1)), (2024, 4)).lines[:1]
    assert (line.kind, line.old, line.new, line.points) == (TARGET, 400, None, None)


def test_a_pairing_that_ended(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 1, 10)
    give(groups[0], flow, 1, 12, at=AFTER)
    groups[0].until = datetime.date(2024, 2, 10)
    groups[0].save()
    found = told(programme)
    assert [one[:6] for one in brief(found)] == [(CORRECTED, "g1", (2024, 1), 10, 12, 2)]
    groups[0].until = datetime.date(2023, 12, 31)
    groups[0].save()
    assert [one[5] for one in brief(told(programme))] == [2]
    judge_sums(told(programme))


def test_one_pairing_alone(place):
    programme, _city, groups, flow = place
    aim(groups[0], flow, 50, datetime.date(2024, 1, 2))
    give(groups[0], flow, 4, 10)
    give(groups[1], flow, 4, 10)
    for one in groups[:2]:
        give(one, flow, 4, 15, at=AFTER)
    found = told(programme, pairings=[groups[0].slug])
    assert brief(found) == [(CORRECTED, "g1", (2024, 4), 10, 15, 5, Decimal("10.00"))]


@pytest.mark.parametrize("moment", [world.moment(DAY), end_of_day(DAY)], ids=["moment", "day"])
def test_a_reading_entered_later_was_not_presented_by_a_pack(place, moment):
    """A pack knows what was entered; the end of a meeting's day goes by the publication."""
    programme, _city, groups, flow = place
    PublishedReading.objects.create(
        pairing=groups[0], indicator=flow, value=500, basis="ytd",
        cutoff=datetime.date(2024, 3, 31), published_on=datetime.date(2024, 4, 2),
        recorded_at=world.moment(AFTER),
    )  # fmt: skip
    found = restated(scoreboard(programme, 2024, 4), moment, presented=(2024, 4))
    late = [(PRESS, "g1", (2024, None), None, 500, 500, None)]
    assert brief(found) == ([] if moment == end_of_day(DAY) else late)


def test_what_no_difference_explains_is_an_error_not_progress(place):
    """Without new months a rest means that a difference was not found."""
    programme, _city, groups, flow = place
    give(groups[0], flow, 4, 10)
    give(groups[0], flow, 4, 12, at=AFTER)
    then = scoreboard(programme, 2024, 4, moment=end_of_day(DAY))
    now, same = scoreboard(programme, 2024, 4), Period(2024, 4)
    indicator = now.indicator(flow.code)
    whole = effect_of(then, now, indicator, None, same, list(differences(
        then, now, groups[0], indicator, same)))  # fmt: skip
    assert [(one.kind, one.units) for one in whole.amounts] == [(CORRECTED, 2)]
    with pytest.raises(ArithmeticError, match="flow of total: 2"):
        effect_of(then, now, indicator, None, same, [])
