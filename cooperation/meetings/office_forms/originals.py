"""A department's blank as it is uploaded: judged by its content, kept unchanged."""

from __future__ import annotations

import hashlib
import io
import logging
import zipfile
import zlib
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from lxml import etree

from cooperation.meetings.office_forms.document_patch import fill_document
from cooperation.meetings.office_forms.documents import read_tables
from cooperation.meetings.office_forms.grid import Grid
from cooperation.meetings.office_forms.sheet_patch import fill_workbook
from cooperation.meetings.office_forms.sheets import read_sheets
from cooperation.meetings.office_forms.structure import check_amount, unusual
from cooperation.models import OfficeForm
from cooperation.spreadsheets.archives import DOCX, TYPES, XLSX, Kind, broken, kind_of, unpacked
from cooperation.spreadsheets.uploads import (
    LARGEST_FILE,
    OTHER_SHEETS,
    FileRefused,
    check_content,
    check_name,
    too_large,
)

ENDINGS = ("xlsx", "docx")
_OTHER = (".doc", ".docm", ".dotx", ".wps", ".odt", ".rtf", ".xltx", ".xltm")
KINDS: dict[str, Kind] = {"xlsx": XLSX, "docx": DOCX}
LONGEST_NAME = OfficeForm._meta.get_field("file_name").max_length
logger = logging.getLogger(__name__)
_BROKEN = (
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    OSError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    zlib.error,
)


@dataclass(frozen=True)
class Original:
    """A file that passed all checks, with what it asks for."""

    name: str
    kind: str
    content: bytes
    grids: list[Grid]

    @property
    def sha256(self) -> str:
        """The checksum of the file as it came."""
        return hashlib.sha256(self.content).hexdigest()


def read_original(upload: UploadedFile) -> Original:
    """The blank of an upload, or FileRefused."""
    if (upload.size or 0) > LARGEST_FILE:
        raise too_large()
    data = upload.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise too_large()
    name = upload.name or ""
    if name.lower().endswith((*OTHER_SHEETS, *_OTHER)):
        raise _neither("X15", _("this kind of file cannot be read"))
    check_name(name, ENDINGS)
    if len(name) > LONGEST_NAME:
        raise FileRefused(
            422,
            "T17",
            _("the file's name is too long (at most %(most)d characters with its ending)"),
            _("Give the file a shorter name"),
            most=LONGEST_NAME,
        )
    check_content(data)
    kind = kind_of(data)
    if kind is None:
        raise _neither("H07", _("this is neither a workbook nor a document"))
    grids = grids_of(kind.ending, data)
    original = Original(name, kind.ending, data, grids)
    _check_filling(original)
    return original


def grids_of(kind: str, data: bytes) -> list[Grid]:
    """The tables of a file of that kind; FileRefused for one that cannot be trusted."""
    of = KINDS[kind]
    try:
        parts = unpacked(zipfile.ZipFile(io.BytesIO(data)), of)
        _check_declared(parts, of)
        check_amount(parts, of)
        grids = read_sheets(parts) if kind == "xlsx" else read_tables(parts)
    except FileRefused:
        raise
    except (MemoryError, RecursionError):
        raise too_large() from None
    except _BROKEN:
        raise broken(of) from None
    return grids


def _check_filling(original: Original) -> None:
    """Refuse what could not be filled in later: every cell that waits takes a number once."""
    waiting = [
        cell.address
        for grid in original.grids
        for line in grid.lines
        for cell in line
        if cell.waits
    ]
    if not waiting:
        raise FileRefused(
            422, "X09", _("no cell of it waits for a number"), _("Choose another file")
        )
    write = fill_workbook if original.kind == "xlsx" else fill_document
    try:
        write(original.content, dict.fromkeys(waiting, Decimal(1)))
    except FileRefused:
        raise
    except Exception:
        # Whatever it was: better refused now than broken on the day it is needed.
        logger.exception("A blank form cannot be filled in.")
        raise unusual(KINDS[original.kind]) from None


def _check_declared(parts: dict[str, bytes], kind: Kind) -> None:
    """A file with macros declares itself as another kind, whatever its name says."""
    if not any(word in parts[TYPES] for word in kind.declared):
        raise kind.otherwise("X15", kind.other)


def _neither(code: str, reason) -> FileRefused:
    return FileRefused(415, code, reason, _("Save it as .xlsx or .docx and send that"))
