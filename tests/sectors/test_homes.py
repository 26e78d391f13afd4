"""The home of a sector: its indicators, its ledgers in the period, its activities."""

import datetime
import re

import pytest

from cooperation.models import Activity, Indicator, IndicatorVersion, PublishedReading
from cooperation.sectors import all_sectors

pytestmark = pytest.mark.slow

D = datetime.date


@pytest.fixture
def indicators(world):
    """One indicator a sector, each with a published figure."""
    for sector in all_sectors():
        indicator = Indicator.objects.create(
            code=f"{sector.slug}.thing", sector=sector.slug, kind="flow", side="west"
        )
        IndicatorVersion.objects.create(
            indicator=indicator, name_zh=f"指标{sector.slug}", unit_zh="人"
        )
        PublishedReading.objects.create(
            pairing=world.city,
            whole=True,
            indicator=indicator,
            value=7,
            basis="ytd",
            cutoff=D(2022, 6, 30),
        )


def text_of(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("sector", ["labor", "industry", "consumption", "support"])
def test_home_shows_the_sectors_own_indicators(signed_in, indicators, sector):
    text = text_of(signed_in.get(f"/{sector}/?year=2022&through=6"))
    assert set(re.findall("指标[a-z]+", text)) == {f"指标{sector}"}


def test_home_adds_up_the_ledgers_of_the_period(signed_in, world, indicators):
    world.batch(people=1000, start=D(2021, 12, 31))
    world.batch(people=53, lifted=20, start=D(2022, 1, 1))
    world.batch(people=200, start=D(2022, 6, 30))
    world.batch(people=7, start=D(2022, 7, 1))
    response = signed_in.get("/labor/?year=2022&through=6")
    assert "本期记录 2 人数 253 其中：脱贫人口 20" in text_of(response)
    link = "/labor/batches/?programme=try&amp;since=2022-01-01&amp;until=2022-06-30"
    assert link in response.content.decode()


def test_home_counts_what_the_clerk_may_see(client, world, indicators, clerk, other_clerk):
    world.batch(world.one, people=1)
    world.batch(world.two, people=2)
    for user, people in ((clerk, 1), (other_clerk, 2)):
        client.force_login(user)
        assert f"本期记录 1 人数 {people} " in text_of(client.get("/labor/?year=2021&through=12"))


def test_home_shows_its_activities(signed_in, world, indicators):
    for sector in ("labor", "industry"):
        Activity.objects.create(
            programme=world.programme,
            sector=sector,
            kind="visit",
            title_zh=f"活动{sector}",
            start=D(2022, 3, 1),
        )
    text = text_of(signed_in.get("/labor/?year=2022&through=6"))
    assert re.findall("活动[a-z]+", text) == ["活动labor"]
    assert "活动labor" not in text_of(signed_in.get("/labor/?year=2022&through=2"))


def test_home_without_indicators_says_so(signed_in, world):
    assert "没有统计本板块的指标" in text_of(signed_in.get("/labor/?year=2022&through=6"))


def test_home_is_never_public(client, world, settings):
    settings.PUBLIC_DASHBOARD = True
    assert client.get("/labor/").status_code == 302


@pytest.mark.parametrize("query", ["year=abc", "through=13", "year=99999999", "as_of=2021-02-30"])
def test_home_shows_the_nearest_period(signed_in, indicators, query):
    assert signed_in.get(f"/labor/?{query}").status_code == 200
