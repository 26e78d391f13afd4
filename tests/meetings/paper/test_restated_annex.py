"""The annex of restated figures with real lines, and the list of annexes behind the text."""

import datetime

import pypdfium2
import pytest

from cooperation.meetings.paper import document_of, docx_bytes, html_bytes, pdf_bytes
from cooperation.meetings.paper.document import AttachmentList, PageBreak, Text
from cooperation.meetings.text import Run
from cooperation.models import Review
from tests.meetings.paper.making import document, material, pdf_text, squeezed
from tests.meetings.paper.test_paper_numbers import word_tables
from tests.meetings.restated_ground import AFTER, aim, give, ground, told
from tests.scoreboard import world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LINES = [
    ["1", "全市", "2024年", "目标调整", "300", "400", "0", "−13.92"],
    ["2", "g1组团 ↔ g1区", "2024年3月", "更正数据", "100", "110", "+10", "+3.34"],
    ["3", "g2组团 ↔ g2区", "2024年3月", "撤回月份", "30", "—", "−30", "−10.00"],
    ["4", "g3组团 ↔ g3区", "2024年2月", "补报月份", "—", "7", "+7", "+2.33"],
]


@pytest.fixture
def made():
    programme, city, groups, flow = ground()
    aim(city, flow, 300, datetime.date(2024, 1, 2))
    give(groups[0], flow, 3, 100)
    withdrawn = give(groups[1], flow, 3, 30)
    give(groups[0], flow, 3, 110, at=AFTER)
    give(groups[2], flow, 2, 7, at=AFTER)
    Review.objects.create(submission=withdrawn, decision="withdrawn", at=world.moment(AFTER))
    give(groups[2], flow, 5, 50, at=AFTER)
    aim(city, flow, 400, datetime.date(2024, 5, 3))
    return document_of(material(programme, 2024, 5, restated=told(programme, through=5)))


def test_every_kind_of_line_stands_in_every_file(made):
    tables = word_tables(docx_bytes(made))
    head, *lines = next(table for table in tables.values() if len(table[0]) == 11)
    shown = [[one for place, one in enumerate(line[:9]) if place != 2] for line in lines]
    assert shown == LINES
    for line in lines:
        assert line[10], "who and when"
    texts = [squeezed(pdf_text(pdf_bytes(made))), squeezed(html_bytes(made).decode())]
    for text in texts:
        for line in LINES:
            for word in line[1:]:
                assert squeezed(word) in text, word
    assert head[0]


def test_the_effects_of_the_annex_add_up(made):
    tables = word_tables(docx_bytes(made))
    _head, units, points = next(t for t in tables.values() if "130" in str(t))
    numbers = [[float(one.replace("−", "-").replace("+", "") or 0) for one in line[2:]]
               for line in (units, points)]  # fmt: skip
    for line in numbers:
        assert sum(line[:-1]) == pytest.approx(line[-1])
    assert numbers[0][0 :: len(numbers[0]) - 1] == [130, 167]


@pytest.mark.parametrize("lines", range(20, 27))
def test_the_list_of_annexes_never_stands_alone(lines):
    body = [Text((Run(f"第{number}段正文"),)) for number in range(lines)]
    titles = AttachmentList("附件", tuple(f"第{number}个附件" for number in range(4)))
    made = pdf_bytes(document(*body, titles, PageBreak(), Text((Run("附件正文"),))))
    with pypdfium2.PdfDocument(made) as pdf:
        pages = [squeezed(page.get_textpage().get_text_bounded()) for page in pdf]
    (page,) = [page for page in pages if "第0个附件" in page]
    assert f"第{lines - 1}段正文" in page
    assert "第3个附件" in page
