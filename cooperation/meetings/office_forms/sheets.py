"""The visible sheets of a workbook as grids, read from the parts that are patched later."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter

from cooperation.meetings.office_forms.grid import MOST_COLUMNS, MOST_ROWS, Grid, GridCell
from cooperation.meetings.office_forms.structure import (
    MOST_PLACES,
    check_sheet_names,
    merged,
    numbered,
    place_of,
    too_many_places,
)

BOOK = "xl/workbook.xml"
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def parsed(part: bytes) -> etree._Element:
    """The part as a tree; nothing is fetched and no entity is resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(part, parser)


def sheet_paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each visible worksheet, by the sheet's name, in the book's order."""
    book = parsed(parts[BOOK])
    links = {
        link.get("Id"): link
        for link in parsed(parts["xl/_rels/workbook.xml.rels"]).iterfind("{*}Relationship")
    }
    found: list[tuple[str, str]] = []
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        ids = [value for name, value in sheet.attrib.items() if name.endswith("}id")]
        link = links.get(ids[0] if ids else None)
        if sheet.get("state", "visible") != "visible" or link is None:
            continue
        target = link.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        path = posixpath.normpath(path)
        if link.get("Type", "").endswith("/worksheet") and path in parts:
            found.append((sheet.get("name", ""), path))
    check_sheet_names(found)
    return dict(found)


def sheet_of(parts: Mapping[str, bytes], path: str) -> etree._Element:
    """A sheet's tree with every place written out; FileRefused where places are wrong."""
    return numbered(parsed(parts[path]))


def read_sheets(parts: Mapping[str, bytes]) -> list[Grid]:
    """A grid for each visible sheet that says anything."""
    texts = cell_texts(parts)
    styles = _styles(parts)
    grids, places = [], 0
    for name, path in sheet_paths(parts).items():
        cells = list(_cells(name, sheet_of(parts, path), texts, styles))
        places += len(cells)
        if places > MOST_PLACES:
            raise too_many_places()
        grids.append(Grid.of(name, cells))
    return [grid for grid in grids if grid.rows]


def cell_texts(parts: Mapping[str, bytes]) -> list[str]:
    """The texts that cells refer to by their number."""
    return [_text(item) for item in _items(parts, "xl/sharedStrings.xml", "{*}si")]


def _items(parts: Mapping[str, bytes], path: str, tag: str) -> Iterator[etree._Element]:
    if path in parts:
        yield from parsed(parts[path]).iterfind(tag)


def _text(item: etree._Element) -> str:
    """Plain or rich text without its phonetic readings."""
    found = item.iterfind("{*}t"), item.iterfind("{*}r/{*}t")
    return "".join(t.text or "" for group in found for t in group)


@dataclass(frozen=True)
class _Style:
    """What matters of a cell's style: whether it shows per cent, whether it has a border."""

    percent: bool = False
    framed: bool = False


def _styles(parts: Mapping[str, bytes]) -> list[_Style]:
    if "xl/styles.xml" not in parts:
        return []
    styles = parsed(parts["xl/styles.xml"])
    own = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    known = BUILTIN_FORMATS | own
    framed = [
        any(side.get("style", "none") != "none" for side in border)
        for border in styles.iterfind("{*}borders/{*}border")
    ]
    return [
        _Style(
            "%" in _LITERAL.sub("", known.get(int(one.get("numFmtId", "0")), "")),
            any(framed[int(one.get("borderId", "0")) :][:1]),
        )
        for one in styles.iterfind("{*}cellXfs/{*}xf")
    ]


def _cells(name: str, sheet: etree._Element, texts, styles) -> Iterator[GridCell]:
    sizes, covered = merged(sheet)
    hidden_rows = {int(r.get("r", "0")) for r in _rows(sheet) if _yes(r.get("hidden"))}
    hidden_columns = _hidden_columns(sheet)
    found = {}
    for node in sheet.iterfind("{*}sheetData/{*}row/{*}c"):
        place = place_of(node.get("r", ""))
        if place and place[0] <= MOST_ROWS + 1 and place[1] <= MOST_COLUMNS + 1:
            found[place] = node
    last_row = max((row for row, _column in found), default=0)
    last_column = max((column for _row, column in found), default=0)
    for row in range(1, last_row + 1):
        for column in range(1, last_column + 1):
            if (row, column) in covered:
                continue
            cell = GridCell(row, column, f"{name}!{get_column_letter(column)}{row}")
            cell.height, cell.width = sizes.get((row, column), (1, 1))
            cell.hidden = row in hidden_rows or column in hidden_columns
            _fill_in(cell, found.get((row, column)), texts, styles)
            yield cell


def _fill_in(cell: GridCell, node: etree._Element | None, texts, styles) -> None:
    if node is None:
        return
    kind, value = node.get("t", "n"), node.findtext("{*}v") or ""
    style = int(node.get("s", "0"))
    looks = styles[style] if style < len(styles) else _Style()
    cell.percent, cell.framed = looks.percent, looks.framed
    cell.formula = node.find("{*}f") is not None
    if kind == "s":
        cell.text = texts[int(value)] if value.isdigit() and int(value) < len(texts) else ""
    elif kind == "inlineStr":
        inline = node.find("{*}is")
        cell.text = "" if inline is None else _text(inline)
    else:
        cell.text = value
        # A nought is where a number is to be written; any other number stays.
        cell.number = bool(value) and (
            kind in ("b", "e", "d") or (kind == "n" and not _is_nought(value))
        )


def _is_nought(value: str) -> bool:
    return re.fullmatch(r"-?0(\.0*)?", value) is not None


def _rows(sheet: etree._Element) -> Iterator[etree._Element]:
    return sheet.iterfind("{*}sheetData/{*}row")


def _yes(text: str | None) -> bool:
    return text in ("1", "true")


def _hidden_columns(sheet: etree._Element) -> set[int]:
    found: set[int] = set()
    for one in sheet.iterfind("{*}cols/{*}col"):
        if _yes(one.get("hidden")):
            last = min(int(one.get("max", "0")), MOST_COLUMNS)
            found.update(range(int(one.get("min", "1")), last + 1))
    return found
