"""The wide form: who sees which inputs, what is kept, what is refused, in few statements."""

import datetime
from decimal import Decimal
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse

from cooperation.models import DraftCell, MonthlyReport, Role
from cooperation.reporting import actions
from cooperation.reporting.actions import Cell
from cooperation.scoreboard import scoreboard
from tests.reporting.wide_grid import CODE, Grid, values
from tests.reporting.world import MARCH

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow


@pytest.fixture
def grid(client, world):
    page = Grid(client, world, world.clerk)
    assert page.get().status_code == 200
    return page


def test_changed_cells_are_kept_in_drafts(grid, world):
    answer = grid.send({(world.group, 3): "12", (world.other, 4): "1,234"})
    assert answer.status_code == 302
    assert values() == {("group", 3): ("month", 12), ("other", 4): ("month", 1234)}
    assert {r.state for r in MonthlyReport.objects.all()} == {"draft"}
    assert grid.get().status_code == 200
    assert grid.sheet.cells[grid.key(world.group, 3)].text == "12"


def test_nothing_is_begun_for_cells_that_nobody_touched(grid, world):
    assert grid.send({(world.group, 3): ""}).status_code == 302
    assert MonthlyReport.objects.count() == 0


def test_the_same_sent_twice_is_kept_once(grid, world):
    for _time in range(2):
        assert grid.send({(world.group, 3): "12"}).status_code == 302
    assert values() == {("group", 3): ("month", 12)}
    assert MonthlyReport.objects.get().version == 2


def test_a_cell_is_emptied_and_its_note_stays(grid, world):
    report = world.report()
    actions.save_cells(
        report, {CODE: Cell("month", Decimal(9), "源")}, by=world.clerk, version=report.version
    )
    grid.get()
    assert grid.send({(world.group, 3): ""}).status_code == 302
    cell = DraftCell.objects.get()
    assert (cell.value, cell.note) == (None, "源")


def test_only_open_cells_of_ones_own_are_inputs(client, world):
    world.approved(MARCH)
    user = world.person("one", Role.CLERK, pairing=world.group, side="west")
    page = Grid(client, world, user)
    html = page.get().content.decode()
    cells = page.sheet.cells
    editable = {key for key, cell in cells.items() if cell.editable}
    assert editable == {page.key(world.group, m) for m in range(1, 13) if m != 3}
    march = cells[page.key(world.group, 3)]
    assert (march.shown, march.mark) == ("10", "r-approved")
    assert f'name="c-{page.key(world.other, 1)}"' not in html
    assert html.count('name="c-') == 11


def test_months_that_have_not_begun_are_closed(client, world, monkeypatch):
    day = datetime.date(2024, 5, 2)
    for module in ("cooperation.reporting.wide.sheet", "cooperation.calendar"):
        monkeypatch.setattr(f"{module}.today", lambda: day)
    page = Grid(client, world, world.clerk)
    page.get()
    months = {cell.month.month for cell in page.sheet.cells.values() if cell.editable}
    assert months == {1, 2, 3, 4, 5}
    assert page.send({(world.group, 6): "3"}).status_code == 422
    assert values() == {}


# What is typed → what is kept, or the code of what is wrong with it.
TYPED = [
    ("１２３", 123),
    ("1,234", 1234),
    ("1，234", 1234),
    ("1、234", "N05"),
    ("1 234", 1234),
    ("12 3", "N41"),
    ("12\u202e", 12),
    ("007", 7),
    ("(123)", "N13"),
    ("--5", "N15"),
    ("-5", "N14"),
    ("12.5", "N18"),
    ("1e3", "N21"),
    ("9" * 400, "N23"),
    ("NaN", "N25"),
    ("٣", "N27"),
    ("0x1F", "N29"),
    ("壹佰贰拾元整", "M06"),
    ("300人", 300),
    ("500元", "M06"),
    ("300-500", "N37"),
    ("同上", "N39"),
    ("9223372036854775808", "N23"),
    ("2147483648", "N47"),
    ("1" * 100_000, "N49"),
    ("1\x002", "T21"),
    ("52020119900101123X", "P01"),
    ("=1+1", None),
    ("{{7*7}}", None),
]


@pytest.mark.parametrize(("text", "expected"), TYPED)
def test_typed_numbers(grid, world, text, expected):
    answer = grid.send({(world.group, 3): text, (world.group, 4): "8"})
    if isinstance(expected, int):
        assert answer.status_code == 302
        assert values() == {("group", 3): ("month", expected), ("group", 4): ("month", 8)}
        return
    assert answer.status_code == 422
    assert values() == {}
    faults = answer.context["outcome"].faults
    assert [fault.key for fault in faults] == [grid.key(world.group, 3)]
    if expected is not None:
        assert [fault.problem.code for fault in faults] == [expected]
    assert faults[0].problem.sentence.startswith(f"「{world.group.name} · 3月")
    cells = answer.context["sheet"].cells
    assert cells[grid.key(world.group, 3)].text == text[:1000]
    assert cells[grid.key(world.group, 4)].text == "8"


