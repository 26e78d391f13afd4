"""A filled form of a sample programme carries its mark inside; others keep every part."""

import io
import zipfile
from decimal import Decimal

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from cooperation.meetings.office_forms.document_patch import fill_document
from cooperation.meetings.office_forms.filling import fill
from cooperation.meetings.office_forms.sample_mark import marked_header, with_sample_mark
from cooperation.models import OfficeForm
from tests.meetings.office_forms.blanks import saved
from tests.meetings.office_forms.rich import rich
from tests.meetings.office_forms.test_pages import document, small

MARK = "样例数据"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"&C{MARK}"),
        ("月报", f"&C{MARK} 月报"),
        ("&C月报", f"&C{MARK} 月报"),
        ("&L左&C月报&R右", f"&L左&C{MARK} 月报&R右"),
        ("&L左&R右", f"&L左&C{MARK}&R右"),
        ("&L左", f"&L左&C{MARK}"),
        ("&R右", f"&C{MARK}&R右"),
        ("&L甲&&C&R右", f"&L甲&&C&C{MARK}&R右"),
        ("&C" + "长" * 250, f"&C{MARK}"),
    ],
)
def test_a_header_of_their_own_stays(before, after):
    assert marked_header(before) == after


def test_every_sheet_is_marked_and_still_opens():
    book = Workbook()
    book.create_sheet("乙").oddHeader.left.text = "省局"
    book["乙"].HeaderFooter.differentFirst = True
    book.properties.title = "月报"
    made = with_sample_mark("xlsx", saved(book))
    opened = load_workbook(io.BytesIO(made))
    assert [page.oddHeader.center.text for page in opened] == [MARK, MARK]
    assert opened["乙"].oddHeader.left.text == "省局"
    assert opened["乙"].firstHeader.center.text == MARK
    assert (opened.properties.title, opened.properties.keywords) == (f"{MARK} 月报", MARK)


def test_a_rich_form_keeps_its_other_parts_and_the_order_of_the_sheets():
    before, made = rich(), with_sample_mark("xlsx", rich())
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            if "worksheets/sheet" not in name and name != "docProps/core.xml":
                assert old.read(name) == new.read(name), name
        part = new.read("xl/worksheets/sheet1.xml").decode()
    order = [part.find(f"<{tag}") for tag in ("sheetData", "headerFooter", "drawing")]
    assert order[0] < order[1]
    assert order[2] == -1 or order[1] < order[2]


@pytest.mark.parametrize("own", [False, True])
def test_every_page_of_a_document_is_marked(own):
    made = Document(io.BytesIO(document()))
    made.add_section()
    if own:
        made.sections[0].header.paragraphs[0].text = "省局"
        made.sections[1].header.is_linked_to_previous = False
        made.sections[1].different_first_page_header_footer = True
    filled = fill_document(saved(made), {"1:1:2": Decimal(7)})
    opened = Document(io.BytesIO(with_sample_mark("docx", filled)))
    assert opened.tables[0].cell(0, 1).text == "7"
    for section in opened.sections:
        header = section.header
        assert header.paragraphs[0].text == MARK
    assert [p.text for p in opened.sections[0].header.paragraphs[1:]] == (["省局"] if own else [])
    assert opened.sections[0].first_page_header.paragraphs[0].text == MARK
    assert opened.core_properties.title.startswith(MARK)
    assert with_sample_mark("docx", filled) == with_sample_mark("docx", filled)


@pytest.mark.django_db
@pytest.mark.parametrize("sample", [True, False])
@pytest.mark.parametrize(("kind", "made"), [("xlsx", small), ("docx", document)])
def test_only_forms_of_samples_are_marked(ground, sample, kind, made):
    programme = ground.programme
    programme.sample = sample
    programme.save()
    form = OfficeForm.objects.create(
        programme=programme, name="x", kind=kind, file_name=f"x.{kind}", content=made()
    )
    content = fill(form, programme, 2024, 4, None).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="ignore")
    assert (MARK in inside) is sample
