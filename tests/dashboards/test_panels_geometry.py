"""What a drawing shows is as large as its number, for any marks; nothing leaves its frame."""

import datetime
import math
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.dashboards.panels.bars import FIRST, ranked
from cooperation.dashboards.panels.days import CELL, HEAD, LARGEST, SMALLEST
from cooperation.dashboards.panels.matrix import SHADES, label_order, shade
from cooperation.dashboards.panels.months import BOTTOM, TOP
from cooperation.dashboards.panels.text import fitting, width
from cooperation.sectors import Mark
from tests.dashboards.panel_marks import (
    SCOPE,
    YEAR,
    a_panel,
    amounts,
    box_of,
    days_of_period,
    drawing,
    mark_lists,
    names,
    number_of,
    of_class,
    rectangles_inside,
    shown,
    values,
)

pytestmark = pytest.mark.slow

NEAR = Decimal("0.01")


def scale_of(marks) -> Decimal:
    """The largest number that is drawn, as slowly as possible."""
    sizes = [Decimal(v) for m in marks for v in (m.value, m.second) if v is not None]
    return max(sizes, default=Decimal(0)) or Decimal(1)


@given(marks=mark_lists(part=values, second=values))
@pytest.mark.parametrize("shape", ["bars", "stages"])
def test_bars_are_as_long_as_their_numbers(shape, marks):
    panel = a_panel(shape, part_label="其中", second_label="另计")
    drawn = of_class(drawing(panel, marks), "bar")
    order = [s.mark for s in shown(panel, marks)]
    assert len(drawn) == len(order)
    for svg, mark in zip(drawn, order, strict=True):
        assert rectangles_inside(svg)
        lengths = {css: of_class(svg, css) for css in ("whole", "part", "second")}
        assert bool(lengths["whole"]) == (mark.value is not None)
        for css, value in (("whole", mark.value), ("second", mark.second)):
            if value is not None:
                expected = Decimal(value) / scale_of(marks) * 100
                assert abs(number_of(lengths[css][0], "width") - expected) < NEAR
        for part in lengths["part"]:
            assert number_of(part, "width") <= number_of(lengths["whole"][0], "width")


@given(marks=mark_lists())
def test_ranked_bars_fall_and_unknown_ones_are_last(marks):
    values_in_order = [s.mark.value for s in ranked(shown(a_panel("bars"), marks))]
    known = [v for v in values_in_order if v is not None]
    assert known == sorted(known, reverse=True)
    assert values_in_order[len(known) :] == [None] * (len(marks) - len(known))


@pytest.mark.parametrize(("count", "at_once"), [(1, 1), (FIRST, 12), (FIRST + 2, 14), (40, 12)])
def test_many_bars_are_folded_away_and_none_is_lost(count, at_once):
    tree = drawing(a_panel("bars"), [Mark(f"第{i}家", i) for i in range(count)])
    folded = [bar for details in tree.iter("details") for bar in of_class(details, "bar")]
    assert len(of_class(tree, "bar")) == count
    assert count - len(folded) == at_once


@given(
    marks=st.lists(
        st.builds(Mark, label=names, value=values, part=values, second=values, day=days_of_period),
        min_size=1,
        max_size=9,
        unique_by=lambda mark: mark.day.month,
    )
)
def test_columns_are_as_high_as_their_numbers(marks):
    tree = drawing(a_panel("months"), marks)
    assert len(of_class(tree, "drawing")) == 2
    for svg in of_class(tree, "drawing"):
        assert rectangles_inside(svg)
        room = box_of(svg)[1] - TOP - BOTTOM
        step = box_of(svg)[0] / 12
        drawn = {int(number_of(e, "x") // step) + 1: e for e in of_class(svg, "whole")}
        assert sorted(drawn) == sorted(m.day.month for m in marks if m.value is not None)
        for mark in marks:
            if mark.value is not None:
                expected = Decimal(mark.value) / scale_of(marks) * room
                column = drawn[mark.day.month]
                assert abs(number_of(column, "height") - expected) < NEAR
                assert abs(number_of(column, "y") + number_of(column, "height") - TOP - room) < 1
        assert len(of_class(svg, "due")) == 12 - SCOPE.last.month


def test_second_column_stands_beside_and_never_on_top():
    mark = Mark("三月", 10, second=10, day=datetime.date(YEAR, 3, 1))
    svg = of_class(drawing(a_panel("months", second_label="另计"), [mark]), "wide")[0]
    whole, second = of_class(svg, "whole")[0], of_class(svg, "second")[0]
    assert number_of(whole, "x") + number_of(whole, "width") == number_of(second, "x")
    assert number_of(whole, "y") == number_of(second, "y")


@given(marks=mark_lists(day=days_of_period))
def test_dots_stand_on_their_day_and_grow_by_area(marks):
    tree = drawing(a_panel("calendar"), marks)
    sheets = of_class(tree, "sheet")
    assert len(sheets) == SCOPE.last.month
    dots = []
    for month, svg in enumerate(sheets, start=1):
        assert rectangles_inside(svg)
        for circle in svg.iter("circle"):
            column = int(number_of(circle, "cx")) // CELL
            week = (int(number_of(circle, "cy")) - HEAD) // CELL
            first = datetime.date(YEAR, month, 1)
            day = first + datetime.timedelta(days=week * 7 + column - first.weekday())
            dots.append((day, circle.get("class"), circle.get("r")))
    scale = max((Decimal(m.value or 0) for m in marks), default=Decimal(0)) or Decimal(1)
    assert Counter(dots) == Counter((m.day, *_dot(m.value, scale)) for m in marks)


def _dot(value, scale) -> tuple[str, str]:
    share = math.sqrt(Decimal(value or 0) / scale)
    css = "unknown" if value is None else "dot" if value else "zero"
    return css, f"{SMALLEST + (LARGEST - SMALLEST) * share:.2f}"


@given(value=amounts, more=amounts)
def test_the_more_the_deeper_the_shade(value, more):
    scale = max(Decimal(value), Decimal(more)) or Decimal(1)
    assert 0 <= shade(value, scale) <= SHADES
    assert (shade(value, scale) == 0) == (value == 0)
    if value <= more:
        assert shade(value, scale) <= shade(more, scale)
    assert shade(None, scale) == 0


def test_labels_of_a_matrix_keep_every_groups_order():
    rows = {"水果": ["2月", "4月"], "茶": ["1月", "2月", "3月"], "肉": ["3月", "4月"]}
    pairs = [(group, label) for group, labels in rows.items() for label in labels]
    marks = [Mark(label, 1, group=group) for group, label in pairs]
    assert label_order(shown(a_panel("matrix"), marks)) == ["1月", "2月", "3月", "4月"]


def test_labels_that_no_order_fits_stand_as_they_came():
    marks = [
        Mark(label, 1, group=group) for group in "ab" for label in ("xy" if group == "a" else "yx")
    ]
    assert label_order(shown(a_panel("matrix"), marks)) == ["x", "y"]


@given(text=names, room=st.integers(20, 200))
def test_a_shortened_text_fits(text, room):
    short = fitting(text, room, 12)
    assert width(short, 12) <= room or short == "…"
    assert short == text or short.endswith("…")
