"""Everything there is to say about a report before it is handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from cooperation.models import ConfirmedCheck, DraftConfirmation, MonthlyReport
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks.candidate import Candidate, candidate_of
from cooperation.reporting.checks.codes import CHECKS
from cooperation.reporting.checks.confirmations import (
    Kept,
    Reasons,
    check_reasons,
    kept_of,
    with_reasons,
)
from cooperation.reporting.checks.hard import check_complete, check_report, readable_figures
from cooperation.reporting.checks.hints import check_offers
from cooperation.reporting.checks.soft import check_soft
from cooperation.reporting.history import History
from cooperation.reporting.problems import Problem, Severity, Where

ORDER = [Severity.HARD, Severity.SOFT, Severity.HINT]


def problems_of(
    report: MonthlyReport,
    figures: Mapping[str, tuple[str, Decimal | None, str]],
    *,
    catalogue: Catalogue | None = None,
    history: History | None = None,
) -> list[Problem]:
    """All problems of these working values, hard, soft and offers, in the order of the form.

    figures: indicator code → (basis, value, note). Held checks that were confirmed for the
    same value carry the reason. Pairing and programme of the report should be loaded. Costs one
    statement for the confirmations and three for the history where it is not given
    (`History.for_checks([report_key(report)])`); three for the catalogue and two for the due
    days the first time.
    """
    place = Where(report.pairing, report.sector, report.side, report.month)
    catalogue = catalogue or Catalogue.kept(report.pairing.programme, report.sector)
    history = history or History.for_checks([report_key(report)])
    candidate = candidate_of(place, figures, history, catalogue)
    readable = readable_figures(candidate, catalogue)
    problems = [
        *check_report(candidate, catalogue),
        *check_complete(candidate, catalogue),
        *check_soft(candidate, catalogue, readable),
        *check_offers(candidate, catalogue, readable),
    ]
    kept = kept_of(DraftConfirmation.objects.filter(report=report))
    return in_order(with_reasons(problems, kept), candidate, catalogue)


def held_problems(candidate: Candidate, catalogue: Catalogue) -> list[Problem]:
    """What is held until somebody confirms it."""
    return list(check_soft(candidate, catalogue, readable_figures(candidate, catalogue)))


def check_handed_in(
    candidate: Candidate, catalogue: Catalogue, reasons: Reasons, kept: Kept
) -> tuple[list[Problem], list[Problem]]:
    """(why it is refused, what was held and is confirmed); one of the two is empty.

    Whoever is refused is told everything at once, what is confirmed already included.
    """
    hard = [
        *check_reasons(candidate.place(), reasons),
        *check_report(candidate, catalogue),
        *check_complete(candidate, catalogue),
    ]
    held = with_reasons(held_problems(candidate, catalogue), kept, reasons)
    if hard or not all(problem.given for problem in held):
        return in_order([*hard, *held], candidate, catalogue), []
    return [], held


def in_order(problems: list[Problem], candidate: Candidate, catalogue: Catalogue) -> list[Problem]:
    """From the top of the form down; those of the whole report first."""
    owed = catalogue.owed(candidate.pairing, candidate.sector, candidate.side, candidate.month.year)
    position = {indicator.code: place for place, indicator in enumerate(owed)}

    def place(problem: Problem):
        code = problem.place.indicator
        return position.get(code, len(owed)) if code else -1, ORDER.index(problem.severity)

    return sorted(problems, key=place)


def sentence_of(confirmed: ConfirmedCheck) -> str:
    """What a kept check said, in the reader's language."""
    check = CHECKS.get(confirmed.code)
    if check is None:
        return confirmed.code
    return check.sentence % defaultdict(lambda: "—", confirmed.params)


def report_key(report: MonthlyReport):
    """The report as history knows it."""
    return report.pairing_id, report.sector, report.side, report.month
