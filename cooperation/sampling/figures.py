"""The months of a sample programme: what really happened, before anybody reports it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from cooperation.models import Indicator
from cooperation.sampling.profiles import SUBSET_SHARE, Profile, profile
from cooperation.sampling.world import SINCE, Group, World

ZERO = Decimal(0)


class Figures:
    """Amounts per pairing, indicator and month; the same seed gives the same amounts.

    Every amount is drawn from a generator named after what it is for, so that none depends
    on the order of asking, nor on which other indicators exist.
    """

    def __init__(self, world: World, indicators: Iterable[Indicator], years: int, seed: int):
        self.world = world
        self.years = years
        self.seed = seed
        self.indicators = {indicator.code: indicator for indicator in indicators}
        self.decimals = {code: _decimals(indicator) for code, indicator in self.indicators.items()}
        codes = {indicator.pk: code for code, indicator in self.indicators.items()}
        self.whole = {
            code: codes.get(indicator.part_of_id) for code, indicator in self.indicators.items()
        }
        self.parts: dict[str, list[str]] = defaultdict(list)
        for code, indicator in self.indicators.items():
            if indicator.sums_to_id in codes:
                self.parts[codes[indicator.sums_to_id]].append(code)
        self.amounts = cache(self._amounts)
        self.level = cache(self._level)

    def draw(self, *key: object) -> random.Random:
        """A generator of its own for a purpose."""
        return random.Random(":".join(map(str, (self.seed, *key))))

    def is_subset(self, code: str) -> bool:
        """Whether it is a share of a whole, and not one of the parts that make the whole."""
        whole = self.whole[code]
        return bool(whole) and code not in self.parts[whole] and not self.parts[code]

    def _size(self, group: Group, usual: Profile) -> float:
        return usual.own if group is self.world.city else group.size

    def _level(self, group: Group, code: str, year: int) -> Decimal:
        """What a year is planned to bring (a stock: to stand at); a round number, as agreed."""
        usual = profile(code)
        if self.parts[code]:
            return sum((self.level(group, part, year) for part in self.parts[code]), ZERO)
        if self.is_subset(code):
            share = Decimal(sum(SUBSET_SHARE) / 2)
            return self._round_number(code, self.level(group, self.whole[code], year) * share)
        if usual.times in self.indicators:
            return self.level(group, usual.times, year) * Decimal(usual.level)
        raw = usual.level * self._size(group, usual) * (1 + usual.growth) ** (year - SINCE.year)
        return self._round_number(code, Decimal(raw))

    def _round_number(self, code: str, value: Decimal) -> Decimal:
        """Three leading digits, and no more decimals than the indicator has."""
        step = Decimal(1).scaleb(max(value.adjusted() - 2, -self.decimals[code]))
        return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step

    def _rounded(self, code: str, value: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
        return value.quantize(Decimal(1).scaleb(-self.decimals[code]), rounding)

    def _amounts(self, group: Group, code: str) -> list[Decimal]:
        """Month by month from the first: a flow's amount of the month, a stock's count."""
        usual = profile(code)
        if self.parts[code]:
            columns = [self.amounts(group, part) for part in self.parts[code]]
            return [sum(column, ZERO) for column in zip(*columns, strict=True)]
        if self.is_subset(code):
            return self._subset(group, code)
        if usual.times in self.indicators:
            return self._per_unit(group, code, usual)
        if self.indicators[code].kind == Indicator.Kind.STOCK:
            return self._stock(group, code)
        return [amount for year in self._years() for amount in self._flow(group, code, year, usual)]

    def _years(self) -> range:
        return range(SINCE.year, SINCE.year + self.years)

    def _flow(self, group: Group, code: str, year: int, usual: Profile) -> list[Decimal]:
        """Twelve amounts that follow the season. The running total is what gets rounded, so
        it never falls and small whole numbers come out as steps."""
        draw = self.draw(group.slug, code, year)
        reached = usual.reach * group.pace * draw.uniform(0.96, 1.04)
        total = self.level(group, code, year) * Decimal(reached)
        weights = [
            weight * draw.uniform(1 - usual.spread, 1 + usual.spread) for weight in usual.season
        ]
        running, before, amounts = 0.0, ZERO, []
        for weight in weights:
            running += weight
            to_date = self._rounded(code, total * Decimal(running / sum(weights)))
            amounts.append(to_date - before)
            before = to_date
        return amounts

    def _subset(self, group: Group, code: str) -> list[Decimal]:
        """A share of the whole's running total, rounded down: so no month exceeds its whole."""
        whole, amounts = self.amounts(group, self.whole[code]), []
        stock = self.indicators[code].kind == Indicator.Kind.STOCK
        for offset, year in enumerate(self._years()):
            share = Decimal(self.draw(group.slug, code, year).uniform(*SUBSET_SHARE))
            to_date = before = ZERO
            for amount in whole[offset * 12 : offset * 12 + 12]:
                to_date = amount if stock else to_date + amount
                part = self._rounded(code, to_date * share, ROUND_DOWN)
                amounts.append(part if stock else part - before)
                before = part
        return amounts

    def _per_unit(self, group: Group, code: str, usual: Profile) -> list[Decimal]:
        """So many per course or workshop."""
        draw = self.draw(group.slug, code)
        stray = 0.02 if self.indicators[code].kind == Indicator.Kind.STOCK else usual.spread
        return [
            self._rounded(code, units * Decimal(usual.level * draw.uniform(1 - stray, 1 + stray)))
            for units in self.amounts(group, usual.times)
        ]

    def _stock(self, group: Group, code: str) -> list[Decimal]:
        """Climbs from one year's end to the next one's planned level, never falls."""
        amounts, now = [], Decimal(self.level(group, code, SINCE.year - 1))
        for year in self._years():
            nearly = self.draw(group.slug, code, year).uniform(0.98, 1.02) * min(group.pace, 1)
            climb = max(self.level(group, code, year) * Decimal(nearly) - now, ZERO)
            amounts += [
                self._rounded(code, now + climb * month / 12, ROUND_DOWN) for month in range(1, 13)
            ]
            now += climb
        return amounts

    def understated(self, group: Group, code: str, month: int, factor: Decimal) -> Decimal:
        """The month's amount with something forgotten; relations between indicators hold."""
        if self.indicators[code].kind == Indicator.Kind.STOCK:
            return self.amounts(group, code)[month]
        if self.parts[code]:
            return sum(
                (self.understated(group, part, month, factor) for part in self.parts[code]), ZERO
            )
        return self._rounded(code, self.amounts(group, code)[month] * factor, ROUND_DOWN)

    def to_date(self, group: Group, code: str, month: int) -> Decimal:
        """The running total of the calendar year up to and with a month."""
        first = month - month % 12
        return sum(self.amounts(group, code)[first : month + 1], ZERO)


def _decimals(indicator: Indicator) -> int:
    """Of the newest definition; the amounts must be writable under every one of them."""
    return min((version.decimals for version in indicator.versions.all()), default=0)
