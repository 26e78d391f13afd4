"""The buttons of the form that fill several cells or check them; all without a script."""

import pytest

from tests.reporting.test_form import fields, send, texts, url
from tests.reporting.world import APRIL, MARCH, fresh

pytestmark = pytest.mark.slow


@pytest.fixture
def clerk(client, world):
    client.force_login(world.clerk)
    return client


def held(report):
    cells = report.draft_cells.select_related("indicator")
    return {cell.indicator.code.partition(".")[2]: (cell.basis, cell.value) for cell in cells}


def test_nothing_happened_fills_the_empty_flows_alone(clerk, world):
    report = world.report()
    assert send(clerk, report, "zero", jobs="5").status_code == 302
    assert held(report) == {
        "jobs": ("month", 5),
        "jobs_lifted": ("month", 0),
        "east_jobs": ("month", 0),
        "near_jobs": ("month", 0),
    }
    html = clerk.get(url(report)).content.decode()
    assert "名labor.jobs_lifted" in html.partition("已按无发生额填写3格")[2][:100]


def test_nothing_happened_leaves_the_year_to_date_as_it_was(clerk, world):
    for month in (1, 2, 3):
        world.approved(
            MARCH.replace(month=month), basis="ytd", jobs=10 + month, near_jobs=4 + month
        )
    report = world.report(APRIL)
    send(clerk, report, "zero")
    # The office typed the year to date last month, so it does now.
    assert held(report)["jobs"] == ("ytd", 13)


def test_counts_are_confirmed_by_a_tick_or_by_one_button(clerk, world):
    world.approved(MARCH)
    report = world.report(APRIL)
    send(clerk, report, "save")
    assert held(report) == {}
    data = fields(clerk.get(url(report))) | {"action": "save", "ok-labor.workshops": "3"}
    clerk.post(url(report), data)
    assert held(report) == {"workshops": ("at", 3)}
    report.draft_cells.all().delete()
    send(clerk, report, "stocks")
    assert held(report) == {"workshops": ("at", 3)}


def test_an_unconfirmed_count_keeps_the_report_back(clerk, world):
    world.approved(MARCH)
    report = world.report(APRIL)
    figures = {**texts(), "workshops": "3"}
    response = send(clerk, report, "submit", **figures)
    assert response.status_code == 422
    assert "W08" in response.content.decode()
    assert fresh(report).state == "draft"


def test_one_cell_changes_its_basis(clerk, world):
    for month in (1, 2):
        world.approved(MARCH.replace(month=month))
    report = world.fill(world.report())
    data = fields(send(clerk, report, "basis-labor.jobs"))
    assert (data["v-labor.jobs"], data["b-labor.jobs"]) == ("30", "ytd")
    assert (data["v-labor.near_jobs"], data["b-labor.near_jobs"]) == ("4", "month")


def test_checking_offers_the_sum_and_taking_it_fills_the_cell(clerk, world):
    report = world.fill(world.report(), jobs=None)
    page = send(clerk, report, "check")
    html = page.content.decode()
    assert 'value="offer-labor.jobs=month:10"' in html
    assert fresh(report).state == "draft"
    taken = fields(send(clerk, report, "offer-labor.jobs=month:10", page=page))
    assert taken["v-labor.jobs"] == "10"
    assert "jobs" not in held(report)


def test_a_reason_given_on_checking_is_kept(clerk, world):
    world.target("labor.jobs", 2024, 2)
    report = world.fill(world.report())
    page = send(clerk, report, "check")
    assert page.status_code == 200
    assert 'name="why-L11-labor.jobs"' in page.content.decode()
    data = fields(page) | {"action": "check", "why-L11-labor.jobs": "系统停用"}
    assert "检查通过" in clerk.post(url(report), data).content.decode()
    data = fields(clerk.get(url(report))) | {"action": "submit"}
    assert clerk.post(url(report), data).status_code == 302
    assert fresh(report).state == "submitted"


def test_what_cannot_be_read_and_what_breaks_a_rule_are_told_together(clerk, world):
    report = world.report()
    figures = {**texts(), "jobs_lifted": "三、五", "east_jobs": "7"}
    html = send(clerk, report, "check", **figures).content.decode()
    summary = html.partition('id="problems"')[2].partition("</div>")[0]
    assert 'data-code="N05"' in summary
    assert 'data-code="L03"' in summary


@pytest.mark.parametrize(
    ("action", "heading"), [("check", "报送前须更正或说明"), ("save", "尚未保存")]
)
def test_the_heading_says_what_was_asked_for(clerk, world, action, heading):
    """Who asks for a check is not told that nothing was saved: the cells save themselves."""
    html = send(clerk, world.report(), action, jobs="三、五").content.decode()
    assert heading in html
