"""What the offices gave by the end of each month of a year, of one pairing or added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from cooperation.progress import Reached, known_sum


class Summed(NamedTuple):
    """What several gave by the end of a month, or a count: `Reached` without what only a flow of
    one pairing has."""

    ytd: Decimal | None
    month: Decimal | None
    covered: int
    due: int


# By the end of a month, for charts; that of one pairing's flow is taken as it is.
MonthSum = Reached | Summed


def partly_given(months: Iterable[MonthSum]) -> list[str]:
    """Of how many figures owed for each month how many are in it ("3/4"), where some lack."""
    words, before = [], (0, 0)
    for one in months:
        got, owed = one.covered - before[0], one.due - before[1]
        words.append(f"{got}/{owed}" if one.month is not None and got < owed else "")
        before = one.covered, one.due
    return words


def of_flow(paths: Sequence[Sequence[Reached]]) -> Sequence[MonthSum]:
    """Twelve months, from those of each pairing: `progress.reached_by_month`."""
    if len(paths) == 1:
        return paths[0]
    sums = []
    for month in range(1, 13):
        reached = [path[month - 1] for path in paths]
        singles = [one.month for one in reached]
        # Whoever gave a year to date this month does not tell what the month alone was.
        untold = any(one.month is None and one.last == month for one in reached)
        sums.append(_added(reached, None if untold else known_sum(singles)))
    return sums


def of_stock(paths: Sequence[Sequence[Summed]]) -> Sequence[MonthSum]:
    """Twelve counts, from those of each pairing."""
    if len(paths) == 1:
        return paths[0]
    return [_added([path[place] for path in paths], None) for place in range(12)]


def _added(some: Sequence[MonthSum], single: Decimal | None) -> Summed:
    """The same month's end of several pairings; single: what the month alone adds up to."""
    return Summed(
        known_sum([one.ytd for one in some]),
        single,
        sum([one.covered for one in some]),
        sum([one.due for one in some]),
    )
