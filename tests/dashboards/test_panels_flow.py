"""A flow conserves its total: what leaves the left arrives at the right, gathered or not."""

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given

from cooperation.dashboards.panels.nodes import GAP, MOST, layout
from cooperation.sectors import Mark
from tests.dashboards.panel_marks import (
    a_panel,
    box_of,
    drawing,
    mark_lists,
    names,
    of_class,
    rectangles_inside,
    shown,
)

pytestmark = pytest.mark.slow

PITCH, TALL = 22.0, 190.0
flows = mark_lists(group=names)


def plan_of(marks):
    return layout(shown(a_panel("flow"), marks), PITCH, TALL)


def total_of(marks) -> float:
    return float(sum(mark.value for mark in marks if mark.value))


@given(marks=flows)
def test_both_sides_and_the_bands_have_the_same_total(marks):
    plan = plan_of(marks)
    if plan is None:
        assert total_of(marks) == 0
        return
    for side in (plan.left, plan.right):
        assert sum(node.total for node in side) == pytest.approx(total_of(marks))
        assert sum(node.height for node in side) == pytest.approx(TALL)
    assert sum(band.height for band in plan.bands) == pytest.approx(TALL)
    given = sum(len(band.marks) for band in plan.bands)
    assert given == sum(1 for mark in marks if mark.value)


@given(marks=flows)
def test_the_bands_of_a_node_fill_it_side_by_side(marks):
    plan = plan_of(marks)
    if plan is None:
        return
    for nodes, side, edge in ((plan.left, "left", "start"), (plan.right, "right", "end")):
        for node in nodes:
            bands = sorted(
                (getattr(b, edge), b.height) for b in plan.bands if getattr(b, side) == node.name
            )
            place = node.top
            for start, height in bands:
                assert start == pytest.approx(place, abs=1e-6)
                place += height
            assert place == pytest.approx(node.top + node.height, abs=1e-6)


@given(marks=flows)
def test_nodes_are_few_apart_and_inside(marks):
    plan = plan_of(marks)
    if plan is None:
        return
    for side in (plan.left, plan.right):
        assert len(side) <= MOST
        assert side[0].top >= -1e-6
        assert side[-1].top + side[-1].height <= plan.height + 1e-6
        for node, following in pairwise(side):
            assert node.top + node.height <= following.top + 1e-6
            assert following.middle - node.middle >= PITCH - 1e-6
            assert following.top - node.top - node.height >= GAP / 2 - 1e-6


def test_the_rest_is_gathered_and_counts_its_names():
    plan = plan_of([Mark(f"镇{i}", 100 - i, group="中山") for i in range(40)])
    assert [node.name for node in plan.left] == [f"镇{i}" for i in range(11)] + [None]
    assert plan.left[-1].gathered == 29
    assert plan.left[-1].total == sum(100 - i for i in range(11, 40))
    by_size = defaultdict(int)
    for band in plan.bands:
        by_size[len(band.marks)] += 1
    assert by_size == {1: 11, 29: 1}


@given(marks=flows)
def test_drawings_stay_in_their_frame_and_link_every_band(marks):
    tree = drawing(a_panel("flow"), marks)
    plan = plan_of(marks)
    drawings = of_class(tree, "drawing")
    assert len(drawings) == (2 if plan else 0)
    for svg in drawings:
        assert rectangles_inside(svg)
        assert len(list(svg.iter("a"))) == len(plan.bands)
        width = box_of(svg)[0]
        assert all(0 <= float(text.get("x")) <= width for text in svg.iter("text"))


def test_a_gathered_band_leads_to_the_table():
    marks = [Mark(f"镇{i}", 1, group="中山") for i in range(20)]
    svg = of_class(drawing(a_panel("flow"), marks), "wide")[0]
    hrefs = [link.get("href") for link in svg.iter("a")]
    assert hrefs.count("#panel-some-data") == 1
    assert len(hrefs) == MOST
