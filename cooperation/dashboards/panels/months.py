"""Columns of the twelve months; a second quantity stands beside, months to come are dashed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from cooperation.dashboards.panels.shown import Shown, amount, largest
from cooperation.dashboards.panels.text import width as text_width
from cooperation.formatting import UNKNOWN, month_label, number
from cooperation.sectors import Mark, Panel, PanelScope

# Drawn twice, for a card at a desk and for a telephone; the style sheet shows one of them.
SIZES = (("wide", 600, 200), ("narrow", 320, 190))
TOP, BOTTOM, FONT = 18, 20, 12
THOUSAND = 1000


def months(panel: Panel, shown: Sequence[Shown], scope: PanelScope) -> SafeString:
    """A column for each month of the period's year that has a mark."""
    by_month = defaultdict(list)
    for one in shown:
        if one.mark.day is not None and one.mark.day.year == scope.first.year:
            by_month[one.mark.day.month].append(one)
    return mark_safe("".join(_drawing(panel, by_month, scope, *size) for size in SIZES))


def _drawing(panel: Panel, by_month, scope: PanelScope, css: str, width: int, height: int) -> str:
    marks = [s.mark for some in by_month.values() for s in some]
    scale = largest([m.value for m in marks] + [m.second for m in marks])
    step, room = Decimal(width) / 12, height - TOP - BOTTOM
    decimals = _decimals(panel, marks)
    named = _named(decimals, by_month, float(step))
    parts = [f'<path class="axis" d="M0 {height - BOTTOM}H{width}"/>']
    for month in range(1, 13):
        left = (month - 1) * step
        parts.append(
            f'<text class="tick" x="{left + step / 2:.1f}" y="{height - 5}">'
            f"{_tick(month, css)}</text>"
        )
        if month > scope.last.month:
            parts.append(_due(left, step, room))
        some = by_month.get(month, ())
        for place, one in enumerate(some):
            part = step / len(some)
            text = number(one.mark.value, decimals) if one in named else ""
            parts.append(column(one, scale, left + place * part, part, room, text))
    return (
        f'<svg class="drawing {css}" viewBox="0 0 {width} {height}" role="group" '
        f'aria-label="{escape(str(panel.label))}">{"".join(parts)}</svg>'
    )


def column(shown: Shown, scale: Decimal, left: Decimal, step: Decimal, room: int, text: str) -> str:
    """One month: its column, the part within from the ground up, the second to its right."""
    mark, foot = shown.mark, TOP + room
    gap = step / 8
    second = mark.second is not None
    thick = (step - 2 * gap) * (Decimal("0.62") if second else 1)
    tall = amount(mark.value) / scale * room
    # What is hit and focused is the whole column, so that a small one is no smaller target.
    shapes = [f'<rect class="hit" x="{left:.2f}" y="0" width="{step:.2f}" height="{foot}"/>']
    if mark.value is not None:
        css = "whole split" if mark.part is not None else "whole"
        shapes.append(_column(css, left + gap, thick, tall, foot))
    if mark.part is not None and mark.value is not None:
        part = min(amount(mark.part), amount(mark.value)) / scale * room
        shapes.append(_column("part", left + gap, thick, part, foot))
    if second:
        beside = amount(mark.second) / scale * room
        shapes.append(_column("second", left + gap + thick, step - 2 * gap - thick, beside, foot))
    if mark.value is None:
        text = UNKNOWN
    # Above its own column where it fits; else above both, that no bar runs through it.
    middle = left + gap + thick / 2
    if second and text_width(text, FONT) > thick:
        tall, middle = max(tall, beside), left + step / 2
    # The number stands outside of the link, which is named in full already.
    label = _text_at("value", middle, foot - tall - 5, text) if text else ""
    return f"{shown.link}<title>{escape(shown.name)}</title>{''.join(shapes)}</a>{label}"


def _column(css: str, x: Decimal, width: Decimal, tall: Decimal, foot: int) -> str:
    return (
        f'<rect class="{css}" x="{x:.2f}" y="{foot - tall:.2f}" width="{width:.2f}" '
        f'height="{tall:.2f}"/>'
    )


def _due(left: Decimal, step: Decimal, room: int) -> str:
    """A month that is not yet due: an empty dashed box, no forecast."""
    gap = step / 8
    return (
        f'<rect class="due" x="{left + gap:.2f}" y="{TOP + room * 3 // 4}" '
        f'width="{step - 2 * gap:.2f}" height="{room - room * 3 // 4}"/>'
    )


def _decimals(panel: Panel, marks: Sequence[Mark]) -> int:
    """All columns print as many decimals: none where one of them reaches a thousand."""
    return 0 if largest(m.value for m in marks) >= THOUSAND else panel.decimals


def _named(decimals: int, by_month, step: float) -> list[Shown]:
    """Those with their number above them: all where they fit side by side, else the largest."""
    known = [s for some in by_month.values() for s in some if s.mark.value is not None]
    crowded = any(len(some) > 1 for some in by_month.values())
    if not crowded and all(
        text_width(number(s.mark.value, decimals), FONT) <= step - 2 for s in known
    ):
        return known
    return [max(known, key=lambda s: amount(s.mark.value))] if known else []


def _tick(month: int, css: str) -> str:
    """9月; on a telephone the bare number, which is as wide as there is room."""
    return str(month) if css == "narrow" else escape(month_label(month))


def _text_at(css: str, x: Decimal, y: Decimal, text: str) -> str:
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
