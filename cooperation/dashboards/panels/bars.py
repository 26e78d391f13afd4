"""Bars: ranked, or in the stages' own order. Text is HTML, so that long names break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from cooperation.dashboards.panels.shown import Shown, amount, largest
from cooperation.sectors import Panel

WIDTH, HEIGHT = 100, 10
FIRST = 12  # so many are read at once; the others stand behind a line that opens
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # no line breaks at its hyphens


def ranked(shown: Sequence[Shown]) -> list[Shown]:
    """The largest first, unknown ones last, equal ones as they came."""
    return sorted(shown, key=lambda s: (s.mark.value is None, -amount(s.mark.value)))


def bars(panel: Panel, shown: Sequence[Shown]) -> SafeString:
    """A bar for each mark. All share one scale, the second quantity too."""
    scale = _scale(panel, shown)
    rows = [_row(panel, s, scale) for s in shown]
    first, rest = rows[:FIRST], rows[FIRST:]
    if len(rest) < 3:  # not worth a click
        first, rest = rows, []
    drawn = f'<ol class="bars">{"".join(first)}</ol>'
    if rest:
        words = ngettext("%d more", "%d more", len(rest)) % len(rest)
        drawn += (
            f'<details class="more-bars"><summary>{escape(words)}</summary>'
            f'<ol class="bars" start="{FIRST + 1}">{"".join(rest)}</ol></details>'
        )
    return mark_safe(drawn)


def stages(panel: Panel, shown: Sequence[Shown]) -> SafeString:
    """The same in their own order, all of them: a stage left out would break the chain."""
    scale = _scale(panel, shown)
    rows = (_row(panel, s, scale) for s in shown)
    return mark_safe(f'<ol class="bars stages">{"".join(rows)}</ol>')


def _scale(panel: Panel, shown: Sequence[Shown]) -> Decimal:
    """What the longest bar stands for."""
    marks = [s.mark for s in shown]
    return largest([m.value for m in marks] + [m.second for m in marks if panel.second_drawn])


def _name(label: str) -> str:
    return DAY.sub(r'<span class="nowrap">\g<0></span>', escape(label))


def _row(panel: Panel, shown: Shown, scale: Decimal) -> str:
    """A line that is a link as a whole; its own words are its name."""
    more = " · ".join(map(escape, shown.more))
    return (
        f'<li><a href="{escape(shown.url)}">'
        f'<span class="name">{_name(str(shown.mark.label))}</span>'
        f"{bar(shown, scale, second=bool(panel.second_label) and panel.second_drawn)}"
        f'<span class="value"><span class="visually-hidden">{escape(str(panel.value_label))} '
        f"</span>{escape(shown.value)}</span>"
        + (f'<span class="more">{more}</span>' if more else "")
        + "</a></li>"
    )


def bar(shown: Shown, scale: Decimal, *, second: bool) -> str:
    """The drawing of one row: the whole, the part within it, the second as a thin bar below."""
    mark = shown.mark
    thick = 6 if second else HEIGHT
    shapes = [_rect("back", WIDTH, 0, HEIGHT)]
    if mark.value is not None:
        whole = "whole" if mark.part is None else "whole split"
        shapes.append(_rect(whole, amount(mark.value) / scale * WIDTH, 0, thick))
    if mark.part is not None and mark.value is not None:
        part = min(amount(mark.part), amount(mark.value))
        shapes.append(_rect("part", part / scale * WIDTH, 0, thick))
    if second and mark.second is not None:
        shapes.append(_rect("second", amount(mark.second) / scale * WIDTH, thick + 1, 3))
    return (
        f'<svg class="bar" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(shapes)}</svg>'
    )


def _rect(css: str, width: Decimal | int, y: int, height: int) -> str:
    return f'<rect class="{css}" width="{width:.2f}" y="{y}" height="{height}"/>'
