"""Declared figures beside their ledgers: sums, differences, and what explains them.

The declared month comes from the scoreboard, the ledger's from `Sector.sums`. Unknown is not
zero: a month without rows, or without a figure, is no difference of the whole amount.
"""

from cooperation.reconciliation.addresses import cell_address, rows_address, rows_between
from cooperation.reconciliation.comparison import Comparison, State
from cooperation.reconciliation.explaining import explain, may_explain
from cooperation.reconciliation.forms import LedgerBeside, ledgers_beside
from cooperation.reconciliation.months import compare_cell, compare_months
from cooperation.reconciliation.parts import (
    TypedParts,
    blank_parts,
    parts_begun,
    read_parts,
    seen_numbers,
)
from cooperation.reconciliation.scope import compared_pairings
from cooperation.reconciliation.sums import ledger_sums, reconciled_codes

__all__ = [
    "Comparison",
    "LedgerBeside",
    "State",
    "TypedParts",
    "blank_parts",
    "cell_address",
    "compare_cell",
    "compare_months",
    "compared_pairings",
    "explain",
    "ledger_sums",
    "ledgers_beside",
    "may_explain",
    "parts_begun",
    "read_parts",
    "reconciled_codes",
    "rows_address",
    "rows_between",
    "seen_numbers",
]
