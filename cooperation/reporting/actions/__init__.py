"""The workflow of a monthly report: save cells, submit, withdraw, approve, return, reopen.

Every action asks permission, locks the report, compares the version that the person saw,
and does all or nothing. Submissions and figures are written by `record_many` alone.
"""

from cooperation.reporting.actions.cells import Kept, keep_cells
from cooperation.reporting.actions.confirmations import confirm_checks
from cooperation.reporting.actions.decisions import (
    CorrectionKind,
    approve,
    reopen,
    return_,
    submit,
    withdraw,
)
from cooperation.reporting.actions.drafts import open_report, save_cells
from cooperation.reporting.actions.locking import Cell, Change
from cooperation.reporting.actions.several import SeveralRefused, approve_many

__all__ = [
    "Cell",
    "Change",
    "CorrectionKind",
    "Kept",
    "SeveralRefused",
    "approve",
    "approve_many",
    "confirm_checks",
    "keep_cells",
    "open_report",
    "reopen",
    "return_",
    "save_cells",
    "submit",
    "withdraw",
]
