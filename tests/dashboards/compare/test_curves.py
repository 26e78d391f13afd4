"""The small drawings: round scales, names that do not touch, gaps that stay gaps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.dashboards.compare.drawing import (
    LINE_HEIGHT,
    NEAR,
    Curve,
    Scale,
    clear_of,
    round_above,
)

VALUES = st.decimals("0.01", "999999999", places=2)


@pytest.mark.parametrize(
    ("value", "above"),
    [("0", "1"), ("1", "1"), ("1.01", "2"), ("85", "100"), ("3203", "4000"), ("0.3", "0.4")],
)
def test_round_scales(value, above):
    assert round_above(Decimal(value)) == Decimal(above)


@given(VALUES)
def test_a_scale_reaches_its_highest_value_and_not_thrice(value):
    assert value <= round_above(value) <= 2 * value


@given(st.lists(st.floats(16, 140), max_size=4), st.floats(16, 140))
def test_names_stand_apart_where_there_is_room(heights, y):
    placed = [(100.0, height) for height in heights[:1]]
    free = clear_of(placed, 100.0, y)
    assert all(abs(free - other) >= LINE_HEIGHT - 1 for _x, other in placed)
    assert clear_of(placed, 100.0 + NEAR, y) == y


def test_a_missing_month_is_a_gap_and_a_single_one_a_dot():
    months = [Decimal(1), Decimal(2), None, Decimal(4), None, *[None] * 7]
    scale = Scale.of([Decimal(4)])
    html = scale.drawing("甲", [Curve(2024, months, (), "4")], [None] * 12, 0, 6)
    assert html.count('class="line y0"') == 1
    assert html.count('<circle class="y0"') == 1
    assert 'aria-label="甲' in html


def test_values_below_zero_stay_on_the_drawing():
    scale = Scale.of([Decimal(-5), Decimal(8)])
    assert scale.y(Decimal(-5)) > scale.y(Decimal(0)) > scale.y(Decimal(8))


def test_no_height_is_named_that_the_indicator_cannot_have():
    months = [Decimal(1), *[None] * 11]
    one = Scale.of([Decimal(1)])
    assert one.drawing("甲", [Curve(2024, months, (), "1")], [None] * 12, 0, 6).count("scale") == 1
    assert one.drawing("甲", [Curve(2024, months, (), "1")], [None] * 12, 2, 6).count("scale") == 2
