"""The meetings themselves: what is carried over, their pages, who marks items done."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperation.meetings.sittings.doors import Door, doors, of_meeting, of_period
from cooperation.meetings.sittings.events import events_before
from cooperation.meetings.sittings.readiness import readiness
from cooperation.models import Activity, OpenItem, Pack, Pairing, Programme, Submission
from cooperation.models.pairing_names import both_ends
from cooperation.reporting.record import RecordEntry, record
from tests.meetings.meetings import JAN, JUL, NOV, item, meeting, page, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(ground):
    """Three meetings of the two cities."""
    return [meeting(ground, on) for on in (JAN, JUL, NOV)]


# --- what is carried over -----------------------------------------------------------------------


def test_an_item_is_carried_until_it_is_done_and_never_copied(three):
    first, second, third = three
    one = item(first, done_on=datetime.date(2025, 9, 1), outcome="已补报")
    assert texts(second.items_carried()) == texts([one])
    assert texts(second.items_settled()) == []
    assert texts(third.items_carried()) == []
    assert texts(third.items_settled()) == texts([one])
    assert texts(first.items_carried()) == []
    assert OpenItem.objects.count() == 1


def naive_carried(meetings, of):
    """Walk over all earlier meetings, item by item."""
    return [
        one.text_zh
        for earlier in meetings
        if earlier.on < of.on and earlier.pairing_id == of.pairing_id
        for one in sorted(earlier.items.all(), key=lambda i: i.position)
        if one.done_on is None or not one.done_on < of.on
    ]


def naive_settled(meetings, of):
    """Between the day of the meeting before (that day included) and this one's."""
    before = [m for m in meetings if m.on < of.on and m.pairing_id == of.pairing_id]
    since = before[-1].on if before else datetime.date.min
    found = [one for m in before for one in m.items.all()]
    return sorted(one.text_zh for one in found if one.done_on and since <= one.done_on < of.on)


def test_what_is_carried_and_settled_is_what_one_finds_by_walking(ground, three):
    days = [None, JAN, JUL, JUL - datetime.timedelta(1), NOV, NOV + datetime.timedelta(1)]
    group = [meeting(ground, on, pairing=ground.group) for on in (JAN, JUL)]
    for of in (*three, *group):
        for number, done_on in enumerate(days):
            if done_on is None or done_on >= of.on:
                item(of, f"{of.pk}-{number}", position=number, done_on=done_on)
    for of in three:
        assert texts(of.items_carried()) == naive_carried(three, of)
        assert sorted(texts(of.items_settled())) == naive_settled(three, of)
    assert texts(group[1].items_carried()) == naive_carried(group, group[1])
    assert not set(texts(three[2].items_carried())) & set(texts(group[0].items.all()))


def test_neighbours_are_of_the_same_scope(ground, three):
    group = meeting(ground, datetime.date(2025, 6, 1), pairing=ground.group)
    far = meeting(ground.other, datetime.date(2025, 6, 2))
    assert [one.previous() for one in three] == [None, *three[:2]]
    assert [one.following() for one in three] == [*three[1:], None]
    assert (group.previous(), group.following(), far.previous()) == (None, None, None)


def test_two_meetings_of_one_day_follow_each_other(ground):
    one, other = meeting(ground, JUL), meeting(ground, JUL)
    assert (one.following(), other.previous()) == (other, one)
    assert (one.previous(), other.following()) == (None, None)


def test_events_are_those_since_the_meeting_before(ground, three):
    def activity(on, **more):
        return Activity.objects.create(
            programme=ground.programme, kind="visit", title_zh=f"{on}", start=on, **more
        )

    day = datetime.timedelta(1)
    activity(JAN)
    inside = [activity(JAN + day), activity(JUL - day, pairing=ground.group)]
    held = activity(JUL)
    activity(JUL + day)
    three[1].activity = held
    assert list(events_before(three[1], three[0])) == inside[::-1]
    of_group = meeting(ground, JUL, pairing=ground.group)
    assert list(events_before(of_group, None)) == inside[1:]


# --- what is ready ------------------------------------------------------------------------------


def months(ground, pairing, until):
    for month in range(1, until + 1):
        figures = {ground.indicator.code: ("month", Decimal(5), "")}
        entry = RecordEntry(
            pairing, ground.indicator.sector, "west", datetime.date(2025, month, 1), figures
        )
        record(entry, channel=Submission.Channel.SEED)


