"""What shows while a report is handed in, returned, corrected; and what was known when."""

import datetime
from decimal import Decimal

import pytest

from cooperation.models import MonthlyReport, Review, Submission, Target
from cooperation.scoreboard import scoreboard
from tests.scoreboard import world

pytestmark = pytest.mark.django_db

JANUARY = datetime.date(2024, 1, 1)
DAYS = [datetime.date(2024, 2, day) for day in range(1, 29)]


@pytest.fixture
def place():
    """A city with one group and one flow."""
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    group = world.pairing(programme, "group", parent=city)
    return programme, group, world.indicator("flow")


def hand_in(place, value, day, basis="month", month=JANUARY):
    return world.submit(place[1], month, {place[2]: (basis, value)}, at=world.moment(DAYS[day - 1]))


def decide(submission, decision, day):
    Review.objects.create(
        submission=submission, decision=decision, at=world.moment(DAYS[day - 1]), reason="because"
    )


def row(place, **options):
    board = scoreboard(place[0], 2024, options.pop("through", 1), **options)
    return board.row("pairing", place[1].pk, "flow")


def shown(place, **options):
    """(value, covered, approved, pending, correcting)."""
    one = row(place, **options)
    return one.ytd, one.covered, one.approved, one.pending, one.correcting


NOTHING = (None, 0, 0, False, False)


def test_a_draft_shows_nothing_and_is_missing(place):
    MonthlyReport.objects.create(pairing=place[1], sector="labor", side="west", month=JANUARY)
    assert shown(place) == NOTHING
    assert row(place).missing == ("2024-01",)
    assert row(place).state == "unreported"


def test_submitted_shows_as_not_yet_approved(place):
    hand_in(place, 10, 5)
    assert shown(place) == (10, 1, 0, True, False)
    assert shown(place, approved_only=True) == NOTHING


def test_approved_shows_as_approved_to_everybody(place):
    decide(hand_in(place, 10, 5), "approved", 6)
    assert shown(place) == (10, 1, 1, False, False)
    assert shown(place, approved_only=True) == (10, 1, 1, False, False)


@pytest.mark.parametrize("decision", ["returned", "withdrawn"])
def test_returned_or_withdrawn_and_never_approved_shows_nothing(place, decision):
    decide(hand_in(place, 10, 5), decision, 6)
    assert shown(place) == NOTHING
    assert row(place).missing == ("2024-01",)


def test_handed_in_again_after_a_return_shows_the_new_one(place):
    decide(hand_in(place, 10, 5), "returned", 6)
    hand_in(place, 11, 7)
    assert shown(place) == (11, 1, 0, True, False)


def test_while_a_correction_is_typed_the_approved_one_stays(place):
    first = hand_in(place, 10, 5)
    decide(first, "approved", 6)
    decide(first, "reopened", 8)
    assert shown(place) == (10, 1, 1, False, True)


def test_a_submitted_correction_replaces_the_approved_one_as_not_yet_approved(place):
    first = hand_in(place, 10, 5)
    decide(first, "approved", 6)
    decide(first, "reopened", 8)
    hand_in(place, 12, 9)
    assert shown(place) == (12, 1, 0, True, False)
    assert shown(place, approved_only=True) == (10, 1, 1, False, True)


@pytest.mark.parametrize("decision", ["returned", "withdrawn"])
def test_a_returned_correction_brings_the_approved_one_back(place, decision):
    first = hand_in(place, 10, 5)
    decide(first, "approved", 6)
    decide(first, "reopened", 8)
    decide(hand_in(place, 12, 9), decision, 10)
    assert shown(place) == (10, 1, 1, False, True)


def test_an_approved_correction_is_what_shows(place):
    first = hand_in(place, 10, 5)
    decide(first, "approved", 6)
    decide(first, "reopened", 8)
    decide(hand_in(place, 12, 9), "approved", 10)
    assert shown(place) == (12, 1, 1, False, False)


def test_a_correction_that_empties_a_cell_takes_the_figure_away(place):
    decide(hand_in(place, 10, 5), "approved", 6)
    decide(hand_in(place, None, 9), "approved", 10)
    assert shown(place) == NOTHING


def test_as_of_shows_what_was_known_on_each_day(place):
    first = hand_in(place, 10, 5)
    decide(first, "approved", 7)
    decide(first, "reopened", 9)
    second = hand_in(place, 12, 11)
    decide(second, "returned", 13)
    decide(hand_in(place, 14, 15), "approved", 17)
    story = {
        4: NOTHING,
        5: (10, 1, 0, True, False),
        7: (10, 1, 1, False, False),
        9: (10, 1, 1, False, True),
        11: (12, 1, 0, True, False),
        13: (10, 1, 1, False, True),
        15: (14, 1, 0, True, False),
        17: (14, 1, 1, False, False),
    }
    assert {day: shown(place, as_of=DAYS[day - 1]) for day in story} == story


def test_as_of_counts_until_the_end_of_the_day_in_the_offices_time_zone(place):
    """00:30 on the 6th in Shanghai is still the 5th in UTC."""
    at = datetime.datetime(2024, 2, 5, 16, 30, tzinfo=datetime.UTC)
    world.submit(place[1], JANUARY, {place[2]: ("month", 10)}, at=at)
    assert shown(place, as_of=datetime.date(2024, 2, 5)) == NOTHING
    assert shown(place, as_of=datetime.date(2024, 2, 6))[0] == 10


def test_the_last_day_of_the_calendar_is_a_day_like_any_other(place):
    hand_in(place, 10, 5)
    assert shown(place, as_of=datetime.date.max)[0] == 10


def test_cumulative_figure_stands_on_its_own_approval(place):
    decide(hand_in(place, 10, 5), "approved", 6)
    hand_in(place, 30, 20, basis="ytd", month=datetime.date(2024, 2, 1))
    assert shown(place, through=2) == (30, 2, 0, True, False)


def test_the_newest_target_in_force_counts(place):
    _programme, group, flow = place
    hand_in(place, 10, 5)
    for value, force, recorded in (
        (100, datetime.date(2024, 1, 1), 1),
        (200, datetime.date(2024, 1, 31), 2),
        (300, datetime.date(2024, 2, 1), 3),
        (150, datetime.date(2024, 1, 1), 20),
    ):
        Target.objects.create(
            pairing=group,
            indicator=flow,
            year=2024,
            value=value,
            in_force_from=force,
            recorded_at=world.moment(DAYS[recorded - 1]),
        )
    assert row(place).target == 200
    assert row(place, through=2).target == 300
    assert row(place, as_of=DAYS[0]).target == 100
    assert row(place).completion == Decimal("5.00")


def test_sums_are_exact_on_every_database(place):
    """Ten times 0.1 is 1, and thirteen digits before the point come back as they went in."""
    for month in range(1, 11):
        world.submit(place[1], datetime.date(2024, month, 1), {place[2]: ("month", Decimal("0.1"))})
    assert row(place, through=10).ytd == Decimal(1)
    assert Submission.objects.count() == 10
    world.submit(
        place[1], datetime.date(2024, 11, 1), {place[2]: ("month", Decimal("9999999999999.25"))}
    )
    assert row(place, through=11).month == Decimal("9999999999999.25")


def test_zero_is_a_figure_and_unknown_is_not_zero(place):
    hand_in(place, 0, 5)
    one = row(place)
    assert (one.ytd, one.state, one.as_dict()["ytd"]) == (0, "no_target", "0")
    assert row(place, through=2).as_dict()["month"] is None
