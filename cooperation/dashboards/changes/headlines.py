"""The headline indicators then and now, a line each: what moved, and for which reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from cooperation import progress
from cooperation.bridge import NEW, PRESS, TARGET
from cooperation.dashboards.changes.crossing import Crossing
from cooperation.dashboards.changes.selection import Selection
from cooperation.dashboards.changes.steps import PAST
from cooperation.formatting import number, percent, signed


@dataclass(frozen=True, slots=True)
class Headline:
    """One indicator, its texts ready: completions and points, or numbers where it has none."""

    name: str
    sector: str
    url: str
    current: bool
    unit: str
    then: str
    now: SafeString
    moved: str
    new: str
    past: str
    target: str


def headlines_of(chosen: Selection) -> list[Headline]:
    """A line for each of the page's indicators."""
    return [_line(chosen, one) for one in chosen.crossings]


def _line(chosen: Selection, crossing: Crossing) -> Headline:
    bridge, indicator = crossing.bridge, crossing.now.indicator
    in_points = bridge.points is not None
    places = 2 if in_points else indicator.decimals

    def end(one) -> str:
        return percent(one.completion) if in_points else number(one.value, places)

    def part(*kinds: str) -> str:
        steps = [step for step in bridge.steps if step.kind in kinds]
        amounts = [step.points if in_points else step.units for step in steps]
        return signed(progress.known_sum(amounts) or Decimal(0), places) if steps else ""

    return Headline(
        name=indicator.name,
        sector=indicator.sector,
        url=chosen.query(indicator=indicator.code),
        current=crossing is chosen.chosen,
        unit="" if in_points else indicator.unit,
        then=end(bridge.then),
        now=chosen.frame.figure(crossing.now, end(bridge.now)),
        moved=signed(bridge.points if in_points else bridge.units, places),
        new=part(NEW, PRESS),
        past=part(*PAST),
        target=part(TARGET),
    )
