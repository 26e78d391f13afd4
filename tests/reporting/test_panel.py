"""The cell panel: what is known of one cell, whoever may see its report."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from cooperation.models import ConfirmedCheck, Role
from cooperation.reporting import actions, dialogue
from cooperation.reporting.actions import Cell
from cooperation.scoreboard import course_of, definitions_of, scoreboard
from tests.reporting.world import APRIL, MARCH, fresh

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow

HTMX = {"HX-Request": "true"}


def url(report, code="labor.jobs"):
    return reverse("admin:monthly-cell", args=[report.pk, code])


@pytest.fixture
def panel(client):
    """The fragment as somebody sees it."""

    def shown(user, report, code="labor.jobs"):
        client.force_login(user)
        response = client.get(url(report, code), headers=HTMX)
        assert response.status_code == 200
        return response.content.decode()

    return shown


def versions(html):
    return re.findall(r'<span class="figure">([^<]*)</span>', html)


def test_versions_say_who_when_and_why(panel, world):
    submission = world.submitted()
    actions.return_(submission, by=world.reviewer, reason="与台账不符")
    world.fill(submission.report, jobs=12, near_jobs=6)
    html = panel(world.clerk, submission.report)
    assert versions(html) == ["12", "10"]
    assert "退回" in html
    assert "与台账不符" in html
    assert "#1 clerk" in html


def test_draft_is_for_its_office_and_its_reviewers(panel, world):
    east = world.person("east", Role.CLERK, side="east", pairing=world.group)
    report = world.fill(world.report(), jobs=17, near_jobs=11)
    assert versions(panel(world.clerk, report)) == ["17"]
    assert versions(panel(world.reviewer, report)) == ["17"]
    assert versions(panel(east, report)) == []
    assert "17" not in panel(east, report)


def test_correction_shows_why_and_the_approved_figure_until_it_is_handed_in(panel, world):
    report = world.approved().report
    actions.reopen(
        fresh(report), by=world.clerk, version=fresh(report).version, reason_kind="late_source"
    )
    assert "更正中" in panel(world.clerk, report)
    world.fill(report, jobs=11, near_jobs=5)
    actions.submit(fresh(report), by=world.clerk, version=fresh(report).version)
    html = panel(world.clerk, report)
    assert versions(html) == ["11", "10"]
    assert "已被替换" in html
    assert "数据来源迟到" in html or "来源" in html


def test_the_other_sides_cell_is_shown_from_the_own_report(panel, world):
    world.submitted()
    east = world.report(side="east")
    assert versions(panel(world.clerk, east)) == ["10"]


def test_months_are_those_of_the_scoreboard(world):
    world.approved(datetime.date(2023, 11, 1), basis="ytd")
    world.approved(datetime.date(2024, 1, 1))
    world.submitted(datetime.date(2024, 2, 1), basis="ytd", jobs=25, near_jobs=19)
    world.submitted(APRIL, jobs=0, near_jobs=0, east_jobs=0, jobs_lifted=0)
    definitions = definitions_of("labor.jobs")
    found = course_of(world.group, definitions, APRIL)
    board = scoreboard(world.programme, 2024, 4, pairings=[world.group])
    series = board.series(board.row("pairing", world.group.pk, "labor.jobs"))
    assert [one.value for one in found.months][-4:] == series.month[:4] == [10, 15, None, 0]
    assert [one.ytd for one in found.months][-16:-4] == series.last_ytd
    assert [one.ytd for one in found.months][-4:] == series.ytd[:4]
    states = [one.state for one in found.months][-4:]
    assert states == ["approved", "pending", "unreported", "pending"]
    assert found.months[0].month == world.programme.since


def test_a_stock_is_counted_only_where_a_count_was_given(world):
    world.approved(MARCH, workshops=5)
    found = course_of(world.group, definitions_of("labor.workshops"), APRIL)
    assert [one.value for one in found.months][-2:] == [5, None]
    assert {one.ytd for one in found.months} == {None}


def test_bars_tell_zero_from_missing_and_mark_the_month(panel, world):
    world.approved(MARCH)
    zero = {"jobs": 0, "near_jobs": 0, "east_jobs": 0, "jobs_lifted": 0}
    report = world.approved(APRIL, **zero).report
    html = panel(world.clerk, report)
    bars = re.findall(r'<rect class="([^"]+)"', html)
    assert bars[-3:] == ["gap unreported", "approved", "approved zero now"]
    assert len(bars) == 16
    assert re.search(r'<svg [^>]*role="img" aria-label="[^"]*2024年4月[^"]*10[^"]*"', html)
    assert "style=" not in html


def test_definitions_of_other_years_are_readable(panel, world):
    version = world.indicators["labor.jobs"].versions.get()
    version.definition_zh = "旧口径"
    version.save()
    version.pk, version.valid_from = None, datetime.date(2024, 1, 1)
    version.definition_zh = "新口径"
    version.save()
    report = world.approved().report
    html = panel(world.clerk, report)
    assert html.index("新口径") < html.index("旧口径")
    assert "2024年起" in html


def test_the_note_is_read_here_and_typed_in_the_form(panel, world):
    report = world.report()
    cells = {"labor.jobs": Cell("month", None, "系统停用")}
    actions.save_cells(report, cells, by=world.clerk, version=report.version)
    html = panel(world.clerk, report)
    assert "系统停用" in html
    assert 'name="n-' not in html


def test_what_was_confirmed_stands_with_its_version(panel, world):
    submission = world.submitted()
    ConfirmedCheck.objects.create(
        submission=submission,
        indicator=world.indicators["labor.jobs"],
        code="M08",
        params={"ratio": "8.2"},
        reason="新厂投产",
    )
    html = panel(world.reviewer, submission.report)
    assert "确认理由：新厂投产" in html
    assert "M08" not in html


def test_the_page_of_its_own_checks_the_working_value(client, world):
    report = world.fill(world.report(), jobs=3)
    client.force_login(world.clerk)
    html = client.get(url(report)).content.decode()
    assert 'class="s-late" data-code="L' in html
    assert "检查" in html


def test_it_is_a_page_of_its_own_without_htmx(client, world):
    client.force_login(world.clerk)
    html = client.get(url(world.report())).content.decode()
    assert "<html" in html
    assert 'id="cell-panel"' in html


@pytest.mark.parametrize("code", ["labor.none", "industry.invested", "a b", "x" * 200, "%00"])
def test_unknown_cells_are_not_found(client, world, code):
    client.force_login(world.clerk)
    report = world.report()
    assert client.get(f"/admin/monthly/{report.pk}/cells/{code}/").status_code == 404
    assert client.get(f"/admin/monthly/{10**30}/cells/labor.jobs/").status_code == 404


def test_other_pairings_and_programmes_are_not_found(client, world):
    report = world.submitted().report
    for scope in ({"pairing": world.other}, {"sector": "industry"}):
        other = world.person(f"other{len(scope)}{next(iter(scope))}", Role.CLERK, **scope)
        client.force_login(other)
        assert client.get(url(report)).status_code == 404


@pytest.mark.parametrize("rounds", [1, 4])
def test_statements_do_not_grow_with_the_history(client, world, rounds, django_assert_num_queries):
    east = world.person("east", Role.CLERK, side="east", pairing=world.group)
    jobs = world.indicators["labor.jobs"]
    jobs.confirmable = True
    jobs.save()
    world.approved(datetime.date(2023, 11, 1))
    report = world.submitted().report
    for number in range(rounds):
        figure = report.submissions.last().figures.get(indicator=jobs)
        dialogue.dispute_figure(figure=figure, value=Decimal(number), sentence="不符", by=east)
        question = dialogue.ask(
            pairing=world.group, indicator=jobs, month=MARCH, text=f"问{number}", by=east
        )
        dialogue.answer(message=question, text="答", by=world.clerk)
        actions.return_(report.submissions.last(), by=world.reviewer, reason="再核")
        actions.submit(fresh(report), by=world.clerk, version=fresh(report).version)
    client.force_login(world.clerk)
    with django_assert_num_queries(9):
        client.get(url(report), headers=HTMX)
