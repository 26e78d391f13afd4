"""Parks of a sample programme and who settles in them, month by month."""

from __future__ import annotations

import datetime

from cooperation.models import Pairing
from cooperation.sampling.context import SampleContext, day_in
from industry.models import Park, Resident
from industry.sample.enterprises import Pool

# How often, in a month, one enterprise leaves a park and another takes its place.
CHANGES = 0.06


class Settlement:
    """The parks of one pairing: as many, with as many enterprises, as are declared."""

    def __init__(self, context: SampleContext, pairing: Pairing, pool: Pool):
        self.pairing, self.pool = pairing, pool
        self.draw = context.draw("parks", pairing.slug)
        self.parks: list[Park] = []
        self.residents: list[Resident] = []
        self.present: list[Resident] = []

    def build(self, month: datetime.date, count: int) -> None:
        """Open parks until there are so many."""
        west = self.pairing.west_place
        while len(self.parks) < count:
            number = len(self.parks) + 1
            self.parks.append(
                Park(
                    pairing=self.pairing,
                    name_zh=f"样例：{west.short_zh or west.name_zh}共建产业园{number}",
                    name_en=f"Sample: joint park {number} of {west.name_en}",
                    district=west,
                    opened_on=day_in(month, self.draw),
                )
            )

    def settle(self, month: datetime.date, count: int) -> None:
        """Let enterprises come and go until there are so many."""
        if not self.parks:
            return
        older = [resident for resident in self.present if resident.since < month]
        leaving = max(len(self.present) - count, 0)
        if older and count and self.draw.random() < CHANGES:
            leaving += 1
        for resident in self.draw.sample(older, min(leaving, len(older))):
            resident.until = day_in(month, self.draw)
            self.present.remove(resident)
        while len(self.present) < count:
            self._come(month)

    def _come(self, month: datetime.date) -> None:
        here = [resident.enterprise for resident in self.residents]
        free = [one for one in self.pool.landed if not any(one is other for other in here)]
        resident = Resident(
            pairing=self.pairing,
            park=self.draw.choice(self.parks),
            enterprise=self.draw.choice(free) if free else self.pool.new(),
            since=day_in(month, self.draw),
        )
        self.residents.append(resident)
        self.present.append(resident)

    def site(self, day: datetime.date) -> Park | None:
        """Where a project goes that comes on a day; a fifth of them stand outside."""
        built = [park for park in self.parks if park.opened_on <= day]
        return self.draw.choice(built) if built and self.draw.random() < 0.8 else None
