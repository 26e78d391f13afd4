"""A bridge drawn as a waterfall: bars on one scale, each beginning where the one before ended.

Server-drawn SVG, one drawing a line, so that it stands in the table that says the same, grows
with the text and needs no script. Coordinates are the only place where points become floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, MARK = 100, 14, 1.2


def waterfall(start: Decimal, amounts: Sequence[Decimal], end: Decimal) -> list[SafeString]:
    """A drawing for the start, for each step and for the end, in points or in units.

    The levels fill the drawing. Steps float and the ends are marks, so that no length is read
    from a foot that was cut off.
    """
    levels = [start]
    for amount in amounts:
        levels.append(levels[-1] + amount)
    left = min(*levels, end)
    width = max(*levels, end) - left or Decimal(1)
    places = [float((level - left) / width) * WIDTH for level in levels]
    first = places[0]
    bars = [
        _drawing(min(before, after), abs(after - before), first)
        for before, after in pairwise(places)
    ]
    last = float((end - left) / width) * WIDTH
    return [_mark(first, first), *bars, _mark(last, first)]


def _mark(place: float, first: float) -> SafeString:
    return _drawing(min(max(place - MARK / 2, 0), WIDTH - MARK), MARK, first)


def _drawing(x: float, width: float, first: float) -> SafeString:
    """A bar, and a hairline where the way began."""
    return mark_safe(
        f'<svg class="fall" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true"><line x1="{first:.2f}" x2="{first:.2f}" y1="-9" y2="{HEIGHT + 9}"/>'
        f'<rect x="{x:.2f}" width="{max(width, 0.3):.2f}" height="{HEIGHT}"/></svg>'
    )
