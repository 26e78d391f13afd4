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
_FORMULA = ("=", "+", "-", "@", "|", "%")
# Blanks, line breaks, controls and what has no width: programs drop them before they look.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cn", "Co", "Cs"})
# Letters of other scripts that show nothing.
_FILLERS = frozenset("\u115f\u1160\u180e\u2800\u3164\uffa0")
_NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d+)?", re.ASCII)
# Before which programs take a formula for a text. Excel shows it, and so do we take it off again.
MARK = "'"


def runs(text: str) -> bool:
    """Whether some program would take a text for a formula; honest numbers are none.

    The check looks at the compatibility form, because ＝1+1 becomes =1+1 on its way.
    """
    if _NUMBER.fullmatch(text):
        return False
    if text[:1] in ("\t", "\r", "\n"):
        return True
    seen = (c for c in text if unicodedata.category(c) not in _UNSEEN and c not in _FILLERS)
    return unicodedata.normalize("NFKC", next(seen, "")).startswith(_FORMULA)


def neutral(text: str) -> str:
    """A text cell that no program takes for a formula; honest numbers stay as they are.

    A text that begins with the mark already gets another one, so that `unmarked` gives back
    what it was.
    """
    return f"{MARK}{text}" if runs(text.lstrip(MARK)) else text


def unmarked(text: str) -> str:
    """A text as it was before `neutral` marked it as no formula."""
    bare = text.removeprefix(MARK)
    return bare if bare != text and neutral(bare) == text else text


def remarked(text: str) -> str:
    """A text for a cell that is typed as text and needs no mark: one that begins with a mark of
    its own gets another, because `unmarked` takes one off whatever the kind of file."""
    return neutral(text) if text.startswith(MARK) else text


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
