"""A ledger's list as a file: the same rows, order and columns; no formulas; who gets it."""

import csv
import datetime
import io
import re
from decimal import Decimal
from html import unescape
from urllib.parse import unquote

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import ngettext
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from openpyxl import load_workbook

from consumption.models import Purchase
from cooperation.ledgers.exports import reading, xlsx_stream
from cooperation.ledgers.exports.columns import field_column
from cooperation.models import User
from tests.sectors.conftest import World

pytestmark = pytest.mark.slow

D = datetime.date
LISTS = ["/labor/batches/", "/industry/projects/", "/consumption/purchases/"]


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def csv_rows(client, address, query=""):
    text = body(client.get(f"{address}export.csv{query}")).decode("utf-8")
    assert text.startswith("\ufeff")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.reader(io.StringIO(text[1:])))


def xlsx_rows(client, address, query=""):
    data = body(client.get(f"{address}export.xlsx{query}"))
    return [list(row) for row in load_workbook(io.BytesIO(data)).active.values]


def total(rows):
    return ngettext("Total (%(n)d row)", "Total (%(n)d rows)", rows) % {"n": rows}


def test_csv_has_the_list_with_head_and_totals(signed_in, world):
    batch = world.batch(
        start=D(2021, 2, 19), end=D(2021, 3, 1), people=1198, title_zh="专车", lifted=3
    )
    world.received(batch, "某工厂", people=40)
    world.batch(start=D(2021, 3, 1), precision="month", people=2)
    assert csv_rows(signed_in, "/labor/batches/") == [
        ["日期", "结对", "批次", "输送方式", "人数", "其中：脱贫人口", "企业接收人数"],
        ["2021-03", "甲组团 ↔ 甲区", "", "专车", "2", "", ""],
        ["2021-02-19—2021-03-01", "甲组团 ↔ 甲区", "专车", "专车", "1198", "3", "40"],
        [total(2), "", "", "", "1200", "3", "40"],
    ]


def test_xlsx_has_the_same_with_numbers_and_days(signed_in, world):
    world.batch(start=D(2021, 2, 19), people=1198, title_zh="=1+1", lifted=3)
    world.batch(start=D(2021, 1, 1), precision="month", people=2)
    assert xlsx_rows(signed_in, "/labor/batches/") == [
        ["日期", "结对", "批次", "输送方式", "人数", "其中：脱贫人口", "企业接收人数"],
        [
            datetime.datetime.fromisoformat("2021-02-19"),
            "甲组团 ↔ 甲区",
            "=1+1",
            "专车",
            1198,
            3,
            None,
        ],
        ["2021-01", "甲组团 ↔ 甲区", None, "专车", 2, None, None],
        [total(2), None, None, None, 1200, 3, None],
    ]


def test_xlsx_escapes_and_says_who_made_it_to_nobody(signed_in, world):
    world.purchase(product='<a & "b">\x0b', buyer="  =SUM(A1)", amount="1.5")
    rows = xlsx_rows(signed_in, "/consumption/purchases/")
    assert rows[1][2] == '<a & "b">'
    assert rows[1][4] == "  =SUM(A1)"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ('","=1+1,"', '","=1+1,"'),
        ("＝1+1", "'＝1+1"),
        ("+86", "+86"),
        ("@小榄", "'@小榄"),
        ("-", "'-"),
        ("\t=1", "'\t=1"),
    ],
)
def test_no_text_of_a_csv_runs_as_a_formula(signed_in, world, typed, written):
    world.purchase(buyer=typed, note=typed)
    (head, row, _last) = csv_rows(signed_in, "/consumption/purchases/", "?columns=all")
    assert row[head.index("采购方")] == written
    assert row[head.index("备注")] == written


def test_quantity_and_unit_are_two_columns(signed_in, world):
    world.purchase(quantity="12.50", unit="吨", amount="12345.6789")
    (head, row, _last) = csv_rows(signed_in, "/consumption/purchases/")
    at = head.index("数量")
    assert head[at + 1] == "计量单位"
    assert row[at : at + 2] == ["12.5", "吨"]
    assert row[-1] == "12345.6789"


def test_all_columns_are_the_lists_and_then_every_field(signed_in, world):
    batch = world.batch(code="A-1", note="备注一", title_en="Coach", people=5)
    (head, row, _last) = csv_rows(signed_in, "/labor/batches/", "?columns=all")
    said = dict(zip(head, row, strict=True))
    assert head[:6] == ["日期", "结对", "批次", "输送方式", "人数", "其中：脱贫人口"]
    assert (said["台账编号"], said["备注"], said["标题（英文）"]) == ("A-1", "备注一", "Coach")
    fields = {field.name for field in batch._meta.concrete_fields}
    assert len(head) == len(set(head)) or "日期" in head
    # The list's own: the title and how many arrived.
    assert len(head) == len(fields - {"id", "deleted_at", "updated_by"}) + 2


