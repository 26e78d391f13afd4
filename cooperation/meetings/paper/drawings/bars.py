"""How far each figure has come: a bar of its completion with a tick where the pace stands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation.formatting import number, percent
from cooperation.meetings.paper.drawings.drawing import (
    INK,
    INK_2,
    INK_3,
    MOUNTAIN,
    PALE,
    RULE,
    STATES,
    SUNK,
    Canvas,
    Drawing,
    shortened,
)
from cooperation.meetings.paper.words import state_text
from cooperation.scoreboard import Row
from cooperation.state_words import shown_state

WIDTH, LEFT, RIGHT, TOP, STEP, BAR = 640, 190, 150, 34, 44, 16
# A bar beyond this many per cent ends in an arrow; its number says how far it goes.
MOST = Decimal(150)


def completion_bars(rows: Sequence[Row], language: str, alt: str, *, by_place=False) -> Drawing:
    """A bar for each row that has a target; the others say in words why there is none.

    by_place: names are those of the pairings and not of the indicators.
    """
    height = TOP + STEP * len(rows) + 22
    canvas = Canvas(WIDTH, height, language)
    shares = [row.completion for row in rows if row.completion is not None]
    top = min(MOST, max([Decimal(100), *shares]))
    across = Decimal(WIDTH - LEFT - RIGHT)
    _axis(canvas, top, across, height)
    for index, row in enumerate(rows):
        _bar(canvas, row, TOP + STEP * index, top, across, by_place)
    legend = _("Bar: share of the annual target. Tick: share of the year that has gone.")
    canvas.text(LEFT, height - 5, legend, size=11, colour=INK_3)
    return canvas.drawing(alt)


def _axis(canvas: Canvas, top: Decimal, across: Decimal, height: int) -> None:
    for share in range(0, int(top) + 1, 25 if top <= 100 else 50):
        x = LEFT + across * share / top
        canvas.line(x, TOP - 8, x, height - 22, RULE)
        canvas.text(x, TOP - 14, f"{share}%", size=11, colour=INK_3, anchor="middle")


def _bar(canvas: Canvas, row: Row, y: int, top: Decimal, across: Decimal, by_place: bool) -> None:
    name = row.name if by_place else row.indicator.name
    canvas.text(LEFT - 12, y + 13, shortened(name, 13, LEFT - 14), anchor="end")
    value = f"{number(row.ytd, row.indicator.decimals)} {row.indicator.unit}"
    canvas.text(LEFT - 12, y + 29, value, size=11, colour=INK_3, anchor="end")
    canvas.rect(LEFT, y, float(across), BAR, SUNK)
    colour = STATES.get(shown_state(row), INK_2)
    x = LEFT + across + 10
    if row.completion is not None:
        done = across * min(row.completion, top) / top
        # Pale where months are missing: the number may only grow.
        canvas.rect(LEFT, y, float(done), BAR, MOUNTAIN if row.covered == row.due else PALE)
        if row.completion > top:
            canvas.text(LEFT + across - 4, y + 13, "▶", size=11, colour="#ffffff", anchor="end")
        canvas.text(x, y + 13, percent(row.completion), size=14, bold=True, colour=INK)
    if row.share is not None and row.target is not None:
        tick = LEFT + across * row.share / top
        canvas.line(tick, y - 5, tick, y + BAR + 5, INK, 2)
    canvas.text(x, y + 29, state_text(row), size=12, colour=colour)
