"""A page shows the scoreboard's numbers and no others; a fixed number of statements."""

import random

import brotli
import pytest
from django.conf import settings

from cooperation.formatting import number, percent, signed
from cooperation.models import Indicator, Pairing, Programme
from cooperation.scoreboard import scoreboard

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(4))
def test_pages_show_the_scoreboard(reader, seed):
    draw = random.Random(seed)
    programme = Programme.objects.get(code="sample-city")
    year, through = draw.choice([2021, 2022]), draw.randint(1, 12)
    code = draw.choice(list(Indicator.objects.values_list("code", flat=True)))
    board = scoreboard(programme, year, through, indicators=[code])
    query = {"programme": "sample-city", "year": year, "through": through}
    html = reader.get(f"/indicators/{code}/", query).content.decode()
    for row in board.rows_of(code):
        decimals = row.indicator.decimals
        for text in (
            number(row.ytd, decimals),
            number(row.month, decimals),
            number(row.target, decimals),
            percent(row.completion),
            signed(row.pace_diff),
            number(row.last_year, decimals),
        ):
            assert f">{text}<" in html


def many_pairings(count):
    """The sample city with more groups, as a province has."""
    city = Pairing.objects.get(programme__code="sample-city", kind="city")
    Pairing.objects.bulk_create(
        Pairing(
            programme=city.programme,
            slug=f"group-{n}",
            kind="group",
            parent=city,
            east_body_zh=f"第{n}组团",
            west_body_zh=f"第{n}县",
            since=city.since,
            reports=True,
            position=100 + n,
        )
        for n in range(count)
    )


@pytest.mark.parametrize("more", [0, 36])
def test_overview_statements(reader, django_assert_num_queries, more):
    many_pairings(more)
    with django_assert_num_queries(12):
        assert reader.get("/?programme=sample-city").status_code == 200


def test_fifty_pairings_a_page(reader):
    many_pairings(60)
    first = reader.get("/?programme=sample-city").content.decode()
    last = reader.get("/?programme=sample-city&page=99").content.decode()
    assert first.count('<tr><th scope="row"><a') == 50
    assert last.count('<tr><th scope="row"><a') == 13


def test_weight_of_the_overview(reader):
    """HTML, styles and own scripts, compressed as they travel: 150 KB before the charts."""
    page = brotli.compress(reader.get("/?programme=sample-city").content)
    static = settings.BASE_DIR / "static"
    files = [*(static / "css").glob("*.css"), *(static / "js").glob("*.js")]
    assert len(page) + sum(len(brotli.compress(f.read_bytes())) for f in files) < 150_000
