"""Numbers into a document's tables: the words of the mapped cells change, nothing else.

The number takes the place of the line or the brackets that stood for it, in their run. An empty
cell gets a run that looks as its paragraph's mark does, which is what a word processor does when
somebody types there.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal

from lxml import etree

from cooperation.meetings.office_forms.documents import DOCUMENT, located, tables
from cooperation.meetings.office_forms.grid import PLACEHOLDER
from cooperation.meetings.office_forms.sheets import parsed
from cooperation.scoreboard.rows import plain as digits
from cooperation.spreadsheets.archives import with_parts

# The blanks before and behind a placeholder belong to it.
_LINE = re.compile(rf"\s*(?:{PLACEHOLDER.pattern})\s*")


def fill_document(content: bytes, values: Mapping[str, Decimal]) -> bytes:
    """The document with numbers at addresses such as "1:3:2": table, row, column."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = parsed(archive.read(DOCUMENT))
    for number, table in enumerate(tables(root), start=1):
        for cell, node in located(table, number):
            if cell.address in values and cell.waits:
                _write(node, digits(values[cell.address]) or "")
    if not values:
        return content
    part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return with_parts(content, {DOCUMENT: part})


def _write(cell: etree._Element, number: str) -> None:
    texts = list(cell.iterfind(".//{*}t"))
    whole = "".join(_same_length(t.text or "") for t in texts)
    if not whole.strip():
        _type(cell, texts, number)
        return
    found = _LINE.search(whole)
    if found is None:
        return
    start, end = found.span()
    position, written = 0, False
    for node in texts:
        text = node.text or ""
        first, last = start - position, end - position
        position += len(text)
        if last <= 0 or first >= len(text):
            continue
        node.text = f"{text[: max(first, 0)]}{'' if written else number}{text[max(last, 0) :]}"
        written = True


def _type(cell: etree._Element, texts: list[etree._Element], number: str) -> None:
    """Into a cell where nothing stands."""
    if texts:
        texts[0].text = number
        for other in texts[1:]:
            other.text = ""
        return
    paragraph = next(cell.iterfind(".//{*}p"), None)
    if paragraph is None:
        return
    run = etree.SubElement(paragraph, _like(cell, "r"))
    looks = paragraph.find("{*}pPr/{*}rPr")
    if looks is not None:
        run.append(_looks_of_run(looks))
    text = etree.SubElement(run, _like(cell, "t"))
    text.text = number


def _looks_of_run(mark: etree._Element) -> etree._Element:
    """What a paragraph's mark looks like, without the marks of tracked changes."""
    looks = deepcopy(mark)
    for child in list(looks):
        if etree.QName(child).localname in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
            looks.remove(child)
    return looks


def _same_length(text: str) -> str:
    """Compatibility forms as one where that keeps the text's length: ＿ as _."""
    changed = (unicodedata.normalize("NFKC", c) for c in text)
    return "".join(n if len(n) == 1 else c for c, n in zip(text, changed, strict=True))


def _like(node: etree._Element, tag: str) -> str:
    return f"{{{etree.QName(node).namespace}}}{tag}"
