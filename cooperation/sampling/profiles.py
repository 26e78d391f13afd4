"""What is usual for each indicator: a year's level of an average group, season, growth.

The numbers stand in data/*.csv. Their magnitudes lie where published ones of other counties
lie; none is anybody's figure. An indicator that is not listed gets the usual profile.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

# Weights of the twelve months; only their proportions count.
SEASONS: dict[str, tuple[float, ...]] = {
    "flat": (6, 6, 8, 9, 9, 8, 8, 8, 9, 10, 10, 9),
    # Workers leave after the Spring Festival.
    "spring_festival": (6, 20, 17, 9, 6, 6, 6, 7, 7, 6, 5, 5),
    "near_home": (5, 11, 12, 10, 8, 8, 8, 8, 8, 8, 7, 7),
    "school": (0, 0, 2, 0, 0, 0, 0, 10, 80, 6, 2, 0),
    # New Year goods, the autumn harvest, and the year's closing orders in December.
    "harvest": (11, 4, 5, 5, 6, 6, 6, 7, 10, 11, 10, 19),
    "quarter_ends": (3, 4, 12, 5, 7, 14, 5, 7, 12, 8, 10, 13),
    "budget": (0, 4, 28, 24, 16, 14, 6, 4, 2, 2, 0, 0),
    "paying_out": (1, 3, 7, 9, 10, 12, 9, 9, 11, 10, 9, 10),
    "delegations": (2, 2, 9, 13, 12, 8, 7, 8, 12, 12, 10, 5),
    "meetings": (0, 0, 0, 25, 25, 0, 0, 0, 0, 25, 25, 0),
    "rotation": (0, 0, 10, 10, 40, 20, 5, 5, 5, 5, 0, 0),
}
# What part of its whole a subset is, at least and at most.
SUBSET_SHARE = (0.55, 0.66)


@dataclass(frozen=True)
class Profile:
    """How one indicator behaves.

    level: an average group's year in 2021 (a stock: its count at the end of 2021; with
    `times`: so many per unit of that indicator). own: the city level's part of an average
    group's. reach: the share of the target that is usually reached. spread: how far a month
    strays from the season. activity: the kind of activity that every so-manieth unit is.
    """

    level: float
    season: tuple[float, ...]
    growth: float
    own: float
    reach: float
    spread: float
    times: str = ""
    target: bool = True
    activity: str = ""
    every: int = 1


USUAL = Profile(24, SEASONS["flat"], 0.04, 0.1, 1.03, 0.25)


@dataclass(frozen=True)
class Revision:
    """A target that was changed within a year."""

    year: int
    indicator: str
    factor: Decimal
    month: int
    number: int
    reason: str


def data_rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the sample's own data files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _profiles() -> dict[str, Profile]:
    return {
        row["code"]: Profile(
            level=float(row["level"]),
            season=SEASONS[row["season"]],
            growth=float(row["growth"]),
            own=float(row["own"]),
            reach=float(row["reach"]),
            spread=float(row["spread"]),
            times=row["times"],
            target=row["target"] != "none",
            activity=row["activity"],
            every=int(row["every"] or 1),
        )
        for row in data_rows("indicators.csv")
    }


def profile(code: str) -> Profile:
    """How an indicator behaves."""
    return _profiles().get(code, USUAL)


@cache
def revisions() -> tuple[Revision, ...]:
    """The targets that were changed within a year."""
    return tuple(
        Revision(
            int(row["year"]),
            row["indicator"],
            Decimal(row["factor"]),
            int(row["month"]),
            int(row["number"]),
            row["reason"],
        )
        for row in data_rows("revisions.csv")
    )
