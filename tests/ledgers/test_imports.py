"""Ledger rows from files: shown first, written whole or not at all, never about persons."""

import csv
import datetime
import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook, load_workbook

from consumption.models import Purchase
from cooperation.models import ChangeLog, Place
from industry.models import Project
from labor.models import TransferBatch

D = datetime.date
BATCH = "/admin/labor/transferbatch/from-file/"
PURCHASE = "/admin/consumption/purchase/from-file/"
PROJECT = "/admin/industry/project/from-file/"
HEAD = ["结对", "日期", "输送方式", "人数", "台账编号"]


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def office(client, world):
    """A clerk of both groups, signed in."""
    person = world.person("both", "clerk")
    client.force_login(person)
    return person


def csv_file(rows, name="rows.csv"):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode("utf-8-sig"))


def xlsx_file(rows, name="rows.xlsx"):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def send(client, rows, address=BATCH, make=csv_file):
    return client.post(address, {"file": make(rows)})


def confirm(client, preview, address=BATCH, reason="report of May"):
    plan_text = preview.context["outcome"].sealed
    return client.post(address, {"sealed": plan_text, "reason": reason})


def codes(response):
    return [problem.code for problem in response.context["plan"].problems]


def sentences(response):
    return [problem.sentence for problem in response.context["plan"].problems]


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_file_is_shown_then_written(client, world, office, make):
    kept = world.batch(code="A-1", people=50, start=D(2021, 2, 17))
    rows = [
        HEAD,
        ["甲组团 ↔ 甲区", "2021-02-17", "专车", 51, "A-1"],
        ["乙区", "2021年3月5日", "Charter flight", "1，198", "B-1"],
        ["乙组团", "2021-04", "own", "7", ""],
    ]
    preview = send(client, rows, make=make)
    plan = preview.context["plan"]
    assert preview.status_code == 200, sentences(preview)
    assert [line.action for line in plan.lines] == ["change", "add", "add"]
    assert plan.changed[0].words == ["People: 50 → 51"]
    assert plan.sums[0] == ("People", "1\u2009205", "+1")
    assert TransferBatch.objects.count() == 1
    assert confirm(client, preview).status_code == 302
    kept.refresh_from_db()
    assert (kept.people, kept.updated_by) == (51, office)
    new = TransferBatch.objects.exclude(pk=kept.pk).order_by("start")
    assert list(new.values_list("pairing__slug", "start", "precision", "travel", "people")) == [
        ("two", D(2021, 3, 5), "day", "charter_flight", 1198),
        ("two", D(2021, 4, 1), "month", "own", 7),
    ]
    log = ChangeLog.objects.order_by("pk")
    assert {(entry.action, entry.by, entry.reason) for entry in log} == {
        ("add", office, "report of May"),
        ("change", office, "report of May"),
    }
    change = log.get(action="change")
    assert (change.before, change.after) == ("people: 50", "people: 51")


def test_same_file_again_changes_nothing(client, world, office):
    rows = [HEAD, ["one", "2021-03-05", "专车", "5", "B-1"], ["two", "2021-03-05", "专车", "6", ""]]
    preview = send(client, rows)
    assert confirm(client, preview).status_code == 302
    again = confirm(client, preview)
    assert again.status_code == 409
    assert TransferBatch.objects.count() == 2
    plan = send(client, rows).context["plan"]
    assert [line.action for line in plan.lines] == ["same", "same"]
    assert plan.writes == []


def test_two_equal_rows_without_a_number_are_two(client, world, office):
    row = ["two", "2021-03-05", "专车", "6", ""]
    assert confirm(client, send(client, [HEAD, row])).status_code == 302
    plan = send(client, [HEAD, row, row]).context["plan"]
    assert [line.action for line in plan.lines] == ["same", "add"]


def test_what_changed_since_the_preview_stops_the_write(client, world, office):
    batch = world.batch(code="A-1", people=50)
    preview = send(client, [HEAD, ["one", "2021-02-17", "专车", "51", "A-1"]])
    batch.people = 49
    batch.save()
    response = confirm(client, preview)
    assert response.status_code == 409
    assert response.context["plan"].changed[0].words == ["People: 49 → 51"]
    assert not ChangeLog.objects.exists()
    assert confirm(client, response).status_code == 302
    batch.refresh_from_db()
    assert batch.people == 51


