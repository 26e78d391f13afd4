"""The agreed targets of a sample programme, with the document they stand in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from cooperation.models import Indicator, Pairing, Target
from cooperation.sampling.figures import Figures
from cooperation.sampling.profiles import Revision, profile, revisions
from cooperation.sampling.world import Group

SHANGHAI = ZoneInfo("Asia/Shanghai")
SIGNED = (3, 18)


def sample_targets(
    figures: Figures, pairings: dict[str, Pairing], years: range
) -> Iterator[Target]:
    """All targets; the city pairing's is the whole city's: the groups' and its own share."""
    for year in years:
        for code, indicator in figures.indicators.items():
            if profile(code).target:
                yield from _year(figures, pairings, indicator, year)


def _year(
    figures: Figures, pairings: dict[str, Pairing], indicator: Indicator, year: int
) -> Iterator[Target]:
    code = indicator.code
    agreed: dict[str, Decimal] = {}
    for group in figures.world.groups:
        if indicator.applies(pairings[group.slug], year):
            agreed[group.slug] = _agreed(figures, group, code, year)
    city = figures.world.city
    if indicator.applies(pairings[city.slug], year):
        agreed[city.slug] = sum(agreed.values(), Decimal(0)) + figures.level(city, code, year)
    for slug, value in agreed.items():
        if value > 0:
            yield _target(pairings[slug], indicator, year, value)
    for revision in revisions():
        if (revision.year, revision.indicator) == (year, code):
            for slug, value in agreed.items():
                raised = (value * revision.factor).quantize(Decimal(1), ROUND_HALF_UP)
                yield _target(pairings[slug], indicator, year, raised, revision)


def _agreed(figures: Figures, group: Group, code: str, year: int) -> Decimal:
    """The planned level; nobody agrees on nothing."""
    return max(figures.level(group, code, year), Decimal(1))


def _target(
    pairing: Pairing,
    indicator: Indicator,
    year: int,
    value: Decimal,
    revision: Revision | None = None,
) -> Target:
    in_force = datetime.date(year, revision.month if revision else 1, 1)
    signed = datetime.date(year, *SIGNED) if revision is None else in_force
    return Target(
        pairing=pairing,
        indicator=indicator,
        year=year,
        value=value,
        document_no=f"样例〔{year}〕{revision.number if revision else 1}号",
        in_force_from=in_force,
        recorded_at=datetime.datetime.combine(signed, datetime.time(10), SHANGHAI),
        reason=revision.reason if revision else "",
    )
