"""The DOCX file: styles, sections, headers, properties; the same document gives the same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile

from django.utils import timezone
from docx import Document as new_docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.shared import Mm
from lxml import etree

from cooperation.meetings.paper.characters import printable
from cooperation.meetings.paper.document import LANDSCAPE, PORTRAIT, Document
from cooperation.meetings.paper.printing import Typesetting
from cooperation.meetings.paper.word.content import Content
from cooperation.meetings.paper.word.markup import run
from cooperation.meetings.paper.word.styles import W, fonts_xml, settings_xml, styles_xml

_SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
# What the library's empty file brings along and no document of ours needs.
_IDLE = ("thumbnail", "stylesWithEffects", "customXml", "numbering", "webSettings", "theme",
         "extended-properties")  # fmt: skip
# Top, right, bottom, left in millimetres: GB/T 9704, and a table's page lying on its side.
_MARGINS = {PORTRAIT: (37, 26, 35, 28), LANDSCAPE: (24, 20, 20, 20)}
_A4 = {PORTRAIT: (210, 297), LANDSCAPE: (297, 210)}


def docx_bytes(document: Document, begun: Typesetting | None = None) -> bytes:
    """The document in the styles of official documents. Where charts cannot be painted their
    numbers stand in their place. begun: its pictures, where they are being painted already."""
    file = new_docx()
    _bare(file)
    _properties(file, document)
    last = file.sections[-1]
    _headers(last, document)
    references = "".join(_copied(one) for one in last._sectPr if one.tag.endswith("Reference"))

    def section(orientation: str) -> str:
        return _section(orientation, references)

    content = Content(document, _image(file), _relation(file), section, begun=begun)
    written = content.xml()
    body = f"<w:body>{written}{section(content.orientation)}</w:body>"
    # Moved into the library's own tree, element by element, it would take minutes.
    file.part._element = parse_xml(f"<w:document {_SPACES}>{body}</w:document>")
    out = io.BytesIO()
    file.save(out)
    return _dated(out.getvalue(), document.moment)


def _bare(file) -> None:
    """Our own styles, fonts and settings in place of the library's."""
    for rels in (file.part.rels, file.part.package.rels):
        for key in [k for k, one in rels.items() if one.reltype.endswith(_IDLE)]:
            del rels[key]
    for one in file.part.rels.values():
        if one.reltype == RT.FONT_TABLE:
            one.target_part._blob = fonts_xml()


def _replaced(element, xml: str) -> None:
    """The children of a part's root taken from somewhere else."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _properties(file, document: Document) -> None:
    """Title and time; no person's name."""
    _replaced(file.styles.element, styles_xml(document.chinese))
    _replaced(file.settings.element, settings_xml())
    made = document.moment.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0)
    properties = file.core_properties
    properties.title = printable(document.title)[:255]
    properties.subject = printable(document.subject)[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.keywords = printable(document.code)[:255]
    properties.language = "zh-CN" if document.chinese else "en-US"
    properties.created = properties.modified = made
    properties.revision = 1


def _headers(section, document: Document) -> None:
    """The mark on top; "— 1 —" at the outer edge of the foot."""
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    pages = (
        (section.header, section.footer, "right"),
        (section.even_page_header, section.even_page_footer, "left"),
    )
    for header, footer, side in pages:
        header.is_linked_to_previous = footer.is_linked_to_previous = False
        mark = run(document.mark, chinese=document.chinese,
                   properties='<w:b/><w:color w:val="C8281E"/>')  # fmt: skip
        code = run(document.code, chinese=False)
        gap = run("\u3000", chinese=False)
        _only(header, f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{code}{gap}{mark}</w:p>')
        _only(footer, _page_number(side))


def _only(place, paragraph: str) -> None:
    element = place._element
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<w:body {_SPACES}>{paragraph}</w:body>")):
        element.append(child)


def _page_number(side: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    number = (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f"{mark('separate')}<w:r><w:t>1</w:t></w:r>{mark('end')}"
    )
    dash = (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    )
    edge = "rightChars" if side == "right" else "leftChars"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{edge}="100"/><w:jc w:val="{side}"/>'
        f"</w:pPr>{dash.format('— ')}{number}{dash.format(' —')}</w:p>"
    )


def _copied(element) -> str:
    return etree.tostring(element, encoding="unicode")


def _section(orientation: str, references: str) -> str:
    top, right, bottom, left = (round(mm * 1440 / 25.4) for mm in _MARGINS[orientation])
    width, height = (round(mm * 1440 / 25.4) for mm in _A4[orientation])
    lying = ' w:orient="landscape"' if orientation == LANDSCAPE else ""
    foot = 1400 if orientation == PORTRAIT else 600
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"{lying}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="850" w:footer="{foot}" w:gutter="0"/></w:sectPr>'
    )


def _image(file):
    def relation(picture: bytes) -> str:
        found, _image = file.part.get_or_add_image(io.BytesIO(picture))
        return found

    return relation


def _relation(file):
    known: dict[str, str] = {}

    def relation(address: str) -> str:
        # The library would compare each new address with all before it.
        if address not in known:
            known[address] = f"link{len(known) + 1}"
            file.part.rels.add_relationship(RT.HYPERLINK, address, known[address], True)
        return known[address]

    return relation


def _dated(content: bytes, moment: datetime.datetime) -> bytes:
    """The same file with one date on all that is in it."""
    out = io.BytesIO()
    day = timezone.localtime(moment, timezone.get_default_timezone()).timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, max(day, (1980, 1, 1, 0, 0, 0)))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            target.writestr(entry, source.read(name), compresslevel=6)
    return out.getvalue()
