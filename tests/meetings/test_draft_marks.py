"""Drafts say on every page and sheet that they are no sealed files; samples that they are."""

import datetime
import io
import re
import zipfile

import pypdfium2
import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from cooperation.meetings.packs.preview import preview_files
from cooperation.models import Meeting, Role
from tests.reporting.world import MARCH, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DRAFT = {"zh-hans": "预览稿，未封存", "en": "Preview, not sealed"}
SAMPLE = "样例数据"


def previews(language, *, sample):
    world = World(sample=sample)
    world.person("secretary", Role.SECRETARY)
    world.approved(MARCH)
    on = datetime.date(2024, 4, 20)
    meeting = Meeting.objects.create(
        programme=world.programme, title_zh="联席会议", on=on, year=2024, through=4
    )
    return {
        made.kind: made.content for made in preview_files(meeting, language, timezone.now())
    }  # fmt: skip


@pytest.mark.parametrize(("language", "sample"), [("zh-hans", True), ("en", False)])
def test_every_page_and_sheet_of_a_draft_says_so(language, sample):
    made = previews(language, sample=sample)
    told = {DRAFT[language]: True, SAMPLE: sample}
    for mark, wanted in told.items():
        book = load_workbook(io.BytesIO(made["xlsx"]))
        for page in book.worksheets:
            assert (mark in (page.oddHeader.right.text or "")) is wanted, page.title
            shown = "".join(str(cell) for row in page.iter_rows(max_row=3, values_only=True)
                            for cell in row)  # fmt: skip
            if page is not book.worksheets[-1]:
                assert (mark in shown) is wanted, page.title
        document = Document(io.BytesIO(made["docx"]))
        for section in document.sections:
            for header in (section.header, section.even_page_header):
                assert (mark in header.paragraphs[0].text) is wanted
        assert (mark in "".join(one.text for one in document.paragraphs[:4])) is wanted
        for page in pypdfium2.PdfDocument(made["pdf"]):
            text = page.get_textpage().get_text_bounded()
            assert (mark in text) is wanted
        body = made["html"].decode().partition("<body>")[2]
        assert (mark in re.match(r'<p class="mark">[^<]*', body)[0]) is wanted


def test_what_is_sealed_or_taken_out_carries_no_word_of_a_draft():
    from cooperation.meetings.workbook.printed import printed, report_material

    world = World(sample=False)
    world.approved(MARCH)
    material = report_material(world.programme, 2024, 4)
    assert (material.mark, material.short_mark) == ("", "")
    with zipfile.ZipFile(io.BytesIO(printed("xlsx", material))) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert DRAFT["zh-hans"] not in parts
