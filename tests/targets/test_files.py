"""Targets out as files and in again; a bad file changes nothing and says why."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from cooperation.models import Target
from tests.targets.conftest import DOCUMENT
from tests.targets.test_grid import codes, recorded

pytestmark = pytest.mark.slow

HEAD = ["指标编码", "指标", "单位", "全市", "甲组团 ↔ 甲县", "乙组团 ↔ 乙县"]
ROW = ["labor.jobs", "", "人", "", "30", ""]
CSV = ",".join(HEAD) + "\r\nlabor.jobs,,人,,30,\r\n"


def xlsx(*rows, head=HEAD, change=None):
    """A workbook as somebody's program writes it."""
    book = Workbook()
    for row in [*([head] if head else []), *rows]:
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(entries, base=None):
    """An archive of these entries, over those of a sound workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if base:
            with zipfile.ZipFile(io.BytesIO(base)) as sound:
                for name in sound.namelist():
                    if name not in entries:
                        archive.writestr(name, sound.read(name))
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def send(admin_client, world):
    """Upload a file: send(bytes, "name.csv")."""

    def post(data, name="目标.csv", kind="application/octet-stream", year=2024):
        if isinstance(data, str):
            data = data.encode("utf-8-sig")
        upload = SimpleUploadedFile(name, data, kind)
        return admin_client.post(world.url("targets-upload", year=year), {"file": upload})

    return post


def cells(response):
    """The hidden cells of the preview, as the browser would send them on."""
    tags = [t for t in response.content.decode().split("<input ") if 'name="t-' in t]
    return {t.split('name="')[1].split('"')[0]: t.split('value="')[1].split('"')[0] for t in tags}


# --- out ------------------------------------------------------------------------------------


def test_xlsx_looks_official(admin_client, world):
    world.agree(1200)
    world.agree(Target(value=1).value, pairing=world.other)
    world.agree("12.5", code="industry.invested")
    response = admin_client.get(world.url("targets-file", format="xlsx"))
    assert "filename*=" in response["Content-Disposition"]
    book = load_workbook(io.BytesIO(response.content))
    page = book.worksheets[0]
    assert "2024年" in page["A1"].value
    head = [cell.value for cell in page[3]]
    assert head[:6] == HEAD
    line = next(row for row in page.iter_rows(min_row=4) if row[0].value == "labor.jobs")
    assert [cell.value for cell in line[3:]] == [None, 1200, 1, 1201, None]
    assert line[4].number_format == "#,##0"
    money = next(row for row in page.iter_rows(min_row=4) if row[0].value == "industry.invested")
    assert (money[4].value, money[4].number_format) == (12.5, "#,##0.00")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.freeze_panes, page.print_title_rows) == ("D4", "$3:$3")
    assert book.worksheets[1]["D2"].value == "旧〔2023〕9号"


def test_files_of_a_sample_say_so(admin_client, world):
    world.programme.sample = True
    world.programme.save()
    book = load_workbook(
        io.BytesIO(admin_client.get(world.url("targets-file", format="xlsx")).content)
    )
    assert book.worksheets[0]["A3"].value.startswith("样例数据")
    text = admin_client.get(world.url("targets-file", format="csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert {row[-1] for row in rows[1:]} == {"样例数据"}


def test_no_cell_is_a_formula(admin_client, world):
    world.group.east_body_zh = "=1+1"
    world.group.save()
    world.indicators["labor.jobs"].versions.update(name_zh="=HYPERLINK(1)")
    data = admin_client.get(world.url("targets-file", format="xlsx")).content
    kinds = {c.data_type for row in load_workbook(io.BytesIO(data)).worksheets[0] for c in row}
    assert kinds <= {"s", "n"}
    text = admin_client.get(world.url("targets-file", format="csv")).content.decode("utf-8-sig")
    row = next(r for r in csv.reader(io.StringIO(text)) if r[0] == "labor.jobs")
    assert row[1] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("fmt", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_file_comes_back_as_it_went_out(admin_client, send, world, fmt, language):
    world.agree(1200)
    world.agree("12.5", code="industry.invested", pairing=world.city)
    admin_client.cookies["django_language"] = language
    data = admin_client.get(world.url("targets-file", format=fmt)).content
    response = send(data, f"a.{fmt}")
    assert response.status_code == 200
    assert cells(response) == {}
    assert codes(response) == []


def test_an_unknown_format_is_not_found(admin_client, world):
    assert admin_client.get(world.url("targets-file", format="xls")).status_code == 404


# --- in -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (CSV, "a.csv"),
        (CSV.encode(), "a.csv"),
        (CSV.encode("gb18030"), "a.csv"),
        (CSV.encode("utf-16"), "a.csv"),
        (CSV.encode("utf-16-le"), "a.txt"),
        (CSV.replace(",", ";"), "a.csv"),
        (CSV.replace(",", "\t"), "a.txt"),
        (CSV.replace(",", "|"), "a.csv"),
        (CSV.replace("\r\n", "\r"), "a.csv"),
        (CSV.replace("\r\n", "\n"), "a.CSV"),
        ("2024年目标\n\n" + CSV, "a.csv"),
        (CSV + ",\r\n" * 300, "a.csv"),
        (CSV.replace("甲组团 ↔ 甲县", '"甲组团\n↔　甲县"'), "a.csv"),
        (CSV.replace("甲组团 ↔ 甲县", "甲县"), "a.csv"),
        (CSV.replace("甲组团 ↔ 甲县", "group"), "a.csv"),
        (CSV.replace("labor.jobs,,", ",名labor.jobs,"), "a.csv"),
        (CSV.replace("labor.jobs,,人", "'labor.jobs,,"), "a.csv"),
        (CSV.replace(",30,", ",３０人,"), "a.csv"),
        (CSV.replace("全市,甲组团", "组团合计,甲组团").replace(",,30", ",9,30"), "a.csv"),
        (xlsx(ROW), "a.xlsx"),
        (xlsx(["劳务协作"], ROW, ["备注：……"]), "../../etc/a.xlsx"),
        (xlsx([*ROW[:4], 30, None]), "a.xlsx"),
        (xlsx([*ROW[:4], 30.0, None]), "a.xlsx"),
        (xlsx(ROW, *[[None] * 6] * 600), "a.xlsx"),
        (xlsx(ROW, head=["2024年"]), "b.xlsx"),
    ],
)
def test_good_files_are_read(send, data, name):
    if isinstance(data, bytes) and name == "b.xlsx":
        data = xlsx(HEAD, ROW, head=["2024年目标"])
    response = send(data, name)
    assert (codes(response), response.status_code) == ([], 200)
    assert [value.strip("人") for value in cells(response).values()] in (["30"], ["３０"])
    assert recorded() == []


def test_a_preview_is_applied_once(send, save, world):
    response = send(CSV)
    version = world.book().version
    assert save(cells(response), version=version).status_code == 302
    assert recorded() == [("labor.jobs", "group", 30)]
    assert save(cells(response), version=version).status_code == 409
    assert Target.objects.count() == 1


def test_a_preview_says_what_changes_and_what_stays(send, world):
    world.agree(20)
    world.agree(77, pairing=world.other)
    html = send(CSV, "任务2023.csv").content.decode()
    assert '<td class="n">20</td><td class="n"><b>30</b></td>' in html
    assert "2023" in html
    assert "第2行" in html or "Row 2" in html
    assert list(cells(send(CSV))) == [f"t-{world.name()}"]


def test_a_question_in_a_file_is_asked(send, save, world):
    world.agree(30, year=2023)
    html = send(CSV.replace(",30,", ",300000,")).content.decode()
    assert f'name="ok-{world.name()}"' in html
    data = {f"t-{world.name()}": "300000", f"ok-{world.name()}": "300000"}
    assert save(data).status_code == 302


def merged(book):
    book.active.merge_cells("D2:E2")


def formula(book):
    book.active["E2"] = "=10+20"


def boolean(book):
    book.active["E2"] = True


def error(book):
    book.active["E2"] = "#DIV/0!"
    book.active["E2"].data_type = "e"


def fraction(book):
    book.active["E2"] = 12.4
    book.active["E2"].number_format = "0"


def dated(book):
    import datetime

    book.active["E2"] = datetime.datetime(2024, 3, 1)  # noqa: DTZ001


def protected_macro(data):
    return zipped({"xl/vbaProject.bin": b"x"}, base=data)


SOUND = xlsx(ROW)
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
BAD = {
    # content, name, status, code
    "empty": (b"", "a.csv", 422, "X09"),
    "blank": (b" \r\n", "a.csv", 422, "X09"),
    "no head": ("1,2,3\n4,5,6\n", "a.csv", 422, "C19"),
    "mixed encodings": (CSV.encode() + "全市".encode("gbk")[:3] + b"\xff", "a.csv", 422, "C07"),
    "binary in the middle": (CSV.encode() + b"\0\0\0", "a.csv", 422, "C17"),
    "open quote": (CSV + '"labor.near_jobs,,,,5,\r\n', "a.csv", 422, "C11"),
    "quote swallows": (CSV + 'x,"a,,,,\r\nlabor.jobs,,",,5,\r\n', "a.csv", 422, "C11"),
    "thousands": (CSV.replace(",30,", ",1,234,"), "a.csv", 422, "C13"),
    "json": ('{"a": 1}', "a.csv", 415, "C31"),
    "html": ("<html><table>", "a.csv", 415, "C31"),
    "head twice": (CSV.replace("乙组团 ↔ 乙县", "甲组团 ↔ 甲县"), "a.csv", 422, "C23"),
    "forbidden column": (CSV.replace("乙组团 ↔ 乙县", "状态"), "a.csv", 422, "C25"),
    "unknown pairing": (CSV.replace("乙组团 ↔ 乙县", "丙组团"), "a.csv", 422, "C25"),
    "row twice": (CSV + "labor.jobs,,人,,45,\r\n", "a.csv", 422, "L15"),
    "unknown row": (CSV + "labor.none,,人,,45,\r\n", "a.csv", 422, "C26"),
    "other unit": (CSV.replace(",人,", ",人次,"), "a.csv", 422, "M06"),
    "bad number": (CSV.replace(",30,", ",3·5,"), "a.csv", 422, "N19"),
    "ditto": (CSV.replace(",30,", ",同上,"), "a.csv", 422, "N39"),
    "formula text": (CSV.replace(",30,", ",=1+1,"), "a.csv", 422, "N00"),
    "zero": (CSV.replace(",30,", ",0,"), "a.csv", 422, "K01"),
    "too many rows": (CSV + "x,,,,,\r\n" * 6000, "a.csv", 413, "H01"),
    "too large": (CSV + "x" * 6_000_000, "a.csv", 413, "H01"),
    "formula without result": (xlsx(ROW, change=formula), "a.xlsx", 422, "X11"),
    "yes": (xlsx(ROW, change=boolean), "a.xlsx", 422, "N45"),
    "error": (xlsx(ROW, change=error), "a.xlsx", 422, "X25"),
    "hidden fraction": (xlsx(ROW, change=fraction), "a.xlsx", 422, "N18"),
    "date": (xlsx(ROW, change=dated), "a.xlsx", 422, "X26"),
    "merged": (xlsx(ROW, change=merged), "a.xlsx", 422, "X01"),
    "empty workbook": (xlsx(head=None), "a.xlsx", 422, "X09"),
    "workbook without head": (xlsx(ROW, head=["x"] * 3), "a.xlsx", 422, "C19"),
    "old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "a.xlsx", 415, "X15"),
    "xls by name": (SOUND, "a.xls", 415, "X15"),
    "ods": (zipped({"mimetype": b"x", "content.xml": b"<a/>"}), "a.xlsx", 415, "X15"),
    "xlsb": (zipped({"xl/workbook.bin": b"x"}, base=SOUND), "a.xlsx", 415, "X15"),
    "macros": (protected_macro(SOUND), "a.xlsx", 415, "X15"),
    "program": (b"MZ" + b"\0" * 500, "a.xlsx", 415, "H07"),
    "other archive": (zipped({"a.txt": b"x"}), "a.xlsx", 415, "H07"),
    "cut archive": (SOUND[: len(SOUND) // 2], "a.xlsx", 415, "H07"),
    "broken xml": (zipped({"xl/workbook.xml": b"<a"}, base=SOUND), "a.xlsx", 415, "H07"),
    "bomb": (zipped({"xl/media/a": b"0" * 40_000_000}, base=SOUND), "a.xlsx", 413, "H01"),
    "many entries": (zipped({f"x{i}": b"" for i in range(2500)}, base=SOUND), "a.xlsx", 422, "H03"),
    "dtd": (zipped({"xl/sharedStrings.xml": DTD}, base=SOUND), "a.xlsx", 422, "H05"),
    "dtd in utf-16": (
        zipped({"xl/x.xml": DTD.decode().encode("utf-16")}, base=SOUND), "a.xlsx", 422, "H05",
    ),
    "csv as xlsx": (SOUND, "a.xlsx.exe", 415, "H11"),
    "device": (CSV, "CON.csv", 415, "H11"),
    "no name": (CSV, ".csv", 415, "H11"),
    "no type": (CSV, "table", 415, "H11"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("which", BAD)
def test_bad_files_are_answered_and_change_nothing(send, world, which):
    data, name, status, code = BAD[which]
    response = send(data, name)
    assert (response.status_code, codes(response)) == (status, [code] if code else [])
    assert cells(response) == {}
    assert "Traceback" not in response.content.decode()
    assert recorded() == []


def test_all_problems_of_a_file_at_once(send):
    text = CSV.replace(",30,", ",x,") + "labor.east_jobs,,户,,0,\r\nlabor.none,,,,1,\r\n"
    assert codes(send(text)) == ["C26", "K01", "M06", "N00"]


def test_duplicate_entries_are_refused(send):
    out = io.BytesIO(SOUND)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<x/>")
    assert codes(send(out.getvalue(), "a.xlsx")) == ["H03"]


def test_no_file_is_said(admin_client, world):
    assert admin_client.post(world.url("targets-upload"), {}).status_code == 422
    assert admin_client.get(world.url("targets-upload")).status_code == 200


def test_a_preview_with_the_document_is_saved_from_a_workbook(send, admin_client, world):
    response = send(xlsx([*ROW[:3], 50, 30, "取消"]), "a.xlsx")
    data = dict(DOCUMENT) | cells(response) | {"version": world.book().version, "action": "save"}
    assert admin_client.post(world.url(), data).status_code == 302
    assert sorted(v for _c, _p, v in recorded()) == [30, 50]