def test_moments_are_local_to_the_minute(signed_in, world):
    moment = datetime.datetime(2026, 1, 31, 16, 5, 59, 999, tzinfo=datetime.UTC)
    world.batch(created_at=moment)
    (head, row, _last) = csv_rows(signed_in, "/labor/batches/", "?columns=all")
    assert row[head.index("建立时间")] == "2026-02-01 00:05"


def test_annotated_money_is_exact(signed_in, world):
    project = world.project(contract_amount="500", signed_on=D(2022, 1, 1), jobs=12)
    for amount in ("0.1", "0.2", "30.25"):
        world.payment(project, D(2022, 2, 1), amount)
    world.project(enterprise_zh="无款企业", stage="talks")
    rows = csv_rows(signed_in, "/industry/projects/")
    at = rows[0].index("合同额（万元）")
    assert [row[at : at + 3] for row in rows[1:]] == [
        ["500", "30.55", "12"],
        ["", "", ""],
        ["500", "30.55", "12"],
    ]


def test_filters_and_order_are_those_of_the_list(signed_in, world):
    for name, amount, channel in (("米", "3", "fair"), ("油", "2", "fair"), ("茶", "9", "live")):
        world.purchase(product=name, amount=amount, channel=channel)
    query = "?channel=fair&sort=amount"
    assert [row[2] for row in csv_rows(signed_in, LISTS[2], query)[1:-1]] == ["油", "米"]
    assert [row[2] for row in xlsx_rows(signed_in, LISTS[2], query)[1:-1]] == ["油", "米"]
    assert csv_rows(signed_in, LISTS[2], query)[-1][-1] == "5"


def test_rows_taken_out_are_not_in_the_file(signed_in, world):
    world.purchase(product="米")
    world.purchase(product="油", deleted_at=timezone.now())
    assert [row[2] for row in csv_rows(signed_in, LISTS[2])[1:-1]] == ["米"]


def test_name_says_ledger_programme_and_day(signed_in, world, monkeypatch):
    monkeypatch.setattr("cooperation.ledgers.exports.views.today", lambda: D(2026, 1, 2))
    response = signed_in.get("/labor/batches/export.csv")
    assert "输送批次台账_阶段try_2026-01-02.csv" in unquote(response["Content-Disposition"])
    assert response["Cache-Control"] == "private, no-store"


def test_every_row_of_a_sample_says_so(client, db):
    sample = World(code="sample-try", sample=True)
    sample.batch()
    client.force_login(sample.person("o", "official"))
    assert {row[-1] for row in csv_rows(client, LISTS[0])[1:]} == {"样例数据"}
    assert {row[-1] for row in xlsx_rows(client, LISTS[0])[1:]} == {"样例数据"}
    name = client.get("/labor/batches/export.csv")["Content-Disposition"]
    assert "样例数据_" in unquote(name)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
@pytest.mark.parametrize("query", ["?sort=__class__", "?page=9&since=x", "?columns=some", "?q=%25"])
def test_strange_addresses_are_answered_as_the_list_is(signed_in, world, address, fmt, query):
    assert body(signed_in.get(f"{address}export.{fmt}{query}"))


@pytest.mark.parametrize(
    ("who", "names"),
    [("official", {"甲", "乙"}), ("other_clerk", {"乙"}), ("clerk", set())],
)
def test_everybody_gets_the_rows_they_see(client, world, who, names, request):
    world.purchase(world.one, product="甲")
    world.purchase(world.two, product="乙")
    client.force_login(request.getfixturevalue(who))
    assert {row[2] for row in csv_rows(client, LISTS[2])[1:-1]} == names


def test_nobody_without_an_account_gets_a_file(client, world, settings):
    settings.PUBLIC_DASHBOARD = True
    for address in LISTS:
        assert client.get(f"{address}export.csv").status_code == 302
        assert client.post(f"{address}export.csv").status_code == 405


def test_the_same_in_english(signed_in, world):
    signed_in.cookies["django_language"] = "en"
    world.purchase(quantity="2", unit="t")
    rows = csv_rows(signed_in, LISTS[2])
    assert rows[0][:4] == ["Date", "Pairing", "Product", "Kind of product"]
    assert rows[1][1:4] == ["Group one ↔ District one", "Kiwi fruit", "Fruit"]
    assert rows[2][0] == "Total (1 row)"


