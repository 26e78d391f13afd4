"""Submitting from the wide form: complete reports go, the others are named with what they lack."""

import datetime

import pytest

from tests.reporting.wide_grid import Grid, values
from tests.reporting.world import MARCH, SOUND, World, fresh

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow


@pytest.fixture
def grid(client, world):
    page = Grid(client, world, world.clerk)
    assert page.get().status_code == 200
    return page


def filled(world, pairing, month, **values):
    day = datetime.date(2024, month, 1)
    return world.fill(world.report(day, pairing=pairing), **values)


def test_complete_reports_of_the_chosen_months_are_submitted(grid, world):
    first, second = filled(world, world.group, 3), filled(world, world.other, 3, jobs=None)
    other_month = filled(world, world.group, 4)
    grid.get()
    answer = grid.send({}, "submit", months=[3])
    assert answer.status_code == 302
    assert fresh(first).state == "submitted"
    assert (fresh(second).state, fresh(other_month).state) == ("draft", "draft")
    said = " ".join(str(m) for m in grid.client.get(answer.url).context["messages"])
    assert "已报送1份月报" in said
    assert f"{world.other.name} · 3月（已填{len(SOUND) - 1}/{len(SOUND)}）" in said


def test_typed_cells_are_saved_before_submitting(grid, world):
    report = filled(world, world.group, 3, jobs=None)
    grid.get()
    answer = grid.send({(world.group, 3): "10"}, "submit", months=[3])
    assert answer.status_code == 302
    assert fresh(report).state == "submitted"


def test_what_is_wrong_is_named_by_pairing_month_and_indicator(grid, world):
    good = filled(world, world.group, 3)
    bad = filled(world, world.other, 3, jobs_lifted=40)
    grid.get()
    answer = grid.send({}, "submit", months=[3])
    assert answer.status_code == 422
    assert (fresh(good).state, fresh(bad).state) == ("submitted", "draft")
    (fault,) = answer.context["outcome"].faults
    assert (fault.problem.code, fault.indicator) == ("L01", "labor.jobs_lifted")
    assert fault.problem.sentence.startswith(f"「{world.other.name} · 3月 · 名labor.jobs_lifted」")
    assert f"indicator=labor.jobs_lifted#c-{fault.key}" in answer.content.decode()


def test_what_is_held_is_submitted_with_a_reason(grid, world):
    world.approved(MARCH)
    report = filled(world, world.group, 4)  # the very figures of March
    grid.get()
    answer = grid.send({}, "submit", months=[4])
    assert answer.status_code == 422
    (fault,) = answer.context["outcome"].faults
    assert (fault.problem.code, fault.confirms) == ("R06", "")
    grid.sheet = answer.context["sheet"]
    assert grid.send({}, "submit", months=[4], **{fault.why: "x"}).status_code == 422
    assert grid.send({}, "submit", months=[4], **{fault.why: "两月确实相同"}).status_code == 302
    assert fresh(report).state == "submitted"


def test_figures_changed_meanwhile_are_not_submitted_unseen(grid, world):
    report = filled(world, world.group, 3)
    grid.get()
    world.fill(report, workshops=4)
    answer = grid.send({}, "submit", months=[3])
    assert answer.status_code == 422
    assert [f.problem.code for f in answer.context["outcome"].faults] == ["W02"]
    assert fresh(report).state == "draft"


@pytest.mark.parametrize("months", [[], [13], ["x"], [5]])
def test_no_month_with_open_reports_is_said(grid, world, months):
    world.programme.until = datetime.date(2024, 4, 30)
    world.programme.save()
    grid.get()
    answer = grid.send({}, "submit", months=months)
    said = " ".join(str(m) for m in grid.client.get(answer.url).context["messages"])
    assert "请至少选择一个" in said


def test_another_programmes_pairing_is_not_there(client, world):
    far = World(code="far")
    page = Grid(client, world, world.clerk)
    page.get()
    assert page.send({(far.group, 3): "5"}).status_code == 302
    assert values() == {}
