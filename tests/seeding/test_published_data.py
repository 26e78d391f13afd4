"""The product's own seeds say what was published, and nothing else."""

import datetime
from decimal import Decimal

import pytest

from cooperation.models import Indicator, Pairing, PublishedReading
from labor.models import TransferBatch
from tests.seeding.conftest import SEEDS, Folder

pytestmark = pytest.mark.django_db
FILES = Folder(SEEDS)


def _rows(file):
    header, *rows = FILES.read(file)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _readings(slug, year):
    found = PublishedReading.objects.filter(pairing__slug=slug, cutoff__year=year)
    return {r.indicator.code: r.value for r in found.select_related("indicator")}


@pytest.mark.usefixtures("published")
def test_panzhou_2021():
    assert _readings("xiaolan-panzhou", 2021) == {
        "labor.jobs": 1250,
        "labor.jobs_lifted": 698,
        "labor.near_jobs": 153,
        "labor.near_jobs_lifted": 111,
        "labor.other_jobs": 321,
        "labor.other_jobs_lifted": 121,
        "labor.east_jobs": 776,
        "labor.east_jobs_lifted": 466,
    }
    cutoffs = PublishedReading.objects.filter(cutoff__year=2021).values_list("cutoff", flat=True)
    assert set(cutoffs) == {datetime.date(2021, 12, 25)}


@pytest.mark.usefixtures("published")
def test_whole_city():
    assert _readings("zhongshan-liupanshui", 2023) == {
        "industry.enterprises": 28,
        "industry.invested": 146120,
        "industry.jobs": 3555,
        "industry.jobs_lifted": 722,
        "labor.workshops": 47,
        "support.joint_meetings": 4,
        "support.specialists": 200,
    }
    assert _readings("zhongshan-liupanshui", 2024) == {
        "industry.invested": 158500,
        "industry.contracted": 2439900,
        "industry.jobs": 3928,
        "industry.jobs_lifted": 761,
    }
    assert _readings("xiaolan-panzhou", 2024)["industry.invested"] == 48400
    city = PublishedReading.objects.filter(pairing__kind="city")
    assert all(reading.whole for reading in city)


@pytest.mark.usefixtures("published")
def test_the_pairings_that_report_began_with_the_programme():
    reporting = Pairing.objects.reporting()
    assert [p.slug for p in reporting] == [
        "zhongshan-liupanshui",
        "huoju-shuicheng",
        "dongqu-liuzhi",
        "xiaolan-panzhou",
    ]
    assert {p.since for p in reporting} == {datetime.date(2021, 1, 1)}
    assert str(Pairing.objects.get(slug="xiaolan-panzhou")) == "Xiaolan Group ↔ Panzhou City"


@pytest.mark.usefixtures("published")
def test_the_two_transfer_batches():
    flight, coaches = TransferBatch.objects.order_by("start")
    assert (flight.travel, flight.people, flight.lifted) == ("charter_flight", 53, None)
    assert (coaches.travel, coaches.people, coaches.lifted) == ("coach", 198, None)
    assert (coaches.start, coaches.end) == (
        datetime.date(2021, 2, 19),
        datetime.date(2021, 3, 1),
    )
    received = [(r.employer.name_zh, r.people) for r in coaches.receipts.order_by("pk")]
    assert received == [
        ("TCL电器", None),
        ("广东长虹", None),
        ("联益精密", None),
        ("百得厨卫", None),
    ]
    assert flight.receipts.count() == 0


@pytest.mark.usefixtures("published")
def test_every_reading_and_pairing_is_cited():
    assert not PublishedReading.objects.filter(sources=None).exists()
    assert not Pairing.objects.filter(sources=None).exists()


@pytest.mark.usefixtures("published")
def test_the_catalogue_is_complete():
    counts = {}
    for indicator in Indicator.objects.all():
        counts[indicator.sector] = counts.get(indicator.sector, 0) + 1
    assert counts == {"labor": 16, "industry": 8, "consumption": 6, "support": 13}
    stocks = Indicator.objects.filter(kind="stock").values_list("code", flat=True)
    assert set(stocks) == {
        "labor.workshops", "labor.workshop_jobs", "labor.workshop_jobs_lifted", "industry.parks",
        "industry.park_enterprises", "consumption.basket_bases", "support.pairings",
        "support.model_villages",
    }  # fmt: skip
    parts = Indicator.objects.filter(sums_to__isnull=False).values_list("sums_to__code", "code")
    assert set(parts) == {
        ("labor.jobs", "labor.east_jobs"),
        ("labor.jobs", "labor.near_jobs"),
        ("labor.jobs", "labor.other_jobs"),
        ("labor.jobs_lifted", "labor.east_jobs_lifted"),
        ("labor.jobs_lifted", "labor.near_jobs_lifted"),
        ("labor.jobs_lifted", "labor.other_jobs_lifted"),
        ("consumption.purchases", "consumption.direct_purchases"),
        ("consumption.purchases", "consumption.assisted_sales"),
    }


def test_money_is_counted_in_ten_thousand_yuan_with_two_decimals():
    decimals = {(row["unit_zh"], row["decimals"]) for row in _rows("indicators.csv")}
    assert {unit for unit, places in decimals if places == "2"} == {"万元"}
    assert {places for _unit, places in decimals} == {"0", "2"}


def test_no_mirror_is_linked():
    """Only addresses on the publishers' own sites, or on those they publish through."""
    hosts = {row["url"].split("/")[2] for row in _rows("sources.csv") if row["url"]}
    assert hosts == {
        "163.com", "epaper.zsnews.cn", "finance.sina.com.cn", "gz.cri.cn", "szb.eyesnews.cn",
        "www.gzlps.gov.cn", "www.zsgsl.com", "zs.gov.cn", "zsnews.cn", "zsrbapp.zsnews.cn",
    }  # fmt: skip


def test_every_left_out_row_says_why():
    rows = _rows("left_out.csv")
    assert len(rows) == 74
    assert all(row["reason_zh"] and row["reason_en"] for row in rows)


def test_a_figure_is_either_read_or_left_out():
    read = {(row["sources"], Decimal(row["value"])) for row in _rows("readings.csv")}
    left = {
        (row["source"], Decimal(row["value"]))
        for row in _rows("left_out.csv")
        if row["value"].replace(".", "").isdigit()
    }
    assert read & left == set()


def test_the_xiaolan_group_is_led_by_the_town_of_its_time():
    led = [row for row in _rows("pairing_members.csv") if row["pairing"] == "xiaolan-panzhou"]
    assert [(row["place"], row["since"], row["until"]) for row in led] == [
        ("442000100", "2021-01-01", "2021-07-19"),
        ("442000118", "2021-07-19", ""),
    ]


def test_members_are_only_the_published_ones():
    assert {row["place"] for row in _rows("pairing_members.csv")} == {
        "442000002", "442000003", "442000100", "442000114", "442000118",
    }  # fmt: skip
