"""What the ledgers add up to, asked of the sectors."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from decimal import Decimal

from cooperation.sectors import Sector

# pairing, indicator code, first day of the month
SumKey = tuple[int, str, datetime.date]


def reconciled_codes(sector: Sector, codes: Collection[str] | None = None) -> list[str]:
    """The indicators of a sector that have a ledger, in its own order; of `codes` only."""
    return [code for code in sector.sums if codes is None or code in codes]


def ledger_sums(
    sector: Sector,
    codes: Iterable[str],
    pairings: Collection[int],
    first: datetime.date,
    last: datetime.date,
) -> dict[SumKey, Decimal]:
    """The sums of all months from `first` to `last`, days of the month's rows included.

    One statement per indicator, none where there are no pairings. A month without rows is
    absent, not zero.
    """
    if not pairings:
        return {}
    return {
        (pairing, code, month): total
        for code in codes
        for pairing, month, total in sector.sums[code](pairings, first, last)
    }
