"""Which unit has a township's area on a day's map: what merged or was renamed has a successor.

A place that was split has none: its area went to several, so it stays what it was. City totals
never depend on the map; only under which name a part of them stands.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cooperation.models.places import Place, PlaceChange

# from, to, day (None: always so), kind
Change = tuple[int, int, datetime.date | None, str]
FOLLOWED = frozenset({PlaceChange.Kind.MERGE, PlaceChange.Kind.RENAME, PlaceChange.Kind.ALIAS})


@dataclass(frozen=True)
class PlaceMap:
    """The units of a day. Without a day each place is itself, as it was then.

    ahead: place → the one that follows it on the map.
    """

    day: datetime.date | None = None
    ahead: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Iterable[Change], day: datetime.date) -> PlaceMap:
        """The map of a day from the changes until then."""
        return cls(day, _successors(changes, day))

    def unit(self, place: int | None) -> int | None:
        """The unit that a place belongs to; None stays None."""
        return place if place is None else self.ahead.get(place, place)

    def behind(self, unit: int) -> set[int]:
        """The places whose area a unit has, itself included."""
        return {unit} | {place for place, found in self.ahead.items() if found == unit}


def place_map(day: datetime.date | None) -> PlaceMap:
    """The map of a day, one statement; None asks for the names of then and costs nothing."""
    if day is None:
        return PlaceMap()
    changes = PlaceChange.objects.values_list("from_place", "to_place", "date", "kind")
    return PlaceMap.of(changes, day)


def successor_of(place: Place, day: datetime.date) -> Place:
    """The unit that has the area of a place on a day; the place itself where none succeeded."""
    unit = place_map(day).unit(place.pk)
    return place if unit == place.pk else Place.objects.get(pk=unit)


def on_map(places: Iterable[Place], chart: PlaceMap) -> list[Place]:
    """Places as a map names them, each unit once, in the order in which it first comes."""
    places = list(places)
    units = [chart.unit(place.pk) for place in places]
    known = {place.pk: place for place in places}
    if missing := set(units) - set(known):
        known |= Place.objects.in_bulk(missing)
    return [known[unit] for unit in dict.fromkeys(units)]


def _successors(changes: Iterable[Change], day: datetime.date) -> dict[int, int]:
    """Each place that has one → the last in its chain by that day."""
    steps = defaultdict(list)
    for start, end, on, kind in changes:
        if kind in FOLLOWED and (on is None or on <= day):
            steps[start].append((on or datetime.date.min, end))
    found = {}
    for start in steps:
        end = _follow(start, steps)
        if end != start:
            found[start] = end
    return found


def _follow(place: int, steps: dict[int, list[tuple[datetime.date, int]]]) -> int:
    """The end of a chain whose dates do not run backwards.

    A name that came back (A → B, later B → A) ends where the later change leads. Two
    successors on one day divide a place, which is a split by another name: it goes no further.
    """
    start, since, seen = place, datetime.date.min, set()
    while True:
        later = sorted(step for step in steps.get(place, ()) if step[0] >= since)
        ends = {end for on, end in later if on == later[0][0]}
        if len(ends) != 1:
            return place
        since, place = later[0][0], ends.pop()
        if (place, since) in seen:  # undated aliases in a circle name nothing
            return start
        seen.add((place, since))
