"""Cells that office programs read as they were meant."""

import csv
import io
from decimal import Decimal

import pytest

from cooperation.spreadsheets.cells import cell, csv_text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0"),
        (Decimal("1250.0000"), "1250"),
        (Decimal("-3.2500"), "-3.25"),
        ("1250", "1250"),
        ("-3.25", "-3.25"),
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("+86 138", "'+86 138"),
        ("-", "'-"),
        ("@小榄", "'@小榄"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"),
        ("小榄组团", "小榄组团"),
        (["2024-01", "2024-02"], "2024-01 2024-02"),
    ],
)
def test_cell_neutralises_formulas_and_keeps_numbers(value, written):
    assert cell(value) == written


def test_file_has_bom_and_crlf_and_reads_back():
    text = csv_text([["指标", "=1"], ["a,b", Decimal("0.5")], ['","=1+1,"', None]])
    assert text[0] == "\ufeff"
    assert text.count("\r\n") == 3
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows == [["指标", "'=1"], ["a,b", "0.5"], ['","=1+1,"', ""]]
