"""WordprocessingML as text: runs, paragraphs, tables, pictures.

Written as text and parsed once: python-docx looks through the whole table for each field that
is asked for, which takes minutes for thousands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cooperation.meetings.paper.characters import marked_up, printable
from cooperation.meetings.paper.document import Cell, Document, Line, Table, Text
from cooperation.meetings.text import Run

EMU_PER_MM = 36000
TWIPS_PER_MM = 1440 / 25.4
# Quotation marks and dashes belong to both scripts: in Chinese text they take its font.
_BOTH_SCRIPTS = re.compile("[“”‘’—…·±×÷≥°①-⑳]")
_TONES = {
    "strong": "<w:b/>",
    "late": '<w:color w:val="B3351F"/>',
    "ok": '<w:color w:val="226B4E"/>',
    "watch": '<w:color w:val="8A5A00"/>',
    "edited": '<w:u w:val="dotted"/>',
}


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links: the relationship's id of an address."""

    relate: Callable[[str], str]


def run(text: str, *, chinese: bool, properties: str = "") -> str:
    """A run of plain text."""
    text = printable(text)
    if not text:
        return ""
    hint = '<w:rFonts w:hint="eastAsia"/>' if chinese and _BOTH_SCRIPTS.search(text) else ""
    inner = f"{hint}{properties}"
    shown = f"<w:rPr>{inner}</w:rPr>" if inner else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{marked_up(text)}</w:t></w:r>'


def paragraph(style: str, content: str, *, more: str = "") -> str:
    """A paragraph in a style; more: further properties of its own."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def plain(style: str, text: str, *, chinese: bool, more: str = "") -> str:
    """A paragraph of plain text."""
    return paragraph(style, run(text, chinese=chinese), more=more)


def text_paragraph(document: Document, part: Text, links: Links) -> str:
    """A paragraph of the text with the codes of its figures."""
    style = {"body": "Normal", "item": "ListItem", "note": "Note"}[part.kind]
    return paragraph(style, "".join(_coded_run(document, one, links) for one in part.runs))


def _coded_run(document: Document, one: Run, links: Links) -> str:
    shown = run(one.text, chinese=document.chinese, properties=_TONES.get(one.tone, ""))
    code = document.code_in_text(one.figure)
    if not code:
        return shown
    address = document.address_of(document.code_of(one.figure))
    return shown + _linked(f"\u00a0{code}", "FigureCode", address, links)


def _unbroken(code: str) -> str:
    """A code stays on one line, its hyphens being hyphens for whoever copies it."""
    pieces = (f'<w:t xml:space="preserve">{marked_up(one)}</w:t>' for one in code.split("-"))
    return "<w:noBreakHyphen/>".join(pieces)


def _linked(code: str, style: str, address: str, links: Links | None, *, below: bool = False):
    line = "<w:br/>" if below else ""
    inner = f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>{line}{_unbroken(code)}</w:r>'
    if not address or links is None:
        return inner
    return f'<w:hyperlink r:id="{links.relate(address)}" w:history="1">{inner}</w:hyperlink>'


# --- tables ---------------------------------------------------------------------------------


def table(document: Document, part: Table, width_mm: int, links: Links) -> str:
    """A table with its caption above and its notes below."""
    chinese = document.chinese
    unit = ""
    if part.unit:
        smaller = '<w:b w:val="0"/><w:sz w:val="18"/>'
        unit = run(f"\u3000{part.unit}", chinese=chinese, properties=smaller)
    caption = paragraph("Caption", run(part.caption, chinese=chinese) + unit)
    widths = _widths(part, width_mm)
    style = "SmallTableText" if part.size == "small" else "TableText"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    # English heads are long words.
    bold = "<w:b/>" if chinese else '<w:b/><w:sz w:val="14"/>'
    head = "".join(
        _field(width, paragraph(style, run(c.head, chinese=chinese, properties=bold),
                                more='<w:jc w:val="center"/>'), shade="EFEDE6", middle=True)
        for width, c in zip(widths, part.columns, strict=True)
    )  # fmt: skip
    kept = links if part.linked else None
    lines = "".join(_line(document, part, one, widths, style, kept) for one in part.lines)
    notes = "".join(plain("Note", text, chinese=chinese) for text in part.notes)
    return (
        f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="MeetingTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCaption w:val="{marked_up(part.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{lines}</w:tbl>"
        f"{notes or plain('Note', ' ', chinese=chinese)}"
    )


def _widths(part: Table, width_mm: int) -> list[int]:
    whole = sum(column.width for column in part.columns)
    room = int(width_mm * TWIPS_PER_MM)
    return [room * column.width // whole for column in part.columns]


def _field(
    width: int, content: str, *, shade: str = "", middle: bool = False, span: int = 1
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    align = '<w:vAlign w:val="center"/>' if middle else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{ground}{align}</w:tcPr>'
        f"{content}</w:tc>"
    )


def _line(
    document: Document, part: Table, one: Line, widths: list[int], style: str, links: Links | None
) -> str:
    chinese = document.chinese
    if one.group:
        title = run(one.cells[0].text, chinese=chinese, properties="<w:b/>")
        # A title stays with what it is the title of.
        content = paragraph(style, title, more="<w:keepNext/>")
        fields = _field(sum(widths), content, shade="F6F5F1", span=len(widths))
    else:
        fields = "".join(
            _field(width, _cell(document, part, one, place, cell, style, links), middle=True)
            for place, (width, cell) in enumerate(zip(widths, one.cells, strict=True))
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{fields}</w:tr>"


def _cell(
    document: Document,
    part: Table,
    one: Line,
    place: int,
    cell: Cell,
    style: str,
    links: Links | None,
) -> str:
    align = part.columns[place].align
    more = f'<w:jc w:val="{align}"/>' if align != "left" else ""
    if one.depth and place == part.indented:
        more = f'<w:ind w:leftChars="100" w:left="{200 * one.depth}" w:firstLine="0"/>{more}'
    content = run(cell.text, chinese=document.chinese, properties=_TONES.get(cell.tone, ""))
    code = document.code_of(cell.figure)
    if code:
        address = document.address_of(code) if links else ""
        content += _linked(code, "CellCode", address, links, below=True)
    return paragraph(style, content, more=more)


# --- pictures -------------------------------------------------------------------------------


def picture(relation: str, number: int, alt: str, width_mm: float, height_mm: float) -> str:
    """A run that holds a picture of the file."""
    cx, cy = round(width_mm * EMU_PER_MM), round(height_mm * EMU_PER_MM)
    name = f"{number}"
    shown = marked_up(alt)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{shown}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{shown}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
