"""The wide form of a whole sector, and the notes of cells: the same save, gate and answers."""

from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache

from cooperation.models import DraftCell, MonthlyReport, Role
from cooperation.reporting import actions
from cooperation.reporting.actions import Cell
from tests.reporting.wide_grid import CODE, Grid, values
from tests.reporting.world import SOUND, fresh

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow

STOCK = "labor.workshops"


@pytest.fixture
def grid(client, world):
    page = Grid(client, world, world.clerk, indicator="all", sector="labor", side="west")
    page.code = CODE
    assert page.get().status_code == 200
    return page


def test_every_indicator_of_the_side_has_its_rows(grid, world):
    html = grid.get().content.decode()
    groups = grid.sheet.groups
    assert [group.indicator.code for group in groups] == list(SOUND)
    assert {tuple(line.pairing.slug for line in g.lines) for g in groups} == {
        ("city", "group", "other")
    }
    assert html.count('<tr class="group">') == len(SOUND)
    assert "已报累计<small>（存量）最新数</small>" in html
    assert '<span class="of-which">名labor.jobs_lifted' in html
    tabs = grid.get().context["tabs"]
    assert [(tab["label"], tab["current"]) for tab in tabs[:3]] == [
        ("全部指标", True),
        ("全部指标", False),
        (f"名{CODE}", False),
    ]
    assert [tab["side"] for tab in tabs[:2]] == ["西部", "东部"]
    assert sum(tab["current"] for tab in tabs) == 1


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ({"sector": "labor", "side": "east"}, "labor.transfers"),
        ({"sector": "labor", "side": "west"}, "labor.jobs"),
        ({"sector": "industry", "side": "east"}, "industry.invested"),
        ({"sector": "industry"}, "industry.invested"),
        ({"sector": "labor", "side": "__class__"}, "labor.jobs"),
        ({"sector": "nothing"}, "labor.jobs"),
        ({}, "labor.jobs"),
    ],
)
def test_addresses_of_whole_sectors(client, world, query, first):
    page = Grid(client, world, world.clerk, indicator="all", **query)
    assert page.get().status_code == 200
    assert page.sheet.indicator.code == first
    assert page.sheet.choice.whole


def test_ten_pairings_fill_a_page(client, world):
    for n in range(18):
        world.pairing(f"g{n}", "group", world.city, position=n)
    seen = []
    for number, size in ((1, 10), (2, 10), (3, 1), (9, 1)):
        page = Grid(
            client, world, world.clerk, indicator="all", sector="labor", side="west", page=number
        )
        answer = page.get()
        assert {len(group.lines) for group in page.sheet.groups} == {size}
        seen += [line.pairing for line in page.sheet.groups[0].lines] if number < 9 else []
        assert len(answer.context["pages"]) == 3
    assert len(set(seen)) == 21


def test_cells_of_several_indicators_are_kept_at_once(grid, world):
    cells = {(world.group, 3): "12", (world.group, 3, STOCK): "4", (world.other, 5): "7"}
    assert grid.send(cells).status_code == 302
    assert values() == {("group", 3): ("month", 12), ("other", 5): ("month", 7)}
    assert values(STOCK) == {("group", 3): ("at", 4)}
    assert fresh(MonthlyReport.objects.get(month__month=3)).version == 2


def test_one_bad_cell_keeps_back_all(grid, world):
    answer = grid.send({(world.group, 3): "12", (world.group, 3, STOCK): "四个"})
    assert answer.status_code == 422
    assert DraftCell.objects.count() == 0
    (fault,) = answer.context["outcome"].faults
    assert fault.key == grid.key(world.group, 3, STOCK)
    assert f"「{world.group.name} · 3月 · 名{STOCK}」" in fault.problem.sentence
    assert answer.context["cells"][grid.key(world.group, 3)].text == "12"


def test_a_cell_that_somebody_changed_is_not_overwritten(grid, world):
    other = world.person("other", Role.CLERK)
    actions.save_cells(world.report(), {STOCK: Cell("at", Decimal(7))}, by=other, version=1)
    assert grid.send({(world.group, 3): "12"}).status_code == 302
    answer = grid.send({(world.group, 4): "5", (world.group, 3, STOCK): "9"})
    assert answer.status_code == 409
    (change,) = answer.context["changes"]
    assert change["label"].endswith(f"3月 · 名{STOCK}")
    assert (change["theirs"], change["yours"], change["by"]) == ("7", "9", other)
    assert values() == {("group", 3): ("month", 12)}


