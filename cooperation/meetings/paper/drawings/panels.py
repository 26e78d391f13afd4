"""Pairings beside each other: for each figure a small panel of bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cooperation.formatting import percent
from cooperation.meetings.paper.drawings.drawing import (
    INK,
    INK_2,
    INK_3,
    MOUNTAIN,
    PALE,
    STATES,
    SUNK,
    Canvas,
    Drawing,
    shortened,
    text_width,
)
from cooperation.meetings.paper.words import state_text
from cooperation.scoreboard import Row
from cooperation.state_words import shown_state

WIDTH, GAP, HEAD, STEP, BAR = 640, 28, 24, 40, 10
MOST = Decimal(150)


def pairing_panels(groups: Sequence[Sequence[Row]], language: str, alt: str) -> Drawing:
    """A panel for each group: the same indicator's rows of several pairings. Two side by side."""
    tall = max(len(group) for group in groups)
    panel = HEAD + STEP * tall + 14
    canvas = Canvas(WIDTH, panel * ((len(groups) + 1) // 2), language)
    across = (WIDTH - GAP) / 2
    shares = [row.completion for group in groups for row in group if row.completion is not None]
    # One scale for all, so that equal lengths mean equal shares.
    top = min(MOST, max([Decimal(100), *shares]))
    # One too long for its room, and all go by the district that is helped.
    room = across - 112
    short = any(text_width(row.name, 12) > room for group in groups for row in group)
    for index, group in enumerate(groups):
        x, y = (across + GAP) * (index % 2), panel * (index // 2)
        title = group[0].indicator.name
        canvas.text(x, y + 15, shortened(title, 13, across), bold=True)
        for line, row in enumerate(group):
            _row(canvas, row, x, y + HEAD + STEP * line, across, top, short)
    return canvas.drawing(alt)


def _row(canvas: Canvas, row: Row, x: float, y: float, across: float, top: Decimal, short) -> None:
    share = row.completion
    name = row.pairing.west_name if short and row.kind == "pairing" else row.name
    canvas.text(x, y + 13, shortened(name, 12, across - 112), size=12, colour=INK_2)
    colour = STATES.get(shown_state(row), INK_3)
    text = state_text(row) if share is None else f"{percent(share, 1)} {state_text(row)}"
    canvas.text(x + across, y + 13, text, size=12, colour=colour, anchor="end")
    canvas.rect(x, y + 18, across, BAR, SUNK)
    if share is not None:
        done = across * float(min(share, top) / top)
        canvas.rect(x, y + 18, done, BAR, MOUNTAIN if row.covered == row.due else PALE)
    if row.share is not None and row.target is not None:
        tick = x + across * float(row.share / top)
        canvas.line(tick, y + 15, tick, y + 31, INK, 1.5)
