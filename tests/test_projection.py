"""The projection to the year's end: worked cases, properties, and a naive double."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation import projection as projections
from cooperation.projection import (
    LIKELY,
    MARGIN_OF_PLAN,
    MARGIN_OF_YEARS,
    MILESTONES,
    MONTHS,
    OPEN,
    UNLIKELY,
    YEARS,
    PastYear,
    back_test,
    planned_course,
    projection,
    prospect,
)

D = Decimal
STRAIGHT = [D(10 * month) for month in range(1, 13)]
# Most of it in the first months, as people leave home after the Spring Festival.
EARLY = [D(n) for n in (10, 30, 50, 60, 65, 70, 75, 80, 85, 90, 95, 100)]
# Half of it in December.
LATE = [D(n) for n in (4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 50, 100)]

amounts = st.integers(0, 10_000_000).map(lambda hundredths: D(hundredths) / 100)
courses = st.lists(amounts, min_size=12, max_size=12).map(
    lambda values: [sum(values[: n + 1], D(0)) for n in range(12)]
)
gaps = st.sets(st.integers(0, 11), max_size=2)
pasts = st.lists(st.tuples(courses, gaps), max_size=4).map(
    lambda years: [
        PastYear(2019 + place, [None if m in gap else v for m, v in enumerate(course)])
        for place, (course, gap) in enumerate(years)
    ]
)
plans = st.none() | st.dictionaries(
    st.integers(1, 12), st.decimals(min_value=0, max_value=1, places=3), min_size=1
).map(lambda plan: dict(zip(sorted(plan), sorted(plan.values()), strict=True)))


def rounded(one):
    return None if one is None else tuple(round(value, 6) for value in one)


def test_a_year_goes_on_as_the_year_before_did():
    found = projection(D(1000), 3, [PastYear(2024, EARLY)])
    assert (found.basis, found.years) == (YEARS, (2024,))
    # Half of last year was done in March: 2 000, and 15 % of the 1 000 still to come.
    assert found.end == (D(1850), D(2000), D(2150))
    assert found.months[:3] == (None, None, None)
    assert found.months[3] == (D(1170), D(1200), D(1230))
    assert rounded(found.per_month) == rounded((D(850) / 9, D(1000) / 9, D(1150) / 9))


def test_the_range_lies_between_the_years():
    found = projection(D(360), 9, [PastYear(2023, EARLY), PastYear(2024, LATE)])
    assert found.years == (2023, 2024)
    assert rounded(found.end) == rounded((D(360) * 100 / 85, D(360) * 200 / 121, D(1000)))


def test_without_a_past_year_the_milestones_then_the_months():
    plan = {6: D("0.25"), 12: D(1)}
    found = projection(D(100), 6, [], plan)
    assert (found.basis, found.end) == (MILESTONES, (D(310), D(400), D(490)))
    found = projection(D(100), 6)
    assert (found.basis, found.years, found.end) == (MONTHS, (), (D(170), D(200), D(230)))


def test_a_plan_runs_straight_between_its_milestones():
    course = planned_course({6: D("0.5"), 9: D("0.8")})
    assert [round(share, 3) for share in course[4:]] == [
        D("0.417"), D("0.5"), D("0.6"), D("0.7"), D("0.8"), D("0.867"), D("0.933"), D(1),
    ]  # fmt: skip
    assert planned_course() == [D(month) / 12 for month in range(1, 13)]


def test_a_past_year_that_had_not_begun_tells_nothing():
    school = [D(0)] * 8 + [D(80), D(90), D(100), D(100)]
    found = projection(D(5), 7, [PastYear(2023, EARLY), PastYear(2024, school)])
    assert found.years == (2023,)
    assert projection(D(5), 7, [PastYear(2024, school)]).basis == MONTHS


def test_a_gap_in_a_past_year_is_a_gap_of_the_fan_and_not_of_its_end():
    holed = [None if month in (5, 6) else value for month, value in enumerate(EARLY)]
    found = projection(D(50), 3, [PastYear(2024, holed)])
    assert [month for month, one in enumerate(found.months, 1) if one is None] == [1, 2, 3, 6, 7]
    assert found.end.middle == 100


@pytest.mark.parametrize("nothing", [None, D(0), D(-3)])
def test_of_nothing_nothing_is_said(nothing):
    assert projection(nothing, 6, [PastYear(2024, EARLY)]) is None


def test_a_plan_that_has_not_begun_says_nothing():
    assert projection(D(5), 3, [], {3: D(0), 12: D(1)}) is None


@pytest.mark.parametrize(
    ("target", "word"),
    [(1850, LIKELY), (1851, OPEN), (2150, OPEN), (2151, UNLIKELY), (None, None), (0, None)],
)
def test_whether_the_target_will_be_met(target, word):
    found = projection(D(1000), 3, [PastYear(2024, EARLY)])
    assert prospect(found, None if target is None else D(target)) == word
    assert prospect(None, D(1)) is None


@given(amounts, pasts, plans)
def test_in_december_the_year_is_what_it_is(ytd, past, plan):
    found = projection(ytd, 12, past, plan)
    assert found.end == (ytd, ytd, ytd)
    assert found.months == (None,) * 12
    assert found.per_month is None


@given(st.integers(1, 12), pasts, plans)
def test_from_the_unknown_nothing_follows(through, past, plan):
    assert projection(None, through, past, plan) is None


@given(amounts, st.integers(1, 11), pasts, plans)
def test_a_range_holds_its_middle_and_what_is_done_stays_done(ytd, through, past, plan):
    found = projection(ytd, through, past, plan)
    if found is None:
        return
    assert (found.basis == YEARS) == bool(found.years)
    for one in filter(None, found.months):
        assert ytd <= one.low <= one.middle <= one.high


def slowly(ytd, through, past, plan):
    """The end of the year in exact fractions, written as the text says it."""
    if ytd is None or ytd <= 0:
        return None
    pairs = [
        (Fraction(one.ytd[through - 1]), Fraction(one.ytd[11]))
        for one in past
        if one.ytd[through - 1] is not None and one.ytd[11] is not None and one.ytd[through - 1] > 0
    ]
    margin = Fraction(MARGIN_OF_YEARS)
    if not pairs:
        margin = Fraction(MARGIN_OF_PLAN)
        if plan:
            points = sorted({0: 0, 12: 1, **plan}.items())
            heights, highest = [], Fraction(0)
            for month in range(1, 13):
                for (left, low), (right, high) in pairwise(points):
                    if left < month <= right:
                        rise = (Fraction(high) - Fraction(low)) * (month - left) / (right - left)
                        highest = max(highest, Fraction(low) + rise)
                heights.append(highest)
            pairs = [(heights[through - 1], heights[11])]
        else:
            pairs = [(Fraction(through), Fraction(12))]
        if pairs[0][0] == 0:
            return None
    begun, now = sum(b for b, _e in pairs), Fraction(ytd)
    middle = now * sum(e for _b, e in pairs) / begun
    ends = [now * end / begin for begin, end in pairs]
    half = margin * (middle - now)
    return max(min([*ends, middle - half]), now), middle, max([*ends, middle + half])


@given(amounts, st.integers(1, 11), pasts, plans)
def test_projection_against_a_naive_double(ytd, through, past, plan):
    found, expected = projection(ytd, through, past, plan), slowly(ytd, through, past, plan)
    if expected is None:
        assert found is None
        return
    for value, exact in zip(found.end, expected, strict=True):
        assert float(value) == pytest.approx(float(exact), rel=1e-12)


def test_each_completed_year_is_tested_from_those_before_it():
    past = [PastYear(2022, EARLY), PastYear(2023, EARLY), PastYear(2024, STRAIGHT)]
    found = back_test(past, 3)
    assert found.years == (2023, 2024)
    # 2023 ended as 2022 did; 2024 was taken for 60 and became 120.
    assert (found.error, found.within) == (D(25), 1)
    # Straight on, 2023 would have become 200; 2024 was straight.
    assert found.straight == D(50)
    assert back_test(past[:1], 3) is None
    assert back_test([], 3) is None


def test_margins_are_shares():
    assert D(0) < projections.MARGIN_OF_YEARS < projections.MARGIN_OF_PLAN < D(1)


def test_nothing_less_is_expected_than_an_incomplete_month_has_brought():
    past = [PastYear(2024, EARLY)]
    found = projection(D(50), 3, past, reported=projections.Reported(5, D(99)))
    assert found.months[3] == (D("58.5"), D(60), D("61.5"))
    assert found.months[4] == (D(99), D(99), D("106.35"))
    assert found.end == (D(99), D(100), D("107.5"))