def test_a_correction_overwrites_nothing_that_came_in_between(grid, world):
    other = world.person("other", Role.CLERK)
    actions.save_cells(world.report(), {CODE: Cell("month", Decimal(7))}, by=other, version=1)
    answer = grid.send({(world.group, 3): "6x", (world.group, 4): "5"})
    assert answer.status_code == 422
    grid.sheet = answer.context["sheet"]
    assert grid.send({(world.group, 3): "6", (world.group, 4): "5"}).status_code == 409
    assert values() == {("group", 3): ("month", 7)}


def test_a_report_is_submitted_once(grid, world):
    report = world.fill(world.report(), workshops=None)
    grid.get()
    answer = grid.send({(world.group, 3, STOCK): "3"}, "submit", months=[3])
    assert answer.status_code == 302
    assert fresh(report).state == "submitted"
    query = urlsplit(answer.url).query
    assert "indicator=all" in query
    assert "side=west" in query
    said = " ".join(str(m) for m in grid.client.get(answer.url).context["messages"])
    assert "已报送1份月报" in said


def test_what_keeps_a_report_back_is_shown_at_its_cell(grid, world):
    world.fill(world.report(), jobs_lifted=40)
    grid.get()
    answer = grid.send({}, "submit", months=[3])
    assert answer.status_code == 422
    (fault,) = answer.context["outcome"].faults
    assert fault.key == grid.key(world.group, 3, "labor.jobs_lifted")
    assert answer.context["cells"][fault.key].problems == [fault.problem]
    assert f'href="#c-{fault.key}"' in answer.content.decode()


@pytest.mark.parametrize("more", [1, 37])
@pytest.mark.parametrize("indicator", ["all", CODE])
def test_statements_of_the_page(client, world, django_assert_num_queries, more, indicator):
    for n in range(more):
        world.pairing(f"g{n}", "group", world.city, position=n)
    world.fill(world.report())
    page = Grid(client, world, world.clerk, indicator=indicator, sector="labor", side="west")
    cache.clear()
    with django_assert_num_queries(14):
        page.get()


@pytest.mark.parametrize("codes", [[CODE], list(SOUND)])
def test_statements_of_saving(grid, world, django_assert_num_queries, codes):
    cells = {(p, m, c): "5" for p in (world.group, world.other) for m in (1, 2) for c in codes}
    cache.clear()
    with django_assert_num_queries(24):
        assert grid.send(cells).status_code == 302


# The note typed → what is kept, or the code of what is wrong with it.
NOTES = [
    ("年底才统计", "年底才统计"),
    ("  两  个\t空格 ", "两 个 空格"),
    ("<b>&amp;</b>", "<b>&amp;</b>"),
    ("", None),
    ("   ", None),
    ("字" * 300, "字" * 300),
    ("字" * 301, "T17"),
    ("1\x002", "T21"),
    ("电话13812345678", "P01"),
]


@pytest.mark.parametrize(("typed", "kept"), NOTES)
def test_a_note_says_why_there_is_no_figure(grid, world, typed, kept):
    key = grid.key(world.group, 3)
    answer = grid.send({(world.group, 3): ""}, **{f"n-{key}": typed})
    held = list(DraftCell.objects.values_list("value", "note"))
    if kept in ("T17", "T21", "P01"):
        assert answer.status_code == 422
        assert [fault.problem.code for fault in answer.context["outcome"].faults] == [kept]
        assert answer.context["cells"][key].note
        assert held == []
        return
    assert answer.status_code == 302
    assert held == ([] if kept is None else [(None, kept)])
    grid.get()
    cell = grid.sheet.cells[key]
    assert (cell.note, cell.filled) == (kept or "", 0 if kept is None else 1)


def test_a_note_stays_unless_it_is_changed_and_can_be_taken_away(grid, world):
    key = grid.key(world.group, 3)
    for cells, note, kept in [
        ("5", {f"n-{key}": "估计"}, (5, "估计")),
        ("6", {}, (6, "估计")),
        ("6", {f"n-{key}": "核实"}, (6, "核实")),
        ("6", {f"n-{key}": ""}, (6, "")),
    ]:
        grid.get()
        assert grid.send({(world.group, 3): cells}, **note).status_code == 302
        assert DraftCell.objects.values_list("value", "note").get() == kept


def test_a_note_that_somebody_wrote_meanwhile_is_not_overwritten(grid, world):
    cells = {CODE: Cell("month", None, "她的")}
    actions.save_cells(world.report(), cells, by=world.clerk, version=1)
    answer = grid.send({(world.group, 3): ""}, **{f"n-{grid.key(world.group, 3)}": "他的"})
    assert answer.status_code == 409
    assert DraftCell.objects.get().note == "她的"
