"""Typed text → number: the rows of section A of the bad inputs, and others like them."""

from decimal import Decimal

import pytest

from cooperation.typed.chinese_numbers import chinese_number
from cooperation.typed.numbers import looks_personal, read_number
from tests.bounds import calls_at_most, no_hang

PEOPLE = {"units": ("人", "people"), "decimals": 0}
MONEY = {"units": ("万元", "10,000 yuan"), "decimals": 2}

TAKEN = ["0", "5", "123", "999999999999999"]

NORMALISED = [
    ("１２３", PEOPLE, "123"),  # N01
    ("1,234", PEOPLE, "1234"),  # N03
    ("1,234,567.5", MONEY, "1234567.5"),
    ("1，234", PEOPLE, "1234"),  # N05
    ("1 234", PEOPLE, "1234"),  # N07
    ("1\u00a0234", PEOPLE, "1234"),
    ("1\u2009234", PEOPLE, "1234"),
    ("1\u3000234\u3000567", PEOPLE, "1234567"),
    ("12\u202e", PEOPLE, "12"),  # N09
    ("\ufeff12\u200b", PEOPLE, "12"),
    ("1\u00ad2\u2060", PEOPLE, "12"),
    ("007", PEOPLE, "7"),  # N11
    ("00123", PEOPLE, "123"),
    ("000", PEOPLE, "0"),
    ("+5", PEOPLE, "5"),
    ("12。5", MONEY, "12.5"),  # N19
    ("12．5", MONEY, "12.5"),
    ("300人", PEOPLE, "300"),  # N33
    ("300 people", PEOPLE, "300"),
    ("5.6万元", MONEY, "5.6"),
    ("'123", PEOPLE, "123"),  # N43
]

ASKED = [
    ("12.345", MONEY, "N17", "12.35"),
    ("12.355", MONEY, "N17", "12.36"),  # half up, not to even
    ("壹佰贰拾元整", MONEY, "N31", "0.01"),
    ("三百二十人", PEOPLE, "N31", "320"),
    ("￥500", MONEY, "N33", "0.05"),
    ("500元", MONEY, "N33", "0.05"),
    ("1.2亿元", MONEY, "N33", "12000"),
    ("3万", PEOPLE, "N33", "30000"),
    ("3万人", PEOPLE, "N33", "30000"),
]

REFUSED = [
    ("1、234", PEOPLE, "N05"),
    ("12 34", PEOPLE, "N41"),
    ("1 23 4", PEOPLE, "N07"),
    ("1,23", PEOPLE, "N04"),
    ("1,2345", PEOPLE, "N04"),
    ("(123)", PEOPLE, "N13"),
    ("（123）", PEOPLE, "N13"),
    ("△5", PEOPLE, "N13"),
    ("--5", PEOPLE, "N15"),
    ("+-5", PEOPLE, "N15"),
    ("5-", PEOPLE, "N15"),
    ("-", PEOPLE, "N15"),
    ("12.4", PEOPLE, "N18"),
    ("12·5", MONEY, "N19"),
    (".5", MONEY, "N20"),
    ("12.", MONEY, "N20"),
    ("1.2.3", MONEY, "N20"),
    ("1e3", PEOPLE, "N21"),
    ("1.2E+05", PEOPLE, "N21"),
    ("1e-9", MONEY, "N21"),
    ("1e309", PEOPLE, "N23"),
    ("1E+1000000", PEOPLE, "N23"),
    ("9" * 400, PEOPLE, "N23"),
    ("1234567890123456", PEOPLE, "N23"),
    ("0.1234567", MONEY, "N17"),
    ("NaN", PEOPLE, "N25"),
    ("nan", PEOPLE, "N25"),
    ("sNaN", PEOPLE, "N25"),
    ("Infinity", PEOPLE, "N25"),
    ("-inf", PEOPLE, "N25"),
    ("∞", PEOPLE, "N25"),
    ("٣", PEOPLE, "N27"),
    ("३", PEOPLE, "N27"),
    ("𝟑", PEOPLE, "N27"),
    ("0x1F", PEOPLE, "N29"),
    ("0b1", PEOPLE, "N29"),
    ("1/2", PEOPLE, "N29"),
    ("½", PEOPLE, "N29"),
    ("5²", PEOPLE, "N29"),
    ("①", PEOPLE, "N29"),
    ("12家", PEOPLE, "M06"),
    ("12人次", PEOPLE, "M06"),
    ("50%", PEOPLE, "N34"),
    ("300-500", PEOPLE, "N37"),
    ("300~500", PEOPLE, "N37"),
    ("300～500", PEOPLE, "N37"),
    ("300—500", PEOPLE, "N37"),
    ("3至5", PEOPLE, "N37"),
    ("约300", PEOPLE, "N38"),
    ("300多人", PEOPLE, "N38"),
    ("≥300", PEOPLE, "N38"),
    ("〃", PEOPLE, "N39"),
    ("同上", PEOPLE, "N39"),
    ("同左", PEOPLE, "N39"),
    ("12 3", PEOPLE, "N41"),
    ("12;3", PEOPLE, "N41"),
    ("12\n3", PEOPLE, "N41"),
    ("TRUE", PEOPLE, "N45"),
    ("真", PEOPLE, "N45"),
    ("9" * 1_000_000, PEOPLE, "N49"),
    (" " * 1_000_000, PEOPLE, "N49"),
    ("1_000", PEOPLE, "N00"),
    ("=1+1", PEOPLE, "N00"),
    ("无", PEOPLE, "N00"),
    ("12\x00", PEOPLE, "T21"),
    ("13912345678", PEOPLE, "P01"),
    ("139 1234 5678", PEOPLE, "P01"),
    ("52020219900307123X", PEOPLE, "P01"),
]