@pytest.mark.parametrize("rows", [3, 40])
def test_statements_do_not_grow_with_the_rows(
    signed_in, world, rows, monkeypatch, django_assert_num_queries
):
    """Whoever asks (2), programmes, assignments and pairings; the rows; four tables of names;
    a code for the export, and the export."""
    monkeypatch.setattr(reading, "FIRST_ROWS", 2)
    monkeypatch.setattr(reading, "ROWS_AT_ONCE", 7)
    for _row in range(rows):
        world.purchase(buyer_place=world.programme.east, supplier="合作社", buyer="食堂")
    # PostgreSQL's cursor lives in a transaction: in a test that is two statements more.
    with django_assert_num_queries(11 + 2 * (connection.vendor == "postgresql")):
        assert len(csv_rows(signed_in, LISTS[2], "?columns=all")) == rows + 2


def test_failure_half_way_ends_the_file_with_a_sentence(signed_in, world, monkeypatch, caplog):
    monkeypatch.setattr(reading, "FIRST_ROWS", 1)
    signed_in.cookies["django_language"] = "en"
    world.purchase()
    world.purchase()
    steps = reading._lists

    def broken(rows):
        yield next(iter(steps(rows)))
        raise OSError("the disk is gone")

    monkeypatch.setattr(reading, "_lists", broken)
    rows = csv_rows(signed_in, LISTS[2])
    assert [row[0][:10] for row in rows] == ["Date", "2021-05-04", "This file "]
    assert "the disk is gone" in caplog.text


def test_reader_who_leaves_ends_the_transaction(world):
    world.purchase()
    columns = [field_column(Purchase._meta.get_field("amount"))]
    depth = len(connection.savepoint_ids)
    steps = reading.chunks(Purchase.objects.order_by("pk"), columns)
    assert next(steps) == [[Decimal("1.5")]]
    assert len(connection.savepoint_ids) == depth + (connection.vendor == "postgresql")
    steps.close()
    assert len(connection.savepoint_ids) == depth
    assert Purchase.objects.count() == 1


def test_full_workbook_says_what_is_missing(signed_in, world, monkeypatch):
    monkeypatch.setattr(xlsx_stream, "MOST_ROWS", 2)
    signed_in.cookies["django_language"] = "en"
    for amount in (1, 2, 4):
        world.purchase(amount=amount)
    rows = xlsx_rows(signed_in, LISTS[2], "?sort=amount")
    assert len(rows) == 5
    assert (rows[3][0], rows[3][-1]) == ("Total (2 rows)", 3)
    assert rows[4][0].startswith("A workbook holds no more rows")


AMOUNTS = st.decimals("0.0001", "9999999999.9999", places=4)


@pytest.mark.slow
@pytest.mark.django_db
@settings_of(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(AMOUNTS, st.none() | AMOUNTS, st.integers(0, 1700)), max_size=8))
def test_file_says_what_the_rows_say(client, world, rows):
    """Against the rows read one by one, on every database."""
    Purchase.everything.all().delete()
    reader = User.objects.filter(username="naive").first() or world.person("naive", "official")
    client.force_login(reader)
    for amount, quantity, day in rows:
        made = {"unit": "箱"} if quantity else {}
        world.purchase(
            date=D(2021, 1, 1) + datetime.timedelta(day), amount=amount, quantity=quantity, **made
        )
    found = csv_rows(client, LISTS[2], "?columns=all")
    head = found[0]
    naive = sorted(Purchase.objects.all(), key=lambda row: (row.date, row.pk), reverse=True)
    for row, line in zip(naive, found[1:-1], strict=True):
        assert line[0] == row.date.isoformat()
        assert Decimal(line[head.index("金额（万元）")]) == row.amount
        assert (Decimal(line[head.index("数量")] or 0) or None) == row.quantity
    total = found[-1][head.index("金额（万元）")]
    assert Decimal(total or 0) == sum(row.amount for row in naive)


def test_list_offers_its_files_as_shown_and_whole(signed_in, world):
    world.purchase()
    html = signed_in.get(f"{LISTS[2]}?channel=fair&sort=amount&columns=amount").content.decode()
    for fmt in ("csv", "xlsx"):
        found = re.findall(rf'href="{LISTS[2]}export\.{fmt}\?([^"]+)"', html)
        states = [QueryDict(unescape(query)).dict() for query in found]
        assert [state.pop("columns") for state in states] == ["date,amount", "all"]
        kept = {"channel": "fair", "sort": "amount", "size": "50"}
        assert states == [kept, kept]


def test_file_as_shown_has_the_columns_of_its_address(signed_in, world):
    world.purchase(buyer="食堂", supplier="合作社")
    (head, row, last) = csv_rows(signed_in, LISTS[2], "?columns=supplier,amount,nothing,buyer")
    assert head == ["日期", "供应方", "金额（万元）", "采购方"]
    assert row == ["2021-05-04", "合作社", "1.5", "食堂"]
    assert last == [total(1), "", "1.5", ""]
