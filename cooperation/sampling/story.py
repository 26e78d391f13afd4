"""What became of each monthly report: most are filed and approved, some are not."""

from __future__ import annotations

import datetime
from enum import StrEnum
from functools import cache

from cooperation.calendar import DueCalendar, next_month
from cooperation.models import Basis
from cooperation.sampling.figures import Figures
from cooperation.sampling.profiles import data_rows
from cooperation.sampling.targets import SHANGHAI
from cooperation.sampling.world import Group


class Fate(StrEnum):
    """How far a report came."""

    FILED = "filed"
    LATE = "late"
    MISSING = "missing"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    PENDING = "pending"
    RESUBMITTED = "resubmitted"
    CORRECTED = "corrected"
    CORRECTING = "correcting"


# The sample is the same wherever it is made: no rules and no days of this installation.
DUE_DAYS = DueCalendar()

# Shares of the reports for which nothing is written down in data/stories.csv, in order.
# The newest month of a province still has open ends; older months are settled.
NEWEST = (
    (Fate.MISSING, 0.06),
    (Fate.DRAFT, 0.03),
    (Fate.RETURNED, 0.03),
    (Fate.WITHDRAWN, 0.01),
    (Fate.PENDING, 0.12),
    (Fate.LATE, 0.1),
)
OLDER = (
    (Fate.LATE, 0.05),
    (Fate.RESUBMITTED, 0.015),
    (Fate.CORRECTED, 0.01),
)


@cache
def _told() -> dict[tuple[str, ...], Fate]:
    return {
        (row["scale"], row["pairing"], row["sector"], row["side"], row["back"]): Fate(row["fate"])
        for row in data_rows("stories.csv")
    }


@cache
def _monthly() -> dict[tuple[str, ...], int]:
    return {
        (row["scale"], row["pairing"], row["sector"], row["side"]): int(row["until_year"])
        for row in data_rows("monthly.csv")
    }


@cache
def _gaps() -> dict[tuple[str, ...], tuple[int, str]]:
    return {
        (row["scale"], row["pairing"], row["indicator"]): (int(row["last_years"]), row["note"])
        for row in data_rows("gaps.csv")
    }


class Story:
    """The course of all reports of a sample programme."""

    def __init__(self, figures: Figures, months: list[datetime.date]):
        self.figures = figures
        self.scale = figures.world.scale
        self.months = months

    def fate(self, group: Group, sector: str, side: str, index: int) -> Fate:
        """What became of the report of a month."""
        back = len(self.months) - 1 - index
        told = _told().get((self.scale, group.slug, sector, side, str(back)))
        if told is not None:
            return told
        newest = back == 0 and self.scale != "city"
        drawn = self._draw("fate", group, sector, side, index).random()
        for fate, share in NEWEST if newest else OLDER:
            if drawn < share:
                return fate
            drawn -= share
        return Fate.FILED

    def basis(self, group: Group, sector: str, side: str, year: int) -> Basis:
        """Whether an office reports months alone or the year so far."""
        if self.scale == "city":
            until = _monthly().get((self.scale, group.slug, sector, side), 0)
            return Basis.MONTH if year <= until else Basis.YTD
        monthly = self.figures.draw("basis", group.slug, sector, side).random() < 0.2
        return Basis.MONTH if monthly else Basis.YTD

    def gap(self, group: Group, code: str, year: int) -> str:
        """Why a cell stays empty; the empty text where a value is given."""
        last_years, note = _gaps().get((self.scale, group.slug, code), (0, ""))
        return note if year > self.months[-1].year - last_years else ""

    def submitted_at(
        self, group: Group, sector: str, side: str, index: int, *, late: bool
    ) -> datetime.datetime:
        """In the days before the due date; or up to three weeks after it."""
        draw = self._draw("at", group, sector, side, index)
        if late:
            day = DUE_DAYS.due(sector, self.months[index]) + datetime.timedelta(draw.randint(2, 21))
        else:
            day = next_month(self.months[index]) + datetime.timedelta(draw.randint(2, 8))
        time = datetime.time(draw.randint(8, 17), draw.randint(0, 59))
        return datetime.datetime.combine(day, time, SHANGHAI)

    def _draw(self, purpose: str, group: Group, sector: str, side: str, index: int):
        return self.figures.draw(purpose, group.slug, sector, side, index)
