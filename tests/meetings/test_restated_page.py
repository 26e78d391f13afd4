"""The page and the file of what changed since the last meeting."""

import csv
import datetime
import io
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperation.models import Assignment, Meeting, Pack, Role, User
from tests.scoreboard import world

pytestmark = pytest.mark.django_db

ON = datetime.date(2024, 5, 2)
AFTER = datetime.date(2024, 5, 20)


@pytest.fixture
def place(client):
    """A programme with two meetings; one figure was corrected between them."""
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    groups = [world.pairing(programme, f"g{n}", parent=city, position=n) for n in (1, 2)]
    flow = world.indicator("flow", headline=True)
    reader = User.objects.create_user("reader", password="x")
    Assignment.objects.create(user=reader, role=Role.OFFICIAL, programme=programme)
    client.force_login(reader)
    for one in groups:
        give(one, flow, 3, 10, datetime.date(2024, 4, 10))
    before = meet(programme, ON, 4)
    return programme, groups, flow, before, meet(programme, datetime.date(2024, 6, 10), 5)


def give(pairing, indicator, month, value, day, **fields):
    first = datetime.date(2024, month, 1)
    figures = {indicator: ("month", value)}
    return world.submit(pairing, first, figures, at=world.moment(day), **fields)


def meet(programme, on, through, **fields):
    return Meeting.objects.create(
        programme=programme, title_zh=f"{on}会议", on=on, year=2024, through=through, **fields
    )


def page(client, meeting, **query):
    return client.get(reverse("meeting-restated", args=[meeting.pk]), query)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_empty_list_says_what_was_compared(client, place):
    said = text(page(client, place[4]))
    assert "当时所报数据均未变动" in said
    assert "2023年和2024年1—4月各月数据2个" in said
    assert "2024-05-02会议" in said


def test_a_correction_stands_with_its_effect(client, place):
    _programme, groups, flow, _before, now = place
    give(groups[0], flow, 3, 14, AFTER)
    give(groups[1], flow, 5, 6, AFTER)
    answer = page(client, now)
    assert [line.units for line in answer.context["found"].lines] == [4]
    (headline,) = answer.context["headlines"]
    assert (headline.then, [one.units for one in headline.moved], headline.now) == (
        "20", ["+4", "+6"], "30",
    )  # fmt: skip
    assert "新增月份（属工作进展，不作数据变动）：2024年5月" in text(answer)


def test_a_sealed_meeting_keeps_what_it_told(client, place):
    programme, groups, flow, before, now = place
    moment = world.moment(datetime.date(2024, 6, 9))
    since = page(client, now).context["found"].since
    Pack.objects.create(
        meeting=now, number=1, code="P1", year=2024, through=5, moment=moment, sealed_at=moment,
        manifest_sha256="0" * 64, compared=before, since=since,
    )  # fmt: skip
    give(groups[0], flow, 3, 14, datetime.date(2024, 6, 20))
    assert page(client, now).context["found"].nothing
    # A meeting that is entered in between was not there when the pack was sealed.
    meet(programme, datetime.date(2024, 5, 25), 4)
    chosen = page(client, now).context["chosen"]
    assert (chosen.earlier.meeting, chosen.restatement.since) == (before, since)
    later = meet(place[0], datetime.date(2024, 7, 10), 6)
    found = page(client, later).context["found"]
    assert (found.since, len(found.lines)) == (moment, 1)


def test_without_an_earlier_meeting_a_day_is_offered(client, place):
    _programme, groups, flow, before, _now = place
    give(groups[0], flow, 3, 14, AFTER)
    answer = page(client, before)
    assert (answer.status_code, answer.context["found"]) == (200, None)
    assert "没有同一范围的上次会议记录" in text(answer)
    found = page(client, before, since="2024-05-02").context["found"]
    assert (len(found.lines), found.period) == (1, (2024, 4))
    # No meeting was on that day: what was known of the newest month.
    found = page(client, before, since="2024-05-03").context["found"]
    assert (len(found.lines), found.period) == (1, (2024, 3))


