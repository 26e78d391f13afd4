"""What a sector's sample hook is given: whom the rows belong to and what they add up to."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Model

from cooperation.bulk import insert, insert_variants
from cooperation.calendar import last_day
from cooperation.models import Pairing, Programme
from cooperation.sampling.bulk import bare_table
from cooperation.sampling.figures import Figures


@dataclass(frozen=True)
class SampleContext:
    """The sample programme whose ledgers are to be filled.

    A row that hangs from no pairing (an enterprise, an employer) carries a `sample` flag of
    its own; `sample --remove` takes those rows away too.
    """

    programme: Programme
    pairings: dict[str, Pairing]
    months: list[datetime.date]
    figures: Figures

    def monthly(self, code: str) -> Iterator[tuple[Pairing, datetime.date, Decimal]]:
        """What happened per pairing and month, whether it was reported or not; never zero."""
        if code not in self.figures.indicators:
            return
        for group in self.figures.world.pairings:
            amounts = self.figures.amounts(group, code)
            for month, amount in zip(self.months, amounts, strict=False):
                if amount:
                    yield self.pairings[group.slug], month, amount

    def many(self, usual: int, crowded: int) -> int:
        """How many rows something is split into: the usual number, or a nation's."""
        return crowded if self.figures.world.crowded else usual

    def write(self, model: type[Model], rows: Iterable[Model]) -> None:
        """Insert new rows, which know their keys then."""
        insert(model, rows)

    def write_crowd(
        self, model: type[Model], names: Sequence[str], groups: Iterable[tuple[Model, list[tuple]]]
    ) -> None:
        """Insert instead of each row those that differ from it in these columns alone."""
        insert_variants(model, names, groups)

    def bare(self, model: type[Model]):
        """Around all of a ledger's `write`s, so that a crowd is written without its indexes."""
        return bare_table(model, crowd=self.figures.world.crowded)

    def draw(self, *key: object) -> random.Random:
        """A generator of its own for a purpose: the same seed gives the same rows."""
        return self.figures.draw("ledger", *key)

    @property
    def last_day(self) -> datetime.date:
        """The day until which anything has happened."""
        return last_day(self.months[-1])


def shares(total: Decimal, count: int, draw: random.Random, step: str = "1") -> list[Decimal]:
    """A total cut into at most `count` positive parts of similar size that add up to it.

    All but the last are multiples of the step.
    """
    weights = [draw.uniform(0.5, 1.5) for _part in range(max(count, 1))]
    unit, parts, whole = Decimal(step), [], sum(weights)
    for weight in weights[1:]:
        parts.append((total * Decimal(weight / whole)).quantize(unit, ROUND_DOWN))
    parts.append(total - sum(parts))
    return [part for part in parts if part > 0]


def day_in(month: datetime.date, draw: random.Random) -> datetime.date:
    """Some day of a month."""
    return month.replace(day=draw.randint(1, 28))
