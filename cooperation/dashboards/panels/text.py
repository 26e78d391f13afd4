"""How wide a text stands in a drawing, and what of it fits. Estimated: no font is asked."""

from __future__ import annotations

from unicodedata import east_asian_width

ELLIPSIS = "…"


def width(text: str, size: float) -> float:
    """The width of a text in units of the drawing; rather too wide than too narrow."""
    return size * sum(map(_em, text))


def fitting(text: str, room: float, size: float) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    if width(text, size) <= room:
        return text
    room -= width(ELLIPSIS, size)
    kept = []
    for char in text:
        room -= size * _em(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + ELLIPSIS


def _em(char: str) -> float:
    if char == "\u2009":
        return 0.25
    if east_asian_width(char) in "WFA":
        return 1.0
    return 0.72 if char.isupper() else 0.58
