"""The schematic tile map: who is paired with whom. Equal tiles, no boundaries.

The tiles come from `seeds/*_tiles.geojson`; a programme whose places have no tiles has no map.
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from types import MappingProxyType

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.tile_marks import HATCHED, TileMark
from cooperation.formatting import chinese
from cooperation.models import Pairing, PairingMember, Programme

WIDTH, HEIGHT = 360, 430
WEST_BOX = (0, 16, 210, 212)
EAST_BOX = (104, 176, 254, 250)
LONGEST_LABEL = 7  # letters of an English name that fit a township's tile
TILE_LETTERS = 3  # Chinese characters that fit it
LINE = 11
# Tiles of a pairing that has not reported.
HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="ground" width="5" height="5"/>'
    '<path class="hatch" d="M0 0V5"/></pattern></defs>'
)
NO_MARKS: Mapping[int, TileMark] = MappingProxyType({})
TINTS = 4  # more pairings than tints: the rest stays plain


@dataclass(frozen=True)
class Tile:
    """One place on the map, in degrees."""

    codes: tuple[str, ...]
    parent: str
    name_zh: str
    short_zh: str
    name_en: str
    label: tuple[float, float]
    ring: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PairingKey:
    """A line of the map's key."""

    tint: int
    pairing: Pairing


@dataclass(frozen=True)
class TileMap:
    """The drawing and its key."""

    svg: SafeString
    keys: tuple[PairingKey, ...]
    unassigned: bool


@dataclass(frozen=True)
class Cluster:
    """The tiles of one side where they are drawn: outlines, and where the names stand."""

    tiles: tuple[Tile, ...]
    outlines: tuple[str, ...]
    labels: tuple[tuple[float, float], ...]


@lru_cache(maxsize=1)
def all_tiles() -> tuple[Tile, ...]:
    """Every tile of the seeds, read once per process."""
    tiles = []
    for path in sorted((settings.BASE_DIR / "seeds").glob("*_tiles.geojson")):
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            given = feature["properties"]
            tiles.append(
                Tile(
                    codes=tuple({given["code"], given["code_now"]}),
                    parent=given["parent"],
                    name_zh=given["name_zh"],
                    short_zh=given["short_zh"],
                    name_en=given["name_en"],
                    label=(given["label_lon"], given["label_lat"]),
                    ring=tuple(map(tuple, feature["geometry"]["coordinates"][0])),
                )
            )
    return tuple(tiles)


def tile_map(
    programme: Programme,
    pairings: Iterable[Pairing],
    members: Iterable[PairingMember],
    day: datetime.date,
    addresses: dict[int, str],
    marks: Mapping[int, TileMark] = NO_MARKS,
) -> TileMap | None:
    """The map of a programme on a day; `addresses` are the pairings' pages by id.

    By group, each in its tint; with `marks` by what they say of each pairing.
    """
    west = cluster(programme.west.code, WEST_BOX)
    east = cluster(programme.east.code, EAST_BOX)
    if not west or not east:
        return None
    tints, by_code, leads = {}, {}, {}
    groups = [p for p in pairings if p.kind != Pairing.Kind.CITY]
    for tint, pairing in enumerate(groups[:TINTS], start=1):
        tints[pairing.pk] = tint
        if pairing.west_place:
            by_code[pairing.west_place.code] = pairing
        if pairing.east_place:
            by_code[pairing.east_place.code] = pairing
    known = {p.pk: p for p in groups}
    for member in members:
        began = member.since is None or member.since <= day
        if began and (member.until is None or day < member.until) and member.pairing_id in known:
            by_code[member.place.code] = known[member.pairing_id]
            if member.leads:
                leads[member.pairing_id] = member.place.code
    drawn = [
        *_shapes(west, by_code, tints, addresses, marks, large=True),
        *_shapes(east, by_code, tints, addresses, marks, large=False),
    ]
    arcs = _arcs(groups, leads, west, east, marks or tints)
    svg = "".join((HATCH if marks else "", arcs, *drawn, _sides(programme)))
    title = escape(_("Schematic map: which townships and districts are paired"))
    return TileMap(
        mark_safe(
            f'<svg class="tilemap" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
            f'aria-label="{title}">{svg}</svg>'
        ),
        tuple(PairingKey(tints[p.pk], p) for p in groups if p.pk in tints),
        any(not _owner(tile, by_code) for tile in (*west.tiles, *east.tiles)),
    )


def _owner(tile: Tile, by_code: dict[str, Pairing]) -> Pairing | None:
    return next((by_code[code] for code in tile.codes if code in by_code), None)


