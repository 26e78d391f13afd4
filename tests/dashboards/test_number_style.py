"""Brief numbers in the reader's style: 万/亿 in Chinese, millions in English; files never."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cooperation.formatting import (
    brief,
    brief_with_unit,
    number,
    number_style,
    numbers_in,
    rounded,
)

SPACE = "\u2009"
CHINESE = [
    (None, "万元", 2, "—", "万元"),
    ("0", "万元", 2, "0", "万元"),
    ("860.25", "万元", 2, "860.25", "万元"),
    ("9999.4", "万元", 2, f"9{SPACE}999", "万元"),
    # As printed it would be 10 000 万元.
    ("9999.6", "万元", 2, "1.00", "亿元"),
    ("10000", "万元", 2, "1", "亿元"),
    ("146120", "万元", 2, "14.61", "亿元"),
    ("146150", "万元", 2, "14.62", "亿元"),
    ("-146150", "万元", 2, "\u221214.62", "亿元"),
    ("12345678", "万元", 2, f"1{SPACE}234.57", "亿元"),
    ("9999", "元", 0, f"9{SPACE}999", "元"),
    ("12345", "元", 0, "1.23", "万元"),
    ("123456789", "元", 0, "1.23", "亿元"),
    ("9999", "人", 0, f"9{SPACE}999", "人"),
    ("10000", "人", 0, "1", "万人"),
    ("123456", "人", 0, "12.3", "万人"),
    ("12450", "人次", 0, "1.2", "万人次"),
    ("12500", "人", 0, "1.3", "万人"),
    ("99999600", "人", 0, "1.00", "亿人"),
    ("123.4", "%", 1, "123.4", "%"),
    ("123456", "%", 1, f"123{SPACE}456", "%"),
]
ENGLISH = [
    ("0", "10k yuan", 2, "0", "yuan"),
    ("0.5", "10k yuan", 2, f"5{SPACE}000", "yuan"),
    ("99.99", "10k yuan", 2, f"999{SPACE}900", "yuan"),
    ("100", "10k yuan", 2, "1", "million yuan"),
    ("7860.89", "10k yuan", 2, "78.61", "million yuan"),
    ("146120", "10k yuan", 2, "1.46", "billion yuan"),
    ("123456", "people", 0, f"123{SPACE}456", "people"),
    ("1234567", "people", 0, "1.23", "million people"),
]


@pytest.mark.parametrize(
    ("language", "value", "unit", "decimals", "text", "shown_unit"),
    [("zh-hans", *case) for case in CHINESE] + [("en", *case) for case in ENGLISH],
)
def test_short_style(language, value, unit, decimals, text, shown_unit):
    value = None if value is None else Decimal(value)
    with translation.override(language), numbers_in("short"):
        assert brief_with_unit(value, unit, decimals) == (text, shown_unit)
    with translation.override(language):
        plain = brief(value, decimals)
        assert brief_with_unit(value, unit, decimals) == (plain, unit)


@pytest.mark.parametrize(
    ("language", "value", "unit", "text"),
    [
        ("zh-hans", "123456", "人", "12.3万"),
        ("zh-hans", "146120", "万元", "14.61亿"),
        # Below 1.02 亿元 a bare 5 633 would be read as 亿.
        ("zh-hans", "5633", "万元", f"5{SPACE}633万"),
        ("zh-hans", "5633", "元", f"5{SPACE}633元"),
        ("zh-hans", "56330", "元", "5.63万"),
        ("zh-hans", "9999", "人", f"9{SPACE}999"),
        ("zh-hans", None, "万元", "—"),
        ("zh-hans", "146120", "", f"146{SPACE}120"),
        ("en", "1234567", "people", "1.23\u00a0million"),
        ("en", "99.99", "10k yuan", f"999{SPACE}900\u00a0yuan"),
        ("en", "146120", "10k yuan", "1.46\u00a0billion"),
    ],
)
def test_beside_a_unit_that_stands_elsewhere(language, value, unit, text):
    with translation.override(language), numbers_in("short"):
        assert brief(value and Decimal(value), 2, unit) == text


def test_style_is_that_of_the_moment():
    assert number_style() == "plain"
    with numbers_in("short"), numbers_in("nonsense"):
        assert number_style() == "plain"
    assert number_style() == "plain"


FACTORS = {"万元": Decimal(1), "亿元": Decimal(10_000)}


@given(st.decimals(-(10**9), 10**9, places=4))
def test_short_text_is_the_value_to_its_last_digit(value):
    """Read back, the text lies within half of its last digit of the value."""
    with translation.override("zh-hans"), numbers_in("short"):
        text, unit = brief_with_unit(value, "万元", 2)
    read = Decimal(text.replace(SPACE, "").replace("\u2212", "-"))
    places = -read.as_tuple().exponent
    assert abs(read * FACTORS[unit] - value) <= FACTORS[unit] * Decimal(5).scaleb(-places - 1)
    assert text == number(read, places) == number(rounded(value / FACTORS[unit], places), places)
    assert (unit == "亿元") == (abs(read * FACTORS[unit]) >= 10_000)


def choose(client, style, there="/pairings/?year=2024"):
    return client.post(reverse("set-number-style"), {"style": style, "next": there})


def test_choice_is_remembered_and_leads_back(client, db):
    response = choose(client, "short")
    assert (response.status_code, response["Location"]) == (302, "/pairings/?year=2024")
    cookie = response.cookies["number_style"]
    assert (cookie.value, cookie["samesite"]) == ("short", "Lax")
    assert cookie["max-age"]
    # A page of somebody who is not signed in knows it as well.
    page = client.get(reverse("login")).content.decode()
    assert 'value="short" aria-current="true"' in page
    assert choose(client, "plain").cookies["number_style"].value == "plain"
    assert 'value="plain" aria-current="true"' in client.get(reverse("login")).content.decode()


@pytest.mark.parametrize("there", ["https://example.org/", "//example.org", "", "javascript:1"])
def test_choice_leads_nowhere_else(client, db, there):
    assert choose(client, "short", there)["Location"] == reverse("overview")


def test_nonsense_is_not_kept(client, db):
    assert not choose(client, "roman").cookies
    client.cookies["number_style"] = "\x00roman"
    assert client.get(reverse("login")).status_code == 200


def test_pages_follow_the_reader_and_files_do_not(reader):
    """The card's unit becomes 亿元; the table of figures and the official file stay exact."""
    query = "programme=sample-city&year=2022&through=9"
    addresses = [f"/?{query}", f"/reports/export.csv?{query}", f"/indicators/?{query}"]
    plain = [reader.get(address).content.decode() for address in addresses]
    choose(reader, "short")
    short = [reader.get(address) for address in addresses]
    assert all("Cookie" in response["Vary"] for response in short)
    overview, csv, indicators = (response.content.decode() for response in short)
    main = [text.partition("<main")[2] for text in (plain[0], overview)]
    assert "亿元" not in main[0]
    assert "亿元" in main[1]
    assert csv == plain[1]
    rows = [text.partition("<main")[2] for text in (plain[2], indicators)]
    assert rows[0] == rows[1]
