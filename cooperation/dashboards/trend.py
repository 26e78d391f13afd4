"""A small drawing of a row's months for its card: bars for flows, a line for counts.

Solid: the month as reported; hollow: some reports of it are missing; a short stroke: the same
month of last year. A month without a number has no bar, which is not a bar of nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from cooperation.formatting import brief, list_comma, month_labels
from cooperation.scoreboard import Board, Row, Series

WIDTH, HEIGHT = 120, 28
STEP = WIDTH / 12
Values = Sequence[Decimal | None]


def trend(board: Board, row: Row) -> SafeString:
    """The drawing with its numbers as text; nothing where no month of this year is known."""
    series = board.series(row)
    values = series.ytd if row.indicator.is_stock else series.month
    if all(value is None for value in values):
        return mark_safe("")
    marks = _counts(series) if row.indicator.is_stock else _months(series)
    return mark_safe(
        f'<svg class="trend" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'role="img" aria-label="{escape(_words(row, values))}">{marks}</svg>'
    )


def _words(row: Row, values: Values) -> str:
    """帮助农村劳动力就业，各月：1月 605、2月 712."""
    said = list_comma().join(
        f"{label} {brief(value, row.indicator.decimals)}"
        for label, value in zip(month_labels(), values[: row.through], strict=False)
    )
    return pgettext("months of an indicator", "%(name)s (%(unit)s) by month: %(months)s") % {
        "name": row.indicator.name,
        "unit": row.indicator.unit,
        "months": said,
    }


def _scale(values: Values) -> Callable[[Decimal], float]:
    """From a value to its height in the drawing: nothing always belongs to it."""
    known = [value for value in values if value is not None]
    low, high = min(0, *known, 0), max(0, *known, 0)
    span = float(high - low) or 1.0
    return lambda value: HEIGHT - 1 - (HEIGHT - 2) * float(value - low) / span


def _months(series: Series) -> str:
    height = _scale([*series.month, *series.last_month])
    ground = height(Decimal(0))
    parts = []
    for place, (now, last, partly) in enumerate(
        zip(series.month, series.last_month, series.partly, strict=True)
    ):
        left = place * STEP
        if now is not None:
            top, foot = sorted((height(now), ground))
            css = "bar partly" if partly else "bar"
            parts.append(
                f'<rect class="{css}" x="{left + 1.5:.1f}" y="{top:.1f}" width="{STEP - 3:.1f}" '
                f'height="{max(foot - top, 0.5):.1f}"/>'
            )
        if last is not None:
            level = f"{height(last):.1f}"
            parts.append(f'<path class="last" d="M{left + 0.5:.1f} {level}h{STEP - 1:.1f}"/>')
    return "".join(parts)


def _counts(series: Series) -> str:
    height = _scale([*series.ytd, *series.last_ytd])
    return _line("last", series.last_ytd, height) + _line("count", series.ytd, height)


def _line(css: str, values: Values, height: Callable[[Decimal], float]) -> str:
    """A line through neighbouring months; a gap where one is unknown."""
    path, pen = "", "M"
    for place, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        path += f"{pen}{(place + 0.5) * STEP:.1f} {height(value):.1f}"
        pen = "L"
    return f'<path class="{css}" d="{path}"/>' if path else ""
