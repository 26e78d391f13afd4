"""The real townships in which a sample's invented rows lie; a made-up place has none."""

from __future__ import annotations

import random
from collections import defaultdict

from cooperation.models import Pairing, Place
from cooperation.sampling.context import SampleContext


class Townships:
    """Those below the programme's eastern place and the pairings' western ones, as of now."""

    def __init__(self, context: SampleContext):
        programme = context.programme
        above = {programme.east_id, *(p.west_place_id for p in context.pairings.values())}
        self._below = defaultdict(list)
        for place in Place.objects.filter(
            level=Place.Level.TOWNSHIP, parent__in=above, valid_to=None
        ).order_by("code"):
            self._below[place.parent_id].append(place)
        self.eastern = self._below[programme.east_id]

    def western(self, pairing: Pairing, draw: random.Random) -> Place | None:
        """Some township of the pairing's western place."""
        below = self._below[pairing.west_place_id]
        return draw.choice(below) if below else None


def short_name(place: Place) -> str:
    """The everyday Chinese name."""
    return place.short_zh or place.name_zh
