"""The review page: what a reviewer sees, decides, and is told when it changed meanwhile."""

import datetime
import re

import pytest
from django.urls import reverse

from cooperation.models import ConfirmedCheck, Review, Role
from cooperation.reporting import actions
from tests.reporting.world import APRIL, MARCH, fresh

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow

FEBRUARY = datetime.date(2024, 2, 1)


@pytest.fixture
def reviewer(client, world):
    client.force_login(world.reviewer)
    return client


def url(report):
    return reverse("admin:monthly-review", args=[report.pk])


def decide(client, submission, action="approve", **data):
    return client.post(
        url(submission.report), {"submission": submission.pk, "action": action, **data}
    )


def rows(response):
    """Indicator code → the texts of its cells."""
    html = response.content.decode()
    found = re.findall(r'id="line-labor\.(\w+)">(.*?)</tr>', html, re.S)
    return {
        code: [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        ]
        for code, row in found
    }


def replaced(world, submission, **values):
    """The clerk takes it back, changes it and hands it in again."""
    actions.withdraw(submission, by=world.clerk)
    report = world.fill(submission.report, **values)
    return world.handed_in(report)


def test_first_submission_has_no_comparison(reviewer, world):
    world.approved(FEBRUARY, jobs=8, near_jobs=2)
    page = reviewer.get(url(world.submitted().report))
    # handed in, last month, a year ago, year to date, target, completion
    assert rows(page)["jobs"] == ["10", "8", "—", "18 2/3", "—", "—"]
    assert rows(page)["workshops"] == ["3", "3", "—", "3", "—", "—"]
    assert "首次报送" in page.content.decode()


def test_differences_to_last_time_are_marked_with_word_amount_and_share(reviewer, world):
    first = world.submitted()
    actions.return_(first, by=world.reviewer, reason="核对省内就业")
    report = world.fill(first.report, jobs=12, near_jobs=6, jobs_lifted=None)
    report.draft_cells.filter(indicator__code="labor.jobs_lifted").update(note="未统计")
    second = world.handed_in(report)
    page = reviewer.get(url(second.report))
    against = {code: cells[1] for code, cells in rows(page).items()}
    assert against == {
        "jobs": "增加 +2 (+20.0%) 原为10",
        "jobs_lifted": "不再填报 原为4",
        "east_jobs": "未变",
        "near_jobs": "增加 +2 (+50.0%) 原为4",
        "workshops": "未变",
    }
    html = page.content.decode()
    assert "核对省内就业" in html
    assert "与第1次报送（已退回）相比，3行不同" in html


def test_what_was_taken_back_unseen_is_no_last_time(reviewer, world):
    first = world.submitted()
    actions.return_(first, by=world.reviewer, reason="核对")
    second = world.handed_in(world.fill(first.report, jobs=12, near_jobs=6))
    third = replaced(world, second, jobs=12, near_jobs=6)
    page = reviewer.get(url(third.report))
    assert rows(page)["jobs"][1] == "增加 +2 (+20.0%) 原为10"
    assert "与第1次报送（已退回）相比" in page.content.decode()


def test_a_cumulative_figure_stands_with_its_month(reviewer, world):
    for number in (1, 2):
        world.approved(datetime.date(2024, number, 1))
    page = reviewer.get(
        url(
            world.submitted(basis="ytd", jobs=35, east_jobs=25, near_jobs=10, jobs_lifted=20).report
        )
    )
    assert rows(page)["jobs"][0] == "35 本年累计 · 本月 15"
    assert rows(page)["jobs"][3] == "35"


def test_held_checks_stand_with_their_reasons(reviewer, world):
    submission = world.submitted()
    ConfirmedCheck.objects.create(
        submission=submission,
        indicator=world.indicators["labor.jobs"],
        code="M08",
        reason="节后集中返岗",
    )
    ConfirmedCheck.objects.create(submission=submission, code="L13", reason="已逐项核对")
    html = reviewer.get(url(submission.report)).content.decode()
    assert re.findall(r'data-code="(\w+)"', html) == ["L13", "M08"]
    assert "节后集中返岗" in html
    assert "已逐项核对" in html
    assert "已说明的提示2条" in html


