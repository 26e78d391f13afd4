"""One number everywhere: board, JSON, CSV, official table, page, workbook, document.

Random scopes of a few random worlds. SCOPES and PAGE_SCOPES say how many (the long run: 10000
and 200).
"""

import csv
import datetime
import io
import itertools
import json
import os
import random
import re
from decimal import Decimal
from importlib.util import find_spec

import pytest
from lxml import html
from openpyxl import load_workbook

from cooperation.formatting import THIN_SPACE, number, percent, signed
from cooperation.meetings.material import Material
from cooperation.meetings.report import report_board, report_json, report_text
from cooperation.meetings.text import COLUMNS, Briefing
from cooperation.meetings.workbook import workbook_bytes
from cooperation.models import Assignment, Indicator, Role, User
from cooperation.scoreboard.facts import Horizon
from tests.meetings.workbook.materials import MOMENT
from tests.rows import until_module_ends
from tests.scoreboard.world import random_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SEEDS = (100, 101, 102, 104)
SCOPES = int(os.environ.get("SCOPES", "1000")) // len(SEEDS)
PAGE_SCOPES = int(os.environ.get("PAGE_SCOPES", "40")) // len(SEEDS)
TEXTS = ("unit", "source", "value_date", "cutoff")
NUMBERS = (
    "month", "ytd", "target", "completion", "pace_diff", "last_year", "last_year_covered",
    "last_year_due", "since_pairing", "since_covered", "since_due", "due", "covered", "approved",
)  # fmt: skip
CODE = re.compile(r"Z\d+Z\d+[a-z]")


@pytest.fixture(scope="module", params=SEEDS)
def programme(request, django_db_setup, django_db_blocker):
    """A world for all scopes of the module; its codes are such as pages take."""
    with until_module_ends(django_db_blocker):
        made = random_world(request.param)
        for one in Indicator.objects.all():
            Indicator.objects.filter(pk=one.pk).update(code=f"w.{one.code}", headline=True)
        reader = User.objects.create_user("reader", password="x", display_name="R")
        Assignment.objects.create(user=reader, role=Role.OFFICIAL, programme=made)
        made.seed, made.reader = request.param, reader
        yield made


def scope(programme, at):
    """A year, a month, a day of knowledge, a pairing or the whole city, approved only or not."""
    draw = random.Random(f"{programme.seed}-{at}")
    year, through = draw.choice([2022, 2023, 2024]), draw.randint(1, 12)
    day = datetime.date(year, draw.randint(1, 12), draw.randint(1, 28))
    as_of = draw.choice([None, max(day, programme.since), day.replace(year=2025)])
    pairing = draw.choice([None, None, *programme.pairings.reporting().with_ends()])
    return year, through, as_of, pairing, draw.random() < 0.2


def board_of(programme, year, through, as_of, pairing, approved_only=False):
    return report_board(
        programme, year, through, pairing=pairing, as_of=as_of, approved_only=approved_only
    )


