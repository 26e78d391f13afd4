"""Office files as archives: the same contents give the same bytes, whenever they are written."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from zoneinfo import ZoneInfo

# An archive's clock begins with 1980 and counts in twos.
_FIRST_YEAR = 1980
_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def settled(
    data: bytes, moment: datetime.datetime, rows: Mapping[str, bytes] | None = None
) -> bytes:
    """An XLSX or DOCX as if it had been written at `moment`: entries and properties say so.

    rows: XML of further rows at the end of some sheets, by the names of their entries.
    """
    local = moment.astimezone(_SHANGHAI)
    date = max(local.replace(tzinfo=None), datetime.datetime(_FIRST_YEAR, 1, 1)).timetuple()[:6]  # noqa: DTZ001
    stamp = moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            if rows and entry.filename in rows:
                content = _with_rows(content, rows[entry.filename])
            fixed = zipfile.ZipInfo(entry.filename, date)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 3
            fixed.external_attr = 0o600 << 16
            new.writestr(fixed, content)
    return out.getvalue()


def _with_rows(sheet: bytes, rows: bytes) -> bytes:
    """A sheet that says nothing of its size, with more rows than it knew of."""
    head, end, tail = re.sub(rb"<dimension[^>]*/>", b"", sheet).partition(b"</sheetData>")
    return head + rows + end + tail
