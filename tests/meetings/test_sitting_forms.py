"""The workplace form of a meeting: who writes, what is proposed, what is refused and why."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperation.models import Activity, ChangeLog, Meeting, Pack
from tests.meetings.meetings import item, meeting, texts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADD = "/admin/cooperation/meeting/add/"
JUL = datetime.date(2025, 7, 20)
KINDS = ("agenda", "decisions", "items")
TASK = {"text_zh": "事项", "responsible": "办公室"}


def change(of):
    return reverse("admin:cooperation_meeting_change", args=[of.pk])


def filled(ground, lines=(), **more):
    """What the browser sends: the meeting, and lines as (kind, {field: text})."""
    data = {
        "programme": ground.programme.pk,
        "title_zh": "两市联席会议",
        "on": "2025-07-20",
        "year": "2025",
        "through": "6",
        **more,
    }
    for kind in KINDS:
        own = [line for name, line in lines if name == kind]
        old = sum("id" in line for line in own)
        data |= {f"{kind}-TOTAL_FORMS": len(own), f"{kind}-INITIAL_FORMS": old}
        for number, line in enumerate(own):
            data |= {f"{kind}-{number}-{field}": text for field, text in line.items()}
    return data


def errors(answer):
    assert answer.status_code == 200
    found = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', answer.content.decode(), re.S)
    return unescape(" ".join(re.sub(r"<[^>]+>", "", text) for text in found))


def test_the_secretary_adds_a_meeting_with_its_lines(ground, people, as_person):
    lines = [
        ("agenda", {"text_zh": "通报进展"}),
        ("agenda", {"text_zh": "部署工作", "position": "1"}),
        ("decisions", {"text_zh": "按期报送"}),
        ("items", {"text_zh": "补报月份", "responsible": "协作办公室", "due": "2025-09-01"}),
        ("items", {}),
    ]
    answer = as_person("secretary").post(ADD, filled(ground, lines, pairing=ground.group.pk))
    made = Meeting.objects.get()
    assert answer.headers["Location"] == f"/meetings/{made.pk}/"
    assert (made.pairing, made.on, made.through) == (ground.group, JUL, 6)
    # A line without a number comes last.
    assert texts(made.agenda.all()) == ["部署工作", "通报进展"]
    assert [line.position for line in made.agenda.all()] == [1, 2]
    assert texts(made.items.all()) == ["补报月份"]
    entry = ChangeLog.objects.get(model="cooperation.Meeting")
    assert (entry.by, entry.action) == (people.secretary, "add")


def test_a_change_says_what_and_why(ground, as_person):
    kept = meeting(ground, JUL)
    one = item(kept, position=1)
    line = {
        "id": one.pk,
        "text_zh": "补报缺报月份",
        "responsible": "六盘水市协作办公室",
        "position": "1",
    }
    line |= {"done_on": "2025-09-01", "outcome": "已补报"}
    data = filled(ground, [("items", line)], on="2025-07-21", change_reason="改期")
    answer = as_person("secretary").post(change(kept), data)
    assert answer.headers["Location"] == f"/meetings/{kept.pk}/"
    one.refresh_from_db()
    assert (one.done_on, one.outcome) == (datetime.date(2025, 9, 1), "已补报")
    entry = ChangeLog.objects.get(model="cooperation.Meeting")
    assert "on: 2025-07-21" in entry.after
    assert f"openitem {one.pk} done_on: 2025-09-01" in entry.after
    assert entry.reason == "改期"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"year": "2020", "through": "12"}, "项目期为2021-01至2025-12"),
        ({"year": "2026", "through": "1", "on": "2026-02-01"}, "项目期为2021-01至2025-12"),
        ({"through": "8"}, "该月届时尚未开始"),
        ({"on": "2020-12-31", "year": "2021", "through": "1"}, "自2021-01-01起"),
        ({"on": "2925-07-20"}, "请核对年份"),
        ({"on": "2025-13-01"}, "日期"),
        ({"on": "9999-12-31"}, "请核对年份"),
        ({"on": ""}, "必填"),
        ({"through": "13"}, "13"),
        ({"through": "0"}, "0"),
        ({"through": "\0"}, ""),
        ({"year": "abc"}, "整数"),
        ({"year": "99999999999999999999"}, "2100"),
        ({"year": "-1"}, "2000"),
        ({"title_zh": ""}, "必填"),
        ({"title_zh": "字" * 201}, "200"),
        ({"title_zh": "会议\0"}, "空"),
        ({"title_zh": "会议\x07"}, "无法保存"),
        ({"hosts_zh": "张某 13812345678"}, "电话号码"),
        ({"place_zh": "520202199001011234"}, "身份证号"),
        ({"pairing": "999999"}, "选择"),
        ({"pairing": "abc"}, "选择"),
        ({"programme": "999999"}, "选择"),
        ({"programme": ""}, "必填"),
        ({"activity": "\0"}, ""),
    ],
)
def test_bad_meetings_are_refused_and_what_was_typed_stays(ground, as_person, more, said):
    typed = filled(ground, **{"place_en": "Zhongshan Hall", **more})
    answer = as_person("secretary").post(ADD, typed)
    assert said in errors(answer)
    assert errors(answer)
    assert "Zhongshan Hall" in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("kind", "line", "said"),
    [
        ("agenda", {"text_zh": "", "text_en": "Agenda"}, "必填"),
        ("agenda", {"text_zh": "字" * 1001}, "1000"),
        ("agenda", {"text_zh": "联系 13812345678"}, "电话号码"),
        ("agenda", {"text_zh": "事项", "position": "abc"}, "整数"),
        ("agenda", {"text_zh": "事项", "position": "99999999999999999999"}, "999"),
        ("agenda", {"text_zh": "事项", "position": "-1"}, "1"),
        ("decisions", {"text_zh": "决定\0"}, "空"),
        ("items", {"text_zh": "事项"}, "必填"),
        ("items", {**TASK, "responsible": "李某 520202199001011234"}, "身份证号"),
        ("items", {**TASK, "due": "2025-07-19"}, "期限不能早于"),
        ("items", {**TASK, "due": "明天"}, "日期"),
        ("items", {**TASK, "done_on": "2025-07-19", "outcome": "办"}, "办结日期不能早于"),
        ("items", {**TASK, "done_on": "9999-12-31", "outcome": "办"}, "日期尚未到"),
        ("items", {**TASK, "done_on": "2025-08-01"}, "办理结果"),
    ],
)
def test_bad_lines_are_refused(ground, as_person, kind, line, said):
    answer = as_person("secretary").post(ADD, filled(ground, [(kind, line)]))
    assert said in errors(answer)
    assert not Meeting.objects.exists()


def test_a_meeting_keeps_to_its_programme(ground, people, as_person):
    """Somebody who prepares the meetings of both programmes mixes them up."""
    people.secretary.assignments.create(role="secretary", programme=ground.other.programme)
    client = as_person("secretary")
    far = Activity.objects.create(
        programme=ground.other.programme, kind="joint_meeting", title_zh="别处", start=JUL
    )
    answer = client.post(ADD, filled(ground, pairing=ground.other.group.pk, activity=far.pk))
    assert errors(answer).count("该项属于其他项目") == 2
    offered = choices(client.get(f"{ADD}?programme={ground.programme.pk}"), "pairing")
    assert offered == {ground.group.pk, ground.other_group.pk}
    kept = meeting(ground, JUL)
    html = client.get(change(kept))
    assert choices(html, "pairing") == {ground.group.pk, ground.other_group.pk}
    assert choices(html, "activity") == set()
    assert 'name="programme"' not in html.content.decode()


def choices(answer, name):
    """The keys that a list on a form offers."""
    select = answer.content.decode().split(f'<select name="{name}"')[1].split("</select>")[0]
    return {int(key) for key in re.findall(r'value="(\d+)"', select)}


def value(answer, name):
    """What a field of a form begins with."""
    html = answer.content.decode()
    if f'<select name="{name}"' in html:
        select = html.split(f'<select name="{name}"')[1].split("</select>")[0]
        return next(iter(re.findall(r'value="(\w*)" selected', select)), "")
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', html).group()
    return next(iter(re.findall(r'value="([^"]*)"', tag)), "")


def test_a_new_meeting_begins_with_scope_and_newest_month(ground, as_person):
    client = as_person("secretary")

    def proposal(query=""):
        answer = client.get(f"{ADD}?{query}")
        names = ("programme", "pairing", "year", "through", "on", "place_zh", "hosts_zh")
        return [value(answer, name) for name in names]

    own, group = str(ground.programme.pk), str(ground.group.pk)
    # The one published reading of December 2021.
    assert proposal() == [own, "", "2021", "12", "", "", ""]
    assert proposal(f"programme={own}&pairing={group}")[:4] == [own, group, "2021", "12"]
    # A meeting never goes back behind the last one of its scope.
    meeting(ground, JUL, pairing=ground.group, hosts_zh="东部")
    assert proposal(f"pairing={group}") == [own, group, "2025", "6", "", "", ""]
    assert proposal()[2:4] == ["2021", "12"]


@pytest.mark.parametrize(
    "query",
    ["programme=abc", "programme=99999999999999999999", "pairing=%F0%9F%98%80", "through=13&year=x",
     "programme=%00", "on=yesterday", "activity=1&activity=2"],
)  # fmt: skip
def test_nonsense_in_the_address_proposes_nothing(as_person, query):
    assert as_person("secretary").get(f"{ADD}?{query}").status_code in {200, 400}


def test_only_the_secretary_of_the_programme_writes(ground, people, as_person):
    kept = meeting(ground, JUL)
    for who in ("clerk", "reviewer", "administrator", "official"):
        assert as_person(who).post(ADD, filled(ground)).status_code == 403
        assert as_person(who).post(change(kept), filled(ground)).status_code == 403
    stranger = as_person("stranger")
    assert "选择" in errors(stranger.post(ADD, filled(ground)))
    assert stranger.post(change(kept), filled(ground)).status_code == 404
    # A secretary of one group prepares no meeting.
    people.clerk.assignments.create(
        role="secretary", programme=ground.programme, pairing=ground.group
    )
    clerk = as_person("clerk")
    assert clerk.post(ADD, filled(ground)).status_code == 403
    assert clerk.post(change(kept), filled(ground)).status_code == 403
    assert Meeting.objects.count() == 1


def test_a_meeting_with_a_pack_stays(ground, as_person):
    kept, mistake = meeting(ground, JUL), meeting(ground, JUL)
    Pack.objects.create(
        meeting=kept, number=1, code="K7F3P2", year=2025, through=6, moment=timezone.now(),
        manifest_sha256="0" * 64,
    )  # fmt: skip
    client = as_person("secretary")
    for one in (kept, mistake):
        client.post(reverse("admin:cooperation_meeting_delete", args=[one.pk]), {"post": "yes"})
    assert list(Meeting.objects.all()) == [kept]
