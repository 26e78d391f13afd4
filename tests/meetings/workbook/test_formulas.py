"""Names, titles and items that look like formulas, through every data file and the workbook."""

import csv
import io
import re
import zipfile
from decimal import Decimal
from html import escape

import pytest
from openpyxl import load_workbook

from cooperation.meetings.workbook import data_files, workbook_bytes
from cooperation.models import IndicatorVersion
from tests.meetings.workbook.materials import material, meeting_with, sheets
from tests.scoreboard import world
from tests.spreadsheets.payloads import PAYLOADS, executable

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MARCH = world.datetime.date(2024, 3, 1)


def hostile(texts):
    """A programme whose every name is one of the texts."""
    programme = world.programme()
    programme.name_zh = texts[0]
    programme.save()
    city = world.pairing(programme, "city", kind="city")
    whole = world.indicator("whole", headline=True, position=1)
    part = world.indicator("part", part_of=whole, position=2)
    names = dict(zip((whole, part), texts[1:], strict=False))
    for one, name in names.items():
        version = IndicatorVersion.objects.filter(indicator=one)
        version.update(name_zh=name, unit_zh=texts[-1][:20])
    for number, text in enumerate(texts):
        group = world.pairing(programme, f"g{number}", parent=city, position=number)
        group.east_body_zh = text
        group.save()
        world.submit(group, MARCH, {whole: ("ytd", -5 - number), part: ("ytd", "-0.5")})
    return programme


def judge(data):
    """The texts of a workbook, once it is sure that none of its cells is anything else."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        everything = "".join(book.read(n).decode() for n in names if n.startswith("xl/work"))
    assert not [n for n in names if "externalLink" in n or "vba" in n.lower() or "connect" in n]
    assert "<ddeLink" not in everything
    assert "<hyperlink" not in everything
    texts = []
    for sheet in sheets(data):
        assert not re.search(r"<f[ >/]", sheet)
        assert set(re.findall(r'<c [^>]*?\bt="(\w+)"', sheet)) <= {"s", "n", "inlineStr"}
        texts += re.findall(r"<is><t[^>]*>(.*?)</t>", sheet, re.DOTALL)
    return "".join(texts)


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 11))
def test_a_few_pairings_with_a_sheet_each(first):
    texts = PAYLOADS[first : first + 11]
    one = material(hostile(texts))
    data = workbook_bytes(one)
    judge(data)
    for name, content in data_files(one).items():
        if name.endswith(".csv"):
            rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
            assert [cell for row in rows for cell in row if executable(cell)] == []


def test_all_of_them_with_a_meeting_that_says_so():
    programme = hostile(PAYLOADS)
    for text in PAYLOADS:
        given = meeting_with(programme, text.replace("\0", ""))
        if PAYLOADS.index(text) % 20 == 0:
            said = judge(workbook_bytes(material(programme, **given)))
            assert escape(text.strip()[-4:], quote=False) in said


def test_negative_numbers_stay_numbers():
    programme = hostile(PAYLOADS[:3])
    one = material(programme)
    (official, *_others) = data_files(one).values()
    rows = list(csv.reader(io.StringIO(official.decode("utf-8-sig"), newline="")))
    head = next(row for row in rows if "本年累计" in row)
    ytd = [row[head.index("本年累计")] for row in rows if len(row) == len(head)]
    assert {"-5", "-6", "-7", "-0.5"} <= set(ytd)
    book = load_workbook(io.BytesIO(workbook_bytes(one)))
    values = [cell.value for page in book for row in page for cell in row]
    numbers = {Decimal(str(v)) for v in values if isinstance(v, int | float)}
    assert {Decimal(-5), Decimal(-6), Decimal(-7)} <= numbers
    assert not {"-5", "-6", "-7"} & {v for v in values if isinstance(v, str)}


def test_a_text_that_looks_like_a_formula_keeps_its_mark_of_text():
    """So that it stays a text when somebody edits the cell."""
    book = load_workbook(io.BytesIO(workbook_bytes(material(hostile(["=1+1", "甲", "乙", "丙"])))))
    risky = [c for page in book for row in page for c in row if c.value == "=1+1 ↔ g0区"]
    assert risky
    assert all(cell.quotePrefix and cell.data_type == "s" for cell in risky)
