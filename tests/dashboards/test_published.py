"""The real programme: published figures, each with its citation, nothing invented."""

import re

import pytest
from django.utils.html import strip_tags

pytestmark = pytest.mark.slow


def text_of(response):
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()).replace("\u2009", " "))


def test_panzhou_2021_on_its_page(reader):
    text = text_of(
        reader.get("/pairings/xiaolan-panzhou/?programme=zs-lps-2021&year=2021&through=12")
    )
    for value in ("1 250", "153", "321", "776", "698", "111", "121", "466"):
        assert value in text
    assert "截至 2021-12-25" in text
    assert "11/12" in text
    assert "2021-12-28" in text  # the day of the citation


def test_whole_city_2023_and_2024(reader):
    text = text_of(reader.get("/?programme=zs-lps-2021&year=2023&through=12"))
    for value in ("28", "146 120", "3 555"):
        assert value in text
    text = text_of(
        reader.get("/indicators/industry.invested/?programme=zs-lps-2021&year=2024&through=12")
    )
    assert "158 500" in text
    assert "48 400" in text
    assert "206 900" not in text  # the part is not added to the whole
    text = text_of(
        reader.get("/indicators/industry.contracted/?programme=zs-lps-2021&year=2024&through=12")
    )
    assert "2 439 900" in text


def test_no_target_is_a_dash(reader):
    html = reader.get(
        "/indicators/industry.invested/?programme=zs-lps-2021&year=2024&through=12"
    ).content.decode()
    assert "0.00%" not in html
    assert "100.00%" not in html


def test_a_published_part_is_not_called_the_whole_city(reader):
    html = reader.get("/?programme=zs-lps-2021&year=2021&through=12").content.decode()
    summary = strip_tags(re.search(r'<p class="summary-text">.*?</p>', html)[0])
    assert "全市" not in summary
    assert "已报单位 1/4" in summary
    assert "公开数之和" in html


def test_a_card_shows_nothing_that_was_published_after_its_period(reader):
    query = "programme=zs-lps-2021&year=2021&through=12"
    for path in ("/", "/industry/", "/indicators/industry.invested/"):
        context = reader.get(f"{path}?{query}").context
        cards = context.get("cards") or [context["card"]]
        assert not any(card.older for card in cards), path


def test_a_pairing_page_does_not_repeat_its_name_beside_every_reading(reader):
    query = "programme=zs-lps-2021&year=2021&through=12"
    heads = {
        path: re.search(
            r'class="table readings"><thead>(.*?)</thead>',
            reader.get(f"{path}?{query}").content.decode(),
        )[1]
        for path in ("/pairings/xiaolan-panzhou/", "/pairings/zhongshan-liupanshui/")
    }
    assert "范围" not in heads["/pairings/xiaolan-panzhou/"]
    assert "范围" in heads["/pairings/zhongshan-liupanshui/"]
