"""Ledger rows from files: shown first, written whole or not at all, never about persons."""

import datetime
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import load_workbook

from consumption.models import Purchase
from cooperation.models import ChangeLog, Place
from industry.models import Project
from labor.models import TransferBatch
from tests.ledgers.files import BATCH, HEAD, codes, confirm, csv_file, send, sentences, xlsx_file

pytestmark = [pytest.mark.usefixtures("in_english"), pytest.mark.slow]

D = datetime.date
PURCHASE = "/admin/consumption/purchase/from-file/"
PROJECT = "/admin/industry/project/from-file/"


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


def test_blank_leaves_and_a_word_clears(client, world, office):
    batch = world.batch(code="A-1", people=50, lifted=5, title_zh="一批")
    head = ["结对", "台账编号", "其中：脱贫人口", "标题（中文）"]
    preview = send(client, [head, ["one", "A-1", "清空", ""]])
    assert confirm(client, preview).status_code == 302, sentences(preview)
    batch.refresh_from_db()
    assert (batch.lifted, batch.title_zh, batch.people) == (None, "一批", 50)


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/consumption/purchases/", PURCHASE),
        ("/labor/batches/", BATCH),
        ("/industry/projects/", PROJECT),
    ],
)
def test_own_file_comes_back_unchanged(client, world, office, address, page, fmt):
    east = world.programme.east
    world.purchase(
        code="P-1", buyer="=1+1", supplier="合作社", quantity="2.5", unit="吨",
        note="-备注", amount="12345.6789", buyer_place=east,
    )  # fmt: skip
    world.purchase(world.two, code="P-2", date=D(2021, 6, 1), precision="month", buyer="'甲")
    world.batch(code="B-1", end=D(2021, 3, 1), lifted=3, title_zh="专车", title_en="Coach")
    world.batch(start=D(2021, 6, 1), precision="month")
    project = world.project(code="X-1", contract_amount="500", signed_on=D(2022, 1, 1), jobs=0)
    world.payment(project, D(2022, 2, 1), "30.25")
    unpaid = world.enterprise("无款企业", origin=east, name_en="+86 Ltd")
    world.project(enterprise=unpaid, stage="talks")
    response = client.get(f"{address}export.{fmt}?columns=all")
    data = b"".join(response.streaming_content)
    plan = client.post(page, {"file": SimpleUploadedFile(f"a.{fmt}", data)}).context["plan"]
    assert [str(problem) for problem in plan.problems] == []
    assert [line.action for line in plan.lines] == ["same", "same"]


def test_purchases_with_units_places_and_choices(client, world, office):
    Place.objects.create(
        code="X", level="township", name_zh="小榄镇", short_zh="小榄", name_en="XL"
    )
    world.product("茶")
    with translation.override("zh-hans"):
        names = ("pairing", "date", "product", "mode", "amount", "buyer_place")
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
    world.enterprise("某灯饰")
    with translation.override("zh-hans"):
        names = ("pairing", "enterprise", "kind", "stage", "talks_on", "contract_amount", "jobs")
        head = [str(Project._meta.get_field(name).verbose_name) for name in names]
    rows = [["one", "某灯饰", "新落地", "洽谈", "2021-06-01", "5000", "12"]]
    with translation.override("zh-hans"):
        rows[0][2:4] = [str(Project.Kind.NEW_LANDING.label), str(Project.Stage.TALKS.label)]
    assert confirm(client, send(client, [head, *rows], PROJECT), PROJECT).status_code == 302
    project = Project.objects.get()
    assert (project.enterprise.name_zh, project.contract_amount) == ("某灯饰", 5000)
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
