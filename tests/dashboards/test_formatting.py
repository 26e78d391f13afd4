"""Numbers and dates as printed."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from cooperation import formatting


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 0, "—"),
        (Decimal("0"), 0, "0"),
        (Decimal("1234.5"), 0, "1\u2009235"),
        (Decimal("-1234567.005"), 2, "\u22121\u2009234\u2009567.01"),
        (Decimal("0.004"), 2, "0.00"),
        (Decimal("2.5"), 0, "3"),
    ],
)
def test_numbers(value, decimals, text):
    assert formatting.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (Decimal("7.1"), "+7.10"),
        (Decimal("-4.6"), "\u22124.60"),
        (Decimal("0"), "0.00"),
        (Decimal("0.001"), "0.00"),
        (Decimal("-0.001"), "0.00"),
    ],
)
def test_differences_carry_their_sign(value, text):
    assert formatting.signed(value) == text


def test_percent_has_two_decimals_unless_told():
    assert formatting.percent(Decimal("61.785")) == "61.79%"
    assert formatting.percent(Decimal("61.785"), 1) == "61.8%"
    assert formatting.percent(None) == "—"


def test_periods_in_both_languages():
    with translation.override("zh-hans"):
        assert formatting.period_name(2025, 9) == "2025年1—9月"
        assert formatting.period_name(2025, 1) == "2025年1月"
        assert formatting.months_text({8, 9, 1}) == "1月、8—9月"
    with translation.override("en"):
        assert formatting.period_name(2025, 9) == "January–September 2025"
        assert formatting.months_text({8, 9, 1}) == "Jan, Aug–Sep"


def test_dates_are_as_exact_as_known():
    first, last = datetime.date(2024, 6, 19), datetime.date(2024, 6, 20)
    assert formatting.days(first, last) == "2024-06-19—20"
    assert formatting.days(first, None, "month") == "2024-06"
    assert formatting.days(first, last, "year") == "2024"
    assert formatting.days(first, datetime.date(2024, 7, 1)) == "2024-06-19—2024-07-01"