def test_what_is_ready_says_who_has_not_reported_which_months(ground):
    ground.indicator.headline = True
    ground.indicator.save()
    months(ground, ground.group, 3)
    months(ground, ground.other_group, 9)
    programme = Programme.objects.select_related("east", "west").get(pk=ground.programme.pk)
    coming = meeting(ground, datetime.date(2025, 10, 20), through=9)
    ready = readiness(coming, programme, datetime.date(2025, 10, 1))
    assert ready.days_left == 19
    [covered] = ready.figures
    assert (covered.row.covered, covered.row.due) == (12, 27)
    group = Pairing.objects.with_ends().get(pk=ground.group.pk)
    assert covered.missing == f"市本级 1—9月、{group.name} 4—9月"
    assert ready.lacking == ready.figures
    alone = meeting(ground, datetime.date(2025, 10, 21), through=9, pairing=group)
    [covered] = readiness(alone, programme, datetime.date(2025, 10, 1)).figures
    assert (covered.row.covered, covered.row.due, covered.missing) == (3, 9, "4—9月")


def test_checks_turn_ready(ground):
    programme = Programme.objects.select_related("east", "west").get(pk=ground.programme.pk)
    first, coming = meeting(ground, JAN), meeting(ground, JUL)

    def ready():
        found = readiness(coming, programme, JUL).checks
        return {check.name: check.ready for check in found}

    assert ready() == {"数据": False, "议程": False, "待办事项": True, "会议材料": False}
    late = item(first, due=JUL - datetime.timedelta(1))
    coming.agenda.create(text_zh="通报进展")
    assert ready() == {"数据": False, "议程": True, "待办事项": False, "会议材料": False}
    late.due = JUL
    late.save()
    assert ready()["待办事项"]


# --- pages --------------------------------------------------------------------------------------


def test_empty_list_says_what_comes_next(as_person):
    secretary = as_person("secretary").get("/meetings/").content.decode()
    assert "尚未录入联席会议" in secretary
    assert "/admin/cooperation/meeting/add/?programme=" in secretary
    official = as_person("official").get("/meetings/").content.decode()
    assert "联席会议由秘书录入" in official
    assert "/admin/" not in official


def test_list_shows_scope_cut_off_pack_and_open_items(ground, three, as_person):
    item(three[0])
    item(three[0], done_on=JUL)
    of_group = meeting(ground, JUL, pairing=ground.group)
    now = timezone.now()
    for number in (1, 2):
        Pack.objects.create(
            meeting=of_group, number=number, code=f"A{number}", year=2025, through=6, moment=now,
            manifest_sha256="0" * 64,
        )  # fmt: skip
    html = as_person("official").get("/meetings/").content.decode()
    rows = html.split("<tbody>")[-1].split("<tr>")[1:]
    assert [row.split("<td")[1][-15:-5] for row in rows] == [
        "2025-11-20", "2025-07-20", "2025-07-20", "2025-01-20",
    ]  # fmt: skip
    cities = both_ends(ground.programme.east.name, ground.programme.west.name)
    assert ["小榄镇组团" in row for row in rows] == [False, True, False, False]
    assert [cities in row for row in rows] == [True, False, True, True]
    assert ["已封存" in row for row in rows] == [False, True, False, False]
    assert "1 / 2" in rows[3]
    assert "2025年1月" in rows[3]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 4),
        ("year=2025", 4),
        ("year=2024", 0),
        ("scope=-", 3),
        ("scope=own-xiaolan-panzhou", 1),
        ("scope=far-xiaolan-panzhou", 4),
        ("q=缺报", 1),
        ("q=没有这样的话", 0),
        ("year=abc&scope=%F0%9F%98%80", 4),
        ("page=99999999999999999999&sort=__class__", 4),
        ("sort=-scope,cut_off,open&page=-1", 4),
    ],
)
def test_list_is_filtered_and_bad_addresses_never_break_it(ground, three, as_person, query, found):
    meeting(ground, JUL, pairing=ground.group)
    item(three[0])
    answer = as_person("official").get(f"/meetings/?{query}")
    assert answer.status_code == 200
    assert answer.content.decode().split("<main")[1].count("0联席会议</a>") == found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/meetings/?programme=nothing", 404),
        ("/meetings/?q=%00", 400),
        ("/meetings/0/", 404),
        ("/meetings/99999999999999999999999/", 404),
        ("/meetings/-1/", 404),
        ("/meetings/abc/", 404),
        ("/meetings/1%00/", 404),
    ],
)
def test_bad_addresses(as_person, address, status):
    assert as_person("official").get(address).status_code == status