def test_approving_goes_on_to_the_next_one(reviewer, world):
    first, second = world.submitted(), world.submitted(APRIL)
    response = decide(reviewer, first)
    assert response.url == url(second.report)
    html = reviewer.get(response.url).content.decode()
    assert "已审定：东市 ↔ 西市 · 劳务协作 · 西部 · 2024年3月。" in html
    last = decide(reviewer, second)
    assert last.url == f"{reverse('admin:index')}?programme=test"
    assert [fresh(s.report).state for s in (first, second)] == ["approved", "approved"]


def test_approving_twice_does_it_once(reviewer, world):
    submission = world.submitted()
    assert decide(reviewer, submission).status_code == 302
    again = decide(reviewer, submission)
    assert again.status_code == 302
    assert "此前已审定" in reviewer.get(again.url).content.decode()
    assert Review.objects.filter(decision="approved").count() == 1


def test_a_return_needs_a_reason_and_keeps_what_was_typed(reviewer, world):
    submission = world.submitted()
    empty = decide(reviewer, submission, "return", reason="  ")
    assert empty.status_code == 422
    assert 'data-code="W07"' in empty.content.decode()
    long = decide(reviewer, submission, "return", reason="核" * 301)
    assert long.status_code == 422
    assert "核" * 301 in long.content.decode()
    assert fresh(submission.report).state == "submitted"
    assert decide(reviewer, submission, "return", reason="请核对").status_code == 302
    assert Review.objects.get().reason == "请核对"


def test_a_newer_submission_is_shown_figure_by_figure_and_nothing_decided(reviewer, world):
    submission = world.submitted()
    replaced(world, submission, jobs=11, near_jobs=5)
    response = decide(reviewer, submission, "return", reason="太少")
    html = response.content.decode()
    assert response.status_code == 409
    assert "这份月报已重新报送。 未作任何审核。" in html
    table = html.split('id="conflict"')[1].split("</table>")[0]
    assert re.findall(r'<td class="n">(?:<b>)?([^<]+)', table) == ["10", "11", "4", "5"]
    assert not Review.objects.exclude(decision="withdrawn").exists()
    assert "太少" in html
    # The page now carries the newer one, and that can be decided.
    pk = re.search(r'name="submission" value="(\d+)"', html)[1]
    answer = reviewer.post(url(submission.report), {"submission": pk, "action": "approve"})
    assert answer.status_code == 302
    assert fresh(submission.report).state == "approved"


def test_a_submission_taken_back_shows_what_is_being_typed(reviewer, world):
    submission = world.submitted()
    actions.withdraw(submission, by=world.clerk)
    same = decide(reviewer, submission)
    assert same.status_code == 409
    assert "已撤回，正在修改" in same.content.decode()
    assert "各数与您所看的相同" in same.content.decode()
    world.fill(submission.report, jobs_lifted=1)
    html = decide(reviewer, submission).content.decode()
    assert "填报单位正在修改的内容，尚未报送" in html
    assert 'value="approve"' not in html


@pytest.mark.parametrize(
    ("deed", "words"), [("approve", "这份月报已审定"), ("return", "这份月报已退回")]
)
def test_what_another_reviewer_decided_is_said(reviewer, world, deed, words):
    submission = world.submitted()
    other = world.person("second", Role.REVIEWER)
    if deed == "approve":
        actions.approve(submission, by=other)
    else:
        actions.return_(submission, by=other, reason="核对")
    response = decide(reviewer, submission, "return", reason="x")
    assert response.status_code == 409
    assert words in response.content.decode()


@pytest.mark.parametrize("sent", ["", "0", "abc", "９", "9" * 400, "-1"])
def test_a_forged_submission_is_out_of_date(reviewer, world, sent):
    report = world.submitted().report
    response = reviewer.post(url(report), {"submission": sent, "action": "approve"})
    assert response.status_code == 409
    assert "页面已过期" in response.content.decode()
    assert fresh(report).state == "submitted"


def test_an_unknown_decision_is_a_bad_request(reviewer, world):
    assert decide(reviewer, world.submitted(), "burn").status_code == 400


