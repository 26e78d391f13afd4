"""Strange workbooks and documents: answered quickly, and filled in the right place or refused."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from cooperation.meetings.office_forms.originals import LONGEST_NAME, read_original
from cooperation.meetings.office_forms.sheet_patch import fill_workbook
from cooperation.meetings.office_forms.structure import LONGEST_SHEET_NAME, MOST_MERGED
from cooperation.models import OfficeForm, OfficeFormCell
from cooperation.spreadsheets.uploads import FileRefused
from tests.bounds import calls_at_most, no_hang
from tests.meetings.office_forms.blanks import saved
from tests.meetings.office_forms.test_pages import (
    address,
    document,
    form,
    mapping_of,
    secretary,
    upload,
)

__all__ = ["form", "secretary"]
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def blank(name="表"):
    book = Workbook()
    page = book.active
    page.title = name
    for line in (["指标", "本月", "本年累计"], ["试用指标（人）", None, None], ["其他", 0, None]):
        page.append(line)
    return saved(book)


def patched(content, change, part=SHEET):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == part else data)
    return out.getvalue()


def merging(references):
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in references)
    return patched(blank(), lambda part: part.replace(
        "</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>"))  # fmt: skip


def read(content, name="a.xlsx"):
    return read_original(SimpleUploadedFile(name, content))


def refusal(content, name="a.xlsx"):
    with pytest.raises(FileRefused) as refused:
        read(content, name)
    return refused.value.finding.code, refused.value.problem(name).sentence


def test_a_merged_bomb_is_refused_at_once():
    bomb = merging(["A10:BH400"] * 1000)
    with no_hang(), calls_at_most(50_000):
        code, sentence = refusal(bomb)
    assert (code, "A10:BH400" in sentence) == ("X01", True)


def test_nested_and_too_many_merges_are_refused():
    nested = [
        f"{get_column_letter(c)}{r}:BH400" for r in range(400, 4, -4) for c in range(60, 0, -3)
    ]
    assert refusal(merging(nested))[0] == "X01"
    far = [f"A{row}:B{row}" for row in range(500, 501 + MOST_MERGED)]
    assert refusal(merging(far))[0] == "X01"


def test_honest_merges_are_taken():
    read(merging([f"A{row}:C{row}" for row in range(5, 399)]))


MANY_CELLS = (
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>试用</t></is></c></row>'
    '<row r="400"><c r="BH400" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
)


@pytest.mark.parametrize(
    "change",
    [
        lambda part: re.sub(r"<sheetData>.*</sheetData>", MANY_CELLS, part, flags=re.DOTALL),
        lambda part: part.replace("</sheetData>", "<row/>" * 200_000 + "</sheetData>"),
    ],
    ids=["far corner", "rows"],
)
def test_too_much_is_refused_before_it_costs(change):
    content = patched(blank(), change)
    with no_hang(), calls_at_most(200_000):
        assert refusal(content)[0] == "H01"


_RESTART = ' w:val="restart"'


def test_cells_upon_each_other_in_a_document_are_refused_at_once():
    lines = "".join(
        f'<w:tr><w:trPr><w:gridBefore w:val="{n % 60}"/></w:trPr><w:tc><w:tcPr><w:gridSpan '
        f'w:val="{60 - n % 60}"/><w:vMerge{_RESTART if n < 60 else ""}/></w:tcPr><w:p/>'
        "</w:tc></w:tr>"
        for n in range(400)
    )
    content = patched(
        document(), lambda part: part.replace("<w:tbl>", f"<w:tbl>{lines}</w:tbl><w:tbl>"),
        "word/document.xml",
    )  # fmt: skip
    with no_hang(), calls_at_most(100_000):
        assert refusal(content, "a.docx")[0] == "H07"


def test_a_long_text_of_blanks_is_no_placeholder():
    text = f"<w:t>{' ' * 500_000}x</w:t>"
    content = patched(
        document(), lambda part: part.replace("<w:t>试用指标</w:t>", text), "word/document.xml"
    )
    with no_hang():
        read(content, "a.docx")


@pytest.mark.parametrize("tag", ["row", "c"])
def test_places_that_are_not_written_are_counted(tag):
    content = patched(blank(), lambda part: re.sub(rf'<{tag} r="\w+"', f"<{tag}", part))
    waiting = {c.address for g in read(content).grids for line in g.lines for c in line if c.waits}
    assert waiting == {"表!B2", "表!C2", "表!B3", "表!C3"}
    values = {"表!B2": Decimal(5), "表!C3": Decimal(7)}
    page = load_workbook(io.BytesIO(fill_workbook(content, values)))["表"]
    assert (page["B2"].value, page["C3"].value, page["B3"].value) == (5, 7, 0)
    assert (page["A2"].value, page.max_row, page.max_column) == ("试用指标（人）", 3, 3)


def test_new_cells_and_rows_come_in_their_order():
    part = '<sheetData><row r="2"><c r="B2"/></row><row r="5"><c r="D5"/></row></sheetData>'
    content = patched(blank(), lambda old: re.sub(r"<sheetData>.*</sheetData>", part, old))
    wanted = ["D5", "A1", "C2", "A2", "B3", "C5", "E5", "D2"]
    filled = fill_workbook(content, {f"表!{one}": Decimal(1) for one in wanted})
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        found = re.findall(r'<c r="(\w+)"', archive.read(SHEET).decode())
    assert found == ["A1", "A2", "B2", "C2", "D2", "B3", "C5", "D5", "E5"]


def one_sheet_twice(part):
    return re.sub(r"<sheet [^>]*/>", lambda one: one[0] + one[0].replace("表", "b"), part)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda x: x.replace('<row r="1"', '<row r="1x"'), SHEET),
        (lambda x: x.replace('<row r="2"', '<row r="1"'), SHEET),
        (lambda x: x.replace('<row r="1"', '<row r="0"'), SHEET),
        (lambda x: x.replace('<row r="3"', '<row r="1048577"'), SHEET),
        (lambda x: x.replace('<row r="1"', '<row r="１"'), SHEET),
        (lambda x: x.replace('r="B1"', 'r="A1"'), SHEET),
        (lambda x: x.replace('r="B1"', 'r="B2"'), SHEET),
        (lambda x: x.replace('r="B1"', 'r="ZZZ1"'), SHEET),
        (lambda x: x.replace("<sheetData>", '<cols><col min="x"/></cols><sheetData>'), SHEET),
        (lambda x: x.replace("<sheetData>", '<cols><col min="1"/></cols><sheetData>'), SHEET),
        (lambda x: x.replace("<sheetData>", "<sheetData/><sheetData>"), SHEET),
        (one_sheet_twice, BOOK),
    ],
)
def test_what_breaks_later_is_refused_now(change, part):
    content = patched(blank(), change, part)
    assert content != patched(blank(), str, part)
    code, sentence = refusal(content)
    assert (code, "文件结构异常" in sentence) == ("H03", True)


def test_names_that_the_database_cannot_keep_are_refused():
    ending = ".xlsx"
    assert len(read(blank(), "名" * (LONGEST_NAME - len(ending)) + ending).name) == LONGEST_NAME
    assert refusal(blank(), "名" * (LONGEST_NAME - len(ending) + 1) + ending)[0] == "T17"
    rename = 'name="{}"'.format
    long = "表" * (LONGEST_SHEET_NAME + 1)
    assert refusal(patched(blank(), lambda x: x.replace(rename("表"), rename(long)), BOOK))[0] == (
        "T17"
    )


@pytest.mark.django_db
def test_the_longest_names_are_kept(secretary, ground):
    long = "表" * LONGEST_SHEET_NAME
    content = patched(blank(), lambda x: x.replace('name="表"', f'name="{long}"'), BOOK)
    name = "名" * (LONGEST_NAME - 5) + ".xlsx"
    assert upload(secretary, content, name).status_code == 302
    kept = OfficeForm.objects.get()
    assert kept.file_name == name
    page = secretary.get(address("office-form-detail", kept))
    assert page.status_code == 200
    answer = secretary.post(address("office-form-detail", kept), mapping_of(page))
    assert answer.status_code == 302
    assert set(kept.cells.values_list("address", flat=True)) == {f"{long}!B2", f"{long}!C2"}
    assert len(f"{long}!BH400") == OfficeFormCell._meta.get_field("address").max_length


@pytest.mark.django_db
def test_a_form_taken_before_the_rules_gives_an_answer(secretary, form):
    broken = patched(blank(), lambda part: part.replace('<row r="1"', '<row r="1x"'))
    OfficeForm.objects.filter(pk=form.pk).update(content=broken)
    for name in ("office-form-detail", "office-form-fill"):
        assert secretary.get(address(name, form)).status_code == 400
    assert secretary.post(address("office-form-file", form), {"what": "form"}).status_code == 400
    assert secretary.get(address("office-form-blank", form)).status_code == 200
    assert secretary.post(address("office-form-retire", form)).status_code == 302
