"""A department's blank as it is uploaded: judged by its content, kept unchanged."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from lxml import etree

from cooperation.meetings.office_forms.documents import read_tables
from cooperation.meetings.office_forms.grid import Grid
from cooperation.meetings.office_forms.sheets import read_sheets
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
    check_content(data)
    kind = kind_of(data)
    if kind is None:
        raise _neither("H07", _("this is neither a workbook nor a document"))
    grids = grids_of(kind.ending, data)
    if not any(cell.waits for grid in grids for line in grid.lines for cell in line):
        raise FileRefused(
            422, "X09", _("no cell of it waits for a number"), _("Choose another file")
        )
    return Original(name, kind.ending, data, grids)


def grids_of(kind: str, data: bytes) -> list[Grid]:
    """The tables of a file of that kind; FileRefused for one that cannot be trusted."""
    of = KINDS[kind]
    try:
        parts = unpacked(zipfile.ZipFile(io.BytesIO(data)), of)
        _check_declared(parts, of)
        return read_sheets(parts) if kind == "xlsx" else read_tables(parts)
    except FileRefused:
        raise
    except (MemoryError, RecursionError):
        raise too_large() from None
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        OSError,
        NotImplementedError,
        EOFError,
        RuntimeError,
        zlib.error,
    ):
        raise broken(of) from None


def _check_declared(parts: dict[str, bytes], kind: Kind) -> None:
    """A file with macros declares itself as another kind, whatever its name says."""
    if not any(word in parts[TYPES] for word in kind.declared):
        raise kind.otherwise("X15", kind.other)


def _neither(code: str, reason) -> FileRefused:
    return FileRefused(415, code, reason, _("Save it as .xlsx or .docx and send that"))
