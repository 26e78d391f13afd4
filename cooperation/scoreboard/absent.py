"""What those who have not reported weigh: their share of the total when all had reported."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from cooperation import progress
from cooperation.models import Pairing
from cooperation.scoreboard.board import Board
from cooperation.scoreboard.catalogue import CountedIndicator
from cooperation.scoreboard.rows import Row
from cooperation.scoreboard.standings import REPORTED, Standings


class AbsentShare(NamedTuple):
    """share: per cent of the total, two decimals, that the pairings with missing months made in
    a month of a year (of a stock: of the counts given in it)."""

    share: Decimal
    year: int
    month: int


def absent_share(board: Board, row: Row) -> AbsentShare | None:
    """In the newest month, back to January of the year before, of which everybody who owes the
    total gave a figure, and which came to more than nothing. No statement.

    None for other rows than a sum, where nobody or everybody is missing, and where there was no
    such month.
    """
    if not row.partial_total:
        return None
    known, indicator, year = board.standings, row.indicator, board.year
    now = {
        part.pk: known.of(part, indicator, year, board.through)
        for part in known.parts
        if indicator.applies(part, year)
    }
    owing = [part for part in known.parts if part.pk in now and now[part.pk].due]
    absent = [part.pk for part in owing if now[part.pk].covered < now[part.pk].due]
    if len(absent) == len(owing):
        return None  # of a month that nobody has reported yet there is nothing to weigh
    for earlier, last in ((year, board.through), (year - 1, 12)):
        for month in range(last, 0, -1):
            if not all(_has(known, part, indicator, earlier, month) for part in owing):
                continue
            values = {part.pk: _given(known, part, indicator, earlier, month) for part in owing}
            whole, lacking = _sum(values.values()), _sum(values[pk] for pk in absent)
            if whole is not None and whole > 0 and lacking is not None:
                share = progress.rounded(progress.HUNDRED * lacking / whole)
                return AbsentShare(share, earlier, month)
    return None


def _has(
    known: Standings, pairing: Pairing, indicator: CountedIndicator, year: int, month: int
) -> bool:
    """Whether a pairing gave a figure in a month that it owed: a cheap look before the sums."""
    years = known.figures.get((pairing.pk, indicator.id), {})
    return month in years.get(year, {}) and month in known.due_for(pairing, indicator, year)


def _given(
    known: Standings, pairing: Pairing, indicator: CountedIndicator, year: int, month: int
) -> Decimal | None:
    """What the figure of a month says of that month: what it brought, or the count."""
    now = known.of(pairing, indicator, year, month)
    if not indicator.is_stock:
        return now.month
    return now.ytd if now.source == REPORTED and now.speaks_for_month else None


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of all; unknown if one is."""
    values = list(values)
    return None if None in values else progress.known_sum(values)
