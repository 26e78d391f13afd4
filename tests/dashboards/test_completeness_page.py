"""The page of completeness and timeliness and its files: the same counts, as of any day."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from cooperation.filing import filed_reports
from cooperation.models import (
    Assignment,
    MonthlyReport,
    Pairing,
    Review,
    Submission,
    User,
)
from tests.dashboards.test_numbers import many_pairings

pytestmark = pytest.mark.slow
URL = "/reports/completeness/"
ZONE = timezone.get_default_timezone()


@pytest.fixture
def file_rows(reader):
    def rows(query=""):
        answer = reader.get(f"{URL}export.csv?programme=sample-city&{query}")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    return rows


def table(rows):
    """The counts of a file, under their head."""
    head = next(i for i, row in enumerate(rows) if row and row[0] == "统计口径")
    return [row for row in rows[head + 1 :] if len(row) == 11]


def test_page_and_files_say_the_same(reader, file_rows):
    html = reader.get(f"{URL}?programme=sample-city&year=2022&through=9").content.decode()
    rows = file_rows("year=2022&through=9")
    total = table(rows)[0]
    assert f"{total[5]} / {total[4]}" in html
    assert total[0] == "合计"
    assert 0 < int(total[5]) < int(total[4])
    assert rows[1][0] == "样例数据"
    assert ["截至日期", f"{timezone.localdate():%Y-%m-%d}"] in rows
    book = load_workbook(
        io.BytesIO(
            reader.get(f"{URL}export.xlsx?programme=sample-city&year=2022&through=9").content
        )
    )
    page, late = book.worksheets
    cells = [["" if v is None else str(v) for v in row] for row in page.values]
    numbers = [[_plain(v) for v in row] for row in table(rows)]
    assert [[_plain(v) for v in row] for row in table(cells)] == numbers
    assert late.max_row - 1 == int(total[4]) - int(total[5])


def _plain(text):
    try:
        return Decimal(text).normalize()
    except ArithmeticError:
        return text


def test_a_text_of_a_name_never_runs_as_a_formula(reader, file_rows):
    city = Pairing.objects.get(programme__code="sample-city", kind="city")
    Pairing.objects.filter(pk=city.pk).update(east_body_zh="=1+1")
    assert any(row[1:2] and row[1].startswith("'=1+1") for row in file_rows())
    book = load_workbook(io.BytesIO(reader.get(f"{URL}export.xlsx?programme=sample-city").content))
    found = [c for row in book.worksheets[0].iter_rows() for c in row if "=1+1" in str(c.value)]
    assert found
    assert all(cell.data_type == "s" for cell in found)


def test_filters_narrow_what_is_counted(file_rows):
    whole = table(file_rows("year=2022&through=6"))
    one = table(
        file_rows("year=2022&from=2&through=6&sector=labor&side=east&pairing=xiaolan-panzhou")
    )
    assert int(one[0][4]) == 5 < int(whole[0][4])
    assert {row[3] for row in one if row[0] == "月份"} <= {f"2022-0{n}" for n in range(2, 7)}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("year=abc", "网址中的年度无法识别"),
        ("from=13", "显示 12 月"),
        ("from=x", "网址中的月份无效"),
        ("from=9&through=3&year=2022", "已对调"),
        ("sector=nothing", "板块：网址所写的"),
        ("side=north", "填报方：网址所写的"),
        ("pairing=%F0%9F%98%80", "结对：网址所写的"),
        ("as_of=2025-02-30", "数据时点"),
        ("measure=__class__&page=-1", ""),
        (f"from={'9' * 5000}&page=99999999", ""),
    ],
)
def test_bad_values_lead_to_the_nearest_page(reader, query, sentence):
    answer = reader.get(f"{URL}?programme=sample-city&{query}")
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{URL}?programme=nothing", 404),
        (f"{URL}?sector=%00", 400),
        (f"{URL}export.pdf", 404),
        (f"{URL}export.csv?from=abc&side=x", 200),
    ],
)
def test_what_is_not_there(reader, path, status):
    assert reader.get(path).status_code == status


def test_the_real_programme_owes_nothing(reader):
    html = reader.get(f"{URL}?programme=zs-lps-2021").content.decode()
    assert "暂无可统计的内容" in html
    assert "NaN" not in html


@pytest.mark.parametrize("more", [0, 36])
def test_statements(reader, django_assert_num_queries, more):
    many_pairings(more)
    cache.clear()
    with django_assert_num_queries(10):
        assert reader.get(f"{URL}?programme=sample-city").status_code == 200


def test_fifty_pairings_a_page_and_all_of_them_in_the_file(reader, file_rows):
    many_pairings(60)
    html = reader.get(f"{URL}?programme=sample-city&page=2").content.decode()
    assert html.count('scope="rowgroup"') == 14
    assert sum(row[0] == "结对" for row in table(file_rows())) == 64


def test_login_is_needed(programmes, db, settings):
    settings.PUBLIC_DASHBOARD = True
    assert Client().get(URL).status_code == 302
    assert Client().get(f"{URL}export.csv").status_code == 302


def march(side="west"):
    return MonthlyReport.objects.get(
        pairing__programme__code="sample-city",
        pairing__slug="xiaolan-panzhou",
        sector="labor",
        side=side,
        month=datetime.date(2022, 3, 1),
    )


def filed_on(report, day):
    found = filed_reports([report.pairing], report.month, report.month, timely=True, as_of=day)
    return found[report.pairing_id, "labor", report.side, report.month]


def test_as_of_a_day_tells_the_state_of_that_day(programmes, db):
    report = march()
    now = filed_on(report, None)
    assert filed_on(report, timezone.localdate()) == now
    first = report.submissions.order_by("number").first()
    day = timezone.localdate(first.at)
    before = filed_on(report, day - datetime.timedelta(days=1))
    assert (before.stored, before.once_approved, before.handed_in) == ("draft", False, None)
    assert filed_on(report, datetime.date.max) == now
    assert filed_on(report, datetime.date.min).stored == "draft"


def test_as_of_follows_each_decision(programmes, db):
    report = march("east")
    begin = datetime.datetime(2026, 1, 1, 12, tzinfo=ZONE)
    number = report.submissions.count()
    days = [begin + datetime.timedelta(days=n) for n in range(6)]
    submission = report.submissions.order_by("number").last()
    Review.objects.create(submission=submission, decision="reopened", reason="r", at=days[0])
    second = Submission.objects.create(report=report, number=number + 1, at=days[1], channel="form")
    Review.objects.create(submission=second, decision="returned", reason="r", at=days[2])
    third = Submission.objects.create(report=report, number=number + 2, at=days[3], channel="form")
    Review.objects.create(submission=third, decision="withdrawn", at=days[4])
    states = [filed_on(report, moment.date()).stored for moment in days]
    assert states == ["draft", "submitted", "returned", "submitted", "draft", "draft"]
    assert all(filed_on(report, moment.date()).once_approved for moment in days)


def test_reports_page_as_of_a_day_does_not_ask_for_later_months(reader):
    query = "programme=sample-city&year=2022&through=9&as_of=2022-05-01"
    html = reader.get(f"/reports/?{query}").content.decode()
    assert "未报送" not in html
    rows = html.count('<tr data-sector="')
    assert f"应报 {rows * 5} 份" in html


def test_only_staff_are_led_to_the_form(reader, people_of_sample):
    query = "/reports/?programme=sample-city&year=2022&through=9"
    assert "/admin/monthly/" not in reader.get(query).content.decode().split("<main")[1]
    reader.force_login(people_of_sample)
    html = reader.get(query).content.decode().split("<main")[1]
    assert f"/admin/monthly/{march().pk}/" in html
    other = MonthlyReport.objects.filter(
        pairing__slug="dongqu-liuzhi", pairing__programme__code="sample-city", sector="labor"
    )
    assert f"/admin/monthly/{other[0].pk}/" not in html


@pytest.fixture
def people_of_sample(programmes, db):
    """A clerk of one pairing."""
    user = User.objects.create(username="a-clerk")
    pairing = Pairing.objects.get(programme__code="sample-city", slug="xiaolan-panzhou")
    Assignment.objects.create(
        user=user, role="clerk", programme=pairing.programme, pairing=pairing, side="west"
    )
    return user
