"""A code to scan, as one path: for pages and files that load nothing."""

from __future__ import annotations

import segno

# Blank modules around it; scanners ask for four.
BORDER = 4


def qr_svg(text: str, *, title: str = "") -> str:
    """An inline SVG without size: it fills what it stands in. The same text gives the same SVG.

    Middle error correction: it survives a fold or a stamp at its edge.
    """
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(
        scale=1, border=BORDER, dark="#000", light="#fff", omitsize=True, title=title or None
    )