def test_preview_is_its_senders_and_of_its_ledger(client, world, office):
    preview = send(client, [HEAD, ["one", "2021-02-17", "专车", "51", ""]])
    assert confirm(client, preview, address=PURCHASE).status_code == 409
    sealed = {"sealed": preview.context["outcome"].sealed[:-1] + "x", "reason": "x"}
    assert client.post(BATCH, sealed).status_code == 409
    client.force_login(world.person("other", "clerk"))
    assert confirm(client, preview).status_code == 409
    assert not TransferBatch.objects.exists()


def test_reason_is_asked_for(client, world, office):
    preview = send(client, [HEAD, ["one", "2021-02-17", "专车", "51", ""]])
    response = confirm(client, preview, reason=" ")
    assert response.status_code == 422
    assert not TransferBatch.objects.exists()
    assert confirm(client, response).status_code == 302


@pytest.mark.parametrize(
    "title",
    [
        "姓名", "工人姓名", "身份证号", "联系电话", "手机", "联系人", "证件号码", "花名册",
        "Name of worker", "Phone", "ID card", "mobile no.",
    ],
)  # fmt: skip
def test_columns_about_persons_are_refused_by_name(client, world, office, title):
    rows = [[*HEAD, title], ["one", "2021-02-17", "专车", "51", "", "x"]]
    response = send(client, rows)
    assert response.status_code == 422
    assert codes(response) == ["P02"]
    assert f"Column “{title}”" in sentences(response)[0]
    assert codes(send(client, [["姓名", "电话"], ["a", "b"]])) == ["P02", "P02"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("备注", "11010119900307421X 已到岗"),
        ("台账编号", "13800138000"),
        ("人数", "13800138000"),
        ("标题（中文）", "联系 138-0013-8000"),
        ("建立时间", "11010119900307421X"),
    ],
)
def test_cells_like_identity_and_telephone_numbers_are_refused(
    client, world, office, column, value
):
    head = ["结对", "日期", "输送方式", "人数"]
    row = ["one", "2021-02-17", "专车", "51"]
    if column in head:
        row[head.index(column)] = value
    else:
        head, row = [*head, column], [*row, value]
    response = send(client, [head, row])
    assert codes(response) == ["P01"]
    assert not TransferBatch.objects.exists()


BAD = [
    (["三乡镇–水城区", "2021-02-17", "专车", "5", ""], "T13"),
    (["", "2021-02-17", "专车", "5", ""], "R01"),
    (["one", "2021-02-30", "专车", "5", ""], "D09"),
    (["one", "昨天", "专车", "5", ""], "D00"),
    (["one", "", "专车", "5", ""], "R01"),
    (["one", "2021-02-17", "火箭", "5", ""], "T07"),
    (["one", "2021-02-17", "专车", "约5", ""], "N38"),
    (["one", "2021-02-17", "专车", "5.5", ""], "N18"),
    (["one", "2021-02-17", "专车", "300-500", ""], "N37"),
    (["one", "2021-02-17", "专车", "-5", ""], "R02"),
    (["one", "2021-02-17", "专车", "0", ""], "R02"),
    (["one", "2020-02-17", "专车", "5", ""], "R02"),
    (["one", "2021-02-17", "专车", "清空", ""], "R01"),
    (["one", "2021-02-17", "专车", "5", "x" * 61], "T17"),
    (["one", "2021-02-17", "专车", "2147483648", ""], "N47"),
]


@pytest.mark.parametrize(("row", "code"), BAD)
def test_bad_row_says_where_and_why(client, world, office, row, code):
    response = send(client, [HEAD, row])
    assert response.status_code == 422
    assert codes(response) == [code]
    assert re.match(r"Row 2(, “|:)", sentences(response)[0])


def test_all_problems_are_said_at_once_and_nothing_is_written(client, world, office):
    good = ["one", "2021-02-17", "专车", "5", ""]
    response = send(client, [HEAD, good, *(row for row, _code in BAD)])
    assert sorted(set(codes(response))) == sorted({code for _row, code in BAD})
    assert len(codes(response)) == len(BAD)
    assert not TransferBatch.objects.exists()


