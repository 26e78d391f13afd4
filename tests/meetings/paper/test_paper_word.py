"""The DOCX: real styles and tables, nothing of a person, nothing fetched, the same bytes."""

import time

import pytest
from docx.oxml.ns import qn

from cooperation.meetings.paper import PrintingUnavailable, docx_bytes
from cooperation.meetings.paper.word import content as word_content
from tests.meetings.paper.making import RARE, document, parts_of, squeezed, word, word_text

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def made():
    return docx_bytes(document())


@pytest.fixture
def without_pictures(monkeypatch):
    """A server that cannot draw; also quicker."""

    def refuse(_drawings):
        raise PrintingUnavailable("no typesetter")

    monkeypatch.setattr(word_content, "pictures_of", refuse)


def test_headings_are_real_ones(made):
    found = [(p.style.name, p.text) for p in word(made).paragraphs if "eading" in p.style.name]
    assert found == [
        ("Heading 1", f"一、{RARE}"),
        ("Heading 2", f"（一）{RARE}"),
        ("Annex heading", f"附件1：{RARE}"),
    ]
    styles = word(made).styles.element
    levels = styles.xpath("w:style[w:pPr/w:outlineLvl]/@w:styleId")
    assert levels == ["Heading1", "Heading2", "AnnexHeading"]


def test_tables_repeat_their_heads_and_split_no_row(made):
    tables = word(made).tables
    assert len(tables) == 3
    for table in tables[:2]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert [cell.text for cell in table.rows[0].cells] == [RARE, "本年累计"]


def test_codes_stand_beside_numbers_and_lead_to_the_look_up(made):
    row = word(made).tables[0].rows[2]
    assert squeezed(row.cells[1].text) == "1234K7F3Q-0M7B5"
    links = {r.target_ref for r in word(made).part.rels.values() if r.is_external}
    assert links == {"https://example.org/f/K7F3Q-0M7B5/"}


def test_chinese_edition_has_the_fonts_of_official_documents(made):
    styles = word(made).styles

    def look(name):
        fonts = styles[name].element.rPr.find(qn("w:rFonts"))
        return fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii")), styles[name].font.size.pt

    assert look("Title") == ("方正小标宋简体", "Times New Roman", 22)
    assert look("Heading 1") == ("黑体", "Times New Roman", 16)
    assert look("Heading 2") == ("楷体_GB2312", "Times New Roman", 16)
    default = styles.element.xpath("w:docDefaults//w:rFonts")[0]
    assert default.get(qn("w:eastAsia")) == "仿宋_GB2312"
    spacing = styles["Normal"].element.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("560", "exact")
    indent = styles["Normal"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_pages_are_a4_with_the_margins_of_official_documents(made):
    first, lying, last = word(made).sections
    millimetres = [
        round(one.mm)
        for one in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    ]
    assert millimetres == [37, 35, 28, 26]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert (round(lying.page_width.mm), round(lying.page_height.mm)) == (297, 210)
    assert round(last.page_width.mm) == 210


def test_english_edition_is_set_in_a_latin_face():
    styles = word(docx_bytes(document(language="en"))).styles
    assert (
        styles.element.xpath("w:docDefaults//w:rFonts")[0].get(qn("w:ascii")) == "Times New Roman"
    )
    assert styles["Heading 1"].element.rPr.find(qn("w:rFonts")).get(qn("w:ascii")) == "Arial"


def test_mark_and_page_stand_on_every_page(made):
    for section in word(made).sections:
        for header in (section.header, section.even_page_header):
            assert "样例数据" in header.paragraphs[0].text
        for footer in (section.footer, section.even_page_footer):
            assert footer.paragraphs[0].text == "— 1 —"
            assert " PAGE " in footer._element.xpath("string(.)")


def test_pictures_say_what_they_show(made):
    pictures = word(made).element.body.xpath(".//wp:docPr")
    assert [one.get("descr") for one in pictures] == [RARE, "https://example.org/f/K7F3Q/"]
    png = next(part for name, part in parts_of(made).items() if name.endswith(".png"))
    assert png.startswith(b"\x89PNG")


def test_properties_name_no_person(made):
    found = word(made).core_properties
    assert (found.author, found.last_modified_by, found.comments) == ("", "", "")
    assert (found.title, found.language) == (RARE, "zh-CN")
    assert found.created.isoformat() == "2025-10-08T09:30:00+00:00"


def test_nothing_is_loaded_from_elsewhere_and_nothing_idle_is_inside(made):
    for name, part in parts_of(made).items():
        if name.endswith(".rels"):
            text = part.decode()
            assert text.count('TargetMode="External"') == text.count("/hyperlink")
    assert not {"docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"} & parts_of(made).keys()


def test_same_document_gives_the_same_bytes(made):
    assert docx_bytes(document()) == made


def test_rare_characters_survive(made):
    assert RARE in parts_of(made)["word/document.xml"].decode()
    assert word_text(made).count(RARE) > 10


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "&amp; ]]> <!-- \"'",
        "".join(map(chr, range(32))) + "\ud800\ufffe",
        "=1+1",
        "＝HYPERLINK(1)",
        "{ =1+1 }",
        '\\"#text[x]',
        "x" * 3000,
        "",
    ],
)
def test_hostile_texts_break_nothing(without_pictures, text):
    read = word(docx_bytes(document(text=text)))
    shown = "".join(c for c in text if c >= " " and c not in "\ud800\ufffe")
    # Three blanks of the text's own: tab, line feed and carriage return are one blank here.
    assert read.tables[0].rows[2].cells[0].text.strip() == shown.strip()
    fields = read.element.body.xpath(".//w:instrText|.//w:fldSimple")
    assert fields == []


def test_without_a_typesetter_numbers_stand_in_place_of_charts(without_pictures):
    read = word(docx_bytes(document()))
    assert len(read.tables) == 4
    alts = [one.get("descr") for one in read.element.body.xpath(".//wp:docPr")]
    assert alts == ["https://example.org/f/K7F3Q/"]


@pytest.mark.slow
def test_thousands_of_fields_take_no_longer_each(without_pictures):
    """The library's own ways are quadratic; a factor of ten in lines may not be one of fifty."""

    def seconds(lines):
        began = time.process_time()
        docx_bytes(document(lines=lines))
        return time.process_time() - began

    seconds(10)
    assert seconds(3000) < 25 * seconds(300)
