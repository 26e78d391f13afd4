"""Numbers into a workbook by changing the mapped cells alone.

A library that loads and saves the book would lose its pictures, charts and whatever else it
does not know. Here every other part keeps its bytes, and in a sheet's part every other cell
its content and every cell its style. Results of formulas, which speak of the empty form, are
taken out so that nobody reads them, and the book asks to be computed when it is opened.
"""

from __future__ import annotations

import io
import zipfile
from bisect import bisect
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree
from openpyxl.utils import get_column_letter

from cooperation.meetings.office_forms.grid import PLACEHOLDER, plain
from cooperation.meetings.office_forms.sheets import (
    BOOK,
    cell_texts,
    parsed,
    sheet_of,
    sheet_paths,
)
from cooperation.meetings.office_forms.structure import place_of
from cooperation.scoreboard.rows import plain as digits
from cooperation.spreadsheets.archives import with_parts

# What may stand in a book's part before the setting of its computing.
_BEFORE_COMPUTING = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
)


def fill_workbook(content: bytes, values: Mapping[str, Decimal]) -> bytes:
    """The book with numbers at addresses such as "Sheet!C7", written as they are."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".rels"))}
    texts = cell_texts(parts)
    changed: dict[str, bytes] = {}
    for name, path in sheet_paths(parts).items():
        here = {
            address.rpartition("!")[2]: value
            for address, value in values.items()
            if address.rpartition("!")[0] == name
        }
        sheet = sheet_of(parts, path)
        cells = _Cells(sheet)
        for reference, value in here.items():
            _write(cells, reference, value, texts)
        forgotten = bool(values) and _forget_results(sheet)
        if here or forgotten:
            changed[path] = _bytes(sheet)
    if values:
        changed[BOOK] = _computed_on_opening(parts[BOOK])
    return with_parts(content, changed)


def _write(cells: _Cells, reference: str, value: Decimal, texts) -> None:
    place = place_of(reference)
    if place is None:
        return
    node = cells.at(*place)
    if node.find("{*}f") is not None:
        return
    before = _text_of(node, texts)
    for child in list(node):
        if etree.QName(child).localname in ("v", "is"):
            node.remove(child)
    node.attrib.pop("t", None)
    number = digits(value) or ""
    around = PLACEHOLDER.sub("", before, count=1).strip() if before else ""
    if around:
        # A unit stands in the cell itself: it stays a text.
        node.set("t", "inlineStr")
        inline = etree.SubElement(node, _like(node, "is"))
        text = etree.SubElement(inline, _like(node, "t"))
        text.text = PLACEHOLDER.sub(number, before, count=1)
        node.insert(0, inline)
    else:
        result = etree.Element(_like(node, "v"))
        result.text = number
        node.insert(0, result)


def _text_of(node: etree._Element, texts) -> str:
    """What stands in the cell if it is a text."""
    value = node.findtext("{*}v") or ""
    if node.get("t") == "s":
        return plain(texts[int(value)]) if value.isdigit() and int(value) < len(texts) else ""
    if node.get("t") == "inlineStr":
        return plain("".join(t.text or "" for t in node.iterfind(".//{*}t")))
    return plain(value) if node.get("t") == "str" else ""


class _Cells:
    """The cells of a sheet by their place, found without a walk through all of them."""

    def __init__(self, sheet: etree._Element) -> None:
        self.sheet = sheet
        self.data = sheet.find("{*}sheetData")
        self.rows = _Series({int(row.get("r")): row for row in self.data.iterfind("{*}row")})
        self.cells: dict[int, _Series] = {}

    def at(self, row: int, column: int) -> etree._Element:
        """The cell's node; where the file has none, a new one with its row's or column's style."""
        line, new = self.rows.at(row, self.data, "row")
        if new:
            line.set("r", str(row))
        if row not in self.cells:
            nodes = line.iterfind("{*}c")
            self.cells[row] = _Series(
                {(place_of(node.get("r")) or (0, 0))[1]: node for node in nodes}
            )
        node, new = self.cells[row].at(column, line, "c")
        if new:
            node.set("r", f"{get_column_letter(column)}{row}")
            style = line.get("s") if line.get("customFormat") in ("1", "true") else None
            if style := style or _column_style(self.sheet, column):
                node.set("s", style)
        return node


class _Series:
    """Siblings by their number, in rising order."""

    def __init__(self, nodes: dict[int, etree._Element]) -> None:
        self.nodes = nodes
        self.order = sorted(nodes)

    def at(self, number: int, parent: etree._Element, tag: str) -> tuple[etree._Element, bool]:
        """The one with this number, and whether it was made, in its place among the others."""
        if number in self.nodes:
            return self.nodes[number], False
        made = etree.Element(_like(parent, tag))
        position = bisect(self.order, number)
        if position:
            self.nodes[self.order[position - 1]].addnext(made)
        else:
            parent.insert(0, made)
        self.order.insert(position, number)
        self.nodes[number] = made
        return made, True


def _column_style(sheet: etree._Element, column: int) -> str | None:
    for one in sheet.iterfind("{*}cols/{*}col"):
        if int(one.get("min", "0")) <= column <= int(one.get("max", "0")):
            return one.get("style")
    return None


def _forget_results(sheet: etree._Element) -> bool:
    forgotten = False
    for formula in sheet.iterfind("{*}sheetData/{*}row/{*}c/{*}f"):
        node = formula.getparent()
        result = node.find("{*}v")
        if result is not None:
            node.remove(result)
            node.attrib.pop("t", None)
            forgotten = True
    return forgotten


def _computed_on_opening(part: bytes) -> bytes:
    book = parsed(part)
    setting = book.find("{*}calcPr")
    if setting is None:
        names = [etree.QName(child).localname for child in book]
        last = max((i for i, name in enumerate(names) if name in _BEFORE_COMPUTING), default=-1)
        setting = etree.Element(_like(book, "calcPr"))
        book.insert(last + 1, setting)
    setting.set("fullCalcOnLoad", "1")
    return _bytes(book)


def _like(node: etree._Element, tag: str) -> str:
    """A tag in the node's own namespace: files in the strict form have another one."""
    return f"{{{etree.QName(node).namespace}}}{tag}"


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
