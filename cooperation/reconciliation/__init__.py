"""Declared figures beside their ledgers: sums, differences, and what explains them.

The declared month comes from the scoreboard, the ledger's from `Sector.sums`. Unknown is not
zero: a month without rows, or without a figure, is no difference of the whole amount.
"""

from cooperation.reconciliation.comparison import Comparison, State
from cooperation.reconciliation.months import compare_months
from cooperation.reconciliation.rows import rows_address
from cooperation.reconciliation.sums import ledger_sums, reconciled_codes

__all__ = [
    "Comparison",
    "State",
    "compare_months",
    "ledger_sums",
    "reconciled_codes",
    "rows_address",
]
