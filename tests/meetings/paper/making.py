"""Documents and material for these tests, and what is read back from files."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from decimal import Decimal

import docx
import pypdfium2
from django.utils import timezone

from cooperation.formatting import number
from cooperation.meetings.material import Material, no_codes
from cooperation.meetings.paper.document import (
    LANDSCAPE,
    RIGHT,
    AttachmentList,
    Cell,
    Column,
    Document,
    Heading,
    Line,
    PageBreak,
    Picture,
    QrCode,
    QrCodes,
    Table,
    Text,
)
from cooperation.meetings.paper.drawings.drawing import Canvas
from cooperation.meetings.text import COLUMNS, Briefing, FigureRef, Paragraph, Run, Section, ref
from cooperation.scoreboard import scoreboard

MOMENT = datetime.datetime(2025, 10, 8, 9, 30, tzinfo=datetime.UTC)
RARE = "䶮㛃𬭚𠮷"
FIGURE = FigureRef("total", None, 7, "ytd", 2025, 9)
ADDRESS = "https://example.org/f/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def code(figure: FigureRef) -> str:
    """A code as long as real ones."""
    return f"K7F3Q-{figure.pairing_id or 0}M{figure.indicator_id}{COLUMNS[figure.column].upper()}5"


def document(*parts, text=RARE, language="zh-Hans", lines=3, mark="样例数据 · 样例", coder=code):
    """A document of every kind of part, with a text wherever one can stand."""
    canvas = Canvas(200, 80, language)
    canvas.text(10, 40, text)
    line = Line((Cell(text), Cell("1\u2009234", FIGURE, "late")), depth=1)
    columns = (Column(text, width=30), Column("本年累计", RIGHT, 20))
    table = Table(text, columns, (Line((Cell("组"),), group=True), *[line] * lines), notes=(text,))
    given = parts or (
        Heading(1, text, "一、"),
        Heading(2, text, "（一）"),
        Text((Run(text), Run("1\u2009234", FIGURE), Run(text, tone="edited")), "key"),
        table,
        Picture(canvas.drawing(text), text, text, table),
        AttachmentList("附件", (text,)),
        PageBreak(LANDSCAPE),
        Heading(1, text, "附件1：", annex=True),
        table,
        PageBreak(),
        QrCodes((QrCode(text, "1", "K7F3Q", f"{ADDRESS}K7F3Q/"),)),
    )
    return Document(
        language,
        text,
        text,
        text,
        ((text, text),),
        given,
        MOMENT,
        coder,
        mark,
        "K7F3Q",
        ADDRESS,
        text,
    )


def briefing_of(rows) -> Briefing:
    """A sentence with the headline figures."""
    runs = []
    for row in rows[:3]:
        runs += [
            Run(f"{row.indicator.name} "),
            Run(number(row.ytd, row.indicator.decimals), ref(row, "ytd")),
            Run("; "),
        ]
    section = Section("overall", "Overall", (Paragraph("overall", tuple(runs)),))
    return Briefing("long", (section,))


def material(programme, year, through, *, codes=False, pairings=None, **more) -> Material:
    """Of a programme as it is known now."""
    board = scoreboard(programme, year, through, pairings=pairings, moment=timezone.now())
    rows = board.totals() if board.with_city else board.rows_for(board.pairings[0].pk)
    given = {"code": "K7F3Q", "address": ADDRESS, "coder": code} if codes else {"coder": no_codes}
    return Material(board, MOMENT, briefing_of(rows), **given, **more)


def word(content: bytes):
    """The DOCX as python-docx reads it."""
    return docx.Document(io.BytesIO(content))


def parts_of(content: bytes) -> dict[str, bytes]:
    """The files within a DOCX."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def word_text(content: bytes) -> str:
    """Every text of the document part, in order."""
    return "".join(node.text or "" for node in word(content).element.body.iter(f"{W}t"))


def pdf_text(content: bytes) -> str:
    """The text of all pages, without blanks: a typesetter places words and not spaces."""
    file = pypdfium2.PdfDocument(content)
    pages = [file[index].get_textpage().get_text_range() for index in range(len(file))]
    file.close()
    return squeezed("".join(pages))


def squeezed(text: str) -> str:
    """Without blanks of any kind."""
    return re.sub(r"\s", "", text)


def value(text: str) -> Decimal | None:
    """A printed number as a Decimal again; None for what says that it is unknown."""
    plain = re.sub(r"[\s≥●▲■○◇%]", "", text).replace("−", "-")
    return None if plain in ("", "—") else Decimal(plain)
