"""Drawn cells of the figure table: the months of the year, and completion against the pace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape

from django.utils.translation import gettext as _

from cooperation.dashboards.headline import bullet
from cooperation.formatting import list_comma, month_labels, number
from cooperation.scoreboard import Board, Row

STEP, WIDE, HEIGHT = 8, 6, 22
# A month of nothing is a line on the ground.
LEAST = 0.8
Values = Sequence[Decimal | None]


def drawn_column(board: Board) -> tuple[str, Callable[[Row], str]]:
    """Head and cell for `figure_table`: bars of the months above, the bullet below."""
    said = _said(board.through)

    def drawn(row: Row) -> str:
        return f"{_months(board, row, said)}{bullet(row.completion, row.share)}"

    return _("By month; completion"), drawn


def _months(board: Board, row: Row, said: Callable[[Values, int], str]) -> str:
    """Twelve months: this year's bars (counts of a stock), last year's as a mark beside each;
    a month that nobody gave is a dot on the ground, months to come are left free."""
    stock, through = row.indicator.is_stock, board.through
    now, last = (
        [one.ytd if stock else one.month for one in board.months(row, year)]
        for year in (board.year, board.year - 1)
    )
    now[through:] = [None] * (12 - through)
    if all(value is None for value in now):
        return ""
    # Drawn to a hundredth of a pixel: a float will do.
    heights, befores = _floats(now), _floats(last)
    known = [value for value in (*heights, *befores) if value is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    scale = (HEIGHT - 3) / ((high - low) or 1.0)
    foot = HEIGHT - 1 + low * scale
    bars, marks, gaps = [], [], []
    for place, (value, before) in enumerate(zip(heights, befores, strict=True)):
        left = place * STEP
        if before is not None:
            marks.append(f"M{left} {foot - before * scale - 1:.2f}h7v1.5h-7z")
        if value is not None:
            top = min(foot - max(value, 0.0) * scale, foot - LEAST)
            tall = max(abs(value) * scale, LEAST)
            bars.append(f"M{left} {top:.2f}h{WIDE}v{tall:.2f}h-{WIDE}z")
        elif place < through:
            gaps.append(f'<circle class="gap" cx="{left + 3}" cy="{foot - 1:.2f}" r="1"/>')
    words = escape(said(now, row.indicator.decimals))
    return (
        f'<svg class="spark" viewBox="0 0 {12 * STEP} {HEIGHT}" role="img" aria-label="{words}">'
        f'<path class="before" d="{"".join(marks)}"/><path class="month" d="{"".join(bars)}"/>'
        f"{''.join(gaps)}</svg>"
    )


def _floats(values: Values) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def _said(through: int) -> Callable[[Values, int], str]:
    """From the months' values to their words; what is the same for all rows is asked for once."""
    lead, comma, labels = _("By month: %s"), list_comma(), month_labels()[:through]

    def words(values: Values, decimals: int) -> str:
        months = [
            f"{label} {number(value, decimals)}"
            for label, value in zip(labels, values, strict=False)
        ]
        return lead % comma.join(months)

    return words
