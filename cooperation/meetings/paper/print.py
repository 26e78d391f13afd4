"""The document as PDF: the same parts, set on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from pathlib import Path

from django.utils import timezone

from cooperation.meetings.paper import printing
from cooperation.meetings.paper.characters import printable
from cooperation.meetings.paper.document import (
    LANDSCAPE,
    AttachmentList,
    Cell,
    Document,
    Heading,
    Line,
    PageBreak,
    Part,
    Picture,
    QrCodes,
    Table,
    Text,
)
from cooperation.meetings.paper.drawings.qr import qr_drawing
from cooperation.meetings.paper.printing import Typesetting, quoted
from cooperation.meetings.text import FigureRef, Run

# Faces by their name in the sheet: what officials use, then what a server has.
_LATIN = ("Times New Roman", "Liberation Serif")
FACES = {
    "song": (*_LATIN, "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
    "fang": (*_LATIN, "FangSong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
    "hei": (*_LATIN, "SimHei", "Noto Sans CJK SC", "Source Han Sans SC"),
    "kai": (*_LATIN, "KaiTi", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
    "sans": ("Arial", "Liberation Sans", "Noto Sans CJK SC", "Source Han Sans SC", "SimHei"),
}


@cache
def _sheet() -> str:
    """The look, which is the same for every document."""
    return Path(__file__).with_name("sheets").joinpath("document.typ").read_text("utf-8")


def pdf_begun(document: Document) -> Typesetting:
    """A4 with bookmarks, page numbers and repeated heads; the same document, the same bytes."""
    return printing.pdf_begun(source(document), FACES, document.moment)


def pdf_bytes(document: Document) -> bytes:
    """The file; PrintingUnavailable where the server has no typesetter."""
    return pdf_begun(document).files()[0]


def source(document: Document) -> str:
    """What the typesetter reads: calls with strings, so that no text is ever markup."""
    parts = "\n".join(
        _kept_together(_part(document, part), part, after)
        for part, after in zip_longest(document.parts, document.parts[1:])
    )
    return f"{_sheet()}\n{_frame(document)}\n{_opening(document)}\n{parts}\n"


def _kept_together(made: str, part: Part, after: Part | None) -> str:
    """The last paragraph goes along with the list of annexes, which would stand alone on a page
    where the text ends with the page before."""
    if isinstance(part, Text) and isinstance(after, AttachmentList):
        return f"#block(sticky: true, {made.removeprefix('#')})"
    return made


def text(value: str) -> str:
    """A text as a string of the source."""
    return quoted(printable(value))


def _list(values: Iterable[str]) -> str:
    """Values as an array, which needs its comma where it has one alone."""
    return f"({''.join(f'{value},' for value in values)})"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _frame(document: Document) -> str:
    local = timezone.localtime(document.moment, timezone.get_default_timezone())
    made = f"datetime(year: {local.year}, month: {local.month}, day: {local.day})"
    words = (
        document.title,
        document.subject,
        document.code,
        document.mark,
        document.short_mark,
    )
    given = ", ".join(text(word) for word in words)
    return f"#show: it => document-of({given}, {_flag(document.chinese)}, {made}, it)"


def _opening(document: Document) -> str:
    colon = "：" if document.chinese else ": "
    facts = _list(f"({text(label + colon)}, {text(value)})" for label, value in document.facts)
    words = (document.office, document.line, document.mark, document.title)
    given = ", ".join(text(word) for word in words)
    return f"#opening({given}, {_flag(document.chinese)}, {facts})"


def _part(document: Document, part: Part) -> str:
    chinese = _flag(document.chinese)
    if isinstance(part, PageBreak):
        # A page that changes its orientation begins by that.
        return f"#pagebreak(weak: true)\n#set page(flipped: {_flag(part.orientation == LANDSCAPE)})"
    if isinstance(part, Heading):
        words = f"{text(part.number)}, {text(part.text)}, {_flag(part.annex)}"
        return f"#head({part.level}, {words})"
    if isinstance(part, Text):
        return f"#paragraph({text(part.kind)}, {chinese}, {_runs(document, part.runs)})"
    if isinstance(part, Table):
        return _table(document, part)
    if isinstance(part, Picture):
        svg = quoted(part.drawing.svg)
        return f"#drawn({svg}, {text(part.caption)}, {text(part.alt)}, 100)"
    if isinstance(part, QrCodes):
        codes = (
            _list((quoted(qr_drawing(c.address).svg), text(c.label), text(c.value), text(c.code)))
            for c in part.codes
        )
        return f"#scanned({_list(codes)})"
    return _attachments(document, part)


def _attachments(document: Document, part: AttachmentList) -> str:
    label = part.label + ("：" if document.chinese else ":")
    return f"#annexes({text(label)}, {_list(text(title) for title in part.titles)})"


def _runs(document: Document, parts: Sequence[Run]) -> str:
    return ", ".join(
        f"({text(one.text)}, {text(one.tone)}, {_code(document, one.figure)})" for one in parts
    )


def _code(document: Document, figure: FigureRef | None) -> str:
    code = document.code_in_text(figure)
    address = document.address_of(document.code_of(figure)) if code else ""
    return f"{text(code)}, {text(address)}"


def _table(document: Document, part: Table) -> str:
    given = (
        text(part.caption),
        text(part.unit),
        _flag(document.chinese),
        _flag(part.size == "small"),
        _list(str(column.width) for column in part.columns),
        _list(column.align for column in part.columns),
        str(part.indented),
        _list(text(column.head) for column in part.columns),
        _list(text(note) for note in part.notes),
    )
    lines = ",\n".join(_line(document, line, part.linked) for line in part.lines)
    return f"#sheet({', '.join(given)},\n{lines})"


def _line(document: Document, line: Line, linked: bool) -> str:
    if line.group:
        return f"(-1, {text(line.cells[0].text)})"
    return f"({line.depth}, {_list(_cells(document, line.cells, linked))})"


def _cells(document: Document, cells: Sequence[Cell], linked: bool) -> Iterator[str]:
    for cell in cells:
        if not cell.figure and not cell.tone:
            yield text(cell.text)
            continue
        code = document.code_of(cell.figure)
        address = document.address_of(code) if linked else ""
        yield f"({text(cell.text)}, {text(code)}, {text(cell.tone)}, {text(address)})"
