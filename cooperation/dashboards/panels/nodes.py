"""The layout of a flow: nodes on both sides, bands between them. Geometry only, no HTML.

Both sides and the bands share one scale, so that what leaves the left arrives at the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cooperation.dashboards.panels.shown import Shown, amount

MOST = 12  # nodes a side, the one that gathers the rest among them
GAP = 6.0

# A node's name; None is the node that gathers the rest.
Name = str | None


@dataclass(frozen=True)
class Node:
    """A place on one side: its total, where it stands, and the middle of its label."""

    name: Name
    total: float
    top: float
    height: float
    label: float
    gathered: int = 0


@dataclass(frozen=True)
class Band:
    """What goes from a left node to a right one, with the marks it is made of."""

    left: Name
    right: Name
    start: float
    end: float
    height: float
    marks: tuple[Shown, ...]


@dataclass(frozen=True)
class Layout:
    """A whole flow in a box of a height."""

    height: float
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    bands: tuple[Band, ...]


def layout(shown: Sequence[Shown], pitch: float, least: float) -> Layout | None:
    """Nodes and bands of the marks that have a size; None where there is none.

    pitch: the distance that labels need. least: the height below which no drawing goes.
    """
    sized = [s for s in shown if amount(s.mark.value) > 0]
    if not sized:
        return None
    left_names = _names(sized, lambda s: str(s.mark.label))
    right_names = _names(sized, lambda s: str(s.mark.group))
    bands = _grouped(sized, left_names, right_names)
    most = max(len(left_names), len(right_names))
    height = max(least, pitch * most)
    total = sum(size for _left, _right, size, _marks in bands)
    scale = (height - GAP * (most - 1)) / total
    left = _side(left_names, {n: _sum(bands, 0, n) for n in left_names}, scale, height, pitch)
    right = _side(right_names, {n: _sum(bands, 1, n) for n in right_names}, scale, height, pitch)
    return Layout(height, left, right, tuple(_bands(bands, left, right, scale)))


def spread(wanted: Sequence[float], pitch: float, height: float) -> list[float]:
    """Middles of labels at least a pitch apart, as near as may be to where they belong."""
    placed: list[float] = []
    for middle in wanted:
        placed.append(max(middle, placed[-1] + pitch if placed else pitch / 2))
    limit = height - pitch / 2
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - pitch
    return placed


def _names(shown: Iterable[Shown], name_of) -> dict[Name, int]:
    """The nodes of a side by size, and how many names each stands for; the rest at the end."""
    totals: dict[str, float] = {}
    for one in shown:
        name = name_of(one)
        totals[name] = totals.get(name, 0.0) + float(amount(one.mark.value))
    ranked = sorted(totals, key=lambda name: -totals[name])
    if len(ranked) <= MOST:
        return dict.fromkeys(ranked, 1)
    return dict.fromkeys(ranked[: MOST - 1], 1) | {None: len(ranked) - MOST + 1}


def _grouped(shown, left_names, right_names) -> list[tuple[Name, Name, float, tuple[Shown, ...]]]:
    """A band for each mark; those that end in a gathering node together."""
    bands, together = [], {}
    for one in shown:
        left = str(one.mark.label) if str(one.mark.label) in left_names else None
        right = str(one.mark.group) if str(one.mark.group) in right_names else None
        if left is None or right is None:
            together.setdefault((left, right), []).append(one)
        else:
            bands.append((left, right, float(amount(one.mark.value)), (one,)))
    for (left, right), marks in together.items():
        size = sum(float(amount(one.mark.value)) for one in marks)
        bands.append((left, right, size, tuple(marks)))
    return bands


def _sum(bands, side: int, name: Name) -> float:
    return sum(band[2] for band in bands if band[side] == name)


def _side(names: dict[Name, int], totals, scale, height, pitch) -> tuple[Node, ...]:
    """The nodes of a side from the top, the whole side in the middle of the box."""
    heights = [totals[name] * scale for name in names]
    top = (height - sum(heights) - GAP * (len(names) - 1)) / 2
    tops = []
    for tall in heights:
        tops.append(top)
        top += tall + GAP
    middles = [y + tall / 2 for y, tall in zip(tops, heights, strict=True)]
    labels = spread(middles, pitch, height)
    return tuple(
        Node(name, totals[name], y, tall, label, names[name] if name is None else 0)
        for name, y, tall, label in zip(names, tops, heights, labels, strict=True)
    )


def _bands(bands, left: Sequence[Node], right: Sequence[Node], scale: float) -> Iterable[Band]:
    """Each band leaves and arrives where the ones before it left room."""
    order_left = {node.name: index for index, node in enumerate(left)}
    order_right = {node.name: index for index, node in enumerate(right)}
    starts = _stacked(bands, 0, {n.name: n.top for n in left}, order_right, scale)
    ends = _stacked(bands, 1, {n.name: n.top for n in right}, order_left, scale)
    for index, (from_name, to_name, size, marks) in enumerate(bands):
        yield Band(from_name, to_name, starts[index], ends[index], size * scale, marks)


def _stacked(bands, side: int, tops: dict[Name, float], order: dict[Name, int], scale: float):
    """Where each band touches a side: below each other, in the order of their other ends."""
    places: dict[int, float] = {}
    for index in sorted(range(len(bands)), key=lambda i: order[bands[i][1 - side]]):
        name = bands[index][side]
        places[index] = tops[name]
        tops[name] += bands[index][2] * scale
    return places
