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
    """A place on one side: its total and where it stands.

    gathered: how many names the node of the rest stands for.
    """

    name: Name
    total: float
    top: float
    height: float
    gathered: int = 0

    @property
    def middle(self) -> float:
        """Where its label belongs."""
        return self.top + self.height / 2


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


def layout(shown: Sequence[Shown], pitch: float, tall: float) -> Layout | None:
    """Nodes and bands of the marks that have a size; None where there is none.

    pitch: the room that a label needs, so that a small node has as much. tall: how high all
    bands are together.
    """
    sized = [s for s in shown if amount(s.mark.value) > 0]
    if not sized:
        return None
    left_names = _names(sized, lambda s: str(s.mark.label))
    right_names = _names(sized, lambda s: str(s.mark.group))
    bands = _grouped(sized, left_names, right_names)
    scale = tall / sum(size for _left, _right, size, _marks in bands)
    totals = [
        {name: sum(band[2] for band in bands if band[side] == name) for name in names}
        for side, names in enumerate((left_names, right_names))
    ]
    height = max(_slots(sizes, scale, pitch) for sizes in totals)
    left = _side(left_names, totals[0], scale, height, pitch)
    right = _side(right_names, totals[1], scale, height, pitch)
    return Layout(height, left, right, tuple(_bands(bands, left, right, scale)))


def _slots(totals: dict[Name, float], scale: float, pitch: float) -> float:
    """How high a side is: each node with a gap below it, and at least a label's room."""
    return sum(max(total * scale + GAP, pitch) for total in totals.values())


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


def _side(names: dict[Name, int], totals, scale, height, pitch) -> tuple[Node, ...]:
    """The nodes of a side from the top, each in the middle of its slot, the side in the box's."""
    top = (height - _slots(totals, scale, pitch)) / 2
    nodes = []
    for name, count in names.items():
        tall = totals[name] * scale
        slot = max(tall + GAP, pitch)
        gathered = count if name is None else 0
        nodes.append(Node(name, totals[name], top + (slot - tall) / 2, tall, gathered))
        top += slot
    return tuple(nodes)


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
