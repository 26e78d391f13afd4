"""The page of changes: parts that add up, addresses that make sense or say so, who sees what."""

import datetime
import re
from decimal import Decimal
from html import unescape

import pytest

from cooperation.models import Activity, Assignment, LastLook, PublishedReading, Target, User
from tests.scoreboard import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

D = datetime.date
ROW = re.compile(r'<tr class="(k-[a-z_]+|total)">(.*?)</tr>', re.S)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.S)


def build(groups=3):
    """A year with a correction, a month that came late, a new target and a joint meeting."""
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    pairings = [
        world.pairing(programme, f"g{n}", parent=city, position=n) for n in range(1, groups + 1)
    ]
    flow = world.indicator("labor.flow", headline=True)
    for value, day in ((700, D(2024, 1, 2)), (900, D(2024, 6, 20))):
        Target.objects.create(
            pairing=city, indicator=flow, year=2024, value=value, in_force_from=day,
            recorded_at=world.moment(day), document_no=f"〔{day:%m}〕",
        )  # fmt: skip
    for number, pairing in enumerate(pairings, 1):
        give(pairing, flow, 5, 10 * number, D(2024, 6, 3))
        give(pairing, flow, 6, 10 * number + 7, D(2024, 7, 3))
    give(pairings[0], flow, 5, 13, D(2024, 7, 1))
    Activity.objects.create(
        programme=programme, code="meeting", kind="joint_meeting", title_zh="联席会议",
        start=D(2024, 6, 15),
    )  # fmt: skip
    return programme, city, pairings, flow


def give(pairing, indicator, month, value, day):
    first = D(2024, month, 1)
    at = world.moment(day)
    approved = [("approved", at + datetime.timedelta(hours=5))]
    return world.submit(pairing, first, {indicator: ("ytd", value)}, at=at, reviews=approved)


@pytest.fixture
def reader(client):
    user = User.objects.create(username="official")
    Assignment.objects.create(user=user, role="official")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    client.reader = user
    return client


def bare(text):
    return unescape(re.sub(r"<[^>]+>", "", text)).replace("\u2009", "").strip()


def amount(text):
    return Decimal(text.replace("−", "-").rstrip("%") or 0)


def table(html):
    return [
        (css, [bare(cell) for cell in CELL.findall(cells)], cells)
        for css, cells in ROW.findall(html.split('<table class="table bridge"')[1])
        if css != "total" or "Together" in cells
    ]


def opened(reader, **address):
    response = reader.get("/changes/", {"year": 2024, "through": 6, **address})
    assert response.status_code == 200
    return response.content.decode()


def test_table_and_drawing_say_the_same_and_add_up(reader):
    build()
    rows = table(opened(reader, since="last-meeting"))
    start, *steps, end, together = rows
    assert [css for css, _cells, _html in steps] == [
        "k-corrected", "k-new", "k-new", "k-new", "k-target",
    ]  # fmt: skip
    assert [cells[2] for _css, cells, _html in steps] == ["+3", "+7", "+7", "+4", ""]
    points = [amount(cells[3]) for _css, cells, _html in steps]
    assert sum(points) == amount(together[1][3]) == amount(end[1][5]) - amount(start[1][5])
    assert (start[1][5], end[1][5]) == ("8.57%", "9.00%")
    levels = [amount(cells[5]) for _css, cells, _html in steps]
    assert levels[-1] == amount(end[1][5])
    assert [b - a for a, b in zip([amount(start[1][5]), *levels], levels, strict=False)] == points
    widths = [
        Decimal(re.search(r'<rect x="[\d.]+" width="([\d.]+)"', html)[1]) for _c, _t, html in steps
    ]
    scale = widths[1] / abs(points[1])
    assert all(
        abs(width - abs(point) * scale) < 1 for width, point in zip(widths, points, strict=True)
    )


def test_one_pairing_month_by_month_and_what_was_corrected(reader):
    build()
    html = opened(reader, since="2024-06-15", pairing="g1")
    assert [cells[0] for css, cells, _html in table(html)[1:-2]] == [
        "Corrected figures", "June 2024 New months",
    ]  # fmt: skip
    past = html.split("say something else now</h2>")[1].split("</ul>")[0]
    assert re.search(r"10 → <b><a [^>]*>13</a></b>", past)
    assert "g2组团" not in html.split('id="new"')[1]


