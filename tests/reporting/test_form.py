"""The monthly form as clerks and reviewers meet it, without JavaScript."""

import re

import pytest
from django.urls import reverse

from cooperation.models import DraftCell, MonthlyReport, Review, Role, Submission
from cooperation.reporting import actions
from tests.reporting.world import APRIL, SOUND, fresh


@pytest.fixture
def clerk(client, world):
    client.force_login(world.clerk)
    return client


def url(report):
    return reverse("admin:monthly-form", args=[report.pk])


def fields(response):
    """What a browser would send: every input as the page gave it."""
    html = response.content.decode()
    data = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            data[name[1]] = value[1] if value else ""
    data.pop("csrfmiddlewaretoken", None)
    return data


def send(client, report, action="save", page=None, **typed):
    data = fields(page or client.get(url(report)))
    data.update({f"v-labor.{code}": value for code, value in typed.items()})
    return client.post(url(report), {**data, "action": action})


def texts():
    return {code.partition(".")[2]: str(value) for code, value in SOUND.items()}


def test_form_shows_a_line_per_indicator_and_the_other_side_read_only(clerk, world):
    html = clerk.get(url(world.report())).content.decode()
    assert re.findall(r'name="v-([^"]+)"', html) == list(SOUND)
    assert "名labor.transfers" in html
    assert "名industry.invested" not in html


def test_save_keeps_a_draft_and_comes_back(clerk, world):
    report = world.report()
    response = send(clerk, report, jobs="1，234", workshops="3个")
    assert response.status_code == 302
    assert {c.indicator.code: c.value for c in report.draft_cells.all()} == {
        "labor.jobs": 1234,
        "labor.workshops": 3,
    }
    html = clerk.get(url(report)).content.decode()
    assert 'value="1234"' in html
    assert "1，234 → 1234" in html


def test_submit_in_one_go(clerk, world):
    report = world.report()
    response = send(clerk, report, "submit", **texts())
    assert response.status_code == 302
    assert fresh(report).state == "submitted"
    html = clerk.get(url(report)).content.decode()
    assert 'name="v-' not in html
    assert 'value="withdraw"' in html


def test_bad_cells_keep_everything_that_was_typed(clerk, world):
    report = world.report()
    response = send(clerk, report, jobs="三五", east_jobs="1、2", near_jobs="7")
    html = response.content.decode()
    assert response.status_code == 422
    assert re.findall(r'<li data-code="(\w+)"', html) == ["N31", "N05"]
    assert 'value="1、2"' in html
    assert 'value="7"' in html
    assert not DraftCell.objects.exists()


def test_a_question_is_answered_by_a_tick(clerk, world):
    report = world.report()
    response = send(clerk, report, jobs="3万")
    html = response.content.decode()
    assert response.status_code == 422
    assert 'name="ok-labor.jobs" value="3万"' in html
    data = {**fields(response), "ok-labor.jobs": "3万", "action": "save"}
    assert clerk.post(url(report), data).status_code == 302
    cell = report.draft_cells.get()
    assert cell.value == 30000
    assert "3万" in cell.note


def test_a_tick_for_another_text_confirms_nothing(clerk, world):
    report = world.report()
    data = {**fields(send(clerk, report, jobs="3万")), "ok-labor.jobs": "3万", "action": "save"}
    data["v-labor.jobs"] = "4万"
    assert clerk.post(url(report), data).status_code == 422
    assert not DraftCell.objects.exists()


def test_submit_lists_all_problems_and_saves_the_draft(clerk, world):
    report = world.report()
    response = send(clerk, report, "submit", **{**texts(), "jobs": "11", "jobs_lifted": "12"})
    html = response.content.decode()
    assert response.status_code == 422
    assert re.findall(r'<li data-code="(\w+)"', html) == ["L03", "L01"]
    assert report.draft_cells.get(indicator__code="labor.jobs").value == 11
    assert not Submission.objects.exists()
    # The page carries the version after the draft was saved, so the next try is not stale.
    again = send(clerk, report, "submit", page=response, **texts())
    assert again.status_code == 302


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(clerk, world):
    report = world.fill(world.report())
    mine = clerk.get(url(report))
    world.fill(report, jobs_lifted=1, near_jobs=7)
    response = send(clerk, report, page=mine, jobs_lifted="3")
    html = response.content.decode()
    assert response.status_code == 409
    assert 'id="conflict"' in html
    # Mine is kept, theirs is taken where I typed nothing.
    assert fields(response)["v-labor.jobs_lifted"] == "3"
    assert fields(response)["v-labor.near_jobs"] == "7"
    assert fresh(report).draft_cells.get(indicator__code="labor.jobs_lifted").value == 1
    assert send(clerk, report, page=response).status_code == 302
    cells = {c.indicator.code: c.value for c in report.draft_cells.all()}
    assert (cells["labor.jobs_lifted"], cells["labor.near_jobs"]) == (3, 7)