def test_sentence_quotes_place_value_reason_and_advice(client, world, office):
    client.cookies["django_language"] = "zh-hans"
    response = send(client, [HEAD, ["one", "2021-02-17", "专车", "300-500", ""]])
    text = re.sub("<[^>]+>", "", response.content.decode())
    assert "「第2行 人数」：填的是“300-500”，是区间。" in text


def test_rules_of_the_database_are_told_row_by_row(client, world, office):
    head = [*HEAD, "其中：脱贫人口"]
    rows = [
        ["one", "2021-02-17", "专车", "5", "A", "6"],
        ["one", "2021-02-17", "专车", "5", "B", "5"],
        ["one", "2021-02-17", "专车", "4", "C", "5"],
    ]
    response = send(client, [head, *rows])
    assert codes(response) == ["R02", "R02"]
    assert [sentence[:6] for sentence in sentences(response)] == ["Row 2:", "Row 4:"]
    assert not TransferBatch.objects.exists()


HEADS = [
    ([*HEAD, "审核人"], "C25"),
    ([*HEAD, "人数"], "C23"),
]


@pytest.mark.parametrize(("head", "code"), HEADS)
def test_bad_head(client, world, office, head, code):
    row = ["one", "2021-02-17", "专车", "5", "", "x"]
    assert codes(send(client, [head, row])) == [code]


