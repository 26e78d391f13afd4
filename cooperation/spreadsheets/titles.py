"""Column titles and names as two files spell them differently."""

import unicodedata

_ARROWS = dict.fromkeys(map(ord, "↔⇔⟷–—―-－~～至"), "-")


def title_key(text: str) -> str:
    """A title without blanks, line breaks, width and the mark before formulas."""
    text = unicodedata.normalize("NFKC", text[:300]).casefold().translate(_ARROWS)
    kept = (c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return "".join(kept).lstrip("'")
