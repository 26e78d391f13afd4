"""The slide show: what can be chosen, what each slide says, and what it costs."""

import re

import pytest
from django.test import Client

from cooperation.dashboards.screen.choice import LAGGING, REPORTED, SUMMARY, TABLE
from cooperation.formatting import brief
from cooperation.models import Pairing, Programme
from cooperation.scoreboard import scoreboard
from tests.dashboards.test_numbers import many_pairings

pytestmark = pytest.mark.slow

SHOW = "/screen/?programme=sample-city&play=1"


def slides(html):
    """Each slide's HTML."""
    return re.findall(r'<section class="slide".*?</section>', html, re.DOTALL)


def titles(html):
    return re.findall(r'<section class="slide"[^>]*aria-label="([^"]*)"', html)


def test_the_usual_slides_each_with_date_programme_and_source(reader):
    html = reader.get(f"{SHOW}&year=2022&through=7").content.decode()
    shown = slides(html)
    headlines = [
        row.indicator.name
        for row in scoreboard(Programme.objects.get(code="sample-city"), 2022, 7).totals()
        if row.indicator.headline
    ]
    assert len(shown) == len(headlines) + 4
    assert [title for title in titles(html) if title in headlines] == headlines
    for slide in shown:
        foot = slide.split("<footer", 1)[1]
        assert "2022-07-31" in foot
        assert "样例：中山—六盘水协作" in foot
        assert "来源" in foot
        assert "样例数据" in slide


def test_a_slide_shows_the_scoreboard(reader):
    board = scoreboard(Programme.objects.get(code="sample-city"), 2022, 7)
    for row in [row for row in board.totals() if row.indicator.headline]:
        html = reader.get(f"{SHOW}&year=2022&through=7&slide=chart.{row.indicator.code}")
        (slide,) = slides(html.content.decode())
        assert brief(row.ytd, row.indicator.decimals) in slide
        assert f"{row.covered}/{row.due}" in slide.split("<footer", 1)[1]


def test_slides_of_the_address_in_the_order_of_the_offer(reader):
    slug = Pairing.objects.filter(programme__code="sample-city", kind="group")[0].slug
    html = reader.get(f"{SHOW}&slide=pairing.{slug}&slide={TABLE}&every=20&theme=dark")
    html = html.content.decode()
    assert len(slides(html)) == 2
    assert titles(html)[0] == "指标 × 结对"
    assert 'data-every="20" data-theme-wanted="dark"' in html


@pytest.mark.parametrize(
    ("query", "every", "note"),
    [
        ("every=20", 20, ""),
        ("every=1", 5, "5"),
        ("every=99999", 600, "600"),
        ("every=-3", 0, "interval"),
        ("every=abc", 0, "interval"),
        ("every=" + "9" * 4000, 0, "interval"),
        ("slide=nothing&slide=summary", 0, "slides"),
    ],
)
def test_bad_addresses_lead_to_the_nearest_show(reader, query, every, note):
    reader.cookies["django_language"] = "en"
    html = reader.get(f"{SHOW}&slide={SUMMARY}&{query}").content.decode()
    assert f'data-every="{every}"' in html
    assert [SUMMARY for _ in slides(html)] == [SUMMARY]
    notes = "".join(re.findall(r'role="status">(.*?)</p>', html))
    assert (note in notes) if note else notes == ""


def test_strangers_are_not_told_who_has_not_reported(programmes, db, settings):
    settings.PUBLIC_DASHBOARD = True
    html = Client().get(f"{SHOW}&slide={REPORTED}&slide={LAGGING}").content.decode()
    assert len(slides(html)) == 1
    assert REPORTED not in Client().get("/screen/?programme=sample-city").content.decode()


def test_a_programme_of_published_figures_has_a_show(reader):
    html = reader.get("/screen/?programme=zs-lps-2021&year=2023&through=12&play=1")
    shown = slides(html.content.decode())
    assert len(shown) > 3
    assert "公开" in shown[0]


def test_many_pairings_stand_on_several_slides(reader):
    many_pairings(36)
    html = reader.get(f"{SHOW}&slide={TABLE}").content.decode()
    assert len(slides(html)) == 5
    assert sum(slide.count('<tr><th scope="row"><a') for slide in slides(html)) == 39


@pytest.mark.slow
@pytest.mark.parametrize("more", [0, 36])
def test_statements(reader, django_assert_num_queries, more):
    many_pairings(more)
    with django_assert_num_queries(16):
        assert reader.get(SHOW).status_code == 200
