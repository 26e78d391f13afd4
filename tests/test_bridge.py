"""The bridge's arithmetic, judged by exhaustive search and by worked cases."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.bridge import (
    CORRECTED,
    LATE,
    NEW,
    PRESS,
    TAKEN_BACK,
    TARGET,
    End,
    Part,
    Seen,
    bridge,
    rounded_to_sum,
    split,
)

CENT = Fraction(1, 100)
values = st.decimals(-9999, 9999, places=4)
targets = st.decimals(Decimal("0.0001"), 99999, places=4)


def steps(found):
    return [(step.key, step.kind, step.units, step.points) for step in found.steps]


# --- worked cases ---------------------------------------------------------------------------


def test_work_is_measured_against_the_old_target_and_the_new_one_comes_last():
    found = bridge(
        End(Decimal(500), Decimal(1000)),
        End(Decimal(620), Decimal(1200)),
        [Part("a", CORRECTED, Decimal(-30)), Part("a", NEW, Decimal(150))],
    )
    assert (found.then.completion, found.now.completion) == (Decimal("50.00"), Decimal("51.67"))
    assert steps(found) == [
        ("a", CORRECTED, -30, Decimal("-3.00")),
        ("a", NEW, 150, Decimal("15.00")),
        (None, TARGET, 0, Decimal("-10.33")),
    ]
    assert (found.units, found.points) == (120, Decimal("1.67"))


def test_thirds_add_up_to_what_is_printed():
    parts = [Part(name, NEW, Decimal(1)) for name in "abc"]
    found = bridge(End(Decimal(0), Decimal(9)), End(Decimal(3), Decimal(9)), parts)
    assert [step.points for step in found.steps] == [
        Decimal("11.11"),
        Decimal("11.11"),
        Decimal("11.11"),
    ]
    found = bridge(End(Decimal(0), Decimal(3)), End(Decimal(3), Decimal(3)), parts)
    assert [step.points for step in found.steps] == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]


def test_without_a_target_there_are_units_and_no_points():
    parts = [Part("a", NEW, Decimal(5))]
    for then, now in (
        (End(Decimal(5), None), End(Decimal(10), Decimal(100))),
        (End(Decimal(5), Decimal(100)), End(Decimal(10), None)),
    ):
        found = bridge(then, now, parts)
        assert steps(found) == [("a", NEW, 5, None)]
        assert (found.units, found.points) == (5, None)


def test_nothing_known_then_is_measured_against_the_target_of_now():
    found = bridge(End(None, None), End(Decimal(25), Decimal(200)), [Part("a", NEW, Decimal(25))])
    assert steps(found) == [("a", NEW, 25, Decimal("12.50"))]
    assert found.points == Decimal("12.50")


def test_nothing_known_now_has_no_points():
    taken = [Part("a", TAKEN_BACK, Decimal(-25))]
    found = bridge(End(Decimal(25), Decimal(200)), End(None, Decimal(200)), taken)
    assert steps(found) == [("a", TAKEN_BACK, -25, None)]
    assert (found.units, found.points) == (None, None)


def test_a_bridge_that_does_not_arrive_is_refused():
    with pytest.raises(ValueError, match="not the whole"):
        bridge(End(Decimal(1), Decimal(9)), End(Decimal(3), Decimal(9)), [])


@pytest.mark.parametrize(
    ("then", "again", "now", "expected"),
    [
        (Seen(Decimal(50), 5), Seen(Decimal(50), 5), Seen(Decimal(70), 6), [(NEW, 20)]),
        (
            Seen(Decimal(50), 5),
            Seen(Decimal(55), 5),
            Seen(Decimal(70), 6),
            [(CORRECTED, 5), (NEW, 15)],
        ),
        (Seen(Decimal(40), 4), Seen(Decimal(50), 5), Seen(Decimal(50), 5), [(LATE, 10)]),
        (Seen(Decimal(50), 5), Seen(Decimal(40), 4), Seen(Decimal(40), 4), [(TAKEN_BACK, -10)]),
        (Seen(Decimal(50), 5), Seen(None, 0), Seen(None, 0), [(TAKEN_BACK, -50)]),
        (Seen(None, 0), Seen(None, 0), Seen(Decimal(9), 1), [(NEW, 9)]),
        (Seen(Decimal(50), 5, True), Seen(Decimal(3), 5), Seen(Decimal(60), 6), [(PRESS, 10)]),
        (Seen(Decimal(50), 5), Seen(Decimal(50), 5), Seen(Decimal(50), 5), []),
    ],
)
def test_what_became_of_a_number(then, again, now, expected):
    assert split(then, again, now) == expected


# --- on generated data ----------------------------------------------------------------------


def nearest_that_adds_up(shares, whole):
    """Of all ways to round each share down or up that give the whole, the least wrong by
    squares."""
    floors = [share * 100 // 1 for share in shares]
    best = None
    for ups in product((0, 1), repeat=len(shares)):
        cents = [floor + up for floor, up in zip(floors, ups, strict=True)]
        if sum(cents) == whole * 100:
            error = sum(
                (share * 100 - cent) ** 2 for share, cent in zip(shares, cents, strict=True)
            )
            best = error if best is None else min(best, error)
    return best


@given(
    st.lists(st.fractions(-200, 200, max_denominator=997), min_size=1, max_size=7),
    st.sampled_from([-1, 0, 1]),
)
def test_no_other_rounding_to_the_sum_is_closer(shares, off):
    exact = sum(shares)
    near = int(exact * 100 // 1) + off + 1
    if abs(exact - near * CENT) >= CENT:
        near = round(exact * 100)
    whole = Decimal(near).scaleb(-2)
    found = rounded_to_sum(shares, whole)
    assert sum(found) == whole
    wrong = [abs(share - Fraction(got)) for share, got in zip(shares, found, strict=True)]
    assert max(wrong) < CENT
    assert all(not got for share, got in zip(shares, found, strict=True) if not share)
    assert sum((10000 * one * one for one in wrong), Fraction(0)) == nearest_that_adds_up(
        shares, Fraction(whole)
    )


def printed(value, target):
    return (100 * value / target).quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(values, targets, st.one_of(st.none(), targets), st.lists(values, max_size=9))
def test_the_printed_parts_are_the_printed_difference(start, target, later, moves):
    end = start + sum(moves, Decimal(0))
    goal = later or target
    parts = [Part(n, NEW, units) for n, units in enumerate(moves)]
    found = bridge(End(start, target), End(end, goal), parts)
    whole = printed(end, goal) - printed(start, target)
    assert found.points == whole
    assert sum((step.points for step in found.steps), Decimal(0)) == whole
    assert sum((step.units for step in found.steps), Decimal(0)) == end - start == found.units
    for step in found.steps:
        exact = Fraction(step.units) * 100 / Fraction(target)
        if step.kind == TARGET:
            exact = Fraction(end) * 100 * (1 / Fraction(goal) - 1 / Fraction(target))
        assert abs(Fraction(step.points) - exact) <= CENT
    assert (found.steps[-1:] and found.steps[-1].kind == TARGET) or goal == target


@given(*[st.tuples(st.one_of(st.none(), values), st.integers(0, 12))] * 3)
def test_what_became_of_a_number_is_all_of_it(then, again, now):
    found = split(Seen(*then), Seen(*again), Seen(*now))
    assert sum(units for _kind, units in found) == (now[0] or 0) - (then[0] or 0)
    assert all(units for _kind, units in found)
    assert len(found) <= 2
