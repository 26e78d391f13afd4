"""What the rules say of a form that is still being filled in."""

from __future__ import annotations

from collections.abc import Mapping

from cooperation.models import MonthlyReport
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import Candidate, check_complete, check_report
from cooperation.reporting.entry.sheet import Held
from cooperation.reporting.entry.typed import Typed
from cooperation.reporting.history import History
from cooperation.reporting.problems import Problem

# Said of a cell that is empty only because what was typed into it cannot be read.
EMPTY = "W08"


def problems_of_form(
    report: MonthlyReport, held: Mapping[str, Held], cells: Mapping[str, Typed]
) -> list[Problem]:
    """All that is wrong with the cells as they stand on the screen, those not saved included."""
    unreadable = {code: found for code, cell in cells.items() if (found := cell.problems(report))}
    figures = dict(held)
    for code, cell in cells.items():
        if code in unreadable:
            figures.pop(code, None)
        elif cell.touched:
            figures[code] = (cell.cell.basis, cell.cell.value, cell.cell.note)
    rules = [
        problem
        for problem in problems_of(report, figures)
        if not (problem.code == EMPTY and problem.place.indicator in unreadable)
    ]
    return [*(problem for found in unreadable.values() for problem in found), *rules]


def problems_of(report: MonthlyReport, figures: Mapping[str, Held]) -> list[Problem]:
    """All problems of a report that holds these figures."""
    key = report.pairing_id, report.sector, report.side, report.month
    candidate = Candidate(report.pairing, *key[1:], figures, History.load([key]).year(key))
    catalogue = Catalogue([report.sector])
    return [*check_report(candidate, catalogue), *check_complete(candidate, catalogue)]
