"""What the rules say of a form that is still being filled in."""

from __future__ import annotations

from collections.abc import Mapping

from cooperation.models import MonthlyReport
from cooperation.reporting.checks import problems_of
from cooperation.reporting.entry.lines import EMPTY
from cooperation.reporting.entry.sheet import Held
from cooperation.reporting.entry.typed import Typed
from cooperation.reporting.problems import Problem


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
        # Empty only because what was typed into it cannot be read.
        if not (problem.code == EMPTY and problem.place.indicator in unreadable)
    ]
    return [*(problem for found in unreadable.values() for problem in found), *rules]
