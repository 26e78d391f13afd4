"""The days of the period: a sheet per month, weeks by weekdays, a dot for what a day had."""

from __future__ import annotations

import calendar
import datetime
import math
from collections import defaultdict
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from cooperation.dashboards.panels.shown import Shown, amount, largest
from cooperation.formatting import chinese, month_name
from cooperation.sectors import Panel, PanelScope

CELL = 24  # units are pixels: no day is a smaller target than this
HEAD = 36
MIDDLES = " ".join(str(CELL // 2 + CELL * place) for place in range(7))
SMALLEST, LARGEST = 3.0, 11.0


def days(panel: Panel, shown: Sequence[Shown], scope: PanelScope) -> SafeString:
    """A sheet for each month of the period; the area of a dot is its day's value."""
    scale = largest(s.mark.value for s in shown)
    by_month = defaultdict(list)
    for one in shown:
        if one.mark.day is not None:
            by_month[one.mark.day.year, one.mark.day.month].append(one)
    year = scope.first.year
    sheets = (
        _sheet(year, month, by_month[year, month], scale)
        for month in range(scope.first.month, scope.last.month + 1)
    )
    return mark_safe(f'<div class="sheets">{"".join(sheets)}</div>')


def _sheet(year: int, month: int, shown: Sequence[Shown], scale) -> str:
    first = datetime.date(year, month, 1)
    weeks = (first.weekday() + calendar.monthrange(year, month)[1] + 6) // 7
    name = escape(month_name(year, month))
    # A dot under another stays in sight: the large ones are drawn first.
    dots = "".join(dot(s, scale) for s in sorted(shown, key=lambda s: -amount(s.mark.value)))
    width, height = 7 * CELL, HEAD + weeks * CELL
    return (
        f'<svg class="sheet" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="group" aria-label="{name}"><text class="head" x="1" y="13">{name}</text>'
        f'<text class="weekdays" x="{MIDDLES}" y="31" aria-hidden="true">{weekdays()}</text>'
        f'<path class="days" d="{_cells(year, month)}"/>{dots}</svg>'
    )


def weekdays() -> str:
    """The seven letters above a sheet, Monday first."""
    return "一二三四五六日" if chinese() else "MTWTFSS"


def corner(day: datetime.date) -> tuple[int, int]:
    """Where a day's cell begins on its sheet: weeks go down, Monday stands at the left."""
    before = day.replace(day=1).weekday() + day.day - 1
    return before % 7 * CELL, HEAD + before // 7 * CELL


def radius(value, scale) -> float:
    """Of a day's dot; its area grows with the value, and none is too small to be seen."""
    share = float(amount(value) / scale)
    return SMALLEST + (LARGEST - SMALLEST) * math.sqrt(share)


def dot(shown: Shown, scale) -> str:
    """A day's dot; hollow where the value is unknown, a mere ring where it is zero."""
    mark = shown.mark
    x, y = corner(mark.day)
    size = radius(mark.value, scale)
    css = "unknown" if mark.value is None else "dot" if mark.value else "zero"
    return (
        f"{shown.link}<title>{escape(shown.name)}</title>"
        f'<rect class="hit" x="{x}" y="{y}" width="{CELL}" height="{CELL}"/>'
        f'<circle class="{css}" cx="{x + CELL / 2:g}" cy="{y + CELL / 2:g}" r="{size:.2f}"/></a>'
    )


def _cells(year: int, month: int) -> str:
    """The ground of all days as one path."""
    edge = CELL - 2
    parts = []
    for number in range(1, calendar.monthrange(year, month)[1] + 1):
        x, y = corner(datetime.date(year, month, number))
        parts.append(f"M{x + 1} {y + 1}h{edge}v{edge}h-{edge}z")
    return "".join(parts)
