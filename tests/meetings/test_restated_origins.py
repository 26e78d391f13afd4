"""Who restated a figure and why, and since when figures are compared."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cooperation.bridge import CORRECTED, LATE, TAKEN_BACK, TARGET
from cooperation.meetings.restated import restated
from cooperation.meetings.restated.presented import earlier_of, end_of_day
from cooperation.models import Assignment, Figure, Meeting, Pack, Review, Role, Submission, User
from cooperation.reporting import actions
from cooperation.scoreboard import scoreboard
from tests.meetings.restated_ground import AFTER, DAY, aim, give, ground, told
from tests.reporting.world import APRIL, MARCH, SOUND, World, fresh
from tests.scoreboard import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return ground()


def test_who_and_why(place):
    programme, _city, groups, flow = place
    clerk = User.objects.create_user("c", display_name="填报员甲", office="六盘水市人社局")
    reviewer = User.objects.create_user("r", display_name="审核员乙")
    first = give(groups[0], flow, 4, 10)
    Review.objects.create(
        submission=first, decision="reopened", at=world.moment(AFTER), reason="漏报一户"
    )
    second = Submission.objects.create(
        report=first.report, number=2, at=world.moment(AFTER, 14), channel="form", by=clerk,
        reason_kind="typing_error",
    )  # fmt: skip
    Figure.objects.create(submission=second, indicator=flow, basis="month", value=12)
    Review.objects.create(
        submission=second, decision="approved", at=world.moment(AFTER, 15), by=reviewer
    )
    (line,) = told(programme).lines
    assert (line.reason, line.reason_kind) == ("漏报一户", "typing_error")
    # Until it was approved, its kind alone.
    early = scoreboard(programme, 2024, 4, moment=world.moment(AFTER, 15))
    (waiting,) = restated(early, end_of_day(DAY), (2024, 4)).lines
    assert (waiting.reason, waiting.reason_kind) == ("", "typing_error")
    assert (line.by, line.office, line.side) == ("填报员甲", "六盘水市人社局", "west")
    assert (line.at, line.approved_by) == (world.moment(AFTER, 14), "审核员乙")
    assert (line.submission_then_id, line.submission_now_id) == (first.pk, second.pk)


def test_who_took_it_back(place):
    programme, _city, groups, flow = place
    reviewer = User.objects.create_user("r", display_name="审核员乙")
    kept = give(groups[0], flow, 4, 10)
    worse = give(groups[0], flow, 4, 99, at=DAY)
    Review.objects.create(
        submission=worse, decision="returned", at=world.moment(AFTER), reason="与台账不符",
        by=reviewer,
    )  # fmt: skip
    (line,) = told(programme).lines
    assert (line.kind, line.old, line.new) == (CORRECTED, 99, 10)
    # Why was said to the office, not to everybody who reads the list.
    assert (line.reason, line.reason_kind, line.by) == ("", "returned", "审核员乙")
    assert (line.submission_then_id, line.submission_now_id) == (worse.pk, kept.pk)
    assert line.office == "g1区"


def test_words_to_an_office_reach_neither_the_page_nor_its_file(client, place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 4, 10)
    for group, decision, words in ((groups[0], "returned", "与台账不符"),
                                   (groups[1], "withdrawn", "填错了表")):  # fmt: skip
        worse = give(group, flow, 4, 99, at=DAY)
        Review.objects.create(
            submission=worse, decision=decision, at=world.moment(AFTER), reason=words
        )
    meeting(programme, DAY, 4)
    now = meeting(programme, datetime.date(2024, 6, 10), 5)
    other = User.objects.create_user("other")
    Assignment.objects.create(user=other, role=Role.CLERK, programme=programme, pairing=groups[2])
    client.force_login(other)
    for asked in ({}, {"format": "csv"}):
        page = client.get(reverse("meeting-restated", args=[now.pk]), asked)
        text = page.content.decode("utf-8-sig")
        assert "已退回" in text
        assert "已撤回" in text
        assert "与台账不符" not in text
        assert "填错了表" not in text


def test_a_targets_document(place):
    programme, city, groups, flow = place
    aim(city, flow, 400, datetime.date(2024, 1, 2))
    give(groups[0], flow, 4, 10)
    board = scoreboard(programme, 2024, 4)
    aim(city, flow, 500, datetime.date(2024, 4, 3), reason="协议补充", document_no="2号")
    board = scoreboard(programme, 2024, 4)
    (line,) = restated(board, world.moment(datetime.date(2024, 4, 2)), (2024, 4)).lines[:1]
    assert (line.kind, line.reason, line.origin.document_no) == (TARGET, "协议补充", "2号")


# --- since when -----------------------------------------------------------------------------


def meeting(programme, on, through, **fields):
    return Meeting.objects.create(
        programme=programme, title_zh="联席会议", on=on, year=on.year, through=through, **fields
    )


def seal(one, moment, through, number=1):
    return Pack.objects.create(
        meeting=one, number=number, code=f"P{one.pk}{number}", year=one.year, through=through,
        pairing=one.pairing, moment=moment, sealed_at=moment, manifest_sha256="0" * 64,
    )  # fmt: skip


def test_the_last_meetings_newest_pack_says_since_when(place):
    programme, _city, groups, flow = place
    before = meeting(programme, datetime.date(2024, 4, 10), 3)
    now = meeting(programme, datetime.date(2024, 6, 10), 5)
    meeting(programme, datetime.date(2024, 5, 30), 4, pairing=groups[0])
    assert earlier_of(before) is None
    assert earlier_of(now).moment == end_of_day(before.on)
    first = seal(before, world.moment(datetime.date(2024, 4, 9)), 3)
    second = seal(before, world.moment(datetime.date(2024, 4, 12)), 2, number=2)
    assert earlier_of(now).pack == second
    assert earlier_of(now).period == (2024, 2)
    assert earlier_of(now, until=second.sealed_at).pack == first
    # What was presented is told by the pack's moment alone.
    give(groups[0], flow, 3, 10, at=datetime.date(2024, 4, 1))
    board = scoreboard(programme, 2024, 5)
    assert restated(board, second.moment).period == (2024, 2)
    assert restated(board, first.moment).period == (2024, 3)
    assert restated(board, end_of_day(before.on)).period == (2024, 3)
    assert restated(board, end_of_day(datetime.date(2024, 4, 2))).period == (2024, 3)
    assert restated(board, end_of_day(datetime.date(2023, 4, 2))).period == (2023, 12)


def test_a_board_of_an_earlier_moment_knows_no_later_correction(place):
    programme, _city, groups, flow = place
    give(groups[0], flow, 4, 10)
    give(groups[0], flow, 4, 12, at=AFTER)
    early = scoreboard(programme, 2024, 4, moment=world.moment(AFTER, 1))
    assert restated(early, end_of_day(DAY), (2024, 4)).nothing


@pytest.mark.slow
def test_what_offices_do_on_the_form():
    """Corrected, taken back and reported late through the product's own actions."""
    office = World()
    march, april = office.approved(MARCH), office.submitted(APRIL)
    meeting_ends = timezone.now()
    version = fresh(march.report).version
    actions.reopen(
        march.report, by=office.clerk, version=version, reason_kind="typing_error",
        reason="看错一行",
    )  # fmt: skip
    office.fill(march.report, jobs_lifted=3)
    corrected = office.handed_in(march.report)
    actions.approve(corrected, by=office.reviewer)
    actions.withdraw(april, by=office.clerk)
    late = office.submitted(datetime.date(2024, 2, 1))
    board = scoreboard(office.programme, 2024, 4)
    lines = restated(board, meeting_ends, presented=(2024, 4)).lines
    kinds = [
        (one.kind, one.month.month, one.old, one.new, one.submission_then_id, one.submission_now_id)
        for one in lines
        if one.indicator.code.endswith(".jobs_lifted")
    ]
    before = SOUND[next(code for code in SOUND if code.endswith(".jobs_lifted"))]
    assert kinds == [
        (LATE, 2, None, before, None, late.pk),
        (CORRECTED, 3, before, 3, march.pk, corrected.pk),
        (TAKEN_BACK, 4, before, None, april.pk, None),
    ]
    (line,) = [one for one in lines if one.kind == CORRECTED]
    assert (line.reason_kind, line.reason) == ("typing_error", "看错一行")
    assert (line.by, line.approved_by) == (str(office.clerk), str(office.reviewer))
    assert {one.by for one in lines if one.kind == TAKEN_BACK} == {str(office.clerk)}


@pytest.mark.parametrize("pairings", [2, 12])
def test_statements_do_not_grow(pairings):
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    flow = world.indicator("flow", headline=True)
    aim(city, flow, 300, datetime.date(2024, 1, 2))
    for number in range(pairings):
        group = world.pairing(programme, f"g{number}", parent=city, position=number)
        for month in (1, 2, 3, 4):
            give(group, flow, month, 10)
            give(group, flow, month, 12, at=AFTER)
    aim(city, flow, 400, datetime.date(2024, 4, 3))
    board = scoreboard(programme, 2024, 4)
    with CaptureQueriesContext(connection) as asked:
        found = restated(board, end_of_day(datetime.date(2024, 4, 29)))
        assert len(found.lines) == pairings * 4
        assert [line.place for line in found.lines]
    # Presented: 4. Board of then: 5. Figures' origins: 4.
    assert len(asked) == 13
