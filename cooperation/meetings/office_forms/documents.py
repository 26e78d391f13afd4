"""The tables of a document as grids; and where their cells are in its tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from cooperation.meetings.office_forms.grid import Grid, GridCell, plain
from cooperation.meetings.office_forms.sheets import parsed
from cooperation.meetings.office_forms.structure import MOST_PLACES, too_many_places

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def read_tables(parts: Mapping[str, bytes]) -> list[Grid]:
    """A grid for each table that stands in the text itself."""
    body = parsed(parts[DOCUMENT])
    grids, places = [], 0
    for number, table in enumerate(tables(body), start=1):
        cells = [cell for cell, _node in located(table, number)]
        grids.append(Grid.of(str(number), cells, tuple(_above(table))))
        places += len(cells)
        if places > MOST_PLACES:
            raise too_many_places()
    return [grid for grid in grids if grid.rows]


def tables(root: etree._Element) -> list[etree._Element]:
    """The tables that stand in no other table."""
    return [t for t in root.iterfind(".//{*}tbl") if next(t.iterancestors("{*}tbl"), None) is None]


def located(table: etree._Element, number: int) -> list[tuple[GridCell, etree._Element]]:
    """The cells of a table with their nodes; cells merged downwards are one."""
    found: list[tuple[GridCell, etree._Element]] = []
    open_above: dict[int, GridCell] = {}
    for row, line in enumerate(_inside(table, "tr"), start=1):
        column = 1 + _number(line, "{*}trPr/{*}gridBefore")
        for node in _inside(line, "tc"):
            width = max(_number(node, "{*}tcPr/{*}gridSpan"), 1)
            merge = node.find("{*}tcPr/{*}vMerge")
            upper = open_above.get(column)
            if merge is not None and _value(merge, "continue") == "continue" and upper:
                upper.height = row - upper.row + 1
            else:
                address = f"{number}:{row}:{column}"
                cell = GridCell(row, column, address, cell_text(node), width)
                cell.formula, cell.framed = _computes(node), True
                found.append((cell, node))
                open_above.pop(column, None)
                if merge is not None:
                    open_above[column] = cell
            column += width
    return found


def cell_text(node: etree._Element) -> str:
    """The words of a cell, its paragraphs on lines of their own.

    One walk: paragraphs nested in drawings are many times as long if each gathers its own.
    """
    lines: list[list[str]] = []
    for one in node.iter("{*}p", "{*}t"):
        if one.tag.endswith("}p"):
            lines.append([])
        elif lines:
            lines[-1].append(one.text or "")
    return "\n".join(map("".join, lines))


def _computes(node: etree._Element) -> bool:
    """Whether a field (a formula, a date) or a nested table stands in a cell."""
    return any(node.find(f".//{{*}}{tag}") is not None for tag in ("fldSimple", "instrText", "tbl"))


def _inside(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children, also those that a content control wraps."""
    for child in node:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name == tag:
            yield child
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _inside(child, tag)


def _number(node: etree._Element, path: str) -> int:
    found = node.find(path)
    text = "0" if found is None else _value(found, "0")
    return min(int(text), 100) if text.isdigit() else 0


def _value(node: etree._Element, default: str) -> str:
    return next((v for k, v in node.attrib.items() if k.endswith("}val")), default)


def _above(table: etree._Element) -> Iterator[str]:
    """The last lines of text before a table, the nearest first."""
    count = 0
    for before in table.itersiblings(preceding=True):
        if isinstance(before.tag, str) and before.tag.endswith("}tbl"):
            return
        text = plain("".join(t.text or "" for t in before.iterfind(".//{*}t")))
        if text:
            yield text
            count += 1
        if count == 4:
            return
