"""Every number on paper is the board's, to the last digit printed; what is unknown says so."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils import translation

from cooperation.meetings.paper import document_of, docx_bytes, html_bytes, pdf_bytes
from cooperation.meetings.paper.document import Table, Text
from cooperation.models import AgendaItem, Meeting, OpenItem
from tests.meetings.paper.making import W, document, material, pdf_text, squeezed, value, word
from tests.rows import until_module_ends
from tests.scoreboard.world import random_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COLUMNS = (
    *("month", "ytd", "target", "completion"),
    *("pace_diff", "last_year", "change", "since_pairing"),
)
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002ffff]+")


def word_tables(content):
    """Caption → the fields of the table below it, line by line, each field's first line."""
    found, caption = {}, ""
    for element in word(content).element.body:
        # Codes to scan stand in a table without a caption.
        if element.tag == f"{W}p":
            style = element.find(f"{W}pPr/{W}pStyle")
            if style is not None and style.get(f"{W}val") == "Caption":
                caption = "".join(node.text or "" for node in element.iter(f"{W}t"))
        elif element.tag == f"{W}tbl" and caption:
            lines = element.iter(f"{W}tr")
            found[caption] = [[first_line(cell) for cell in one.iter(f"{W}tc")] for one in lines]
            caption = ""
    return found


def first_line(cell):
    run = next(cell.iter(f"{W}r"), None)
    return "" if run is None else "".join(node.text or "" for node in run.iter(f"{W}t"))


def rounded(number, places):
    return None if number is None else number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def expected(row):
    """The values of a row as they must be printed, worked out apart from the product."""
    places = row.indicator.decimals
    return [
        rounded(
            getattr(row, name),
            2 if name in ("completion", "pace_diff", "change") else places,
        )
        for name in COLUMNS
    ]


def rows_by_place(board):
    groups = {"全市": board.totals(), "市本级": board.rows_for(board.city.pk)}
    return groups | {one.name: board.rows_for(one.pk) for one in board.pairings}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A programme with reports of all kinds, there for all tests of this module."""
    with until_module_ends(django_db_blocker):
        yield random_world(11)


@pytest.fixture
def published_board(world, db):
    return material(world, 2023, 8, codes=True)


@pytest.mark.parametrize(("year", "through"), [(2022, 12), (2023, 8), (2024, 5)])
def test_annex_says_what_the_board_says(world, db, year, through):
    given = material(world, year, through, codes=through == 8)
    period = f"{year}年1—{through}月" if through > 1 else f"{year}年1月"
    tables = word_tables(docx_bytes(document_of(given)))
    compared = 0
    for place, rows in rows_by_place(given.board).items():
        rows = [row for row in rows if not row.not_applicable]
        if all(row.ytd is None and row.target is None for row in rows):
            continue
        table = next(t for c, t in tables.items() if c.startswith(f"{place}（{period}）　"))
        lines = [line for line in table[1:] if len(line) > 1]
        assert len(lines) == len(rows)
        for line, row in zip(lines, rows, strict=True):
            assert squeezed(line[1]).endswith(squeezed(row.indicator.name))
            assert [value(text) for text in line[3:11]] == expected(row)
            compared += 1
    assert compared


def test_text_keeps_its_figures_in_every_file(published_board):
    given = published_board
    made = document_of(given)
    numbers = [run for one in made.parts if isinstance(one, Text) for run in one.runs if run.figure]
    assert numbers
    pdf, html = pdf_text(pdf_bytes(made)), squeezed(html_bytes(made).decode())
    for run in numbers:
        code = made.code_in_text(run.figure)
        assert given.coder(run.figure).endswith(code)
        assert bool(code) != (run.figure.column in ("covered", "due"))
        assert squeezed(run.text + code) in pdf
        assert not code or f'{squeezed(run.text)}<spanclass="code">' in html


def test_totals_of_some_say_so_and_unknown_is_never_zero(published_board):
    made = document_of(published_board)
    partial = [row for row in published_board.board.totals() if row.partial_total]
    notes = " ".join(note for one in made.parts if isinstance(one, Table) for note in one.notes)
    for row in partial:
        if row.indicator.headline or row.indicator.sector:
            assert row.indicator.name in notes
    for one in (part for part in made.parts if isinstance(part, Table)):
        for line in one.lines:
            for cell in line.cells:
                if cell.figure is None:
                    assert value(cell.text) is None if cell.text == "—" else True


def test_nothing_reported_makes_a_document_that_says_so(ground):
    given = material(ground.programme, 2025, 9, codes=True)
    made = document_of(given)
    assert "尚无数据" in "".join(one.text for one in made.parts if isinstance(one, Text))
    assert word(docx_bytes(made)).paragraphs
    assert "尚无数据" in pdf_text(pdf_bytes(made))
    assert html_bytes(made)


def test_one_pairing_is_a_document_of_its_own(ground):
    given = material(ground.programme, 2021, 12, pairings=[ground.group])
    made = document_of(given)
    assert not made.code
    captions = [one.caption for one in made.parts if isinstance(one, Table)]
    assert any(caption.startswith(ground.group.name) for caption in captions)
    assert not any("全市" in caption for caption in captions)
    cited = [one for one in made.parts if isinstance(one, Table) if one.caption == "公开数据及来源"]
    assert "自家日报" in cited[0].lines[0].cells[-1].text


def test_meeting_and_its_items_are_printed(ground):
    meeting = Meeting.objects.create(
        programme=ground.programme,
        title_zh="第三次联席会议",
        title_en="Third meeting",
        on=datetime.date(2025, 10, 15),
        place_zh="六盘水市",
        year=2025,
        through=9,
    )
    item = OpenItem(meeting=meeting, text_zh="落实订单", responsible="东区街道办事处")
    done = OpenItem(
        meeting=meeting,
        text_zh="开通专列",
        responsible="盘州市",
        done_on=datetime.date(2025, 7, 3),
        outcome="两趟",
    )
    given = material(
        ground.programme,
        2025,
        9,
        meeting=meeting,
        agenda=(AgendaItem(text_zh="听取汇报"),),
        carried=(item,),
        settled=(done,),
        events=(ground.activity,),
    )
    made = document_of(given)
    assert (made.office, made.line) == ("第三次联席会议", "2025年10月15日")
    text = pdf_text(pdf_bytes(made))
    for piece in ("1.听取汇报", "落实订单", "开通专列（两趟）", "2025年7月3日", "自家互访"):
        assert piece in text


def test_english_edition_keeps_no_chinese_but_names(ground):
    with translation.override("en"):
        given = material(ground.programme, 2021, 12, codes=True, events=(ground.activity,))
        made = document_of(given)
        text = html_bytes(made).decode()
    names = {"自家日报", "自家", "〔2025〕1号", "小榄镇组团", "东区街道组团"}
    left = set(HAN.findall(re.sub(r"<style>.*?</style>", "", text, flags=re.S)))
    assert {one for one in left if not any(one in name for name in names)} == set()
    assert made.language == "en"


def test_same_board_gives_the_same_files(published_board):
    for make in (docx_bytes, pdf_bytes, html_bytes):
        assert make(document_of(published_board)) == make(document_of(published_board))


def test_sample_programmes_are_marked(ground):
    ground.programme.sample = True
    ground.programme.save()
    made = document_of(material(ground.programme, 2025, 9))
    assert made.mark.startswith("样例数据")
    assert document(mark="").mark == ""
