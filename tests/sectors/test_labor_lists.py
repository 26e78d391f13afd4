"""The lists of labor's ledgers: what each filter leaves, in which order, in how many statements."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.sectors import get_sector
from labor.models import Employer
from tests.sectors import labor_rows as rows

pytestmark = pytest.mark.slow

D = datetime.date
LEDGERS = {ledger.name: ledger for ledger in get_sector("labor").ledgers}


@pytest.fixture
def batches(world):
    """Three batches: by coach from a township, on their own to nobody known, and mixed."""
    home, there = rows.township("w1", "双水街道"), rows.township("e1", "古镇镇")
    works = rows.employer("灯饰厂", name_en="Lamps", location="east_city", township=there)
    mill = rows.employer("服装厂", location="west_near")
    one = world.batch(people=10, origin=home, lifted=4)
    rows.receipt(one, works, 8)
    world.batch(world.two, people=20, travel="own", start=D(2022, 3, 1))
    mixed = world.batch(people=40, travel="charter_flight", start=D(2023, 3, 1))
    rows.receipt(mixed, works, 15)
    rows.receipt(mixed, mill)
    world.home, world.works, world.there = home, works, there
    return world


@pytest.mark.parametrize(
    ("query", "people", "received"),
    [
        ({}, [10, 20, 40], 23),
        ({"travel": "organised"}, [10, 40], 23),
        ({"travel": "own"}, [20], None),
        ({"origin": "home"}, [10], 8),
        ({"origin": "null"}, [20, 40], 15),
        ({"destination": "east_city"}, [10], 8),
        ({"destination": "several"}, [40], 15),
        ({"destination": "unknown"}, [20], None),
        ({"employer": "works"}, [10, 40], 23),
        ({"employer": "服装"}, [40], None),
        ({"employer": "lamps"}, [10, 40], 23),
        ({"employer": "灯饰厂", "destination": "several"}, [40], 15),
        ({"employer_township": "古镇"}, [10, 40], 23),
        ({"employer_township": "—"}, [40], None),
        ({"employer": "服装厂", "employer_township": "古镇"}, [], None),
        ({"people_min": "20"}, [20, 40], 15),
        ({"people_max": "20"}, [10, 20], 8),
        ({"since": "2022-03-01", "until": "2022-12-31"}, [20], None),
        ({"q": "灯饰"}, [10, 40], 23),
    ],
)
def test_batches_are_found(batches, official, query, people, received):
    named = {"home": str(batches.home.pk), "works": f"灯饰厂 #{batches.works.pk}"}
    query = {name: named.get(value, value) for name, value in query.items()}
    page = rows.listed("batch", batches.programme, official, **query, sort="people")
    assert [row.people for row in page.rows] == people
    assert page.count == len(people)
    assert rows.total(page, "received") == received


def test_workshops_stand_as_on_the_day(world, official):
    north = rows.township("w2", "石桥镇")
    first = rows.workshop(world, name_zh="甲车间", township=north, enterprise="隆城")
    rows.status(first, D(2022, 3, 1), "paused")
    rows.status(first, D(2022, 6, 1), "deregistered")
    rows.count(first, D(2022, 2, 1), 30, 20)
    rows.count(first, D(2022, 5, 1), 12)
    rows.workshop(world, world.two, name_zh="乙车间", opened=D(2022, 4, 1))
    cases = [
        ({}, {"甲车间": ("deregistered", 12, None), "乙车间": ("in_production", None, None)}),
        ({"until": "2022-02-15"}, {"甲车间": ("in_production", 30, 20)}),
        ({"until": "2022-01-31"}, {"甲车间": ("in_production", None, None)}),
        ({"until": "2021-12-31"}, {}),
        ({"until": "2022-04-30", "status": "paused"}, {"甲车间": ("paused", 30, 20)}),
        ({"until": "2022-05-31", "status": "standing", "people_max": "20"},
         {"甲车间": ("paused", 12, None)}),
        ({"status": "standing"}, {"乙车间": ("in_production", None, None)}),
        ({"status": "paused"}, {}),
        ({"since": "2022-02-01"}, {"乙车间": ("in_production", None, None)}),
        ({"township": str(north.pk)}, {"甲车间": ("deregistered", 12, None)}),
        ({"q": "石桥"}, {"甲车间": ("deregistered", 12, None)}),
        ({"q": "隆城"}, {"甲车间": ("deregistered", 12, None)}),
        ({"pairing": "two"}, {"乙车间": ("in_production", None, None)}),
    ]  # fmt: skip
    for query, expected in cases:
        page = rows.listed("workshop", world.programme, official, **query)
        found = {row.name_zh: (row.status, row.people, row.lifted) for row in page.rows}
        assert found == expected, query
        assert page.count == len(expected)


def test_trainings_and_fairs_are_found(world, official):
    rows.training(world, brand="chef", people=10, organiser="人社局")
    rows.training(world, topic_zh="家政", brand="domestic", people=None)
    square = rows.township("w3", "木岗镇")
    rows.job_fair(world, posts=100, intentions=5, place=square, venue="文化广场")
    rows.job_fair(world, title_zh="线上招聘会", posts=900)
    courses = [({"brand": "chef"}, ["焊工"]), ({"people_min": "5"}, ["焊工"]),
               ({"q": "人社"}, ["焊工"]), ({"q": "家政"}, ["家政"])]  # fmt: skip
    for query, expected in courses:
        page = rows.listed("training", world.programme, official, **query)
        assert [row.topic for row in page.rows] == expected, query
    fairs = [({"place": str(square.pk)}, ["春风行动"]), ({"posts_min": "500"}, ["线上招聘会"]),
             ({"q": "木岗"}, ["春风行动"]), ({"q": "广场"}, ["春风行动"])]  # fmt: skip
    for query, expected in fairs:
        page = rows.listed("job-fair", world.programme, official, **query)
        assert [row.title for row in page.rows] == expected, query
    assert page.rows[0].where == "木岗镇 · 文化广场"


def test_employers_show_the_people_that_the_reader_may_know_of(world, official, clerk):
    works = rows.employer("灯饰厂", industry="lighting", location="east_city")
    rows.employer("未知厂")
    Employer.objects.create(name_zh="样例：厂", sample=True)
    rows.receipt(world.batch(world.one, people=10), works, 8)
    rows.receipt(world.batch(world.two, people=10), works, 5)
    for reader, received in ((official, 13), (clerk, 8)):
        page = rows.listed("employer", world.programme, reader)
        assert {row.name: row.received for row in page.rows} == {
            "灯饰厂": received, "未知厂": None,
        }  # fmt: skip
    for query, expected in (
        ({"location": "unknown"}, ["未知厂"]),
        ({"industry": "lighting"}, ["灯饰厂"]),
        ({"received_min": "1"}, ["灯饰厂"]),
        ({"q": "未知"}, ["未知厂"]),
    ):
        page = rows.listed("employer", world.programme, official, **query)
        assert [row.name for row in page.rows] == expected, query


def test_late_page_says_the_same(batches, official, monkeypatch):
    """What a filter asks of the rows holds on every page."""
    monkeypatch.setattr("cooperation.ledgers.pages.EARLY_PAGES", 0)
    page = rows.listed("batch", batches.programme, official, employer="灯饰厂", sort="people")
    assert [(row.people, row.received) for row in page.rows] == [(10, 8), (40, 15)]
    row = rows.workshop(batches)
    rows.status(row, D(2022, 3, 1), "deregistered")
    page = rows.listed("workshop", batches.programme, official, until="2022-02-01")
    assert [row.status for row in page.rows] == ["in_production"]


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_each_column_sorts_both_ways(world, official, name):
    """With rows that know everything and rows that know nothing."""
    rows.fill(world, 2)
    for column in LEDGERS[name].table.base_columns:
        orders = []
        for sign in ("", "-"):
            page = rows.listed(name, world.programme, official, sort=f"{sign}{column}")
            assert not page.bad_sort, column
            orders.append({row.pk for row in page.rows})
            assert "<tr>" in page.body
        assert orders[0] == orders[1]


@pytest.mark.parametrize("name", sorted(LEDGERS))
def test_statements_do_not_grow_with_the_rows(client, world, official, name):
    """The same for two rows and for forty; at most eight, and one for places to choose from."""
    client.force_login(official)
    counts = []
    for number in (2, 38):
        Employer.objects.filter(receipts=None).delete()
        if number == 2:
            rows.fill(world, 2)
        else:
            more(world, number)
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(f"/labor/{LEDGERS[name].slug}/")
        assert response.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 9


def more(world, number):
    """More of what `fill` made, under other names."""
    for n in range(number):
        place = rows.township(f"m{n}", f"乡{n}")
        works = rows.employer(f"更多厂{n}", township=place)
        rows.receipt(world.batch(people=10, origin=place), works, 5)
        rows.training(world)
        rows.job_fair(world, place=place)
        rows.count(rows.workshop(world, name_zh=f"更多{n}", township=place), D(2022, 2, 1), 5)


@pytest.mark.parametrize("name", ["batch", "training", "job-fair", "workshop"])
def test_detail_says_everything(client, world, official, name):
    rows.fill(world, 1)
    client.force_login(official)
    row = LEDGERS[name].model.objects.filter(pairing=world.one).get()
    response = client.get(f"/labor/{LEDGERS[name].slug}/{row.pk}/?programme=try")
    assert response.status_code == 200
    text = response.content.decode()
    said = {"batch": "厂0", "training": "局", "job-fair": "镇0", "workshop": "2022-02-01"}
    assert said[name] in text


def test_workshop_shows_its_history_the_newest_first(world):
    row = rows.workshop(world)
    rows.status(row, D(2022, 2, 1), "paused", "订单不足")
    rows.status(row, D(2022, 4, 1), "in_production", "")
    rows.count(row, D(2022, 3, 1), 1200)
    statuses, counts = LEDGERS["workshop"].below(row)
    assert [line[0] for line in statuses.rows] == ["2022-04-01", "2022-02-01"]
    assert [line[2] for line in statuses.rows] == ["—", "订单不足"]
    assert counts.rows == (("2022-03-01", "1\u2009200", "—"),)


def test_sector_page_leads_to_the_agreements(client, world, official):
    """They are activities of the core: no ledger of their own."""
    client.force_login(official)
    html = client.get("/labor/?programme=try").content.decode()
    address = "/activities/?programme=try&amp;sector=labor&amp;kind=agreement"
    assert address in html
    assert client.get(address.replace("&amp;", "&")).status_code == 200
