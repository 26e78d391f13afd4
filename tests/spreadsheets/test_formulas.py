"""No text that somebody typed runs as a formula, and none comes back changed."""

import csv
import io

import pytest
from openpyxl import Workbook

from cooperation.spreadsheets.cells import cell, csv_text, neutral, unmarked
from cooperation.spreadsheets.workbooks import put, sheet_title
from tests.spreadsheets.payloads import PAYLOADS, executable


def test_the_judge_sees_them():
    """All but those whose sign stands inside, in quotes, or in an honest number."""
    harmless = {p for p in PAYLOADS if not executable(p)}
    assert {p[:1] for p in harmless} == {'"', "'", "甲", "+"}
    assert "+86" in harmless
    assert len(harmless) == 10


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_cell_of_a_csv_is_executable(text):
    (read,) = csv.reader(io.StringIO(csv_text([[text, "甲"]])[1:], newline=""))
    assert read[1] == "甲"
    assert not executable(read[0])
    assert unmarked(read[0]) == text


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_is_marked_twice_is_unmarked_twice(text):
    assert unmarked(neutral(neutral(text))) == neutral(text)


@pytest.mark.parametrize("number", ["-3.25", "-7", "+86", "0", "1250", "-0.0001"])
def test_honest_numbers_stay(number):
    assert cell(number) == number
    assert not executable(number)


@pytest.mark.parametrize(
    "text", ["小榄组团", "2025年1—9月", "832平台", "≥ 5", "'quoted'", "’t Hart"]
)
def test_honest_words_stay(text):
    assert neutral(text) == text
    assert unmarked(text) == text


@pytest.mark.parametrize("text", PAYLOADS)
def test_cell_of_a_workbook_is_text(text):
    page = Workbook().active
    assert put(page, 1, 1, text).data_type == "s"


@pytest.mark.parametrize(
    ("title", "taken", "named"),
    [
        ("全市", [], "全市"),
        ("a/b[c]:*?\\d", [], "a b c     d"),
        ("'quoted'", [], "quoted"),
        ("", [], "-"),
        ("长" * 40, [], "长" * 31),
        ("Data", ["DATA"], "Data (2)"),
        ("长" * 40, ["长" * 31], "长" * 27 + " (2)"),
    ],
)
def test_name_of_a_sheet_is_allowed_and_new(title, taken, named):
    assert sheet_title(title, taken) == named
    Workbook().create_sheet(named)