def test_all_problems_are_said_at_once(grid, world):
    answer = grid.send({(world.group, m): f"{m}x" for m in range(1, 8)} | {(world.other, 1): "-3"})
    assert len(answer.context["outcome"].faults) == 7
    answer = grid.send({(world.group, 1): "-1", (world.other, 1): "-3"})
    html = unescape(answer.content.decode())
    assert [f.problem.code for f in answer.context["outcome"].faults] == ["N14", "N14"]
    assert "填的是“−3”" in html or "“−3”" in html


def test_a_converted_number_waits_for_a_nod(client, world):
    page = Grid(client, world, world.clerk, indicator="industry.invested")
    page.get()
    cells = {(world.group, 3): "12.346"}
    answer = page.send(cells)
    fault = answer.context["outcome"].faults[0]
    assert (fault.problem.code, fault.confirms) == ("N17", "12.346")
    key = page.key(world.group, 3)
    assert page.send(cells, **{f"ok-{key}": "12.345"}).status_code == 422
    assert page.send(cells, **{f"ok-{key}": "12.346"}).status_code == 302
    assert values("industry.invested") == {("group", 3): ("month", Decimal("12.35"))}


def test_a_cell_that_somebody_changed_is_not_overwritten(grid, world):
    other = world.person("other", Role.CLERK)
    report = world.report()
    actions.save_cells(report, {CODE: Cell("month", Decimal(7))}, by=other, version=1)
    answer = grid.send({(world.group, 3): "12", (world.group, 4): "5"})
    assert answer.status_code == 409
    (change,) = answer.context["changes"]
    assert (change["theirs"], change["yours"], change["by"]) == ("7", "12", other)
    assert values() == {("group", 3): ("month", 7)}
    assert answer.context["sheet"].cells[grid.key(world.group, 4)].text == "5"
    # The page now knows what is there: saving again is a decision.
    grid.sheet = answer.context["sheet"]
    assert grid.send({(world.group, 3): "12", (world.group, 4): "5"}).status_code == 302
    assert values() == {("group", 3): ("month", 12), ("group", 4): ("month", 5)}


def test_work_on_another_cell_of_the_report_is_in_nobodys_way(grid, world):
    report = world.report()
    actions.save_cells(
        report, {"labor.workshops": Cell("at", Decimal(7))}, by=world.clerk, version=1
    )
    assert grid.send({(world.group, 3): "12"}).status_code == 302
    assert values() == {("group", 3): ("month", 12)}
    assert values("labor.workshops") == {("group", 3): ("at", 7)}


def test_a_report_that_was_handed_in_meanwhile_takes_nothing(grid, world):
    world.submitted(MARCH)
    answer = grid.send({(world.group, 3): "12", (world.group, 4): "5"})
    assert answer.status_code == 409
    assert values() == {}
    assert answer.context["changes"][0]["yours"] == "12"


@pytest.mark.parametrize("was", ["", "¦", "month¦NaN¦month¦", "month¦1¦2¦3¦4", "x" * 5000])
def test_a_forged_past_overwrites_nothing(grid, world, was):
    world.fill(world.report())
    key = grid.key(world.group, 3)
    answer = grid.client.post(grid.url, {f"c-{key}": "12", f"w-{key}": was})
    assert answer.status_code == 409
    assert values() == {("group", 3): ("month", 10)}


def test_anothers_cell_is_refused(client, world):
    user = world.person("one", Role.CLERK, pairing=world.group, side="west")
    page = Grid(client, world, user)
    page.get()
    assert page.send({(world.group, 3): "1", (world.other, 3): "2"}).status_code == 403
    assert values() == {}


def test_unknown_cells_are_left_alone(grid, world):
    data = {"c-999999-3": "1", "c-1-13": "1", "c-x": "1", f"c-{world.group.pk}-0": "4"}
    assert grid.client.post(grid.url, data).status_code == 302
    assert MonthlyReport.objects.count() == 0


def test_a_thousand_fields_in_one_post(client, world):
    for n in range(47):
        world.pairing(f"g{n}", "group", world.city, position=n)
    page = Grid(client, world, world.clerk)
    page.get()
    cells = page.sheet.cells
    assert len(cells) == 600
    data = {f"c-{key}": cell.text for key, cell in cells.items()}
    data |= {f"w-{key}": cell.was for key, cell in cells.items()}
    data[f"c-{page.key(world.group, 3)}"] = "12"
    assert len(data) == 1200
    assert client.post(page.url, data).status_code == 302
    assert values() == {("group", 3): ("month", 12)}


