"""A filled form of a sample programme says so inside: its file's name is lost when it is printed.

The mark goes above every printed page and into the file's properties; the form itself, which a
department may read by machine, keeps its cells.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from cooperation.meetings.office_forms.documents import DOCUMENT
from cooperation.meetings.office_forms.sheets import parsed, sheet_paths
from cooperation.spreadsheets.archives import TYPES, with_parts
from cooperation.spreadsheets.cells import SAMPLE_MARK

CORE = "docProps/core.xml"
_DC = "http://purl.org/dc/elements/1.1/"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_RELATIONS = "word/_rels/document.xml.rels"
_HEADER = "word/sampleMark.xml"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_LINK = "rIdSampleMark"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Longer headers break a workbook.
_LONGEST_HEADER = 255
# What may stand behind the headers in a sheet's part.
_BEHIND = frozenset(
    {"rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags"}
    | {"drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"}
    | {"controls", "webPublishItems", "tableParts", "extLst"}
)


def with_sample_mark(kind: str, content: bytes) -> bytes:
    """The same file, marked; kind: "xlsx" or "docx"."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".rels"))}
    changed = dict(_sheets(parts) if kind == "xlsx" else _document(parts))
    if CORE in parts:
        changed[CORE] = _properties(parts[CORE])
    return with_parts(content, changed)


def _properties(part: bytes) -> bytes:
    core = parsed(part)
    for space, tag in ((_DC, "title"), (_CP, "keywords")):
        node = core.find(f"{{{space}}}{tag}")
        if node is None:
            node = etree.SubElement(core, f"{{{space}}}{tag}")
        node.text = " ".join(filter(None, (SAMPLE_MARK, node.text)))
    return _bytes(core)


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path in sheet_paths(parts).values():
        sheet = parsed(parts[path])
        headers = sheet.find("{*}headerFooter")
        if headers is None:
            headers = etree.Element(_like(sheet, "headerFooter"))
            behind = (n for n in sheet if etree.QName(n).localname in _BEHIND)
            first = next(behind, None)
            if first is None:
                sheet.append(headers)
            else:
                first.addprevious(headers)
        for position, (tag, asked) in enumerate(
            (("oddHeader", None), ("evenHeader", "differentOddEven"),
             ("firstHeader", "differentFirst"))
        ):  # fmt: skip
            if asked is None or headers.get(asked) in ("1", "true"):
                _mark_header(headers, tag, position * 2)
        yield path, _bytes(sheet)


def _mark_header(headers: etree._Element, tag: str, position: int) -> None:
    node = headers.find(f"{{*}}{tag}")
    if node is None:
        node = etree.Element(_like(headers, tag))
        headers.insert(min(position, len(headers)), node)
    node.text = marked_header(node.text or "")


def marked_header(text: str) -> str:
    """A header's text with the mark at the beginning of its middle; too long, the mark alone."""
    middle = re.search(r"(?<!&)(?:&&)*&C", text)
    if middle:
        text = f"{text[: middle.end()]}{SAMPLE_MARK} {text[middle.end() :]}"
    elif text and not re.match(r"&[LR]", text):
        # Without a word of where it stands, it stands in the middle.
        text = f"&C{SAMPLE_MARK} {text}"
    else:
        right = re.search(r"(?<!&)(?:&&)*&R", text)
        place = right.start() if right else len(text)
        text = f"{text[:place]}&C{SAMPLE_MARK}{text[place:]}"
    return text if len(text) <= _LONGEST_HEADER else f"&C{SAMPLE_MARK}"


def _document(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Every header of their own with the mark on top; and one of ours where a page has none."""
    root, links = parsed(parts[DOCUMENT]), parsed(parts[_RELATIONS])
    for link in links:
        target = link.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("word", target)
        if link.get("Type", "").endswith("/header") and path in parts:
            header = parsed(parts[path])
            header.insert(0, _paragraph(header))
            yield path, _bytes(header)
    if _refer(root):
        yield DOCUMENT, _bytes(root)
        yield from _header(root, links, parsed(parts[TYPES]))


def _refer(root: etree._Element) -> bool:
    """Name our header in the first section, from which later ones have it, for every kind of
    page that has none; whether there was one."""
    space = etree.QName(root).namespace
    section = next(root.iter("{*}sectPr"), None)
    if section is None:
        section = etree.SubElement(root.find("{*}body"), _like(root, "sectPr"))
    named = section.iterfind("{*}headerReference")
    known = {one.get(f"{{{space}}}type", "default") for one in named}
    missing = [one for one in ("even", "first", "default") if one not in known]
    for kind in missing:
        reference = etree.Element(_like(root, "headerReference"))
        reference.set(f"{{{space}}}type", kind)
        reference.set(f"{{{_relations_of(root)}}}id", _LINK)
        section.insert(0, reference)
    return bool(missing)


def _header(root, links, types) -> Iterator[tuple[str, bytes]]:
    """Our header, its link and its type."""
    space = etree.QName(root).namespace
    header = etree.Element(f"{{{space}}}hdr", nsmap={"w": space})
    header.append(_paragraph(header))
    yield _HEADER, _bytes(header)
    link = etree.SubElement(links, _like(links, "Relationship"))
    link.set("Id", _LINK)
    link.set("Type", f"{_relations_of(root)}/header")
    link.set("Target", posixpath.basename(_HEADER))
    yield _RELATIONS, _bytes(links)
    override = etree.SubElement(types, _like(types, "Override"))
    override.set("PartName", f"/{_HEADER}")
    override.set("ContentType", _HEADER_TYPE)
    yield TYPES, _bytes(types)


def _relations_of(root: etree._Element) -> str:
    strict = etree.QName(root).namespace.startswith("http://purl.oclc.org")
    return _STRICT if strict else _TRANSITIONAL


def _paragraph(near: etree._Element) -> etree._Element:
    paragraph = etree.Element(_like(near, "p"))
    text = etree.SubElement(etree.SubElement(paragraph, _like(near, "r")), _like(near, "t"))
    text.text = SAMPLE_MARK
    return paragraph


def _like(node: etree._Element, tag: str) -> str:
    return f"{{{etree.QName(node).namespace}}}{tag}"


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
