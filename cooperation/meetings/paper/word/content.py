"""The parts of a document as the body of a DOCX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cooperation.meetings.paper.document import (
    LANDSCAPE,
    PORTRAIT,
    AttachmentList,
    Document,
    Heading,
    PageBreak,
    Part,
    Picture,
    QrCode,
    QrCodes,
    Table,
    Text,
)
from cooperation.meetings.paper.drawings.qr import qr_png
from cooperation.meetings.paper.printing import PrintingUnavailable, Typesetting, pictures_of
from cooperation.meetings.paper.word.markup import (
    Links,
    paragraph,
    picture,
    plain,
    run,
    table,
    text_paragraph,
)

# Room for text in millimetres: A4 less the margins.
ROOM = {PORTRAIT: 156, LANDSCAPE: 257}
PIXELS_PER_MM = 640 / 150
QR_MM, QR_ACROSS = 32, 3


@dataclass
class Content:
    """Writes the body. image, relate: give the relationship of a picture, of an address.

    section: the properties that end a section of an orientation. begun: the document's
    pictures where they are being painted already.
    """

    document: Document
    image: Callable[[bytes], str]
    relate: Callable[[str], str]
    section: Callable[[str], str]
    orientation: str = PORTRAIT
    begun: Typesetting | None = None
    pictures: int = 0
    broken: bool = False
    painted: list[bytes] | None = field(default=None)

    def xml(self) -> str:
        """Everything between the body's tags, the last section's properties aside."""
        try:
            drawings = [one.drawing for one in self.document.pictures]
            self.painted = self.begun.files() if self.begun else pictures_of(drawings)
        except PrintingUnavailable:
            self.painted = None
        return "".join((*self._top(), *(self._part(part) for part in self.document.parts)))

    def _plain(self, style: str, text: str) -> str:
        return plain(style, text, chinese=self.document.chinese)

    def _top(self) -> Iterator[str]:
        one = self.document
        yield self._plain("RedHead", one.office)
        yield self._plain("RedLine", one.line)
        if one.mark:
            red = '<w:b/><w:color w:val="C8281E"/>'
            yield paragraph("Facts", run(one.mark, chinese=one.chinese, properties=red))
        yield self._plain("Title", one.title)
        colon = "：" if one.chinese else ": "
        for label, value in one.facts:
            yield self._plain("Facts", f"{label}{colon}{value}")
        yield self._plain("Note", " ")

    def _part(self, part: Part) -> str:
        links = Links(self.relate)
        if isinstance(part, Heading):
            return self._heading(part)
        if isinstance(part, Text):
            return text_paragraph(self.document, part, links)
        if isinstance(part, Table):
            return table(self.document, part, ROOM[self.orientation], links)
        if isinstance(part, Picture):
            return self._picture(part)
        if isinstance(part, QrCodes):
            return self._qr_codes(part.codes)
        if isinstance(part, AttachmentList):
            return "".join(self._attachments(part))
        return self._break(part)

    def _heading(self, part: Heading) -> str:
        style = "AnnexHeading" if part.annex else f"Heading{part.level}"
        more = "<w:pageBreakBefore/>" if self.broken else ""
        self.broken = False
        return plain(style, part.full, chinese=self.document.chinese, more=more)

    def _break(self, part: PageBreak) -> str:
        if part.orientation == self.orientation:
            self.broken = True
            return ""
        ended, self.orientation = self.section(self.orientation), part.orientation
        # As small as can be, or it might fall onto a page of its own.
        tiny = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        return f"<w:p><w:pPr>{tiny}{ended}</w:pPr></w:p>"

    def _picture(self, part: Picture) -> str:
        number, self.pictures = self.pictures, self.pictures + 1
        if self.painted is None:
            room, links = ROOM[self.orientation], Links(self.relate)
            return table(self.document, part.table, room, links) if part.table else ""
        size = part.drawing.width / PIXELS_PER_MM, part.drawing.height / PIXELS_PER_MM
        shown = picture(self.image(self.painted[number]), number + 1, part.alt, *size)
        return paragraph("Picture", shown) + self._plain("PictureCaption", part.caption)

    def _qr_codes(self, codes: Sequence[QrCode]) -> str:
        width = int(ROOM[PORTRAIT] * 1440 / 25.4 / QR_ACROSS)
        grid = f'<w:gridCol w:w="{width}"/>' * QR_ACROSS
        lines = []
        for start in range(0, len(codes), QR_ACROSS):
            fields = [self._qr(one, width) for one in codes[start : start + QR_ACROSS]]
            empty = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
            fields += [empty] * (QR_ACROSS - len(fields))
            lines.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(fields)}</w:tr>")
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableNormal"/>'
            f'<w:tblW w:w="{width * QR_ACROSS}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
            f"{self._plain('Note', ' ')}"
        )

    def _qr(self, one: QrCode, width: int) -> str:
        number, self.pictures_of_codes = 1000 + self._codes(), self._codes() + 1
        relation = self.image(qr_png(one.address))
        code = run(one.code, chinese=False, properties='<w:rStyle w:val="FigureCode"/>')
        content = (
            paragraph("TableText", picture(relation, number, one.address, QR_MM, QR_MM))
            + paragraph(
                "TableText",
                run(one.label, chinese=self.document.chinese, properties="<w:b/>"),
            )
            + (self._plain("TableText", one.value) if one.value != one.code else "")
            + paragraph("TableText", code)
        )
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'

    def _codes(self) -> int:
        return getattr(self, "pictures_of_codes", 0)

    def _attachments(self, part: AttachmentList) -> Iterator[str]:
        colon = "：" if self.document.chinese else ": "
        gap = "\u3000" * 3 if self.document.chinese else ""
        yield self._plain("Note", " ")
        for number, title in enumerate(part.titles, start=1):
            head = f"{part.label}{colon}" if number == 1 else gap
            if not self.document.chinese and number > 1:
                head = "\u2003" * 4
            # The list stays together, small as it is.
            more = "<w:keepNext/>" if number < len(part.titles) else ""
            text = f"{head}{number}. {title}"
            yield plain("Attachment", text, chinese=self.document.chinese, more=more)
