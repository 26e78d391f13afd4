"""The document as one HTML file for the projector: no network, no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cooperation.meetings.paper.characters import marked_up
from cooperation.meetings.paper.document import (
    CENTER,
    LANDSCAPE,
    RIGHT,
    AttachmentList,
    Cell,
    Document,
    Heading,
    Line,
    PageBreak,
    Picture,
    QrCodes,
    Table,
    Text,
)
from cooperation.meetings.paper.drawings.qr import qr_drawing
from cooperation.meetings.paper.style import projector_style
from cooperation.meetings.text import FigureRef, Run

# Nothing may be asked of any network, and nothing runs.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'"
)
_ALIGN = {RIGHT: ' class="r"', CENTER: ' class="c"'}


def html_bytes(document: Document) -> bytes:
    """One file that opens from a memory stick; what it shows is all inside."""
    return _page(document).encode()


def _page(document: Document) -> str:
    made = document.moment.isoformat(timespec="seconds")
    head = (
        f'<!DOCTYPE html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{marked_up(document.title)}</title>"
        f'<meta name="dcterms.created" content="{made}">'
        f'<meta name="dcterms.modified" content="{made}">'
        f'<meta name="description" content="{marked_up(document.subject)}">'
        f"<style>{projector_style()}</style></head><body>"
    )
    content = "".join((*_top(document), *_parts(document)))
    # Outside of the sections: it stays in sight on all of them.
    mark = f'<p class="mark">{marked_up(document.mark)}</p>' if document.mark else ""
    return f"{head}{mark}<section>{content}</section></body></html>"


def _top(document: Document) -> Iterator[str]:
    yield f'<p class="office">{marked_up(document.office)}</p>'
    yield f'<p class="line">{marked_up(document.line)}</p>'
    yield f"<h1>{marked_up(document.title)}</h1>"
    colon = "：" if document.chinese else ": "
    facts = (
        f"<div><dt>{marked_up(label)}{colon}</dt><dd>{marked_up(value)}</dd></div>"
        for label, value in document.facts
    )
    yield f'<dl class="facts">{" ".join(facts)}</dl>'


def _parts(document: Document) -> Iterator[str]:
    opening = ""
    for part in document.parts:
        if isinstance(part, PageBreak):
            opening = " newpage landscape" if part.orientation == LANDSCAPE else " newpage"
        elif isinstance(part, Heading):
            yield _heading(part, opening)
            opening = ""
        elif isinstance(part, Text):
            yield _text(document, part)
        elif isinstance(part, Table):
            yield "".join(_table(document, part))
        elif isinstance(part, Picture):
            caption = marked_up(part.caption)
            yield f"<figure>{part.drawing.svg}<figcaption>{caption}</figcaption></figure>"
        elif isinstance(part, QrCodes):
            yield _qr_codes(part)
        elif isinstance(part, AttachmentList):
            yield _attachments(document, part)


def _heading(part: Heading, opening: str) -> str:
    """A heading of level 1 begins a section, a screen of its own."""
    text = marked_up(part.full)
    if part.level > 1:
        return f"<h3>{text}</h3>"
    annex = ' class="annex"' if part.annex else ""
    return f'</section><section class="{opening.strip()}"><h2{annex}>{text}</h2>'


def _text(document: Document, part: Text) -> str:
    return f'<p class="{part.kind}">{"".join(_run(document, run) for run in part.runs)}</p>'


def _run(document: Document, run: Run) -> str:
    text = marked_up(run.text)
    if run.tone:
        text = f'<span class="t-{run.tone}">{text}</span>'
    return text + _code(document, run.figure, document.code_in_text(run.figure), linked=True)


def _code(document: Document, figure: FigureRef | None, code: str, *, linked: bool) -> str:
    if not code:
        return ""
    address = document.address_of(document.code_of(figure)) if linked else ""
    shown = f'<a href="{marked_up(address)}">{marked_up(code)}</a>' if address else marked_up(code)
    return f' <span class="code">{shown}</span>'


def _table(document: Document, part: Table) -> Iterator[str]:
    size = ' class="small"' if part.size == "small" else ""
    unit = f' <span class="unit">{marked_up(part.unit)}</span>' if part.unit else ""
    yield f'<div class="wide"><table{size}><caption>{marked_up(part.caption)}{unit}</caption>'
    whole = sum(column.width for column in part.columns)
    yield f"<colgroup>{''.join(_column(c.width, whole) for c in part.columns)}</colgroup>"
    heads = (f"<th{_ALIGN.get(c.align, '')}>{marked_up(c.head)}</th>" for c in part.columns)
    yield f"<thead><tr>{''.join(heads)}</tr></thead><tbody>"
    for line in part.lines:
        yield from _line(document, part, line, part.linked)
    yield "</tbody></table></div>"
    if part.notes:
        yield f'<p class="notes">{"<br>".join(map(marked_up, part.notes))}</p>'


def _column(width: int, whole: int) -> str:
    """The policy of the file allows its own style; a width is not a style of a page of the site."""
    return f'<col style="width:{100 * width / whole:.2f}%">'


def _line(document: Document, part: Table, line: Line, linked: bool) -> Iterable[str]:
    if line.group:
        text = marked_up(line.cells[0].text)
        return [f'<tr class="group"><td colspan="{len(part.columns)}">{text}</td></tr>']
    cells = (
        _cell(document, cell, _classes(part, line, place, cell), linked)
        for place, cell in enumerate(line.cells)
    )
    return ["<tr>", *cells, "</tr>"]


def _classes(part: Table, line: Line, place: int, cell: Cell) -> Sequence[str]:
    align = {RIGHT: "r", CENTER: "c"}.get(part.columns[place].align, "")
    depth = f"d{line.depth}" if line.depth and place == part.indented else ""
    return [name for name in (align, depth, cell.tone) if name]


def _cell(document: Document, cell: Cell, classes: Sequence[str], linked: bool) -> str:
    shown = f' class="{" ".join(classes)}"' if classes else ""
    code = _code(document, cell.figure, document.code_of(cell.figure), linked=linked)
    return f"<td{shown}>{marked_up(cell.text)}{code}</td>"


def _qr_codes(part: QrCodes) -> str:
    codes = (
        f'<div class="qr">{qr_drawing(one.address).svg}<b>{marked_up(one.label)}</b><br>'
        f'{marked_up(one.value)}<br><span class="code">{marked_up(one.code)}</span></div>'
        for one in part.codes
    )
    return f"<div>{''.join(codes)}</div>"


def _attachments(document: Document, part: AttachmentList) -> str:
    items = "".join(f"<li>{marked_up(title)}</li>" for title in part.titles)
    colon = "：" if document.chinese else ":"
    return (
        f'<div class="annexes">{marked_up(part.label)}{colon}<ol class="annexes">{items}</ol></div>'
    )
