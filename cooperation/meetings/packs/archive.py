"""The pack as one ZIP: the same files make the same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping

from django.utils import timezone

# Compressed in themselves; a second time costs time and gains nothing.
_COMPRESSED = ("xlsx", "docx", "pdf", "zip", "png")
_READABLE = 0o100644 << 16
_UNIX = 3
_LEVEL = 6


def zip_bytes(files: Mapping[str, bytes], moment: datetime.datetime) -> bytes:
    """The files by name, in the order of their names, all dated to the moment."""
    out = io.BytesIO()
    dated = timezone.localtime(moment, timezone.get_default_timezone()).timetuple()[:6]
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, dated)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            stored = name.rpartition(".")[2] in _COMPRESSED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name], compresslevel=_LEVEL)
    return out.getvalue()
