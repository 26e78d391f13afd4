"""QR codes as drawings and as pictures."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

from cooperation.meetings.paper.drawings.drawing import Drawing


@lru_cache(maxsize=64)
def qr_drawing(address: str) -> Drawing:
    """The address as a code of black squares, with the quiet border that scanners need."""
    code = segno.make_qr(address, error="m")
    out = io.BytesIO()
    code.save(out, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None)
    size, _height = code.symbol_size(border=4)
    svg = out.getvalue().decode().strip()
    return Drawing(svg.replace("<svg ", f'<svg viewBox="0 0 {size} {size}" ', 1), size, size)


@lru_cache(maxsize=64)
def qr_png(address: str) -> bytes:
    """The same for a word processor."""
    out = io.BytesIO()
    segno.make_qr(address, error="m").save(out, kind="png", scale=8, border=4)
    return out.getvalue()
