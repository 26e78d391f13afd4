"""The page of one indicator: its parts, and what it costs."""

import datetime
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cooperation.dashboards.indicator.definitions import definitions
from cooperation.dashboards.indicator.months import Range, shade
from cooperation.models import Assignment, IndicatorVersion, PublishedReading, User
from cooperation.scoreboard.standings import Standing, subset_share
from tests.scoreboard import world

pytestmark = pytest.mark.slow

D = Decimal
PAGE = "/indicators/labor.jobs/?programme=p&year=2024&through=3"


def statements(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.fixture
def reading(client, db):
    """A signed-in official."""
    user = User.objects.create(username="official")
    Assignment.objects.create(user=user, role="official")
    client.force_login(user)
    return client


def small(groups: int):
    """A city with some groups; one whole with one subset, reported in two years."""
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city", reports=False)
    whole = world.indicator("labor.jobs", position=1)
    part = world.indicator("labor.some", position=2, part_of=whole)
    for number in range(groups):
        group = world.pairing(programme, f"g{number}", parent=city, position=number)
        for year, months in ((2023, (6, 12)), (2024, (1, 2, 3))):
            for month in months:
                given = {whole: ("ytd", 10 * month), part: ("ytd", 4 * month)}
                world.submit(group, datetime.date(year, month, 1), given)
    return programme


@pytest.mark.parametrize("groups", [4, pytest.param(40, marks=pytest.mark.slow)])
def test_the_page_costs_the_same_however_many_pairings(reading, groups):
    small(groups)
    assert statements(reading, PAGE) == 10


@pytest.mark.slow
def test_pairings_come_fifty_a_page(reading):
    small(52)
    first = reading.get(PAGE).content.decode()
    assert first.count("/pairings/g") == 100
    second = reading.get(f"{PAGE}&page=2").content.decode()
    assert second.count("/pairings/g") == 4
    assert reading.get(f"{PAGE}&page=99").content.decode().count("/pairings/g") == 4


def test_the_parts_of_the_page(reading):
    reading.cookies["django_language"] = "en"
    small(4)
    html = reading.get(PAGE).content.decode()
    for head in ("To the end of the year", "Side by side", "Months of the years"):
        assert f"<h2>{head}</h2>" in html
    # 4 × 10 × 3 by March; last year's months up to June are not known one by one.
    assert "all months taken for equal" in html
    assert "40.0%" in html
    heat = re.search(r'<table class="table heat">.*?</table>', html)[0]
    assert re.findall(r'scope="row">(\d+)<', heat) == ["2024", "2023", "2022"]
    assert heat.count('class="n to-come"') == 9
    assert '<td class="n h5"><a class="fig" href="/explain/labor.jobs/whole/?programme=p' in heat


def test_a_page_of_the_press_has_no_projection_and_shows_a_single_share_as_a_table(reading):
    reading.cookies["django_language"] = "en"
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    whole = world.indicator("labor.jobs", position=1)
    part = world.indicator("labor.some", position=2, part_of=whole)
    for one, value in ((whole, 200), (part, 50)):
        PublishedReading.objects.create(
            pairing=city, indicator=one, value=value, whole=True, basis="ytd",
            cutoff=datetime.date(2024, 2, 29), exactness="exact",
        )  # fmt: skip
    html = reading.get(PAGE).content.decode()
    assert "To the end of the year" not in html
    assert "The number is a published one" in html
    assert "25.0%" in html
    assert "chart-share" not in html
    assert "Months of the years" not in html


def test_an_unknown_indicator_and_one_of_other_years_are_not_found(reading):
    small(1)
    world.indicator("labor.old", valid_to_year=2023)
    assert reading.get(PAGE.replace("labor.jobs", "labor.none")).status_code == 404
    assert reading.get(PAGE.replace("labor.jobs", "labor.old")).status_code == 404


def test_definitions_of_the_programmes_years(db):
    programme = world.programme(since=datetime.date(2022, 1, 1))
    one = world.indicator("labor.jobs")
    for year in (2019, 2021, 2023, 2027):
        IndicatorVersion.objects.create(
            indicator=one, valid_from=datetime.date(year, 5, 1), name_zh=f"{year}", unit_zh="人"
        )
    IndicatorVersion.objects.filter(name_zh="labor.jobs数").delete()
    found = definitions("labor.jobs", programme, datetime.date(2024, 3, 31))
    assert [(d.version.name_zh, d.since.isoformat(), str(d.until), d.now) for d in found] == [
        ("2021", "2022-01-01", "2023-04-30", False),
        ("2023", "2023-05-01", "2027-04-30", True),
    ]


@pytest.mark.parametrize(
    ("value", "dark"),
    [(None, 0), (D(0), 0), (D(1), 1), (D(20), 1), (D(21), 2), (D("99.9"), 5), (D(100), 5)],
)
def test_the_more_the_darker(value, dark):
    assert shade(value, Range(D(0), D(100))) == dark


def test_a_stock_is_pale_where_there_was_least():
    assert [shade(D(n), Range(D(40), D(60))) for n in (40, 45, 60)] == [1, 2, 5]
    assert shade(D(40), Range(D(40), D(40))) == 0


def test_a_share_needs_the_same_months():
    def standing(ytd, covered=9, due=9, source="reported", **more):
        return Standing(ytd=ytd, covered=covered, due=due, source=source, **more)

    assert subset_share(standing(D(1)), standing(D(2))) == 50
    assert subset_share(standing(D(1), 8), standing(D(2))) is None
    assert subset_share(standing(None), standing(D(2))) is None
    assert subset_share(standing(D(1)), standing(D(2), source="published")) is None
    feb, mar = datetime.date(2024, 2, 29), datetime.date(2024, 3, 31)
    press = {"source": "published", "reading": object()}
    assert (
        subset_share(standing(D(1), until=feb, **press), standing(D(2), until=feb, **press)) == 50
    )
    assert (
        subset_share(standing(D(1), until=feb, **press), standing(D(2), until=mar, **press)) is None
    )