def test_a_page_from_before_the_submission_is_stale(clerk, world):
    report = world.fill(world.report())
    mine = clerk.get(url(report))
    actions.submit(report, by=world.clerk, version=report.version)
    response = send(clerk, report, "submit", page=mine, jobs="12")
    assert response.status_code == 409
    assert "12" in response.content.decode()
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("version", ["", "-1", "abc", "９", "9" * 400, "\x00"])
def test_a_forged_version_is_stale(clerk, world, version):
    report = world.report()
    data = {**fields(clerk.get(url(report))), "version": version, "action": "save"}
    assert clerk.post(url(report), data).status_code == 409


@pytest.mark.parametrize(
    "text", ["\x00", "9" * 1_000_000, "<script>", "NaN", "=1+1", "\ufffd", "{{7*7}}"]
)
def test_hostile_cells_are_refused_with_words(clerk, world, text):
    report = world.report()
    response = send(clerk, report, jobs=text)
    assert response.status_code == 422
    assert b'<script>"' not in response.content
    assert len(response.content) < 200_000


def test_switching_the_basis_converts_and_saves_nothing(clerk, world):
    for month in (1, 2):
        world.approved(world.programme.since.replace(year=2024, month=month))
    report = world.fill(world.report())
    response = send(clerk, report, "switch-ytd")
    data = fields(response)
    assert response.status_code == 200
    assert (data["v-labor.jobs"], data["b-labor.jobs"]) == ("30", "ytd")
    assert (data["v-labor.workshops"], data["b-labor.workshops"]) == ("3", "at")
    assert report.draft_cells.get(indicator__code="labor.jobs").value == 10
    assert clerk.post(url(report), {**data, "action": "save"}).status_code == 302
    cell = report.draft_cells.get(indicator__code="labor.jobs")
    assert (cell.value, cell.basis) == (30, "ytd")


def test_switching_leaves_cells_that_cannot_be_converted(clerk, world):
    report = world.fill(world.report())
    data = fields(send(clerk, report, "switch-ytd"))
    assert (data["v-labor.jobs"], data["b-labor.jobs"]) == ("10", "month")


def test_review_page_approves_what_was_looked_at(client, world):
    submission = world.submitted()
    client.force_login(world.reviewer)
    page = client.get(url(submission.report))
    assert fields(page)["submission"] == str(submission.pk)
    assert send(client, submission.report, "approve", page=page).status_code == 302
    assert fresh(submission.report).state == "approved"


def test_review_of_a_replaced_submission_is_stale(client, world):
    submission = world.submitted()
    client.force_login(world.reviewer)
    page = client.get(url(submission.report))
    actions.withdraw(submission, by=world.clerk)
    report = world.fill(submission.report, jobs_lifted=1)
    actions.submit(report, by=world.clerk, version=report.version)
    response = send(client, report, "approve", page=page)
    assert response.status_code == 409
    assert not Review.objects.filter(decision="approved").exists()


def test_return_without_a_reason_is_refused_and_with_one_shows_it(client, world):
    submission = world.submitted()
    client.force_login(world.reviewer)
    data = fields(client.get(url(submission.report)))
    refused = client.post(url(submission.report), {**data, "action": "return", "reason": " "})
    assert refused.status_code == 422
    sent = client.post(
        url(submission.report), {**data, "action": "return", "reason": "核对省内就业"}
    )
    assert sent.status_code == 302
    client.force_login(world.clerk)
    assert "核对省内就业" in client.get(url(submission.report)).content.decode()


