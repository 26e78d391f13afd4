"""The styles of the DOCX, after the habits of GB/T 9704 for official documents.

Title 22 pt 小标宋; text 16 pt 仿宋 on lines of 28 pt, two characters in; headings 黑体 and 楷体;
digits and Latin letters in Times New Roman. Fonts that a machine lacks have the names of their
nearest kin beside them (fontTable), down to what a server has. The English edition is set in
Times New Roman 12 pt: a body of 16 pt is a habit of Chinese print alone.
"""

from __future__ import annotations

from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SONG, FANG, HEI, KAI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN, SANS = "Times New Roman", "Arial"
# As high as its letters: the line of a code is lower than that of its number.
_SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
# Not moved in, unlike the text.
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
# What stands in for a font: names of the same face, then of its kin.
KIN = {
    SONG: ("FZXiaoBiaoSong-B05S,小标宋,宋体,SimSun,Noto Serif CJK SC", "roman"),
    FANG: ("仿宋,FangSong,FangSong_GB2312,STFangsong,Noto Serif CJK SC", "modern"),
    HEI: ("SimHei,STHeiti,Noto Sans CJK SC", "modern"),
    KAI: ("楷体,KaiTi,KaiTi_GB2312,STKaiti,Noto Serif CJK SC", "modern"),
    PLAIN: ("SimSun,STSong,Noto Serif CJK SC", "roman"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts and sizes of an edition; sizes in half points, lines in twentieths of a point."""

    title: str
    text: str
    first: str
    second: str
    table: str
    size: int
    line: int
    indent: bool
    heading: str  # Latin letters of headings and tables


CHINESE = Face(SONG, FANG, HEI, KAI, PLAIN, 32, 560, True, LATIN)
ENGLISH = Face(SONG, PLAIN, HEI, HEI, PLAIN, 24, 340, False, SANS)


def face_of(chinese: bool) -> Face:
    """The edition's."""
    return CHINESE if chinese else ENGLISH


def styles_xml(chinese: bool) -> str:
    """The whole styles part."""
    face = face_of(chinese)
    lang = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(face.text)}"
        f'<w:sz w:val="{face.size}"/><w:szCs w:val="{face.size}"/>{lang}</w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    return f'<w:styles xmlns:w="{W}">{defaults}{_paragraphs(face)}{_others(face)}</w:styles>'


def _fonts(east: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _style(key: str, name: str, paragraph: str, run: str, *, after="Normal", default=False) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    first = ' w:default="1"' if default else ""
    follows = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"{follows}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _lines(line: int, *, exact: bool, before: int = 0, behind: int = 0) -> str:
    rule = "exact" if exact else "atLeast"
    return (
        f'<w:spacing w:before="{before}" w:after="{behind}" w:line="{line}" w:lineRule="{rule}"/>'
    )


def _paragraphs(face: Face) -> str:
    wide = 2 * face.size * 10
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{wide}"/>' if face.indent else ""
    none = _FLUSH
    even = '<w:jc w:val="both"/>' if face.indent else '<w:jc w:val="left"/>'
    gap = 0 if face.indent else 120
    normal = f"{_lines(face.line, exact=face.indent, behind=gap)}{indent}{even}"
    keep = "<w:keepNext/><w:keepLines/>"
    top, sub = face.size, face.size if face.indent else face.size + 1
    head = 0 if face.indent else 200

    def heading(level: int) -> str:
        space = _lines(face.line, exact=face.indent, before=head, behind=gap)
        return f'{keep}{space}{indent}<w:jc w:val="left"/><w:outlineLvl w:val="{level}"/>'

    centre, left = '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'
    annex = f"{keep}{_lines(face.line, exact=False, behind=120)}{none}{left}"
    bold = "" if face.indent else "<w:b/>"
    return "".join(
        (
            _style("Normal", "Normal", normal, "", after="", default=True),
            _style(
                "Title",
                "Title",
                f"{keep}{_lines(640, exact=False, before=480, behind=320)}{none}{centre}",
                f"{_fonts(face.title)}{bold}{_size(44 if face.indent else 40)}",
            ),
            _style("Heading1", "heading 1", heading(0),
                   f"{_fonts(face.first, face.heading)}{bold}{_size(top if face.indent else 30)}"),
            _style("Heading2", "heading 2", heading(1),
                   f"{_fonts(face.second, face.heading)}{bold}{_size(sub)}"),
            _style("AnnexHeading", "Annex heading", f'{annex}<w:outlineLvl w:val="0"/>',
                   f"{_fonts(face.first, face.heading)}{bold}{_size(32 if face.indent else 30)}"),
            *_top_of_page(face),
            _style("ListItem", "List item", normal, ""),
            _style("Note", "Note", f"{_lines(280, exact=False, behind=160)}{none}{left}",
                   f'{_fonts(face.table)}<w:color w:val="47525E"/>{_size(18)}'),
            _style("Caption", "caption",
                   f"{keep}{_lines(320, exact=False, before=160, behind=60)}{none}{centre}",
                   f"{_fonts(face.first, face.heading)}{bold}{_size(22)}"),
            _style("Picture", "Picture", f"{keep}{_lines(240, exact=False, before=160)}{none}"
                   f"{centre}", ""),
            _style("PictureCaption", "Picture caption",
                   f"{_lines(320, exact=False, behind=200)}{none}{centre}",
                   f'{_fonts(face.table)}<w:color w:val="47525E"/>{_size(18)}'),
            *_small(face, indent),
        )
    )  # fmt: skip


def _top_of_page(face: Face) -> tuple[str, ...]:
    """What stands above the title, and the facts below it."""
    none, centre = _FLUSH, '<w:jc w:val="center"/>'
    return (
        _style("RedHead", "Red head", f"{_lines(800, exact=False, behind=240)}{none}{centre}",
               f'{_fonts(face.title)}<w:b/><w:color w:val="C8281E"/>{_size(52)}'),
        _style("RedLine", "Red line",
               '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="C8281E"/>'
               f"</w:pBdr>{_lines(400, exact=False, behind=240)}{none}{centre}",
               f"{_fonts(face.text)}{_size(28 if face.indent else 24)}"),
        _style("Facts", "Facts", f"{_lines(420, exact=False)}{none}{centre}",
               f"{_fonts(face.second)}{_size(28 if face.indent else 24)}"),
    )  # fmt: skip


def _small(face: Face, indent: str) -> tuple[str, ...]:
    """Fields of tables, annexes' titles, head and foot of a page."""
    none, left = _FLUSH, '<w:jc w:val="left"/>'
    return (
        _style("TableText", "Table text", f"{_SINGLE}{none}{left}",
               f"{_fonts(face.table)}{_size(17)}"),
        _style("SmallTableText", "Small table text", f"{_SINGLE}{none}{left}",
               f"{_fonts(face.table)}{_size(15)}"),
        _style("Attachment", "Attachment",
               f"{_lines(face.line, exact=face.indent)}{indent}{left}", ""),
        _style("Header", "header",
               f'{_lines(240, exact=False)}{none}<w:jc w:val="right"/>',
               f'{_fonts(face.table)}<w:color w:val="47525E"/>{_size(18)}'),
        _style("Footer", "footer", f"{_lines(240, exact=False)}{none}{left}",
               f"{_fonts(face.table)}{_size(28)}"),
    )  # fmt: skip


def _others(face: Face) -> str:
    """Styles of characters and of tables."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="7F8890"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = (
        '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="45" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="45" w:type="dxa"/></w:tblCellMar>'
    )
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="character" w:styleId="FigureCode"><w:name w:val="Figure code"/>'
        f'<w:rPr>{_fonts(face.table, SANS)}<w:noProof/><w:color w:val="8A929A"/>{_size(13)}'
        "</w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="CellCode"><w:name w:val="Figure code in a cell"/>'
        f'<w:rPr>{_fonts(face.table, SANS)}<w:noProof/><w:color w:val="8A929A"/>{_size(9)}'
        "</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        "</w:style>"
        '<w:style w:type="table" w:styleId="MeetingTable"><w:name w:val="Meeting table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders>{margins}'
        "</w:tblPr></w:style>"
    )


def fonts_xml() -> bytes:
    """The table of fonts with what stands in for those that a machine lacks."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{kin}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (kin, family) in KIN.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{SANS}"><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{W}">{fonts}{latin}</w:fonts>'.encode()


def settings_xml() -> str:
    """As the newest word processors read it, odd and even pages apart."""
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:settings>"
    )
