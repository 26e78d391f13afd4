"""Groups by labels: a cell for each pair, shaded by its value, with the number in it."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from html import escape

from django.utils.safestring import SafeString, mark_safe

from cooperation.dashboards.panels.shown import Shown, amount, largest
from cooperation.sectors import Panel

SHADES = 6


def matrix(panel: Panel, shown: Sequence[Shown]) -> SafeString:
    """Groups down in the order in which they came, labels across in the order of the rows."""
    groups = list(dict.fromkeys(str(s.mark.group) for s in shown))
    labels = label_order(shown)
    cells: dict[tuple[str, str], list[Shown]] = {}
    for one in shown:
        cells.setdefault((str(one.mark.group), str(one.mark.label)), []).append(one)
    scale = largest(s.mark.value for s in shown)
    head = "".join(f'<th scope="col" class="n">{escape(label)}</th>' for label in labels)
    body = "".join(
        f'<tr><th scope="row">{escape(group)}</th>'
        + "".join(_cell(cells.get((group, label), ()), scale) for label in labels)
        + "</tr>"
        for group in groups
    )
    return mark_safe(
        '<div class="table-scroll" tabindex="0"><table class="shaded">'
        f'<caption class="visually-hidden">{escape(str(panel.label))}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def label_order(shown: Sequence[Shown]) -> list[str]:
    """Labels so that every group's own order is kept: 1月 first, even where the first group
    has none. Where groups disagree, as the labels first came."""
    after: dict[str, dict[str, None]] = {}
    before: dict[str, str] = {}
    for one in shown:
        label, group = str(one.mark.label), str(one.mark.group)
        earlier = after.setdefault(label, {})
        if before.get(group, label) != label:
            earlier[before[group]] = None
        before[group] = label
    try:
        return list(TopologicalSorter(after).static_order())
    except CycleError:
        return list(after)


def shade(value, scale) -> int:
    """From 0 (nothing, or unknown) to the darkest; what is more than nothing has some shade."""
    size = amount(value)
    return 0 if not size else max(1, -int(-(size / scale * SHADES) // 1))


def _cell(shown: Sequence[Shown], scale) -> str:
    """A pair without rows is empty: neither zero nor unknown."""
    if not shown:
        return '<td class="n"></td>'
    links = " ".join(f"{s.link}{escape(s.value)}</a>" for s in shown)
    deepest = max(shade(s.mark.value, scale) for s in shown)
    return f'<td class="n k{deepest}">{links}</td>'