@pytest.mark.parametrize("text", TAKEN)
def test_plain_numbers_are_taken_as_they_are(text):
    reading = read_number(text, **PEOPLE)
    assert (reading.value, reading.normalised) == (Decimal(text), False)


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\u200b\ufeff"])
def test_blank_is_not_zero(text):
    reading = read_number(text, **PEOPLE)
    assert (reading.value, reading.problem) == (None, None)


@pytest.mark.parametrize(("text", "column", "value"), NORMALISED)
def test_harmless_ways_of_writing_are_normalised(text, column, value):
    reading = read_number(text, **column)
    assert (reading.value, reading.problem, reading.ask) == (Decimal(value), None, None)
    assert reading.normalised


@pytest.mark.parametrize(("text", "column", "code", "value"), ASKED)
def test_likely_meanings_are_asked_back(text, column, code, value):
    reading = read_number(text, **column)
    assert (reading.ask.code, reading.value) == (code, Decimal(value))
    assert reading.problem is None


@pytest.mark.parametrize(("text", "column", "code"), REFUSED)
def test_everything_else_is_refused_with_a_code(text, column, code):
    reading = read_number(text, **column)
    assert (reading.problem.code, reading.value) == (code, None)


def test_empty_decimals_make_no_other_number():
    assert read_number("12.0", **PEOPLE).value == 12


def test_a_negative_number_is_read_and_left_to_the_checks():
    assert read_number("-5", **PEOPLE).value == -5
    assert read_number("\u22125", **PEOPLE).value == -5


@pytest.mark.parametrize("text", ["9" * 1_000_000, "1E+1000000", " 1" * 499, ",1" * 499])
def test_hostile_texts_are_answered_at_once(text):
    with no_hang(), calls_at_most(10_000):
        assert read_number(text, **PEOPLE).problem


def test_scientific_notation_is_answered_with_the_number_written_out():
    finding = read_number("1.2E+05", **PEOPLE).problem
    assert finding.params == {"number": "120000"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("一百零五", 105),
        ("壹仟贰佰叁拾肆", 1234),
        ("三万五千", 35000),
        ("一亿二千万", 120_000_000),
        ("二〇二一", 2021),
        ("两百", 200),
        ("一万亿", 10**12),
    ],
)
def test_chinese_numbers(text, value):
    assert chinese_number(text) == value


@pytest.mark.parametrize("text", ["", "人", "三百x", "三百五", "三万五", "一" * 41])
def test_what_is_no_chinese_number(text):
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("张三 13912345678", True),
        ("身份证52020219900307123X", True),
        ("2024年3月数据", False),
        ("合同额 210000.00", False),
    ],
)
def test_personal_numbers_are_seen(text, personal):
    assert looks_personal(text) is personal
