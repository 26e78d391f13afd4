"""What goes into a form, what stays out, and why."""

import datetime
import io
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from cooperation.meetings.office_forms.filling import fill
from cooperation.models import OfficeForm, OfficeFormCell, Submission, Target
from cooperation.reporting.record import RecordEntry, record
from cooperation.scoreboard import scoreboard
from tests.meetings.office_forms.blanks import saved

pytestmark = pytest.mark.django_db


def blank():
    book = Workbook()
    page = book.active
    page.title = "表"
    page.append(["指标", "本月", "本年累计", "目标", "完成率", "上年同期"])
    page.append(["甲", None, None, None, None, None])
    page.append(["乙", None, None, None, None, None])
    page["E2"].number_format = "0.00%"
    return saved(book)


def report(pairing, month, value, *, approved=True):
    """One monthly figure, approved on the spot or still waiting."""
    now = timezone.now()
    figures = {"labor.test_jobs": ("month", Decimal(value), "")}
    entry = RecordEntry(
        pairing,
        "labor",
        "west",
        datetime.date(2024, month, 1),
        figures,
        at=now,
        reviews=[("approved", now, None, "")] if approved else [],
    )
    record(entry, channel=Submission.Channel.SEED)


@pytest.fixture
def form(ground):
    content = blank()
    made = OfficeForm.objects.create(
        programme=ground.programme,
        name="表",
        kind="xlsx",
        file_name="表.xlsx",
        sha256="",
        content=content,
    )
    fields = {"B": "month", "C": "ytd", "D": "target", "E": "completion", "F": "last_year"}
    for row, pairing in ((2, ground.group), (3, None)):
        for column, name in fields.items():
            OfficeFormCell.objects.create(
                form=made,
                address=f"表!{column}{row}",
                indicator=ground.indicator,
                pairing=pairing,
                field=name,
            )
    return made


def filled(form, **options):
    return fill(form, form.programme, 2024, 3, None, **options)


def by_address(cells):
    return {one.address.split("!")[1]: one for one in cells}


def values(content):
    page = load_workbook(io.BytesIO(content))["表"]
    return {cell.coordinate: cell.value for row in page["B2:F3"] for cell in row}


def test_only_approved_fully_covered_figures_go_in(form, ground):
    for month in (1, 2, 3):
        report(ground.group, month, 100 + month)
    Target.objects.create(
        pairing=ground.group,
        indicator=ground.indicator,
        year=2024,
        value=Decimal(600),
        in_force_from=datetime.date(2024, 1, 1),
    )
    done = filled(form)
    found = values(done.content)
    board = scoreboard(ground.programme, 2024, 3, approved_only=True)
    row = board.row("pairing", ground.group.pk, "labor.test_jobs")
    assert [found[c] for c in ("B2", "C2", "D2")] == [row.month, row.ytd, row.target]
    assert [row.month, row.ytd, row.target] == [103, 306, 600]
    # Their cell shows per cent: 51.00 % is 0.51.
    assert found["E2"] == 0.51
    assert found["F2"] is None
    # The city lacks 市本级 and the other group: nothing goes in, the known value is listed.
    missing = by_address(done.missing)
    assert {c: found[c] for c in ("B3", "C3", "D3", "E3", "F3")} == dict.fromkeys(
        ("B3", "C3", "D3", "E3", "F3")
    )
    assert (missing["C3"].value, missing["C3"].short) == (306, "3/9")
    assert missing["D3"].value is None
    assert set(missing) == {"F2", "B3", "C3", "D3", "E3", "F3"}
    assert set(by_address(done.filled)) == {"B2", "C2", "D2", "E2"}


def test_what_is_partly_covered_goes_in_only_when_asked(form, ground):
    report(ground.group, 1, 100)
    report(ground.group, 3, 300)
    assert values(filled(form).content)["C2"] is None
    done = filled(form, partial=True)
    assert values(done.content)["C2"] == 400
    # Filled by choice, and still on the list.
    assert by_address(done.missing)["C2"].written == 400


def test_what_nobody_approved_is_unknown_and_says_so(form, ground):
    for month in (1, 2, 3):
        report(ground.group, month, 100, approved=False)
    done = filled(form, partial=True)
    assert done.filled == []
    missing = by_address(done.missing)
    assert missing["C2"].why == "已报送，尚未审定"
    assert missing["D2"].why == "无目标"
    assert missing["F2"].why != missing["C2"].why


def test_published_figures_are_not_ours_to_give(form, ground):
    done = fill(form, ground.programme, 2021, 12, None)
    one = by_address(done.missing)["C2"]
    assert (one.value, one.written) == (321, None)
    assert "2021-12-25" in one.why or one.short == "11/12"
    asked = fill(form, ground.programme, 2021, 12, None, partial=True)
    assert values(asked.content)["C2"] == 321


def test_what_came_later_is_not_known_at_the_moment(form, ground):
    before = timezone.now()
    for month in (1, 2, 3):
        report(ground.group, month, 100)
    assert values(filled(form).content)["C2"] == 300
    assert values(fill(form, ground.programme, 2024, 3, before).content)["C2"] is None


def test_money_is_scaled_exactly(form, ground):
    for month in (1, 2, 3):
        report(ground.group, month, 4873)
    form.cells.filter(address="表!C2").update(scale=Decimal("0.0001"))
    assert by_address(filled(form).filled)["C2"].written == Decimal("1.4619")
    assert values(filled(form).content)["C2"] == 1.4619


def test_cells_that_are_gone_are_listed(form, ground):
    form.cells.filter(address="表!C2").update(address="旧表!C2")
    missing = {one.address: one.why for one in filled(form).missing}
    assert missing["旧表!C2"] == "文件中没有这个待填单元格"


def test_statements_do_not_grow_with_the_cells(form, ground, django_assert_num_queries):
    report(ground.group, 1, 100)
    with django_assert_num_queries(11):
        filled(form)
    form.cells.exclude(address="表!C2").delete()
    with django_assert_num_queries(6):
        filled(form)


def test_filling_twice_gives_the_same_bytes(form, ground):
    report(ground.group, 1, 100)
    assert filled(form, partial=True).content == filled(form, partial=True).content
