"""The workbook as offices know tables: sheets, heads, formats, print set-up, charts; its bytes."""

import datetime
import io
import zipfile

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook

from cooperation.meetings.text import ref
from cooperation.meetings.workbook import data_files, workbook_bytes
from cooperation.spreadsheets.settled import settled
from cooperation.spreadsheets.workbooks import book_bytes, new_book
from tests.meetings.workbook.materials import MOMENT, coded, material, meeting_with
from tests.scoreboard import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SEPTEMBER = datetime.date(2024, 9, 1)
HEAD = [
    "序号", "指标", "单位", "本月数", "本年累计", "年度目标", "完成率（%）", "较序时（百分点）",
    "上年同期", "同比（%）", "结对以来累计", "已报/应报月数", "来源", "数据截至", "说明",
]  # fmt: skip


def small(groups=2, **fields):
    """A headline indicator with a part, some groups, figures of September."""
    programme = world.programme(**fields)
    city = world.pairing(programme, "city", kind="city")
    whole = world.indicator("whole", headline=True, position=1)
    part = world.indicator("part", part_of=whole, position=2)
    for one in (whole, part):
        one.versions.update(decimals=2 if one == whole else 0)
    for number in range(groups):
        group = world.pairing(programme, f"g{number}", parent=city, position=number)
        world.submit(group, SEPTEMBER, {whole: ("ytd", "1234.5"), part: ("ytd", 7)})
        world.Target.objects.create(
            pairing=group, indicator=whole, year=2024, value=2000,
            in_force_from=datetime.date(2024, 1, 1), recorded_at=world.moment(SEPTEMBER),
        )  # fmt: skip
    return programme


def opened(one):
    return load_workbook(io.BytesIO(workbook_bytes(one)))


def rows_of(page):
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_a_sheet_for_each_part():
    programme = small()
    book = opened(material(programme, **meeting_with(programme, "事项")))
    assert book.sheetnames == [
        "说明", "全市", "图表", "各结对主要指标", "劳务协作", "市本级", "g0组团 ↔ g0区",
        "g1组团 ↔ g1区", "待办事项", "数据",
    ]  # fmt: skip
    said = [row[0] for row in rows_of(book["说明"])]
    assert [name for name in said if name in book.sheetnames[1:]] == book.sheetnames[1:]


def test_many_pairings_share_one_sheet():
    book = opened(material(small(groups=13)))
    assert book.sheetnames == ["说明", "全市", "图表", "各结对主要指标", "劳务协作", "数据"]
    labels = [row[1] for row in rows_of(book["各结对主要指标"])]
    assert sum(label is not None and "组团" in label for label in labels) == 13
    assert not any("组团" in str(row[1]) for row in rows_of(book["劳务协作"]))


def test_one_pairing_alone_has_no_city():
    book = opened(material(small(), pairings=["g1"]))
    assert book.sheetnames == ["说明", "图表", "g1组团 ↔ g1区", "数据"]


def test_table_has_title_offices_days_units_and_signatures():
    page = opened(material(small()))["g0组团 ↔ g0区"]
    rows = rows_of(page)
    assert rows[0][0] == "协作进展情况表（2024年1—9月） · g0组团 ↔ g0区"
    flat = [value for row in rows for value in row if isinstance(value, str)]
    for word in ("填报单位：", "截至日期： 2024-09-30", "数据时点： 2024-11-05", "单位负责人：",
                 "审核人：", "填表人：", "报出日期： 2024-11-05"):  # fmt: skip
        assert word in flat, word
    assert rows[3] == HEAD
    whole, part = rows[5], rows[6]
    assert whole[:8] == [1, "whole数", "人", None, 1234.5, 2000, 61.73, -13.28]
    assert part[:6] == [2, "其中：part数", "人", None, 7, None]
    assert [page.cell(6, c).number_format for c in (5, 6, 7, 8)] == [
        "#,##0.00", "#,##0.00", "#,##0.00", "+#,##0.00;-#,##0.00;#,##0.00",
    ]  # fmt: skip
    assert page.cell(7, 5).number_format == "#,##0"
    assert (page.cell(6, 2).alignment.indent, page.cell(7, 2).alignment.indent) == (0, 2)


