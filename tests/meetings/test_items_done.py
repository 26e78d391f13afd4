"""An item is done, or opened again: who may, what is refused, what the log keeps."""

import datetime

import pytest
from django.urls import reverse

from cooperation.models import ChangeLog, OpenItem
from tests.meetings.meetings import JAN, JUL, NOV, item, meeting, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(ground):
    """Three meetings of the two cities."""
    return [meeting(ground, on) for on in (JAN, JUL, NOV)]


def send(client, of, one, **data):
    return client.post(reverse("meeting-item", args=[of.pk, one.pk]), data)


def test_the_secretary_marks_an_item_and_opens_it_again(three, people, as_person):
    first, second, _third = three
    one = item(first)
    version = first.programme.data_version
    client = as_person("secretary")
    assert "登记办结" in page(client, second)
    answer = send(client, second, one, act="done", done_on="2025-09-01", outcome=" 已  补报 ")
    assert answer.headers["Location"] == f"/meetings/{second.pk}/#items"
    one.refresh_from_db()
    assert (one.done_on, one.outcome) == (datetime.date(2025, 9, 1), "已 补报")
    entry = ChangeLog.objects.get(model="cooperation.Meeting")
    assert (entry.by, entry.key) == (people.secretary, str(first.pk))
    assert f"openitem {one.pk} done_on: 2025-09-01" in entry.after
    first.programme.refresh_from_db()
    assert first.programme.data_version == version + 1

    send(client, second, one, act="reopen", reason="结果有误")
    one.refresh_from_db()
    assert (one.done_on, one.outcome) == (None, "")
    entry = ChangeLog.objects.order_by("pk").last()
    assert "已 补报" in entry.before
    assert entry.reason == "结果有误"


def test_what_somebody_else_did_meanwhile_stays(three, as_person):
    one = item(three[0], done_on=JUL, outcome="先到")
    client = as_person("secretary")
    data = {"act": "done", "done_on": "2025-09-01", "outcome": "后到"}
    answer = client.post(reverse("meeting-item", args=[three[1].pk, one.pk]), data, follow=True)
    assert "已由他人登记办结" in answer.content.decode()
    one.refresh_from_db()
    assert (one.done_on, one.outcome) == (JUL, "先到")
    assert not ChangeLog.objects.filter(model="cooperation.Meeting").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("done_on", "outcome", "said"),
    [
        ("", "已补报", "必填"),
        ("昨天", "已补报", "日期"),
        ("2025-02-30", "已补报", "日期"),
        ("2025-01-19", "已补报", "不能早于这一天"),
        ("9999-12-31", "已补报", "日期尚未到"),
        ("2025-09-01", "", "请简要填写办理结果"),
        ("2025-09-01", "   ", "请简要填写办理结果"),
        ("2025-09-01", "张某 13812345678", "电话号码"),
        ("2025-09-01", "520202199001011234 已办", "身份证号"),
        ("2025-09-01", "字" * 301, "300"),
        ("2025-09-01", "\0", "空"),
        ("2025-09-01", "\x07", "无法保存"),
    ],
)
def test_bad_outcomes_are_refused_with_what_was_typed(three, as_person, done_on, outcome, said):
    one = item(three[0])
    answer = send(as_person("secretary"), three[1], one, done_on=done_on, outcome=outcome)
    assert answer.status_code == 422
    html = answer.content.decode()
    deed = html.split('class="deed no-print" open')[1].split("</details>")[0]
    assert said in deed
    if outcome.strip("\0\x07 "):
        assert outcome in deed
    one.refresh_from_db()
    assert (one.done_on, one.outcome) == (None, "")


def test_items_are_marked_where_they_are_shown_and_nowhere_else(ground, three, as_person):
    data = {"done_on": "2025-12-01", "outcome": "已办"}
    later, of_group = item(three[2]), item(meeting(ground, JAN, pairing=ground.group))
    client = as_person("secretary")
    for one in (later, of_group):
        assert send(client, three[1], one, **data).status_code == 404
    assert send(client, three[2], later, act="nonsense", **data).status_code == 404
    assert OpenItem.objects.filter(done_on__isnull=False).count() == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("anonymous", 302),
        ("official", 403),
        ("clerk", 403),
        ("reviewer", 403),
        ("administrator", 403),
        ("stranger", 404),
        ("secretary", 302),
    ],
)
def test_who_marks_items(three, as_person, who, status):
    one = item(three[0])
    answer = send(as_person(who), three[0], one, done_on="2025-09-01", outcome="已补报")
    assert answer.status_code == status
    one.refresh_from_db()
    assert (one.done_on is not None) == (who == "secretary")
