"""What is new since the reader was here last: visits, counts, and what they cost."""

import datetime
from collections import Counter
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone

from cooperation.changes import Change, write
from cooperation.dashboards.changes import since as section
from cooperation.dashboards.changes.counts import new_counts
from cooperation.dashboards.changes.looks import look, looked_before
from cooperation.dashboards.changes.since import since_last_look
from cooperation.models import (
    Activity,
    LastLook,
    MonthlyReport,
    PublishedReading,
    Target,
    User,
)
from cooperation.period import Period
from tests.scoreboard import world

pytestmark = pytest.mark.django_db

D = datetime.date
NINE = world.moment(D(2025, 3, 3), 9)


def hours(count):
    return NINE + datetime.timedelta(hours=count)


@pytest.fixture
def here():
    return SimpleNamespace(user=User.objects.create(username="a"), programme=world.programme())


def test_a_reload_does_not_make_new_things_old(here):
    seen = [look(here.user, here.programme, hours(at)) for at in (0, 1, 3.9, 5, 6, 30, 31)]
    assert seen == [None, None, None, hours(0), hours(0), hours(5), hours(5)]
    kept = LastLook.objects.get()
    assert (kept.previous, kept.current) == (hours(5), hours(30))
    assert looked_before(here.user, here.programme, hours(31)) == hours(5)
    assert looked_before(here.user, here.programme, hours(50)) == hours(30)


def test_two_pages_at_once_begin_one_visit(here):
    look(here.user, here.programme, hours(0))
    stale = LastLook.objects.get()
    look(here.user, here.programme, hours(10))
    LastLook.objects.filter(pk=stale.pk, current=stale.current).update(current=hours(10))
    assert look(here.user, here.programme, hours(10)) == hours(0)
    assert LastLook.objects.count() == 1


def test_a_look_is_kept_for_its_person_alone(here):
    other = User.objects.create(username="b", is_superuser=True)
    look(here.user, here.programme, hours(0))
    assert LastLook.objects.visible_to(here.user).count() == 1
    assert not LastLook.objects.visible_to(other).exists()
    assert not LastLook.objects.visible_to(AnonymousUser()).exists()
    assert looked_before(other, here.programme, hours(1)) is None
    assert look(AnonymousUser(), here.programme, hours(1)) is None
    assert LastLook.objects.count() == 1


def frame_of(here, user=None, as_of=None):
    request = SimpleNamespace(user=user or here.user)
    period = Period(here.programme, 2024, 6, as_of)
    return SimpleNamespace(request=request, period=period, programme=here.programme)


def test_what_it_costs(here, django_assert_num_queries):
    with django_assert_num_queries(2):
        first = since_last_look(frame_of(here))
    assert (first.known, first.moment, first.lines, first.nothing) == (True, None, (), False)
    LastLook.objects.update(current=timezone.now() - datetime.timedelta(hours=9))
    with django_assert_num_queries(3):
        assert since_last_look(frame_of(here)).nothing
    with django_assert_num_queries(2):
        assert since_last_look(frame_of(here)).nothing
    with django_assert_num_queries(0):
        assert not since_last_look(frame_of(here, AnonymousUser())).known
        assert since_last_look(frame_of(here, as_of=D(2024, 1, 1))) is None


def test_the_section_in_words(here, monkeypatch):
    monkeypatch.setattr(section.timezone, "now", lambda: hours(48))
    LastLook.objects.create(user=here.user, programme=here.programme, current=hours(0))
    one = world.pairing(here.programme, "city", kind="city")
    flow = world.indicator("labor.flow")
    world.submit(one, D(2025, 2, 1), {flow: ("ytd", 4)}, at=hours(1))
    approved = [("approved", hours(-20))]
    world.submit(one, D(2025, 1, 1), {flow: ("ytd", 4)}, at=hours(-30), reviews=approved)
    world.submit(one, D(2025, 1, 1), {flow: ("ytd", 5)}, at=hours(2))
    since = since_last_look(frame_of(here))
    html = render_to_string("dashboards/_since_look.html", {"since": since})
    assert next(text for _label, text in since.lines).startswith("2025年2月")
    assert len(since.lines) == 2
    assert "2025-03-03 09:00" in html
    assert "since=last-meeting" in html


def test_what_was_typed_in_late_is_new_too(here):
    one = world.pairing(here.programme, "city", kind="city")
    flow = world.indicator("labor.flow")
    old = Activity.objects.create(
        programme=here.programme, kind="visit", title_zh="互访", start=D(2023, 5, 1)
    )
    reading = PublishedReading.objects.create(
        pairing=one, indicator=flow, value=1, basis="ytd", cutoff=D(2023, 5, 1)
    )
    assert new_counts(here.programme, NINE).nothing
    for row in (old, reading):
        write(here.user, row, "add", Change())
    new = new_counts(here.programme, NINE)
    assert (new.activities, new.readings) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 11])
def test_counts_agree_with_the_rows_one_by_one(seed):
    programme = world.random_world(seed)
    for moment in (world.moment(D(2023, 9, 9)), world.moment(D(2024, 6, 1), 3)):
        reports, corrected = Counter(), 0
        for report in MonthlyReport.objects.filter(pairing__programme=programme):
            shown = None
            for one in report.submissions.order_by("number"):
                decided = {r.decision for r in one.reviews.all()} - {"reopened"}
                shown = one if decided <= {"approved"} else shown
            if shown is None or shown.at <= moment:
                continue
            before = [
                review
                for one in report.submissions.all()
                if one.number < shown.number
                for review in one.reviews.all()
                if review.decision == "approved" and review.at <= moment
            ]
            corrected += bool(before)
            if not before:
                reports[report.month, report.sector] += 1
        new = new_counts(programme, moment)
        assert {(r.month, r.sector): r.count for r in new.reports} == dict(reports)
        assert new.corrected == corrected
        assert new.targets == sum(t.recorded_at > moment for t in Target.objects.all())
        day = timezone.localdate(moment)
        assert new.readings == sum(
            r.published_on is not None and r.published_on > day
            for r in PublishedReading.objects.all()
        )