def test_unknown_is_said_or_empty_never_zero():
    """市本级 has given nothing."""
    rows = rows_of(opened(material(small()))["市本级"])
    line = rows[5]
    assert line[4] == "未报"
    assert [line[at] for at in (3, 5, 6, 7, 8, 9, 10)] == [None] * 7


def test_total_row_stands_above_what_it_is_made_of():
    rows = rows_of(opened(material(small()))["各结对主要指标"])
    labels = [row[1] for row in rows if row[0] in range(1, 5)]
    assert labels == ["已报合计", "市本级", "g0组团 ↔ g0区", "g1组团 ↔ g1区"]
    assert next(row for row in rows if row[1] == "已报合计")[4] == 2469


def test_print_setup_heads_and_panes():
    book = opened(material(small()))
    for page in book:
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        if page.title != "图表":  # its pages break between charts
            assert page.sheet_properties.pageSetUpPr.fitToPage
            assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.oddFooter.center.text == "&P / &N"
    for title in ("全市", "各结对主要指标", "市本级"):
        assert book[title].print_title_rows == "$4:$4"
        assert book[title].freeze_panes == "C5"
    assert (book["数据"].print_title_rows, book["数据"].freeze_panes) == ("$1:$1", "F2")


def test_charts_are_native_and_drawn_from_cells():
    data = workbook_bytes(material(small()))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        charts = [book.read(n).decode() for n in book.namelist() if n.startswith("xl/charts/ch")]
    # One headline indicator: its months and the pairings. The total has no target of its own.
    assert len(charts) == 2
    assert all("'图表'!$L$" in chart for chart in charts)
    assert any("whole数逐月累计（人）" in chart for chart in charts)
    page = load_workbook(io.BytesIO(data))["图表"]
    assert {str(c.value) for row in page.iter_rows(min_col=12) for c in row} >= {"9月", "2469"}


def test_sample_is_marked_on_every_sheet():
    book = opened(material(small(sample=True)))
    for page in book:
        assert page.oddHeader.right.text == "样例数据"
        assert "样例数据" in str(rows_of(page)), page.title


def test_every_number_has_its_code_below():
    programme = small()
    one = material(programme, code="K7F3Q")
    book = opened(one)
    page = book["全市"]
    row = one.board.row("total", None, "whole")
    below = [cell.value for cell in page[7]]
    assert below[4] == coded(ref(row, "ytd"))
    assert below[11] == coded(ref(row, "covered"))
    assert [value for value, number in zip(below, [c.value for c in page[6]], strict=True)
            if number is None and value] == []  # fmt: skip
    assert page.row_dimensions[7].outlineLevel == 1
    assert book["说明"].oddFooter.right.text == "K7F3Q"


def test_same_material_gives_the_same_bytes(monkeypatch):
    programme = small()
    one = material(programme)
    before, files = workbook_bytes(one), data_files(one)
    later = timezone.now() + datetime.timedelta(days=400)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    again = material(programme)
    assert workbook_bytes(again) == before
    assert data_files(again) == files


def test_file_tells_the_moment_and_nobodys_name():
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(material(small())))) as book:
        core = book.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in book.infolist()} == {(2024, 11, 5, 17, 30, 0)}
    assert core.count(MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ")) == 2
    assert "openpyxl" not in core


def test_archive_before_its_clock_begins():
    old = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    data = settled(book_bytes(new_book("甲")[0]), old)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_files_are_named_in_their_language():
    one = material(small())
    assert list(data_files(one)) == [
        "协作_2024年1—9月_进展情况表_zh.csv", "协作_2024年1—9月_数据_zh.csv",
        "协作_2024年1—9月_数据_zh.json",
    ]  # fmt: skip
    with translation.override("en"):
        assert next(iter(data_files(one))) == (
            "Cooperation_January–September 2024_official table_en.csv"
        )
        assert opened(one).sheetnames[:2] == ["Notes", "Whole city"]