def naive(value):
    """A value as text, without the code under test."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def said(row):
    """What a file has to say of a row."""
    values = {name: naive(getattr(row, name)) for name in (*NUMBERS, *TEXTS) if name != "unit"}
    for share in ("completion", "pace_diff"):
        value = getattr(row, share)
        values[share] = None if value is None else f"{value:.2f}"
    slug = row.pairing.slug if row.pairing else None
    return values | {
        "row": row.kind,
        "pairing": slug,
        "indicator": row.indicator.code,
        "unit": row.indicator.unit,
        "missing": list(row.missing),
    }


def lines_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def cell_text(value):
    return " ".join(value) if isinstance(value, list) else "" if value is None else value


def test_files_say_what_the_board_says(programme):
    rows_seen = 0
    for at in range(SCOPES):
        chosen = scope(programme, at)
        board = board_of(programme, *chosen)
        expected = [said(row) for row in board.rows]
        rows_seen += len(expected)
        data = json.loads(report_json(board))["rows"]
        told = [
            {k: str(v) if k in NUMBERS and v is not None else v for k, v in row.items()}
            for row in data
        ]
        assert [{k: row[k] for k in one} for row, one in zip(told, expected, strict=True)] == (
            expected
        ), chosen
        head, *lines = lines_of(report_text(board, layout="plain"))
        plain = [dict(zip(head, line, strict=True)) for line in lines]
        assert [{k: row[k] for k in one} for row, one in zip(plain, expected, strict=True)] == [
            {k: cell_text(v) for k, v in one.items()} for one in expected
        ], chosen
        assert official(board) == [
            printed(row) for row in in_order(board) if not row.not_applicable
        ], chosen
    assert rows_seen > SCOPES * 5


def in_order(board):
    """The whole, 市本级, the pairings; then, where there is a total, indicator by indicator."""
    order = {"total": 0, "own": 1, "pairing": 2}
    places = [pairing.pk for pairing in board.pairings]
    rows = sorted(
        board.rows,
        key=lambda r: (order[r.kind], places.index(r.pairing.pk) if r.kind == "pairing" else 0),
    )
    blocks = [
        [row for row in board.rows_of(one.code) if not row.not_applicable]
        for one in board.indicators
    ]
    return rows + [row for block in blocks if len(block) > 1 and board.with_city for row in block]


def official(board):
    """The numbers of the official table, line by line."""
    lines = lines_of(report_text(board))
    width = max(map(len, lines))
    return [line[2:14] for line in lines if len(line) == width and line[0].isdigit()]


def printed(row):
    change = row.change
    values = [
        row.indicator.unit,
        *(naive(v) for v in (row.month, row.ytd, row.target)),
        *(None if v is None else f"{v:.2f}" for v in (row.completion, row.pace_diff)),
        naive(row.last_year),
        None if change is None else f"{change:.2f}",
        *(naive(v) for v in (row.since_pairing, row.covered, row.due, row.approved)),
    ]
    values[2] = "未报" if row.ytd is None else values[2]
    return ["" if value is None else value for value in values]


# --- as readers see it ------------------------------------------------------------------------


def shown(row, column, text="", *_others):
    """A value as pages print it. An average a month may be told finer, where `text` is."""
    value, places = getattr(row, column), row.indicator.decimals
    if column in ("needed_per_month", "average_per_month") and "." in text:
        places = len(text.partition(".")[2])
    if column in ("completion", "share"):
        return percent(value)
    if column in ("pace_diff", "change"):
        return signed(value)
    return str(value) if column in ("covered", "due") else number(value, places)


def coder(figure):
    return f"Z{figure.pairing_id or 0}Z{figure.indicator_id}{COLUMNS[figure.column]}"


def material_of(board):
    moment = Horizon(board.as_of).moment or MOMENT.replace(year=2026)
    return Material(board, moment, Briefing("long", ()), code="Z", coder=coder)


def of_workbook(one):
    """Code → number, as the cell above it shows it."""
    found = {}
    for page in load_workbook(io.BytesIO(workbook_bytes(one))):
        rows = list(page.iter_rows())
        for above, below in itertools.pairwise(rows):
            for cell, code in zip(above, below, strict=True):
                if CODE.fullmatch(str(code.value)):
                    found.setdefault(code.value, set()).add(as_shown(cell))
    return found


def as_shown(cell):
    """A cell as its format prints it, in the words of pages."""
    if isinstance(cell.value, str):
        return bare(cell.value)
    value = Decimal(f"{cell.value:.15g}" if isinstance(cell.value, float) else cell.value)
    places = len(cell.number_format.partition(";")[0].partition(".")[2])
    return signed(value, places) if "+" in cell.number_format else number(value, places)


def bare(text):
    """A number without what tables differ in: 3 of 3/9, the percent sign of the head, ≥ and
    the marks of states, which blank stands between thousands."""
    number = re.sub(r"^[^−+\d—]+", "", text.partition("/")[0].rstrip("%"))
    return number.replace("\u00a0", THIN_SPACE)


def of_document(one):
    """Code → number, as the cells of the DOCX print it."""
    from docx import Document

    from cooperation.meetings.paper import document_of, docx_bytes

    found = {}
    for table in Document(io.BytesIO(docx_bytes(document_of(one)))).tables:
        for row in table.rows:
            for cell in row.cells:
                text, _line, code = cell.text.rpartition("\n")
                if CODE.fullmatch(code):
                    found.setdefault(code, set()).add(bare(text))
    return found


def of_page(client, row, query):
    """Column → number, from the page that explains the row's number."""
    whose = row.pairing.slug if row.kind != "total" else "whole"
    response = client.get(f"/explain/{row.indicator.code}/{whose}/", query)
    assert response.status_code == 200, (row, query)
    page = html.fromstring(response.content)
    (value,) = page.find_class("num-xl")
    anchors = {"x-month": "month", "x-target": "target", "x-completion": "completion",
               "x-pace": "pace_diff", "x-last": "last_year"}  # fmt: skip
    beside = {
        column: page.get_element_by_id(anchor).find_class("n")[0].text_content()
        for anchor, column in anchors.items()
        if page.xpath(f"//*[@id='{anchor}']")
    }
    return {"ytd": (value.text or "").strip(), **beside}


def test_pages_workbook_and_document_print_the_same(programme, client):
    client.force_login(programme.reader)
    compared = 0
    for at in range(PAGE_SCOPES):
        year, through, as_of, pairing, _approved = scope(programme, -1 - at)
        board = board_of(programme, year, through, as_of, pairing)
        one = material_of(board)
        files = [of_workbook(one)]
        if find_spec("cooperation.meetings.paper"):
            files.append(of_document(one))
        rows = {coder_key(row): row for row in board.rows}
        for found in files:
            assert found or all(row.ytd is None for row in board.rows), at
            for code, texts in found.items():
                row, column = rows[code[:-1]], column_of(code)
                assert texts == {bare(shown(row, column, *texts))}, (code, at)
                compared += 1
        query = {"programme": programme.code, "year": year, "through": through}
        query |= {"as_of": as_of.isoformat()} if as_of else {}
        row = random.Random(at).choice([r for r in board.rows if not r.not_applicable])
        for column, text in of_page(client, row, query).items():
            if row.ytd is not None or column != "ytd":
                assert text == shown(row, column), (row.indicator.code, column, at)
                compared += 1
    assert compared > PAGE_SCOPES * 5


def coder_key(row):
    pairing = 0 if row.kind == "total" else row.pairing.pk
    return f"Z{pairing}Z{row.indicator.id}"


def column_of(code):
    return next(name for name, letter in COLUMNS.items() if letter == code[-1])
