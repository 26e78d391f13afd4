"""Where the offices of a sample declared something else than their ledgers say, and why."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from cooperation.models import Explanation, ExplanationPart, Pairing
from cooperation.sampling.figures import Figures
from cooperation.sampling.profiles import data_rows
from cooperation.sampling.story import Story


class Differences:
    """data/differences.csv, as far as a sample reaches.

    `share` of what happened is what was declared for the month; without a kind nobody has
    explained it.
    """

    def __init__(self, figures: Figures, months: list[datetime.date]):
        self.figures = figures
        self.groups = {group.slug: group for group in figures.world.pairings}
        self.rows = list(self._rows(months))
        self._offsets = {
            (row["pairing"], row["indicator"], index): amount for row, index, amount in self.rows
        }

    def _rows(self, months) -> Iterator[tuple[dict[str, str], int, Decimal]]:
        for row in data_rows("differences.csv"):
            index = len(months) - 1 - int(row["back"])
            known = row["indicator"] in self.figures.indicators
            if row["scale"] != self.figures.world.scale or index < 0 or not known:
                continue
            code = row["indicator"]
            amount = self.figures.amounts(self.groups[row["pairing"]], code)[index]
            step = Decimal(1).scaleb(-self.figures.decimals[code])
            yield row, index, (amount * (Decimal(row["share"]) - 1)).quantize(step)

    def offset(self, pairing: str, code: str, index: int) -> Decimal:
        """Declared less what happened, of a month."""
        return self._offsets.get((pairing, code, index), Decimal(0))

    def to_date(self, pairing: str, code: str, index: int) -> Decimal:
        """The same of the calendar year up to and with a month: it is never made good."""
        first = index - index % 12
        months = range(first, index + 1)
        return sum((self.offset(pairing, code, month) for month in months), Decimal(0))


def write_explanations(
    differences: Differences, story: Story, pairings: dict[str, Pairing]
) -> None:
    """The explanations, given when the figures were handed in."""
    figures = differences.figures
    for row, index, amount in differences.rows:
        if not row["kind"] or not amount:
            continue
        code, group = row["indicator"], differences.groups[row["pairing"]]
        one = figures.indicators[code]
        happened = figures.amounts(group, code)[index]
        given = Explanation.objects.create(
            pairing=pairings[group.slug],
            indicator=one,
            month=story.months[index],
            declared=happened + amount,
            ledger=happened,
            at=story.submitted_at(group, one.sector, one.side, index, late=False),
        )
        ExplanationPart.objects.create(
            explanation=given, kind=row["kind"], amount=amount, note=row["note"]
        )