def test_nobody_reviews_their_own(client, world):
    world.person("both", Role.CLERK)
    both = world.person("both", Role.REVIEWER)
    report = world.fill(
        actions.open_report(world.group, sector="labor", side="west", month=MARCH, by=both), by=both
    )
    own = world.handed_in(report, by=both)
    client.force_login(both)
    html = client.get(url(report)).content.decode()
    assert "由他人审核" in html
    assert 'value="approve"' not in html
    assert decide(client, own).status_code == 403


def state_of(world, state):
    """A report in a state, with a submission."""
    submission = world.submitted()
    if state == "approved":
        actions.approve(submission, by=world.reviewer)
    elif state == "returned":
        actions.return_(submission, by=world.reviewer, reason="核对")
    elif state == "withdrawn":
        actions.withdraw(submission, by=world.clerk)
    elif state == "correcting":
        actions.approve(submission, by=world.reviewer)
        report = fresh(submission.report)
        actions.reopen(report, by=world.clerk, version=report.version, reason_kind="typing_error")
    return submission.report


@pytest.mark.parametrize("state", ["submitted", "approved", "returned", "withdrawn", "correcting"])
@pytest.mark.parametrize("who", ["clerk", "reviewer", "secretary"])
def test_buttons_are_there_for_the_reviewer_of_what_waits(client, world, state, who):
    world.person("secretary", Role.SECRETARY)
    report = state_of(world, state)
    client.force_login(type(world.clerk).objects.get(username=who))
    page = client.get(url(report))
    assert page.status_code == 200
    buttons = re.findall(r'name="action" value="(\w+)"', page.content.decode())
    assert sorted(buttons) == (
        ["approve", "return"] if (state, who) == ("submitted", "reviewer") else []
    )


def test_without_a_submission_the_form_is_the_page(reviewer, world):
    report = world.report()
    assert reviewer.get(url(report)).url == reverse("admin:monthly-form", args=[report.pk])


def test_the_form_leads_a_reviewer_to_the_review(reviewer, world):
    report = world.submitted().report
    html = reviewer.get(reverse("admin:monthly-form", args=[report.pk])).content.decode()
    assert f'href="{url(report)}"' in html
    assert 'value="approve"' not in html


def test_old_submissions_stay_readable(reviewer, world):
    first = world.approved()
    report = fresh(first.report)
    actions.reopen(report, by=world.clerk, version=report.version, reason_kind="other_side")
    report = world.fill(report, jobs=13, near_jobs=7)
    world.handed_in(report)

    def page(number):
        return reviewer.get(reverse("admin:monthly-submission", args=[report.pk, number]))

    old, new = page(1).content.decode(), page(2).content.decode()
    assert rows(page(1))["jobs"][0] == "10"
    assert rows(page(2))["jobs"][:3] == ["13", "本月数", "增加 +3 (+30.0%) 原为10"]
    assert "已审定" in old
    assert "对方" in new
    assert 'name="action"' not in new
    assert reverse("admin:monthly-submission", args=[report.pk, 2]) in old
    assert [page(number).status_code for number in (0, 3, 10**30)] == [404, 404, 404]


def test_histories_lead_to_the_submissions(reviewer, world):
    report = world.submitted().report
    link = reverse("admin:monthly-submission", args=[report.pk, 1])
    for name in ("admin:monthly-form", "admin:monthly-review"):
        assert link in reviewer.get(reverse(name, args=[report.pk])).content.decode()


@pytest.mark.parametrize("months", [0, 3])
def test_review_asks_the_database_the_same_number_of_questions(
    reviewer, world, months, django_assert_num_queries
):
    for number in range(1, months + 1):
        world.approved(datetime.date(2024, number, 1))
    first = world.submitted(APRIL)
    actions.return_(first, by=world.reviewer, reason="核对")
    report = world.fill(first.report, jobs_lifted=1)
    world.handed_in(report)
    reviewer.get(url(report))
    # One of them asks for the ledgers' sums, to set them beside what is declared.
    with django_assert_num_queries(8):
        reviewer.get(url(report))
