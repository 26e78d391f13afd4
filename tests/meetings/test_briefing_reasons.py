"""What lags, with the offices' own reasons; how much is asked of the database, and named."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.meetings.briefing import briefing
from cooperation.models import ConfirmedCheck, Figure, Review, Submission, Target
from cooperation.scoreboard import scoreboard
from tests.scoreboard.world import indicator, moment, pairing, programme, submit

pytestmark = pytest.mark.django_db

JUNE = datetime.date(2024, 6, 1)


def world(groups):
    """Groups of which each is far behind its target by the end of June."""
    here = programme()
    city = pairing(here, "city", kind="city", reports=False)
    one = indicator("flow", headline=True, position=1)
    for number in range(groups):
        group = pairing(here, f"g{number}", parent=city, position=number)
        approved = [("approved", moment(JUNE + datetime.timedelta(days=40)))]
        submit(group, JUNE, {one: ("ytd", 5)}, reviews=approved)
        Target.objects.create(
            pairing=group, indicator=one, year=2024, value=100,
            in_force_from=datetime.date(2024, 1, 1), recorded_at=moment(datetime.date(2024, 1, 5)),
        )  # fmt: skip
    return here


def told(here, length="long", **options):
    """Key → text."""
    text = briefing(scoreboard(here, 2024, 6, **options), length=length)
    return {one.key: one.text for part in text.sections for one in part.paragraphs}


def with_words(submission, *, note="", check="", correction=""):
    """Puts words beside a submission's figure, past what refuses changes."""
    Figure.objects.filter(submission=submission).update(note=note)
    Submission.objects.filter(pk=submission.pk).update(reason=correction)
    if check:
        figure = Figure.objects.get(submission=submission)
        ConfirmedCheck.objects.create(
            submission=submission, indicator=figure.indicator, code="S01", reason=check
        )


def test_reasons_are_quoted_as_they_were_given():
    here = world(1)
    here.sample = True  # what is written may be changed in a sample
    here.save()
    submission = Submission.objects.get()
    with_words(submission, note="雨季停工。", check="已与企业核实", correction="漏报一批")
    said = told(here)["long.lagging.g0.flow"]
    assert said.startswith(
        "g0组团—g0区flow数5人，完成年度目标的5.0%，较序时进度慢45.0个百分点，进度滞后"
    )
    # Why a check was confirmed was written for the reviewer.
    assert said.endswith("填报单位说明：“雨季停工”（6月）；“漏报一批”（6月）。")
    assert told(here, "medium")["medium.lagging.g0.flow"].endswith("“雨季停工”（6月）。")


def test_reasons_that_were_not_known_then_are_not_told():
    here = world(1)
    here.sample = True
    here.save()
    first = Submission.objects.get()
    with_words(first, note="第一次")
    later = submit(first.report.pairing, JUNE, {Figure.objects.get().indicator: ("ytd", 6)},
                   at=moment(datetime.date(2024, 9, 1)))  # fmt: skip
    with_words(later, note="第二次")
    waiting = told(here)["long.lagging.g0.flow"]
    assert "第" not in waiting
    assert "填报单位" not in waiting  # neither quoted nor said to be missing
    approved_at = moment(datetime.date(2024, 9, 2))
    Review.objects.create(submission=later, decision="approved", at=approved_at)
    assert "第二次" in told(here)["long.lagging.g0.flow"]
    assert "第二次" not in told(here, moment=approved_at)["long.lagging.g0.flow"]
    then = told(here, moment=moment(datetime.date(2024, 8, 1)))["long.lagging.g0.flow"]
    assert "第一次" in then
    assert "第二次" not in then
    approved = told(here, moment=approved_at, approved_only=True)["long.lagging.g0.flow"]
    assert "第一次" in approved
    assert "第二次" not in approved


def test_that_no_reason_was_given_is_said():
    assert told(world(1))["long.lagging.g0.flow"].endswith("填报单位未说明原因。")


@pytest.mark.parametrize("groups", [3, 30])
def test_statements_and_names_do_not_grow_with_the_pairings(groups):
    board = scoreboard(world(groups), 2024, 6)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        text = briefing(board, length="long")
    assert len(asked) == 1
    keys = [one.key for part in text.sections for one in part.paragraphs]
    assert len([key for key in keys if key.startswith("long.pairing.g")]) == min(groups, 8)
    assert len([key for key in keys if key.startswith("long.lagging.g")]) == min(groups, 4)
    assert ("long.pairing.rest" in keys) == (groups > 8)
    assert f"数据齐全的各单位指标中，{groups}项滞后、0项略慢。" in text.text
    assert len(text.text) < 2500