@pytest.mark.parametrize("more", [1, 37])
def test_statements_of_the_page(client, world, django_assert_num_queries, more):
    for n in range(more):
        world.pairing(f"g{n}", "group", world.city, position=n)
    world.approved(MARCH)
    page = Grid(client, world, world.clerk)
    cache.clear()
    with django_assert_num_queries(14):
        page.get()


@pytest.mark.parametrize("months", [1, 12])
def test_statements_of_saving(grid, world, django_assert_num_queries, months):
    cells = {(p, m): "5" for p in (world.group, world.other) for m in range(1, months + 1)}
    cache.clear()
    with django_assert_num_queries(24):
        assert grid.send(cells).status_code == 302


def test_cumulative_and_monthly_figures_make_the_same_board(client, world):
    months = [5, 0, 7, 3, 0, 0, 11, 2, 9, 1, 4, 6]
    monthly = Grid(client, world, world.clerk)
    monthly.get()
    monthly.send({(world.group, m): str(v) for m, v in enumerate(months, 1)})
    yearly = Grid(client, world, world.clerk, basis="ytd")
    yearly.get()
    shown = [yearly.sheet.cells[yearly.key(world.group, m)].text for m in range(1, 13)]
    sums = [str(sum(months[:m])) for m in range(1, 13)]
    assert shown == sums
    yearly.send({(world.other, m): sums[m - 1] for m in range(1, 13)})
    monthly.get()
    back = [monthly.sheet.cells[monthly.key(world.other, m)].text for m in range(1, 13)]
    assert back == [str(value) for value in months]


def test_a_figure_that_cannot_be_converted_keeps_its_own_count(client, world):
    page = Grid(client, world, world.clerk)
    page.get()
    page.send({(world.group, 3): "5"})
    yearly = Grid(client, world, world.clerk, basis="ytd")
    yearly.get()
    cell = yearly.sheet.cells[yearly.key(world.group, 3)]
    assert (cell.text, cell.basis) == ("5", "month")
    yearly.send({(world.group, 3): "6", (world.group, 4): "9"})
    assert values() == {("group", 3): ("month", 6), ("group", 4): ("ytd", 9)}


def test_sums_come_from_the_scoreboard(grid, world):
    world.approved(MARCH)
    grid.get()
    board = scoreboard(world.programme, 2024, 12, indicators=[CODE])
    for line in grid.sheet.lines:
        row = next(
            r for r in board.rows_of(CODE) if r.kind != "total" and r.pairing == line.pairing
        )
        assert (line.row.ytd, line.row.covered) == (row.ytd, row.covered)
    assert grid.sheet.total.row.ytd == board.totals()[0].ytd == 10


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"year": "abc"}, "本协作阶段"),
        ({"year": "1999"}, ""),
        ({"year": "9" * 5000}, ""),
        ({"indicator": "labor.nothing"}, "不由您填报"),
        ({"indicator": "%F0%9F%98%80"}, "不由您填报"),
        ({"basis": "__class__"}, "填报方式无效"),
        ({"page": "99999999"}, ""),
        ({"page": "-1"}, ""),
    ],
)
def test_bad_addresses_lead_to_the_nearest_page(client, world, query, sentence):
    page = Grid(client, world, world.clerk, **query)
    answer = page.get()
    assert answer.status_code == 200
    assert sentence in answer.content.decode() or query == {"year": "abc"}
    assert page.sheet.choice.year in world.programme.years


def test_who_fills_in_nothing_is_refused(client, world):
    page = Grid(client, world, world.reviewer)
    assert page.client.get(page.url).status_code == 403
    assert page.client.post(page.url, {}).status_code == 403


def test_the_list_leads_there_for_several_pairings_only(client, world):
    url = f"{reverse('admin:monthly-list')}?programme={world.programme.code}"
    client.force_login(world.clerk)
    assert "/admin/monthly/wide/" in client.get(url).content.decode()
    client.force_login(world.person("one", Role.CLERK, pairing=world.group, side="west"))
    assert "/admin/monthly/wide/" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    "was", ["month¦sNaN¦month¦", "month¦NaN¦month¦", "month¦1E999999999¦¦", "¦", ""]
)
def test_a_forged_note_of_what_was_there_overwrites_nothing(grid, world, was):
    grid.send({(world.group, 3): "5"})
    key = grid.key(world.group, 3)
    answer = grid.client.post(grid.url, {"action": "save", f"c-{key}": "7", f"w-{key}": was})
    assert answer.status_code == 409
    assert values() == {("group", 3): ("month", 5)}