def test_page_tells_everything_of_a_meeting(ground, three, as_person):
    first, second, third = three
    second.agenda.create(text_zh="通报进展", position=1)
    second.decisions.create(text_zh="按期报送", position=1)
    done = datetime.date(2025, 3, 1)
    item(first, "制定计划", due=datetime.date(2025, 5, 20))
    item(first, "核对口径", done_on=done, outcome="已统一")
    item(second, "报送方案")
    html = page(as_person("official"), second)
    parts = html.split("<main")[1].split("<h2>")
    by_title = {part.split("</h2>")[0]: part for part in parts}
    assert "通报进展" in by_title["议程"]
    assert "按期报送" in by_title["议定事项"]
    assert "制定计划" in by_title["待办事项"]
    assert "逾期未办结" in by_title["待办事项"]
    assert "报送方案" in by_title["待办事项"]
    assert "核对口径" not in by_title["待办事项"]
    assert "2025-03-01 办结" in by_title["上次会议以来办结"]
    assert f'href="{reverse("meeting-detail", args=[first.pk])}" rel="prev"' in html
    assert f'href="{reverse("meeting-detail", args=[third.pk])}" rel="next"' in html
    assert "<form" not in by_title["待办事项"]
    assert "/reports/export.csv?programme=own&amp;year=2025&amp;through=6" in html


def test_page_is_in_english_and_falls_back_to_chinese(three, as_person):
    client = as_person("official")
    client.cookies["django_language"] = "en"
    three[0].agenda.create(text_zh="通报进展")
    html = page(client, three[0])
    assert "Joint meetings" in html
    assert "通报进展" in html


def test_page_of_a_sample_says_so(ground, three, as_person):
    Programme.objects.filter(pk=ground.programme.pk).update(sample=True)
    assert "样例数据" in page(as_person("official"), three[0])


def test_sealed_packs_are_listed_with_who_and_what_supersedes_them(people, three, as_person):
    kept = {"meeting": three[0], "year": 2025, "through": 1, "moment": timezone.now()}
    kept |= {"manifest_sha256": "0" * 64, "sealed_by": people.secretary}
    old = Pack.objects.create(number=1, code="K7F3P2", **kept)
    Pack.objects.create(number=2, code="K7F3P3", supersedes=old, reason="更正", **kept)
    html = page(as_person("official"), three[0]).split('id="packs"')[1].split("</section>")[0]
    assert html.index("K7F3P3") < html.index("现行有效") < html.index("K7F3P2")
    assert html.count("已被替代") == 1
    assert "secretary" in html


def test_doors_without_a_room_are_left_out(ground, three):
    rows = (
        ("no-such-room", of_meeting, "没有", ""),
        ("meeting-detail", of_meeting, "有", ""),
        ("overview", of_period, "总览", ""),
    )
    here = f"/meetings/{three[0].pk}/"
    period = "/?programme=own&year=2025&through=1"
    assert doors(three[0], rows) == [Door("有", here), Door("总览", period)]
    three[0].pairing = ground.group
    assert doors(three[0], rows[2:])[0].url == f"{period}&pairing=own-xiaolan-panzhou"


@pytest.mark.slow
@pytest.mark.parametrize("more", [0, 25])
def test_statements_of_the_list(ground, three, as_person, django_assert_num_queries, freeze, more):
    for number in range(more):
        item(meeting(ground, JAN, pairing=ground.group), f"{number}")
    client = as_person("official")
    freeze(JUL)
    with django_assert_num_queries(15):
        assert client.get("/meetings/").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("more", [0, 25])
def test_statements_of_the_page(ground, three, as_person, django_assert_num_queries, more):
    for number in range(more):
        item(three[0], f"{number}", done_on=JUL if number % 2 else JAN)
        item(three[1], f"{number}")
        three[1].agenda.create(text_zh=f"{number}")
        Activity.objects.create(
            programme=ground.programme, kind="visit", title_zh=f"{number}", start=JUL
        )
    client = as_person("secretary")
    with django_assert_num_queries(13):
        assert page(client, three[1])


@pytest.fixture
def freeze(monkeypatch):
    """Makes another day today's."""

    def frozen(day):
        monkeypatch.setattr(timezone, "localdate", lambda *_args: day)

    return frozen
