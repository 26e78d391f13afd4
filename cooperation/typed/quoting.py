"""How a message quotes what somebody typed."""

from cooperation.formatting import THIN_SPACE

SHOWN_CHARACTERS = 30


def shorten(value: str) -> str:
    """A typed value as a message quotes it: never long, never with control characters."""
    clean = "".join(_printable(c) for c in value[: SHOWN_CHARACTERS + 1])
    return clean if len(clean) <= SHOWN_CHARACTERS else clean[:SHOWN_CHARACTERS] + "…"


def _printable(char: str) -> str:
    if char.isprintable() or char == THIN_SPACE:
        return char
    return " " if char.isspace() else "·"