def test_what_is_new_names_old_and_new(reader):
    _programme, city, pairings, flow = build()
    Target.objects.create(
        pairing=pairings[1], indicator=flow, year=2024, value=55, in_force_from=D(2024, 6, 30),
        recorded_at=world.moment(D(2024, 6, 30)),
    )  # fmt: skip
    reading = PublishedReading.objects.create(
        pairing=city, whole=True, indicator=flow, value=4, basis="ytd", cutoff=D(2024, 3, 31),
        published_on=D(2024, 6, 18),
    )  # fmt: skip
    new = bare(opened(reader, since="last-meeting").split('id="new"')[1])
    assert "10 → 13" in new
    assert "700 → 900" in new
    assert re.search(r"labor.flow: 55", new)
    assert f"Published, up to {reading.cutoff}" in new
    assert "June 2024" in new
    assert "May 2024 " in new.split("Corrected figures")[1]
    assert "联席会议" not in new


@pytest.mark.parametrize(
    ("since", "then", "note"),
    [
        ("", "January–May 2024 as known on 2024-06-30", ""),
        ("last-month", "January–May 2024 as known on 2024-06-30", ""),
        ("last-meeting", "January–May 2024 as known on 2024-06-15", ""),
        ("2024-07-04", "January–June 2024 as known on 2024-07-04", ""),
        ("last-look", "January–May 2024 as known on 2024-06-30", "no earlier look"),
        ("2024-02-31", "January–May 2024 as known on 2024-06-30", "no moment"),
        ("yesterday", "January–May 2024 as known on 2024-06-30", "no moment"),
        ("1999-01-01", "as known on 2022-01-01", "outside"),
        ("9999-12-31", "as known on", "outside"),
    ],
)
def test_since_when(reader, since, then, note):
    build()
    html = opened(reader, since=since)
    head = bare(html.split('class="page-sub">')[1].split("</p>")[0])
    assert then in head
    notices = re.findall(r'<p class="notice watch"[^>]*>(.*?)</p>', html)
    assert [note in text for text in notices] == [True] * bool(note)


@pytest.mark.parametrize("field", ["indicator", "pairing"])
def test_what_the_address_does_not_know_is_said(reader, field):
    build()
    html = opened(reader, **{field: "nothing.here"})
    assert len(re.findall(r'<p class="notice watch"', html)) == 1
    assert "labor.flow" in html


def test_a_programme_without_anything_says_so(reader):
    world.programme()
    response = reader.get("/changes/")
    assert response.status_code == 200
    assert "bridge" not in response.content.decode().split("<main")[1]


@pytest.mark.parametrize("groups", [4, pytest.param(40, marks=pytest.mark.slow)])
@pytest.mark.parametrize("address", [{"since": "last-meeting"}, {"since": "last-month"}])
def test_statements(reader, django_assert_num_queries, groups, address):
    build(groups)
    opened(reader, **address)
    with django_assert_num_queries(25 if address["since"] == "last-meeting" else 23):
        opened(reader, **address)


def test_readers_outside_see_what_is_approved_and_leave_no_trace(client, settings):
    _programme, _city, pairings, flow = build()
    settings.PUBLIC_DASHBOARD = True
    client.cookies["django_language"] = "en"
    world.submit(
        pairings[0], D(2024, 6, 1), {flow: ("ytd", 99)}, at=world.moment(D(2024, 7, 9)), number=2
    )
    html = opened(client, since="last-meeting")
    assert "99" not in bare(html.split("<main")[1])
    assert "My last look" not in html
    assert not LastLook.objects.exists()


def test_the_last_look_is_offered_and_told_to_the_minute(reader):
    programme, _city, _pairings, _flow = build()
    LastLook.objects.create(
        user=reader.reader, programme=programme, current=world.moment(D(2024, 7, 2))
    )
    html = opened(reader, since="last-look")
    assert "since 2024-07-02 12:00" in html
    new = bare(html.split('id="new"')[1])
    assert "g1组团" in new
    assert "g3组团" in new
    assert "Corrected figures" not in new
    assert LastLook.objects.get().current == world.moment(D(2024, 7, 2))
