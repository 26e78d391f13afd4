"""Several approvals at once: all of what was listed, or nothing, and it says which."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cooperation.models import MonthlyReport, Review, Role
from cooperation.reporting import actions
from cooperation.reporting.actions import SeveralRefused
from tests.reporting.world import fresh

# Much is asked here one by one: left to the complete run.
pytestmark = pytest.mark.slow

URL = "admin:monthly-approve"


def month(number):
    return datetime.date(2024, number, 1)


@pytest.fixture
def three(world):
    """Three submissions that wait."""
    return [world.submitted(month(number)) for number in (1, 2, 3)]


@pytest.fixture
def reviewer(client, world):
    client.force_login(world.reviewer)
    return client


def approvals():
    return Review.objects.filter(decision="approved").count()


def tick(client, submissions):
    return client.post(reverse(URL), {"submission": [s.pk for s in submissions]})


def why(world, submissions, by=None):
    with pytest.raises(SeveralRefused) as refused:
        actions.approve_many(submissions, by=by or world.reviewer)
    return [(one.submission.pk, one.why) for one in refused.value.refusals]


def test_all_are_approved_as_one_by_one(world, three):
    before = world.programme.data_version
    reviews = actions.approve_many(three, by=world.reviewer)
    assert [(r.submission_id, r.decision, r.by) for r in reviews] == [
        (s.pk, "approved", world.reviewer) for s in three
    ]
    reports = MonthlyReport.objects.order_by("month")
    assert [(r.state, r.version) for r in reports] == [("approved", 4)] * 3
    assert fresh(world.programme).data_version > before


def test_one_by_one_leaves_the_same_rows(world):
    first, second = world.submitted(month(1)), world.submitted(month(2))
    actions.approve(first, by=world.reviewer)
    actions.approve_many([second], by=world.reviewer)
    one, other = MonthlyReport.objects.order_by("month").values(
        "state", "version", "correction_kind", "correction_reason"
    )
    assert one == other


def test_sent_twice_it_is_done_once(world, three):
    actions.approve_many([*three, three[0]], by=world.reviewer)
    assert actions.approve_many(three, by=world.reviewer) == []
    assert approvals() == 3


@pytest.mark.parametrize("what", ["withdrawn", "replaced", "returned", "approved by another"])
def test_one_that_changed_refuses_all(world, three, what):
    one = three[1]
    other = world.person("second", Role.REVIEWER)
    if what == "returned":
        actions.return_(one, by=other, reason="核对")
    elif what == "approved by another":
        actions.approve(one, by=other)
    else:
        actions.withdraw(one, by=world.clerk)
    if what == "replaced":
        report = fresh(one.report)
        world.handed_in(report)
    before = approvals()
    assert why(world, three) == [(one.pk, "changed")]
    assert approvals() == before
    assert fresh(three[0].report).state == "submitted"


def test_an_own_one_and_a_foreign_one_refuse_all(world, three):
    both = world.person("both", Role.CLERK)
    both = world.person("both", Role.REVIEWER, pairing=world.group)
    report = world.fill(
        actions.open_report(world.group, sector="labor", side="west", month=month(4), by=both),
        by=both,
    )
    own = world.handed_in(report, by=both)
    foreign = world.submitted(month(5), pairing=world.other)
    assert why(world, [*three, own, foreign], by=both) == [
        (own.pk, "own"),
        (foreign.pk, "foreign"),
    ]
    assert approvals() == 0


def test_more_than_fifty_are_refused(world, three):
    many = [type(three[0])(pk=n, report_id=1) for n in range(1, 52)]
    with pytest.raises(SeveralRefused) as refused:
        actions.approve_many(many, by=world.reviewer)
    assert refused.value.too_many


def test_a_clerk_approves_nothing(world, three):
    with pytest.raises(PermissionDenied):
        actions.approve_many(three, by=world.clerk)


@pytest.mark.parametrize("n", [1, 6])
def test_statements_do_not_grow_with_the_reports(world, n, django_assert_num_queries):
    chosen = [world.submitted(month(number)) for number in range(1, n + 1)]
    reviewer = world.reviewer
    assert reviewer.grants
    with django_assert_num_queries(12):  # two of them are the savepoint
        actions.approve_many(chosen, by=reviewer)


def test_page_approves_and_says_how_many(reviewer, world, three):
    response = tick(reviewer, three)
    assert response.status_code == 302
    assert approvals() == 3
    assert "已审定3份月报。" in reviewer.get(response.url).content.decode()


def test_page_names_what_changed_and_keeps_the_ticks(reviewer, world, three):
    actions.withdraw(three[1], by=world.clerk)
    response = tick(reviewer, three)
    html = response.content.decode()
    assert response.status_code == 409
    assert "所选3条中有1条已变化，未审核任何一条。" in html
    assert "2024年2月" in html
    assert html.count(" checked>") == 2
    assert approvals() == 0


def test_page_refuses_what_is_not_the_readers(client, world, three):
    elsewhere = world.person("elsewhere", Role.REVIEWER, pairing=world.other)
    client.force_login(elsewhere)
    response = tick(client, three)
    assert response.status_code == 403
    assert "所选3条中有3条不由您审核" in response.content.decode()
    assert "2024年2月" not in response.content.decode()


@pytest.mark.parametrize("sent", ["", "0", "-1", "abc", "９", "9" * 400, "\x00", "1 OR 1"])
def test_nonsense_approves_nothing(reviewer, world, three, sent):
    response = reviewer.post(reverse(URL), {"submission": [three[0].pk, sent]})
    assert response.status_code == 403
    assert approvals() == 0


def test_nothing_ticked_is_said(reviewer, world, three):
    response = reviewer.post(reverse(URL), {})
    assert "没有勾选月报。" in reviewer.get(response.url).content.decode()


def test_fifty_one_ticks_are_refused_with_the_limit(reviewer, world, three):
    sent = [three[0].pk, *range(10**6, 10**6 + 50)]
    response = reviewer.post(reverse(URL), {"submission": sent})
    assert response.status_code == 409
    assert "所选51条，一次最多审核50条，未审核任何一条。" in response.content.decode()
