"""The pages of the forms: upload, mapping, filling, and what they answer to bad input."""

import hashlib
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from docx import Document
from lxml import html
from openpyxl import Workbook, load_workbook

from cooperation.meetings.office_forms.mapping import Names, lines_of
from cooperation.meetings.office_forms.originals import grids_of
from cooperation.meetings.office_forms.vocabulary import Vocabulary
from cooperation.models import ChangeLog, Export, OfficeForm, User
from tests.meetings.office_forms.blanks import saved
from tests.meetings.office_forms.rich import rich

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
QUERY = "?programme=own"
PAYLOADS = [
    "=1+1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://evil","点")',
    "＝1+1",
    "@SUM(1)",
    "<script>alert(1)</script>",
    '"><b>x',
    "' onmouseover='x",
    "{{7*7}}{% debug %}",
    "javascript:alert(1)",
    "其中：" * 200,
    "(" * 300,
    "𠮷㛃䶮",
]


def small(label="试用指标（人）", extra=None):
    book = Workbook()
    page = book.active
    page.title = "表"
    page.append(["填报单位：盘州市"])
    page.append(["指标", "本月", "本年累计", "合计"])
    page.append([label, None, None, "=SUM(B3:C3)"])
    if extra:
        page.append([extra, None, None])
    return saved(book)


def upload(client, content, file_name="报表.xlsx", query=QUERY, **words):
    data = {
        "name": "月报",
        "department": "省局",
        "file": SimpleUploadedFile(file_name, content),
    } | words
    return client.post(reverse("office-form-add") + query, data)


def mapping_of(page):
    """What a browser would send back unchanged."""
    forms = html.fromstring(page.content).forms
    return dict(next(f for f in forms if "office-mapping" in f.get("class", "")).form_values())


def line_of(address, form):
    """The number of a cell's line on the page."""
    grids = grids_of(form.kind, bytes(form.content))
    names = Names(Vocabulary.of(form.programme))
    return next(one.number for one in lines_of(form, grids, names) if one.address == address)


@pytest.fixture
def secretary(as_person):
    return as_person("secretary")


@pytest.fixture
def form(secretary):
    upload(secretary, small())
    return OfficeForm.objects.get()


def address(name, form):
    return reverse(name, args=[form.pk])


