"""Days as offices type them."""

import datetime

import pytest

from cooperation.typed.days import read_day

DAY = datetime.date(2025, 3, 1)


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("2025-03-01", False),
        (" 2025-03-01\n", False),
        ("2025-3-1", True),
        ("2025/3/1", True),
        ("2025.03.01", True),
        ("20250301", True),
        ("２０２５－０３－０１", True),
        ("2025年3月1日", True),
        ("2025 年 3 月 1 日", True),
        ("2025年3月1", True),
        ("二〇二五年三月一日", True),
        ("二零二五年三月一号", True),
        ("2025-03-01\u200b", True),
        ("2025-03-01 00:00:00", True),
        ("2025-02-28T16:30Z", True),
        ("2025-03-01T08:00:00+08:00", True),
    ],
)
def test_a_day_is_read(text, normalised):
    reading = read_day(text)
    assert (reading.value, reading.problem) == (DAY, None)
    assert reading.normalised == normalised


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-02-30", "D09"),
        ("2025-13-01", "D09"),
        ("2025年0月1日", "D09"),
        ("20259999", "D09"),
        ("25-3-1", "D11"),
        ("3-1", "D11"),
        ("3月1日", "D11"),
        ("25.03.01", "D11"),
        ("0000-00-00", "D21"),
        ("1900-01-00", "D21"),
        ("9999-12-31", "D21"),
        ("45717", "D00"),
        ("2025年3月", "D00"),
        ("2025-03", "D00"),
        ("明天", "D00"),
        ("=TODAY()", "D00"),
        ("2025-03-01\x00", "D00"),
        ("٢٠٢٥-٠٣-٠١", "D00"),
        ("9" * 2000, "D00"),
        ("9999-12-31T23:59-12:00", "D09"),
        ("2025-03-01T25:00", "D09"),
    ],
)
def test_what_is_no_day_says_why(text, code):
    reading = read_day(text)
    assert (reading.value, reading.problem and reading.problem.code) == (None, code)


def test_nothing_typed_is_no_day_and_no_problem():
    assert (read_day("  ").value, read_day("").problem) == (None, None)
