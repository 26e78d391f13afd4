"""A flow from the left to the right: who sent where. Drawn from `nodes`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.panels.nodes import Band, Layout, Name, Node, layout
from cooperation.dashboards.panels.shown import Shown
from cooperation.dashboards.panels.text import fitting, width
from cooperation.formatting import number
from cooperation.sectors import Panel

FONT, NODE, MARGIN = 12, 8, 8
# Drawn twice: class, width, room for the labels of a side, distance of labels, lines of each.
SIZES = (("wide", 620, 176, 22.0, 1), ("narrow", 320, 104, 34.0, 2))
BANDS = 190.0  # how high all bands are together


def flow(panel: Panel, shown: Sequence[Shown]) -> SafeString:
    """The drawing for a desk and the one for a telephone."""
    return mark_safe("".join(_drawing(panel, shown, *size) for size in SIZES))


def _drawing(panel: Panel, shown, css: str, wide: int, room: int, pitch: float, lines: int) -> str:
    plan = layout(shown, pitch, BANDS)
    if plan is None:
        return ""
    data = f"#{data_id(panel)}"
    ends = room + NODE, wide - room - NODE
    parts = [_band(panel, band, ends, data) for band in _large_first(plan)]
    for node in plan.left:
        parts.append(_node(panel, node, room, lines, room, before=True))
    for node in plan.right:
        parts.append(_node(panel, node, wide - room - NODE, lines, room, before=False))
    return (
        f'<svg class="drawing flow {css}" viewBox="0 0 {wide} {plan.height:g}" role="group" '
        f'aria-label="{escape(str(panel.label))}">{"".join(parts)}</svg>'
    )


def data_id(panel: Panel) -> str:
    """The id of the panel's table, where a gathered band leads to."""
    return f"panel-{panel.slug}-data"


def node_name(name: Name, gathered: int = 0) -> str:
    """A node's name; the one that gathers the rest says how many they are."""
    if name is not None:
        return name
    return _("Others (%d)") % gathered if gathered else _("Others")


def _large_first(plan: Layout) -> list[Band]:
    """So that a thin band lies above a thick one and can be hit."""
    return sorted(plan.bands, key=lambda band: -band.height)


def _band(panel: Panel, band: Band, ends: tuple[int, int], data: str) -> str:
    start, end = ends
    middle = (start + end) / 2
    top, bottom = band.start, band.start + band.height
    path = (
        f"M{start} {top:.2f}C{middle:g} {top:.2f} {middle:g} {band.end:.2f} {end} {band.end:.2f}"
        f"V{band.end + band.height:.2f}C{middle:g} {band.end + band.height:.2f} "
        f"{middle:g} {bottom:.2f} {start} {bottom:.2f}Z"
    )
    if len(band.marks) == 1:
        link, name = band.marks[0].link, band.marks[0].name
    else:
        total = number(sum(s.mark.value for s in band.marks), panel.decimals)
        name = _("%(start)s to %(end)s") % {
            "start": node_name(band.left),
            "end": node_name(band.right),
        }
        name = f"{name}: {panel.value_label} {total}"
        link = f'<a href="{escape(data)}" aria-label="{escape(name)}">'
    return f'{link}<title>{escape(name)}</title><path class="band" d="{path}"/></a>'


def _node(panel: Panel, node: Node, x: int, lines: int, room: int, *, before: bool) -> str:
    """The bar of a node and its label: the name, and the total beside or below it."""
    text_x = x - MARGIN if before else x + NODE + MARGIN
    css = "label before" if before else "label"
    name, total = node_name(node.name, node.gathered), number(node.total, panel.decimals)
    space = room - MARGIN - 2
    if lines == 1:
        space -= width(total, FONT) + FONT / 2
    short = fitting(name, max(space, 3.0 * FONT), FONT)
    place = 'dx="6"' if lines == 1 else f'x="{text_x}" dy="14"'
    y = node.middle + (4 if lines == 1 else -3)
    return (
        f'<rect class="node" x="{x}" y="{node.top:.2f}" width="{NODE}" '
        f'height="{node.height:.2f}"/>'
        f'<text class="{css}" x="{text_x}" y="{y:.1f}"><title>{escape(name)}</title>'
        f'{escape(short)}<tspan class="num" {place}>{escape(total)}</tspan></text>'
    )
