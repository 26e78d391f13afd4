"""All months of some pairings in a sector, compared."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence

from django.db.models import Q

from cooperation import progress
from cooperation.models import Pairing, Programme
from cooperation.reconciliation.comparison import Comparison
from cooperation.reconciliation.explanations import newest_explanations
from cooperation.reconciliation.sums import ledger_sums, reconciled_codes
from cooperation.scoreboard import scoreboard
from cooperation.sectors import Sector


def compare_months(
    programme: Programme,
    sector: Sector,
    pairings: Sequence[Pairing],
    year: int,
    first: int,
    through: int,
    codes: Collection[str] | None = None,
) -> list[Comparison]:
    """What was declared and what the ledgers say, month by month from `first` to `through`.

    pairings: reporting ones, loaded with their ends. By indicator, pairing and month in
    their order; a month with neither figure nor rows is left out, and so is what a pairing
    does not owe. A fixed number of statements: the board's, one per indicator with a ledger,
    two for the explanations.
    """
    found = _compared(programme, sector, pairings, year, first, through, codes)
    return [one for one in found if one.known]


def compare_cell(
    programme: Programme, sector: Sector, pairing: Pairing, code: str, month: datetime.date
) -> Comparison | None:
    """One pairing, indicator and month, with or without anything known of it.

    None where the indicator has no ledger, or the pairing does not owe it.
    """
    year, number = month.year, month.month
    found = _compared(programme, sector, [pairing], year, number, number, [code])
    return next(found, None)


def _compared(
    programme, sector, pairings, year: int, first: int, through: int, codes
) -> Iterator[Comparison]:
    asked = reconciled_codes(sector, codes)
    if not pairings or not asked:
        return
    board = scoreboard(
        programme,
        year,
        through,
        pairings=pairings,
        # A code that the catalogue does not have yet is not declared by anybody.
        indicators=Q(code__in=asked),
        since=False,
    )
    keys = [pairing.pk for pairing in pairings]
    begin, end = datetime.date(year, first, 1), progress.month_end(year, through)
    sums = ledger_sums(sector, [one.code for one in board.indicators], keys, begin, end)
    given = newest_explanations(keys, [one.id for one in board.indicators], begin, end)
    for indicator in board.indicators:
        for pairing in pairings:
            if not indicator.applies(pairing, year):
                continue
            declared = board.declared_months(pairing, indicator.code)
            for number in range(first, through + 1):
                month = datetime.date(year, number, 1)
                yield Comparison.of(
                    pairing,
                    indicator,
                    month,
                    declared[number - 1],
                    sums.get((pairing.pk, indicator.code, month)),
                    given.get((pairing.pk, indicator.id, month)),
                )