def test_upload_keeps_the_file_as_it_came(secretary):
    content = small()
    answer = upload(secretary, content)
    form = OfficeForm.objects.get()
    assert answer.status_code == 302
    assert (form.kind, form.file_name, bytes(form.content)) == ("xlsx", "报表.xlsx", content)
    assert len(form.sha256) == 64
    assert secretary.get(address("office-form-blank", form)).content == content


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def changed(content, **parts):
    """An office file with parts replaced or added ("word__vbaProject_bin" and so on by name)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    return zipped(found | parts.get("add", {}))


def document():
    made = Document()
    table = made.add_table(1, 2)
    table.cell(0, 0).text = "试用指标"
    return saved(made)


def doctype(part):
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + part


def encrypted(content):
    """The same archive whose first entry says that it is encrypted."""
    data = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def macro_types(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml")
    types = types.replace(
        b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )
    return types.replace(b"sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")


BOMB = b"<a>" + b" " * (40 * 2**20) + b"</a>"


def with_part(name, part, made=None):
    """A form with one part more, or with another one in its place."""
    return lambda: changed((made or small)(), add={name: part})


XLSX_TYPES, DOCX_TYPES = (macro_types(made()) for made in (small, document))
TYPES = "[Content_Types].xml"
MANY = {f"x{n}": b"" for n in range(2001)}
DTD = doctype(b"<a/>")
BAD = [
    ("empty", b"", "a.xlsx", 422, "空"),
    ("H01", with_part("xl/x.xml", BOMB), "a.xlsx", 413, "展开"),
    ("H01 docx", with_part("word/x.xml", BOMB, document), "a.docx", 413, "展开"),
    ("H03", lambda: changed(small(), add=MANY), "a.xlsx", 422, "结构"),
    ("H05", with_part("xl/x.xml", DTD), "a.xlsx", 422, "结构"),
    ("H05 docx", with_part("word/x.xml", DTD, document), "a.docx", 422, "结构"),
    ("H07 exe", b"MZ\x90" * 50, "a.xlsx", 415, "不是"),
    ("H07 html", b"<html>" * 50, "a.docx", 415, "也不是"),
    ("H07 other zip", lambda: zipped({"a.txt": "x"}), "a.xlsx", 415, "也不是"),
    ("H07 cut", lambda: small()[:-40], "a.xlsx", 415, "也不是"),
    ("H07 broken", with_part("xl/workbook.xml", b"<a"), "a.xlsx", 415, "有效"),
    ("H07 docx", with_part("word/document.xml", b"<a", document), "a.docx", 415, "有效"),
    ("X15 xls", b"\xd0\xcf\x11\xe0" * 9, "a.xlsx", 415, "密码"),
    ("X15 name", small, "a.xls", 415, "不支持"),
    ("X15 doc", document, "a.doc", 415, "不支持"),
    ("X15 macro", with_part("xl/vbaProject.bin", b"x"), "a.xlsx", 415, "这种"),
    ("X15 docx", with_part("word/vbaProject.bin", b"x", document), "a.docx", 415, "这种"),
    ("X15 declared", with_part(TYPES, XLSX_TYPES), "a.xlsx", 415, "这种"),
    ("X15 docm", with_part(TYPES, DOCX_TYPES, document), "a.docx", 415, "这种"),
    ("X15 password", lambda: encrypted(small()), "a.xlsx", 415, "密码"),
    ("X09", lambda: saved(Workbook()), "a.xlsx", 422, "待填"),
    ("H11 two endings", small, "a.xlsx.exe", 415, "名"),
    ("H11 device", small, "CON.xlsx", 415, "名"),
    ("H11 long", small, "x" * 210 + ".xlsx", 415, "名"),
    ("too large", b"PK" + b"x" * (5 * 2**20 + 1), "a.xlsx", 413, "大"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "status", "words"), [b[1:] for b in BAD], ids=[b[0] for b in BAD]
)
def test_bad_files_are_refused_and_what_was_typed_stays(secretary, content, name, status, words):
    answer = upload(secretary, content() if callable(content) else content, name)
    assert answer.status_code == status
    text = answer.content.decode()
    problems = text[text.index('id="problems"') :]
    assert re.search(words, problems), problems[:400]
    assert 'value="月报"' in text
    assert not OfficeForm.objects.exists()


def test_the_type_is_told_by_the_content(secretary):
    assert upload(secretary, document(), "报表.xlsx").status_code == 302
    assert OfficeForm.objects.get().kind == "docx"


@pytest.mark.parametrize("words", [{"name": ""}, {"name": "x" * 201}, {"department": "a\x01b"}])
def test_bad_words_are_refused(secretary, words):
    answer = upload(secretary, small(), **words)
    assert answer.status_code == 422
    assert 'id="problems"' in answer.content.decode()


def test_proposals_are_shown_ticked_and_saved_at_once(secretary, form, ground):
    page = secretary.get(address("office-form-detail", form))
    sent = mapping_of(page)
    answer = secretary.post(address("office-form-detail", form), sent)
    assert answer.status_code == 302
    cells = {c.address: (c.indicator.code, c.pairing, c.field) for c in form.cells.all()}
    assert cells == {
        "表!B3": ("labor.test_jobs", ground.group, "month"),
        "表!C3": ("labor.test_jobs", ground.group, "ytd"),
    }
    entry = ChangeLog.objects.filter(key=str(form.pk)).latest("pk")
    assert "表!B3: labor.test_jobs own-xiaolan-panzhou month" in entry.after
    assert "表!B3" in secretary.get(address("office-form-detail", form)).content.decode()


def test_a_changed_cell_is_saved_and_an_unticked_one_goes(secretary, form):
    sent = mapping_of(secretary.get(address("office-form-detail", form)))
    first = line_of("表!B3", form)
    sent |= {f"place-{first}": "全市", f"field-{first}": "target"}
    sent.pop(f"on-{line_of('表!C3', form)}")
    secretary.post(address("office-form-detail", form), sent)
    (cell,) = form.cells.all()
    assert (cell.address, cell.pairing, cell.own, cell.field) == ("表!B3", None, False, "target")


@pytest.mark.parametrize(
    "typed",
    [
        {"indicator": "没有这个指标"},
        {"indicator": "x" * 9000},
        {"place": "火星"},
        {"place": ""},
        {"field": "__class__"},
        {"unit": "亿元"},
        {"indicator": "a\0b"},
    ],
)
def test_a_wrong_name_refuses_everything_and_stays_typed(secretary, form, typed):
    url = address("office-form-detail", form)
    sent = mapping_of(secretary.get(url))
    sent |= {f"{key}-{line_of('表!B3', form)}": value for key, value in typed.items()}
    answer = secretary.post(url, sent)
    assert answer.status_code == 422
    assert "未保存任何内容" in answer.content.decode()
    assert not form.cells.exists()


def test_a_stale_mapping_is_refused_with_what_was_typed(secretary, form):
    url = address("office-form-detail", form)
    sent = mapping_of(secretary.get(url))
    secretary.post(url, sent)
    typed = f"field-{line_of('表!B3', form)}"
    answer = secretary.post(url, sent | {typed: "target"})
    assert answer.status_code == 409
    assert mapping_of(answer)[typed] == "target"
    assert form.cells.get(address="表!B3").field == "month"


def test_a_new_edition_takes_over_equal_cells_and_retires_the_old(secretary, form):
    url = address("office-form-detail", form)
    secretary.post(url, mapping_of(secretary.get(url)))
    form.cells.filter(address="表!B3").update(field="target")
    answer = upload(secretary, small(extra="另一指标"), query=f"{QUERY}&replaces={form.pk}")
    assert answer.status_code == 302
    new = OfficeForm.objects.exclude(pk=form.pk).get()
    assert {c.address: c.field for c in new.cells.all()} == {"表!B3": "target", "表!C3": "ytd"}
    form.refresh_from_db()
    assert form.retired_at is not None
    assert form.cells.count() == 2
    secretary.post(address("office-form-retire", form))
    form.refresh_from_db()
    assert form.retired_at is None


def mapped(secretary, form):
    url = address("office-form-detail", form)
    secretary.post(url, mapping_of(secretary.get(url)))


def test_filling_gives_their_file_and_writes_it_down(secretary, form, ground):
    mapped(secretary, form)
    url = address("office-form-file", form) + "?year=2021&through=12&partial=1"
    answer = secretary.post(url, {"what": "form"})
    page = load_workbook(io.BytesIO(answer.content))["表"]
    assert (page["C3"].value, page["D3"].value) == (321, "=SUM(B3:C3)")
    event = Export.objects.get()
    assert event.sha256 == hashlib.sha256(answer.content).hexdigest()
    assert (event.year, event.through, event.programme) == (2021, 12, ground.programme)
    assert "partial=1" in event.filters


def test_the_list_and_the_archive(secretary, form):
    mapped(secretary, form)
    url = address("office-form-file", form) + "?year=2021&through=12"
    listed = secretary.post(url, {"what": "list"}).content.decode("utf-8-sig")
    assert "表!C3" in listed
    assert "321" in listed
    both = zipfile.ZipFile(io.BytesIO(secretary.post(url, {"what": "both"}).content))
    assert [name.rpartition(".")[2] for name in both.namelist()] == ["xlsx", "csv"]
    assert Export.objects.count() == 2
    assert secretary.post(url, {"what": "../etc"}).status_code == 404


@pytest.mark.parametrize(
    "query", ["?year=abc", "?through=99&year=2", "?as_of=2021-02-30", "?year=٣"]
)
def test_strange_periods_lead_to_the_nearest_page(secretary, form, query):
    assert secretary.get(address("office-form-fill", form) + query).status_code == 200


def test_the_command_writes_the_same_file(secretary, form, tmp_path):
    mapped(secretary, form)
    url = address("office-form-file", form) + "?year=2021&through=12&partial=1"
    by_page = secretary.post(url, {"what": "form"}).content
    out, listed = tmp_path / "a.xlsx", tmp_path / "a.csv"
    options = {"form": form.pk, "year": 2021, "through": 12, "partial": True}
    call_command("office_form", **options, output=str(out), missing=str(listed))
    assert out.read_bytes() == by_page
    assert "表!C3" in listed.read_text(encoding="utf-8-sig")
    events = Export.objects.order_by("pk")
    assert [event.by for event in events] == [secretary_user(), None]
    assert len({event.sha256 for event in events}) == 1


def secretary_user():
    return User.objects.get(username="secretary")


def test_strange_addresses_are_not_found(secretary, form):
    assert secretary.get("/meetings/forms/99999999999999999999/").status_code == 404
    assert secretary.get(reverse("office-form-add") + f"{QUERY}&replaces=x").status_code == 404
    assert secretary.get(address("office-form-fill", form) + "?year=%00").status_code == 400


def test_readers_read_and_do_not_map(as_person, form):
    client = as_person("official")
    page = client.get(address("office-form-detail", form)).content.decode()
    assert "office-mapping" in page
    assert 'name="on-' not in page
    assert client.post(address("office-form-detail", form), {}).status_code == 403


def test_labels_that_look_like_formulas_or_markup_harm_nobody(secretary):
    book = Workbook()
    page = book.active
    page.title = "表"
    page.append(["指标", "本年累计"])
    for payload in PAYLOADS:
        page.append([None, None])
        cell = page.cell(page.max_row + 1, 1, "x")
        cell.value, cell.data_type = payload.replace("\0", ""), "s"
    upload(secretary, saved(book), file_name="=1+1.xlsx")
    form = OfficeForm.objects.get()
    text = secretary.get(address("office-form-detail", form)).content.decode()
    assert "<script>alert" not in text
    assert "<b>x" not in text


@pytest.mark.parametrize("lines", [1, 8])
def test_statements_do_not_grow_with_the_form(secretary, django_assert_num_queries, lines):
    book = load_workbook(io.BytesIO(small()))
    for _number in range(lines):
        book["表"].append(["试用指标（人）", None, None])
    upload(secretary, saved(book))
    form = OfficeForm.objects.get()
    mapped(secretary, form)
    with django_assert_num_queries(20):
        secretary.get(address("office-form-detail", form))
    with django_assert_num_queries(15):
        secretary.get(address("office-form-fill", form))
    with django_assert_num_queries(4):
        secretary.get(reverse("office-form-list") + QUERY)


def test_a_rich_form_is_drawn_with_its_formulas(secretary):
    upload(secretary, rich())
    text = secretary.get(address("office-form-detail", OfficeForm.objects.get())).content.decode()
    assert text.count('class="c-formula"') >= 7
    assert "参数" not in text