def test_a_pairings_meeting_looks_at_its_own_earlier_one(client, place):
    programme, groups, flow, _before, _now = place
    meet(programme, ON, 4, pairing=groups[0])
    own = meet(programme, datetime.date(2024, 6, 1), 5, pairing=groups[0])
    for group in groups:
        give(group, flow, 3, 14, AFTER)
    found = page(client, own).context["found"]
    assert [line.pairing for line in found.lines] == [groups[0]]
    assert found.effects[0].bridge.then.value == 10


@pytest.mark.parametrize(
    "typed", ["abc", "2024-02-31", "2024-5-2", "9999-12-31", "1999-01-01", "<b>", "２０２４-05-02"]
)
def test_a_day_that_cannot_be_used_is_told_and_stays(client, place, typed):
    answer = page(client, place[4], since=typed)
    assert answer.status_code == 200
    assert answer.context["chosen"].problem
    assert answer.context["found"].period == (2024, 4)
    shown = answer.content.decode()
    assert 'aria-invalid="true"' in shown
    assert "<b>" not in shown or typed != "<b>" or "&lt;b&gt;" in shown


def test_tomorrow_cannot_be_chosen(client, place):
    day = timezone.localdate() + datetime.timedelta(days=1)
    assert page(client, place[4], since=day.isoformat()).context["chosen"].problem


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/meetings/0/changes/", 404),
        ("/meetings/99999999999999999999999/changes/", 404),
        ("/meetings/x/changes/", 404),
        ("/meetings/{}/changes/?since=%00", 400),
        ("/meetings/{}/changes/?page=x", 200),
        ("/meetings/{}/changes/?page=99999", 200),
        ("/meetings/{}/changes/?format=xml", 200),
    ],
)
def test_strange_addresses(client, place, address, status):
    assert client.get(address.format(place[4].pk)).status_code == status


def test_the_file_adds_up(client, place):
    programme, groups, flow, _before, now = place
    programme.sample = True
    programme.save()
    give(groups[0], flow, 3, Decimal("14.5"), AFTER)
    answer = page(client, now, format="csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0] == ["样例数据"]
    head = next(line for line in lines if line[:1] == ["序号"])
    line = dict(zip(head, lines[lines.index(head) + 1], strict=True))
    assert (line["原报数"], line["现在"], line["对合计的影响（本单位）"]) == ("10", "14.5", "4.5")
    effects = lines[-1]
    assert effects[2] == "20"
    assert sum(Decimal(cell or 0) for cell in effects[2:-2:2]) == Decimal(effects[-2])


def test_a_reason_runs_no_formula(client, place):
    _programme, groups, flow, _before, now = place
    first = give(groups[0], flow, 3, 11, datetime.date(2024, 5, 1))
    second = give(groups[0], flow, 3, 12, AFTER)
    first.reviews.create(decision="reopened", at=world.moment(AFTER), reason="=1+1")
    second.reviews.create(decision="approved", at=world.moment(AFTER))
    assert ",'=1+1," in page(client, now, format="csv").content.decode()


def test_nobody_outside_sees_it(client, place, settings):
    other = world.programme("q")
    stranger = User.objects.create_user("stranger", password="x")
    Assignment.objects.create(user=stranger, role=Role.SECRETARY, programme=other)
    client.force_login(stranger)
    assert page(client, place[4]).status_code == 404
    client.logout()
    settings.PUBLIC_DASHBOARD = True
    assert page(client, place[4]).status_code == 302


@pytest.mark.parametrize("groups", [2, 60])
def test_the_page_asks_no_more_for_more(client, place, django_assert_num_queries, groups):
    programme, _groups, flow, _before, now = place
    city = programme.pairings.get(kind="city")
    for number in range(groups):
        one = world.pairing(programme, f"h{number}", parent=city, position=9)
        give(one, flow, 4, 10, datetime.date(2024, 4, 10))
        give(one, flow, 4, 12, AFTER)
    with django_assert_num_queries(22):
        answer = page(client, now)
    assert len(answer.context["table"].page.object_list) == min(groups, 50)