def test_reopen_from_the_page(clerk, world):
    report = world.approved().report
    data = fields(clerk.get(url(report)))
    data |= {"action": "reopen", "reason_kind": "late_source", "reason": ""}
    assert clerk.post(url(report), data).status_code == 302
    html = clerk.get(url(report)).content.decode()
    assert 'name="v-labor.jobs"' in html


def test_approving_the_same_page_twice_does_it_once_and_says_so(client, world):
    submission = world.submitted()
    client.force_login(world.reviewer)
    data = {"action": "approve", "submission": submission.pk}
    assert [client.post(url(submission.report), data).status_code for _twice in "12"] == [302, 302]
    assert submission.reviews.count() == 1
    assert "已审定" in client.get(url(submission.report)).content.decode()


def test_a_clerk_may_not_approve_by_hand(clerk, world):
    submission = world.submitted()
    data = {"action": "approve", "submission": submission.pk}
    assert clerk.post(url(submission.report), data).status_code == 403


def test_drafts_are_not_shown_to_others(client, world):
    report = world.fill(world.report(), jobs=10)
    client.force_login(world.person("secretary", Role.SECRETARY))
    html = client.get(url(report)).content.decode()
    assert "<b>10</b>" not in html
    assert 'name="action"' not in html


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("reviewer", 200), ("elsewhere", 404), ("official", 403), (None, 302)],
)
def test_access(client, world, who, status):
    world.person("elsewhere", Role.CLERK, pairing=world.other)
    world.person("official", Role.OFFICIAL)
    report = world.report()
    if who:
        client.force_login(type(world.clerk).objects.get(username=who))
    assert client.get(url(report)).status_code == status
    assert client.post(url(report), {"version": "-1"}).status_code in (status, 409, 403)


def test_unknown_forms_are_not_found(clerk, world):
    for pk in (0, 10**30):
        assert clerk.get(reverse("admin:monthly-form", args=[pk])).status_code == 404
    assert clerk.get("/admin/monthly/abc/").status_code == 404


@pytest.mark.parametrize("months", [0, 3])
def test_form_asks_the_database_the_same_number_of_questions(
    clerk, world, months, django_assert_num_queries
):
    for month in range(1, months + 1):
        world.approved(world.programme.since.replace(year=2024, month=month))
    report = world.fill(world.report(APRIL))
    clerk.get(url(report))
    # One of them asks for the sum of the ledger behind a cell.
    with django_assert_num_queries(6):
        clerk.get(url(report))


def test_list_offers_the_owed_forms_and_opens_one(clerk, world):
    page = clerk.get(reverse("admin:monthly-list"), {"month": "2024-03"})
    html = page.content.decode()
    assert page.status_code == 200
    assert html.count('name="pairing"') == 9  # three pairings: labour of both sides, industry
    data = {"pairing": world.group.pk, "sector": "labor", "side": "west", "month": "2024-03"}
    response = clerk.post(reverse("admin:monthly-open"), data)
    report = MonthlyReport.objects.get()
    assert response.url == url(report)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"month": "2024-13"}, 400),
        ({"month": "0000-01"}, 400),
        ({"side": "north"}, 400),
        ({"pairing": "x"}, 400),
        ({"pairing": "999999"}, 404),
        ({"sector": "tourism"}, 302),
        ({"month": "2030-01"}, 302),
    ],
)
def test_nonsense_is_not_opened(clerk, world, change, status):
    data = {"pairing": world.group.pk, "sector": "labor", "side": "west", "month": "2024-03"}
    response = clerk.post(reverse("admin:monthly-open"), {**data, **change})
    assert response.status_code == status
    assert not MonthlyReport.objects.exists()


def test_list_tells_reviewers_what_waits(client, world):
    submission = world.submitted()
    client.force_login(world.reviewer)
    html = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:monthly-review", args=[submission.report.pk]) in html


def test_stock_admin_opens_the_form(clerk, world):
    report = world.report()
    address = reverse("admin:cooperation_monthlyreport_change", args=[report.pk])
    assert clerk.get(address).url == url(report)
    assert clerk.get(reverse("admin:cooperation_monthlyreport_changelist")).status_code == 200
    assert clerk.get(reverse("admin:cooperation_monthlyreport_add")).status_code == 403
