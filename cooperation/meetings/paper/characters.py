"""Which characters a file can hold."""

from __future__ import annotations

import re
from html import escape

# XML 1.0 knows no control characters, no lone surrogates and none of the two non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# At a thin space between thousands a number could break, and few fonts have one.
_GROUPS = {ord("\u2009"): "\u00a0"}
_BREAKS = re.compile("[\t\r\n\x85\u2028\u2029]+")


def printable(text: str) -> str:
    """The text without what no XML file may hold, on one line, numbers in one piece."""
    return _BREAKS.sub(" ", _FORBIDDEN.sub("", text)).translate(_GROUPS)


def marked_up(text: str) -> str:
    """The text for HTML, SVG and XML, in elements and attributes alike."""
    return escape(printable(text))
