"""The ledgers beside the cells of one form: a pairing, a sector and a month."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cooperation import progress
from cooperation.models import Explanation, Pairing
from cooperation.reconciliation.addresses import cell_address, rows_address
from cooperation.reconciliation.comparison import Comparison
from cooperation.reconciliation.explanations import newest_explanations
from cooperation.reconciliation.sums import ledger_sums, reconciled_codes
from cooperation.scoreboard import CountedIndicator
from cooperation.sectors import all_sectors


@dataclass(frozen=True, slots=True)
class LedgerBeside:
    """What a ledger says of one cell.

    total: the exact sum of the month's rows, None without rows. given: the newest
    explanation. rows_url: the list of the rows; empty where it is not known. cell_url: the
    page where the difference is explained.
    """

    pairing: Pairing
    indicator: CountedIndicator
    month: datetime.date
    total: Decimal | None
    given: Explanation | None
    rows_url: str
    cell_url: str

    def beside(self, declared: Decimal | None) -> Comparison:
        """The comparison with a figure, declared or still being typed."""
        return Comparison.of(
            self.pairing, self.indicator, self.month, declared, self.total, self.given
        )


def ledgers_beside(
    pairing: Pairing, sector: str, month: datetime.date, indicators: Iterable[CountedIndicator]
) -> dict[str, LedgerBeside]:
    """Of the indicators those that have a ledger, by code; the pairing's programme loaded.

    One statement per indicator with a ledger and, where there are rows at all, one or two for
    the explanations.
    """
    declared = next((one for one in all_sectors() if one.slug == sector), None)
    by_code = {one.code: one for one in indicators}
    codes = reconciled_codes(declared, by_code) if declared else []
    if not declared or not codes:
        return {}
    end = progress.month_end(month.year, month.month)
    sums = ledger_sums(declared, codes, [pairing.pk], month, end)
    ids = [by_code[code].id for code in codes]
    given = newest_explanations([pairing.pk], ids, month, month) if sums else {}
    return {
        code: LedgerBeside(
            pairing,
            by_code[code],
            month,
            sums.get((pairing.pk, code, month)),
            given.get((pairing.pk, by_code[code].id, month)),
            rows_address(declared, code, pairing.programme, pairing, month),
            cell_address(declared, code, pairing.programme, pairing, month),
        )
        for code in codes
    }