def test_number_twice_in_a_file(client, world, office):
    row = ["one", "2021-02-17", "专车", "5", "A-1"]
    other = ["two", "2021-02-17", "专车", "5", "A-1"]
    response = send(client, [HEAD, row, other, row])
    assert codes(response) == ["L15"]
    assert "row 2 already" in sentences(response)[0]


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("rows.csv", b"", 422),
        ("rows.csv", b"a,b\r\n1,2\r\n", 422),
        ("rows.xlsx", b"PK\x03\x04 broken", 415),
        ("rows.exe", b"MZ", 415),
        ("rows.xls", b"\xd0\xcf\x11\xe0", 415),
        ("rows.csv", '结对,日期,人数\r\n"one,2021-01-01,5\r\n'.encode(), 422),
    ],
)
def test_file_that_is_no_table(client, world, office, name, data, status):
    response = client.post(BATCH, {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == status
    assert response.context["outcome"].problem.sentence


def test_nothing_chosen(client, world, office):
    response = client.post(BATCH, {})
    assert response.status_code == 422
    assert "No file was chosen." in response.content.decode()


def test_blank_leaves_and_a_word_clears(client, world, office):
    batch = world.batch(code="A-1", people=50, lifted=5, title_zh="一批")
    head = ["结对", "台账编号", "其中：脱贫人口", "标题（中文）"]
    preview = send(client, [head, ["one", "A-1", "清空", ""]])
    assert confirm(client, preview).status_code == 302, sentences(preview)
    batch.refresh_from_db()
    assert (batch.lifted, batch.title_zh, batch.people) == (None, "一批", 50)


def test_own_export_comes_back_unchanged(client, world, office):
    world.purchase(
        code="P-1", buyer="=1+1", quantity="2.5", unit="吨", note="-备注", amount="12345.6789",
        buyer_place=world.programme.east,
    )  # fmt: skip
    world.purchase(world.two, code="P-2", date=D(2021, 6, 1), precision="month", buyer="'甲")
    for fmt in ("csv", "xlsx"):
        response = client.get(f"/consumption/purchases/export.{fmt}?columns=all")
        data = b"".join(response.streaming_content)
        preview = client.post(PURCHASE, {"file": SimpleUploadedFile(f"a.{fmt}", data)})
        plan = preview.context["plan"]
        assert plan.problems == []
        assert [line.action for line in plan.lines] == ["same", "same"]


def test_purchases_with_units_places_and_choices(client, world, office):
    Place.objects.create(
        code="X", level="township", name_zh="小榄镇", short_zh="小榄", name_en="XL"
    )
    with translation.override("zh-hans"):
        names = ("pairing", "date", "product_zh", "mode", "amount", "buyer_place")
        head = [str(Purchase._meta.get_field(name).verbose_name) for name in names]
    rows = [["one", "2021-05-04", "茶", "Direct purchase", "1.25万元", "小榄"]]
    preview = send(client, [head, *rows], address=PURCHASE)
    assert preview.context["plan"].problems == []
    confirm(client, preview, address=PURCHASE)
    row = Purchase.objects.get()
    assert (row.amount, row.buyer_place.code, row.mode) == (Decimal("1.25"), "X", "direct")
    # Yuan in a column of 10k yuan is a question, and a file answers none.
    rows = [["one", "2021-05-04", "茶", "direct", "12500元", "小榄"]]
    assert codes(send(client, [head, *rows], address=PURCHASE)) == ["N33"]
    rows = [["one", "2021-05-04", "茶", "direct", "1", "小揽"]]
    response = send(client, [head, *rows], address=PURCHASE)
    assert codes(response) == ["T05"]
    assert "小榄" in sentences(response)[0]
    assert "Add it in the workplace under “places” first" in sentences(response)[0]


def test_projects_come_in_too(client, world, office):
    with translation.override("zh-hans"):
        names = ("pairing", "enterprise_zh", "kind", "stage", "contract_amount", "jobs")
        head = [str(Project._meta.get_field(name).verbose_name) for name in names]
    rows = [["one", "某灯饰", "新落地", "洽谈", "5000", "12"]]
    with translation.override("zh-hans"):
        rows[0][2:4] = [str(Project.Kind.NEW_LANDING.label), str(Project.Stage.TALKS.label)]
    assert confirm(client, send(client, [head, *rows], PROJECT), PROJECT).status_code == 302
    assert Project.objects.get().contract_amount == 5000
    plan = send(client, [head, *rows], PROJECT).context["plan"]
    assert [line.action for line in plan.lines] == ["same"]


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_template_is_read_as_a_head(client, world, office, fmt):
    data = client.get(f"{BATCH}template.{fmt}").content
    response = client.post(BATCH, {"file": SimpleUploadedFile(f"t.{fmt}", data)})
    assert response.context["plan"].problems == []
    assert response.context["plan"].lines == []
    if fmt == "xlsx":
        notes = load_workbook(io.BytesIO(data))["Columns"]
        said = {row[0]: row[2] for row in notes.values}
        assert said["Pairing"] == (
            "Eastville ↔ Westville、Group one ↔ District one、Group two ↔ District two"
        )
        assert "Hired coach" in said["Way of travel"]


def test_clerk_of_one_pairing_need_not_name_it_and_reaches_no_other(client, world, clerk):
    client.force_login(clerk)
    head, row = HEAD[1:], ["2021-02-17", "专车", "5", ""]
    assert confirm(client, send(client, [head, row])).status_code == 302
    assert TransferBatch.objects.get().pairing == world.one
    assert codes(send(client, [HEAD, ["two", *row]])) == ["T13"]
    foreign = world.batch(world.two, code="A-1")
    plan = send(client, [head, ["2021-02-17", "专车", "5", "A-1"]]).context["plan"]
    assert [line.action for line in plan.lines] == ["add"]
    foreign.refresh_from_db()
    assert foreign.people == 10


@pytest.mark.parametrize(
    ("who", "status"),
    [("official", 403), ("reviewer", 403), ("clerk", 200), ("other_clerk", 200)],
)
def test_who_sends_files(client, world, official, clerk, other_clerk, who, status):
    people = {"official": official, "clerk": clerk, "other_clerk": other_clerk}
    people["reviewer"] = world.person("reviewer", "reviewer")
    client.force_login(people[who])
    assert client.get(BATCH).status_code == status
    assert client.get(f"{BATCH}template.csv").status_code == status
    assert client.post(BATCH, {}).status_code == (422 if status == 200 else 403)
    # The first clerk's sector is labor only.
    assert client.get(PURCHASE).status_code == (200 if who == "other_clerk" else 403)


@pytest.mark.parametrize("rows", [2, 60])
def test_statements_do_not_grow_with_the_rows(
    client, world, office, rows, django_assert_max_num_queries
):
    world.batch(code="A-0", people=1)
    lines = [["one", "2021-03-05", "专车", "5", f"A-{n}"] for n in range(rows)]
    with django_assert_max_num_queries(24):
        preview = send(client, [HEAD, *lines])
    with django_assert_max_num_queries(28):
        assert confirm(client, preview).status_code == 302
    assert TransferBatch.objects.count() == rows
