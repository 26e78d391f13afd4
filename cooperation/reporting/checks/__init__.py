"""The rules for the figures of a report. Every channel applies these and no others."""

from cooperation.reporting.checks.candidate import Candidate
from cooperation.reporting.checks.hard import (
    NOTE_LENGTH,
    check_complete,
    check_figure,
    check_month,
    check_month_form,
    check_report,
    falls,
)

__all__ = [
    "NOTE_LENGTH",
    "Candidate",
    "check_complete",
    "check_figure",
    "check_month",
    "check_month_form",
    "check_report",
    "falls",
]
