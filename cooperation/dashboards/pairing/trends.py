"""Drawn cells of the figure table: the months of the year, and completion against the pace."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.headline import bullet
from cooperation.formatting import list_comma, month_labels, number
from cooperation.scoreboard import Board, Row, Series

STEP, WIDE, HEIGHT = 8, 6, 22
ZERO = Decimal(0)


def drawn_column(board: Board) -> tuple[str, Callable[[Row], str]]:
    """Head and cell for `figure_table`: bars of the months above, the bullet below."""
    return _("By month; completion"), lambda row: f"{months_drawn(board, row)}{_bullet(row)}"


def _bullet(row: Row) -> SafeString:
    return bullet(row.completion, row.share)


def months_drawn(board: Board, row: Row) -> SafeString:
    """Twelve months: this year's bars (counts of a stock), last year's as a mark beside each;
    a month that nobody gave is a dot on the ground, months to come are left free."""
    series = board.series(row)
    now, last = _values(row, series)
    known = [value for value in (*now, *last) if value is not None]
    if not any(value is not None for value in now):
        return mark_safe("")
    low, high = min(ZERO, *known), max(ZERO, *known)
    scale = (HEIGHT - 3) / ((high - low) or Decimal(1))
    foot = HEIGHT - 1 + low * scale
    parts = []
    for place in range(12):
        left = place * STEP
        before, value = last[place], now[place]
        if before is not None:
            y = foot - before * scale
            parts.append(
                f'<rect class="before" x="{left}" y="{y - 1:.2f}" width="7" height="1.5"/>'
            )
        if value is not None:
            top, tall = foot - max(value, ZERO) * scale, max(abs(value) * scale, Decimal("0.8"))
            parts.append(
                f'<rect class="month" x="{left}" y="{min(top, foot - Decimal("0.8")):.2f}" '
                f'width="{WIDE}" height="{tall:.2f}"/>'
            )
        elif place < board.through:
            parts.append(f'<circle class="gap" cx="{left + 3}" cy="{foot - 1:.2f}" r="1"/>')
    words = _words(now, row.indicator.decimals, board.through)
    return mark_safe(
        f'<svg class="spark" viewBox="0 0 {12 * STEP} {HEIGHT}" role="img" '
        f'aria-label="{escape(words)}">{"".join(parts)}</svg>'
    )


def _values(row: Row, series: Series) -> tuple[list[Decimal | None], list[Decimal | None]]:
    if row.indicator.is_stock:
        return series.ytd, series.last_ytd
    return series.month, series.last_month


def _words(values: list[Decimal | None], decimals: int, through: int) -> str:
    months = [
        f"{label} {number(value, decimals)}"
        for label, value in zip(month_labels(), values[:through], strict=False)
    ]
    return _("By month: %s") % list_comma().join(months)
