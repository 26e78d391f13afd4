"""Office files are archives that strangers made: opened with care, before anything reads them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cooperation.spreadsheets.uploads import FileRefused, not_a_table

LARGEST_UNPACKED = 32 * 2**20
MOST_PARTS = 2000
TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class Kind:
    """A kind of office file: the part it cannot do without, parts that it must not have, and
    what its first part is declared as. anew, otherwise, broken: how a refusal speaks of it."""

    ending: str
    main: str
    refused: tuple[str, ...]
    declared: tuple[bytes, ...]
    anew: Any
    otherwise: Callable[[str, Any], FileRefused]
    old: Any
    other: Any
    broken: Any


def _not_a_document(code: str, reason) -> FileRefused:
    return FileRefused(415, code, reason, _("Save it as .docx and send that"))


XLSX = Kind(
    "xlsx",
    "xl/workbook.xml",
    ("mimetype", "xl/workbook.bin", "xl/vbaProject.bin"),
    (b"sheet.main+xml",),
    _("Open it in a spreadsheet program, save it as .xlsx anew and send that"),
    not_a_table,
    _("this is an old .xls file, or one with a password"),
    _("this kind of spreadsheet cannot be read"),
    _("this is no sound .xlsx file"),
)
DOCX = Kind(
    "docx",
    "word/document.xml",
    ("mimetype", "word/vbaProject.bin"),
    (b"wordprocessingml.document.main+xml",),
    _("Open it in a word processor, save it as .docx anew and send that"),
    _not_a_document,
    _("this is an old .doc file, or one with a password"),
    _("this kind of document cannot be read"),
    _("this is no sound .docx file"),
)


def unpacked(archive: zipfile.ZipFile, kind: Kind) -> dict[str, bytes]:
    """Every XML part of the archive, once it is sure that they are few, small and plain.

    `zipfile` never gives more than an entry declares, so the declared sizes are the limit.
    """
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    unusual = _("the file's structure is unusual")
    if len(entries) > MOST_PARTS or len(set(names)) < len(names):
        raise FileRefused(422, "H03", unusual, kind.anew)
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise FileRefused(413, "H01", _("the file unpacks to far too much"), kind.anew)
    if any(entry.flag_bits & 1 for entry in entries):
        raise kind.otherwise("X15", kind.old)
    if any(name in kind.refused for name in names):
        raise kind.otherwise("X15", kind.other)
    if kind.main not in names or TYPES not in names:
        raise broken(kind)
    parts = {n: archive.read(n) for n in names if n.endswith((".xml", ".rels"))}
    for part in parts.values():
        head = part.replace(b"\0", b"")  # UTF-16 too
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise FileRefused(422, "H05", unusual, kind.anew)
    return parts


def broken(kind: Kind) -> FileRefused:
    """The answer to what calls itself such a file and is none."""
    return kind.otherwise("H07", kind.broken)


def kind_of(data: bytes) -> Kind | None:
    """Which of the kinds an archive is, told from its parts; None where it is neither."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    return next((kind for kind in (XLSX, DOCX) if kind.main in names), None)


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The archive with some parts changed: all others with their bytes, dates and order. Parts
    that it has not stand at its end.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            content = changed.get(entry.filename)
            after.writestr(entry, before.read(entry.filename) if content is None else content)
        for name in sorted(changed.keys() - set(before.namelist())):
            added = zipfile.ZipInfo(name)
            added.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(added, changed[name])
    return out.getvalue()