def _projection(tiles: Sequence[Tile], box: tuple[int, int, int, int]):
    """Degrees → units of the drawing, the cluster centred in its box."""
    points = [point for tile in tiles for point in tile.ring]
    shrink = math.cos(math.radians(sum(p[1] for p in points) / len(points)))
    left, right = min(p[0] for p in points) * shrink, max(p[0] for p in points) * shrink
    bottom, top = min(p[1] for p in points), max(p[1] for p in points)
    x, y, width, height = box
    scale = min(width / (right - left), height / (top - bottom))
    x += (width - (right - left) * scale) / 2
    y += (height - (top - bottom) * scale) / 2
    return lambda p: (
        round(x + (p[0] * shrink - left) * scale, 1),
        round(y + (top - p[1]) * scale, 1),
    )


@lru_cache(maxsize=8)
def cluster(parent: str, box: tuple[int, int, int, int]) -> Cluster | None:
    """The tiles of a place within a box, laid out once per process; None where it has none."""
    tiles = tuple(tile for tile in all_tiles() if tile.parent == parent)
    if not tiles:
        return None
    place = _projection(tiles, box)
    outlines = (
        "M" + "L".join(f"{x} {y}" for x, y in map(place, tile.ring[:-1])) + "Z" for tile in tiles
    )
    return Cluster(tiles, tuple(outlines), tuple(place(tile.label) for tile in tiles))


def _shapes(side: Cluster, by_code, tints, addresses, marks, *, large: bool) -> list[str]:
    """The shapes, then their names: a name is wider than its tile and must not be covered."""
    shapes, names = [], []
    for tile, path, label in zip(side.tiles, side.outlines, side.labels, strict=True):
        pairing = _owner(tile, by_code)
        mark = marks.get(pairing.pk) if pairing else None
        tint = tints.get(pairing.pk, 0) if pairing and not marks else 0
        title = escape(tile.name_zh if chinese() else tile.name_en)
        if pairing:
            title += f" · {escape(pairing.name)}"
        if mark:
            title += f" · {escape(mark.words)}"
        css = "on lit" if mark else f"on t{tint}" if tint else ""
        names += _name(tile, *label, css, mark, large=large)
        shape = f'<path class="{_shape(mark, tint)} d="{path}"><title>{title}</title></path>'
        if pairing and pairing.pk in addresses:
            shape = f'<a href="{escape(addresses[pairing.pk])}">{shape}</a>'
        shapes.append(shape)
    return shapes + names


def _shape(mark: TileMark | None, tint: int) -> str:
    """The class of a shape and, where it is hatched, its pattern."""
    if mark is None:
        return f'p{tint}"'
    hatch = ' fill="url(#hatch)"' if mark.css == HATCHED else ""
    return f'm {mark.css}"{hatch}'


def _name(tile: Tile, x, y, css: str, mark: TileMark | None, *, large: bool) -> list[str]:
    """The name on a tile, if it fits; on a large one with the number that it is tinted by."""
    name = tile.short_zh if chinese() else tile.name_en.split()[0]
    if not (large or chinese() or (css and len(name) <= LONGEST_LABEL)):
        return []
    size = "big" if large else "tight" if len(name) > TILE_LETTERS and chinese() else ""
    css = " ".join(filter(None, (size, css)))
    if not (large and mark):
        return [f'<text x="{x}" y="{y}" class="{css}">{escape(name)}</text>']
    above, below = round(y - LINE / 2, 1), round(y + LINE / 2, 1)
    return [
        f'<text x="{x}" y="{above}" class="{css}">{escape(name)}</text>',
        f'<text x="{x}" y="{below}" class="lit number">{escape(mark.number)}</text>',
    ]


def _label(side: Cluster, code: str) -> tuple[float, float] | None:
    """Where the name of a place stands; None where it has no tile."""
    for tile, label in zip(side.tiles, side.labels, strict=True):
        if code in tile.codes:
            return label
    return None


def _arcs(groups, leads, west: Cluster, east: Cluster, shown) -> str:
    """A line from each district to the township that leads its group."""
    lines = []
    for pairing in groups:
        lead = leads.get(pairing.pk, pairing.east_place.code if pairing.east_place else "")
        start = _label(west, pairing.west_place.code) if pairing.west_place else None
        end = _label(east, lead)
        if start and end and pairing.pk in shown:
            (x1, y1), (x2, y2) = start, end
            bend = x2 + (WIDTH - x2) * 0.25
            curve = f"C{bend:.1f} {y1} {x2} {(y1 + y2) / 2:.1f} {x2} {y2}"
            lines.append(f'<path class="arc" d="M{x1} {y1}{curve}"/>')
    return "".join(lines)


def _sides(programme: Programme) -> str:
    west, east = escape(programme.west.short_name), escape(programme.east.short_name)
    return (
        f'<text x="150" y="12" class="side">{west}</text>'
        f'<text x="{WIDTH - 40}" y="{HEIGHT - 60}" class="side">{east}</text>'
    )
