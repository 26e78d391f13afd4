"""The PDF and the projector's HTML: complete, alone, the same bytes, and harmless."""

import re
import time
from concurrent.futures import CancelledError

import pypdfium2
import pytest
from django.utils import translation

from cooperation.meetings.paper import PrintingUnavailable, html_bytes, pdf_bytes, printing
from cooperation.meetings.paper.document import tables
from cooperation.meetings.paper.drawings.drawing import Canvas
from cooperation.meetings.paper.printing import pictures_of
from tests.meetings.paper.making import RARE, document, pdf_text

pytestmark = pytest.mark.one_database
HOSTILE = '<script>alert(1)</script>\x00\x1b\\"#]}$`&amp;' + RARE


@pytest.fixture(scope="module")
def made():
    return pdf_bytes(document())


def test_pdf_says_what_the_document_says(made):
    text = pdf_text(made)
    for piece in (f"一、{RARE}", f"（一）{RARE}", "1234", "K7F3Q-0M7B5", "样例数据", "附件1："):
        assert piece in text
    assert "1/3" in text


def test_pdf_has_bookmarks_language_title_and_lying_pages(made):
    file = pypdfium2.PdfDocument(made)
    titles = [one.get_title() for one in file.get_toc()]
    assert titles == [f"一、{RARE}", f"（一）{RARE}", f"附件1：{RARE}"]
    assert file.get_metadata_dict()["Title"] == RARE
    assert b"/Lang (zh-CN)" in made or b"/Lang(zh-CN)" in made
    sizes = [tuple(round(side) for side in file.get_page_size(i)) for i in range(len(file))]
    assert sizes == [(595, 842), (842, 595), (595, 842)]
    file.close()


def test_heads_repeat_on_every_page_of_a_table():
    table = next(tables(document(lines=150)))
    file = pypdfium2.PdfDocument(pdf_bytes(document(table)))
    pages = [file[i].get_textpage().get_text_range() for i in range(len(file))]
    file.close()
    assert len(pages) > 3
    assert all("本年累计" in page for page in pages)


def test_pdf_is_the_same_again_and_names_nothing_outside(made):
    assert pdf_bytes(document()) == made
    links = set(re.findall(rb"/URI ?\(([^)]*)\)", made))
    assert links <= {b"https://example.org/f/K7F3Q-0M7B5/"}
    assert b"/JavaScript" not in made


def test_hostile_texts_are_words_and_nothing_else():
    content = pdf_bytes(document(text=HOSTILE))
    assert "<script>alert(1)</script>" in pdf_text(content)
    html = html_bytes(document(text=HOSTILE)).decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not re.search("[\x00-\x08\x0b-\x1f]", html)


def test_html_needs_no_network_and_runs_nothing():
    html = html_bytes(document()).decode()
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-Hans">')
    assert "default-src 'none'" in html
    assert not re.search(r"<script|\son\w+=|javascript:|@import|url\(", html)
    addresses = set(re.findall(r'(?:src|href)="([^"]*)"', html))
    assert addresses == {"https://example.org/f/K7F3Q-0M7B5/"}
    assert html.count(RARE) > 10
    assert html_bytes(document()) == html_bytes(document())


def test_html_shows_each_part_as_a_section_with_real_tables():
    html = html_bytes(document()).decode()
    assert html.count("<section") == html.count("</section>") == 3
    assert html.count("<thead>") == 2
    assert '<td class="r late">' in html
    assert "1\u00a0234" in html


def test_preview_has_no_codes():
    html = html_bytes(document(coder=lambda _figure: "")).decode()
    assert "K7F3Q-0M7B5" not in html


def test_pictures_show_chinese_text():
    """As many dark points as strokes need; boxes for lack of a font would all be alike."""
    drawings = []
    for text in ("一一一一", "䶮䶮䶮䶮"):
        canvas = Canvas(100, 40, "zh-Hans")
        canvas.text(5, 25, text, size=20)
        drawings.append(canvas.drawing(text))
    first, second = pictures_of(drawings)
    assert first != second
    assert len(second) > len(first)


def test_without_the_library_the_reason_says_what_to_install(monkeypatch, tmp_path):
    program = tmp_path / "typesetter.py"
    source = printing._PROGRAM.read_text("utf-8")
    program.write_text(source.replace("import typst", "import no_such_typesetter"), "utf-8")
    monkeypatch.setattr(printing, "_PROGRAM", program)
    with pytest.raises(PrintingUnavailable, match="typst"):
        pdf_bytes(document())
    with pytest.raises(ImportError, match="fonts-noto-cjk"):
        pictures_of([Canvas(10, 10, "en").drawing("")])
    assert html_bytes(document())


def test_a_failure_of_the_typesetter_is_told(monkeypatch):
    monkeypatch.setattr(printing, "_SHEET", "#unknown()\n")
    with pytest.raises(RuntimeError, match="unknown variable"):
        pictures_of([Canvas(10, 10, "en").drawing("")])


def test_what_nobody_waits_for_is_stopped(monkeypatch, tmp_path):
    program = tmp_path / "typesetter.py"
    program.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(printing, "_PROGRAM", program)
    begun = [printing.pictures_begun([Canvas(10, 10, "en").drawing("")]) for _one in range(2)]
    start = time.monotonic()
    for one in begun:
        one.give_up()
    for one in begun:
        with pytest.raises((RuntimeError, CancelledError)):
            one.files()
    monkeypatch.undo()
    # The line goes on for others.
    assert pictures_of([Canvas(10, 10, "en").drawing("")])
    assert time.monotonic() - start < 30


def test_the_reason_is_in_the_language_of_whoever_asks(monkeypatch, tmp_path):
    """It is set in another thread, where no language is chosen."""
    program = tmp_path / "typesetter.py"
    program.write_text(f"raise SystemExit({printing.MISSING})")
    monkeypatch.setattr(printing, "_PROGRAM", program)
    for language, words in (("zh-hans", "服务器"), ("en", "on the server")):
        with translation.override(language), pytest.raises(PrintingUnavailable, match=words):
            pdf_bytes(document())
