"""CSV as office programs read it: UTF-8 with BOM, CRLF, no text that runs as a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from cooperation.scoreboard.rows import plain

BOM = "\ufeff"
# Marks every file of a sample programme, in the offices' language whatever the reader's.
SAMPLE_MARK = "样例数据"
# Excel, WPS and LibreOffice start a formula at these, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d+)?", re.ASCII)


def neutral(text: str) -> str:
    """A text cell that no program takes for a formula; honest numbers stay as they are.

    The check looks at the compatibility form, because ＝1+1 becomes =1+1 on its way.
    """
    if _NUMBER.fullmatch(text):
        return text
    head = unicodedata.normalize("NFKC", text).lstrip(" \u3000")
    return f"'{text}" if head.startswith(_FORMULA) or text[:1] in _FORMULA else text


def cell(value: Any) -> str:
    """One cell: numbers as numbers, unknown empty, everything else as neutral text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value) or ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        value = " ".join(str(part) for part in value)
    return neutral(str(value))


def csv_text(lines: Iterable[Iterable[Any]]) -> str:
    """The file's text with BOM and CRLF."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    for line in lines:
        writer.writerow([cell(value) for value in line])
    return out.getvalue()
