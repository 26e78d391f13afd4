"""The rules for the figures of a report. Every channel applies these and no others."""

from cooperation.reporting.checks.candidate import Candidate, candidate_of
from cooperation.reporting.checks.codes import CHECKS
from cooperation.reporting.checks.confirmations import (
    Reasons,
    check_reasons,
    confirmed_value,
    kept_of,
    reasons_from,
    with_reasons,
)
from cooperation.reporting.checks.findings import (
    check_handed_in,
    held_problems,
    in_order,
    problems_of,
    report_key,
    sentence_of,
)
from cooperation.reporting.checks.hard import (
    NOTE_LENGTH,
    check_begun,
    check_complete,
    check_figure,
    check_month,
    check_month_form,
    check_report,
    falls,
)

__all__ = [
    "CHECKS",
    "NOTE_LENGTH",
    "Candidate",
    "Reasons",
    "candidate_of",
    "check_begun",
    "check_complete",
    "check_figure",
    "check_handed_in",
    "check_month",
    "check_month_form",
    "check_reasons",
    "check_report",
    "confirmed_value",
    "falls",
    "held_problems",
    "in_order",
    "kept_of",
    "problems_of",
    "reasons_from",
    "report_key",
    "sentence_of",
    "with_reasons",
]
