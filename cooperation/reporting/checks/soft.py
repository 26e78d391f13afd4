"""Soft checks: what looks wrong and may be right. Held until confirmed with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cooperation.calendar import due_calendar, today
from cooperation.formatting import number, percent
from cooperation.models import Indicator
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks.candidate import Candidate, cell_problem
from cooperation.reporting.checks.codes import CHECKS
from cooperation.reporting.checks.magnitude import Typed, rounded
from cooperation.reporting.checks.values import Found, check_value_held
from cooperation.reporting.history import Figures
from cooperation.reporting.problems import Problem, Severity

# Fewer figures than these may be the same as last month by chance.
FEW_FLOWS = 3


def check_soft(candidate: Candidate, catalogue: Catalogue, figures: Figures) -> Iterator[Problem]:
    """All that is held of one report. `figures` are those that are numbers at all."""
    for pk, (basis, value) in figures.items():
        indicator, past = catalogue.by_pk(pk), candidate.pasts.get(pk)
        if value is None or past is None or indicator is None:
            continue
        typed = Typed(value, basis, candidate.month.year, candidate.month.month)
        decimals = catalogue.decimals(indicator, candidate.month)
        for found in check_value_held(typed, past, decimals):
            yield _of_value(candidate, catalogue, indicator, value, found)
    yield from check_copied(candidate, catalogue)
    yield from check_late(candidate)


def _of_value(
    candidate: Candidate, catalogue: Catalogue, indicator: Indicator, value: Decimal, found: Found
) -> Problem:
    decimals = catalogue.decimals(indicator, candidate.month)
    numbers = {**found.numbers, "figure": found.figure}
    if found.offer:
        numbers["offer"] = found.offer.value
    exact = value == rounded(value, decimals)
    return cell_problem(
        candidate,
        catalogue,
        indicator,
        found.code,
        CHECKS[found.code].sentence,
        CHECKS[found.code].advice,
        value=number(value, decimals) if exact else f"{value:f}",
        params=_texts(numbers, decimals),
        severity=Severity.SOFT,
        offer=found.offer,
    )


def _texts(numbers: Mapping[str, Decimal], decimals: int) -> dict[str, str]:
    """The numbers of a sentence as they are printed; they are kept with a confirmation."""
    texts = {}
    for name, value in numbers.items():
        if name == "completion":
            texts[name] = percent(value * 100)
        elif name == "ratio":
            texts[name] = number(value, 2 if value < 1 else 1)
        else:
            texts[name] = number(value, 0 if name == "factor" else decimals)
    return texts


def check_copied(candidate: Candidate, catalogue: Catalogue) -> Iterator[Problem]:
    """Every flow is exactly what it was a month ago."""
    last = candidate.last_month
    flows = {
        pk: figure
        for pk, figure in candidate.by_indicator(catalogue).items()
        if catalogue.by_pk(pk).kind == Indicator.Kind.FLOW
    }
    something = [value for _basis, value in flows.values() if value]
    if len(something) < FEW_FLOWS:
        return
    if all(last.get(pk) == figure for pk, figure in flows.items()):
        yield _of_report(candidate, "R06")


def check_late(candidate: Candidate) -> Iterator[Problem]:
    """A report that is handed in for the first time after its deadline says why."""
    due_days = due_calendar(candidate.pairing.programme)
    day = today()
    if not candidate.first or not due_days.overdue(candidate.sector, candidate.month, day):
        return
    deadline = due_days.deadline(candidate.sector, candidate.month)
    yield _of_report(
        candidate, "D19", deadline=deadline.isoformat(), days=str((day - deadline).days)
    )


def _of_report(candidate: Candidate, code: str, **params: str) -> Problem:
    check = CHECKS[code]
    return Problem(
        code,
        candidate.place(),
        check.sentence,
        check.advice,
        params=params,
        severity=Severity.SOFT,
    )
