"""Soft checks: what looks wrong and may be right. Held until confirmed with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cooperation.calendar import due_calendar, today
from cooperation.formatting import number, percent
from cooperation.models import Basis, Indicator
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import magnitude
from cooperation.reporting.checks.candidate import Candidate, cell_problem
from cooperation.reporting.checks.codes import CHECKS
from cooperation.reporting.checks.magnitude import Typed
from cooperation.reporting.checks.past import ZERO, Past
from cooperation.reporting.history import Figures
from cooperation.reporting.problems import Offer, Problem, Severity

# Fewer figures than these may be the same as last month by chance.
FEW_FLOWS = 3
DOUBLE = 2


def check_soft(candidate: Candidate, catalogue: Catalogue, figures: Figures) -> Iterator[Problem]:
    """All that is held of one report. `figures` are those that are numbers at all."""
    for pk, (basis, value) in figures.items():
        indicator, past = catalogue.by_pk(pk), candidate.pasts.get(pk)
        if value is None or past is None:
            continue
        typed = Typed(value, basis, candidate.month.year, candidate.month.month)
        cell = _Cell(candidate, catalogue, indicator, typed, past)
        yield from cell.size()
        yield from cell.target()
    yield from check_copied(candidate, catalogue)
    yield from check_late(candidate)


class _Cell:
    """One value beside its past."""

    def __init__(self, candidate, catalogue, indicator, typed: Typed, past: Past):
        self.candidate, self.catalogue, self.indicator = candidate, catalogue, indicator
        self.typed, self.past = typed, past
        self.decimals = catalogue.decimals(indicator, candidate.month)
        self.flow = indicator.kind == Indicator.Kind.FLOW

    def size(self) -> Iterator[Problem]:
        """The one best explanation of an unusual value."""
        mistaken = self._mistaken_basis()
        slip = None if mistaken else magnitude.slip(self.typed, self.past, self.decimals)
        if mistaken:
            yield mistaken
        elif slip:
            code = "M01" if slip.factor > 1 else "M02"
            factor = slip.factor if slip.factor > 1 else 1 / slip.factor
            yield self._problem(
                code,
                offer=Offer(self.typed.basis, slip.corrected),
                factor=number(factor),
                usual=self._number(magnitude.usual(self.typed, self.past)),
            )
        elif magnitude.jumps(self.typed, self.past):
            amount, usual = self.typed.amount(self.past), self.past.usual()
            ratio = amount / usual
            yield self._problem(
                "M08", ratio=number(ratio, 2 if ratio < 1 else 1), usual=self._number(usual)
            )

    def _mistaken_basis(self) -> Problem | None:
        """A month that is a year to date, or the other way round."""
        before = self.past.standing.reached
        if not self.flow or not before:
            return None
        if self.typed.basis == Basis.MONTH and magnitude.looks_cumulative(self.typed, self.past):
            offer = Offer(Basis.MONTH, self.typed.value - before)
            return self._problem("L05", offer=offer, before=self._number(before))
        if self.typed.basis == Basis.YTD and magnitude.looks_monthly(self.typed, self.past):
            offer = Offer(Basis.MONTH, self.typed.value)
            then = self._number(before + self.typed.value)
            return self._problem("R05", offer=offer, before=self._number(before), then=then)
        return None

    def target(self) -> Iterator[Problem]:
        """The target is passed by more than double, in the month in which that happens."""
        target, before = self.past.target, self.past.standing.reached
        if not target:
            return
        reached = self.typed.value
        if self.typed.basis == Basis.MONTH:
            reached += before
        elif self.typed.basis == Basis.AT:
            before = next(reversed(self.past.values.values()), ZERO)
        if reached > target * DOUBLE >= before:
            yield self._problem(
                "L11",
                completion=percent(reached / target * 100),
                target=self._number(target),
            )

    def _number(self, value: Decimal) -> str:
        return number(value, self.decimals)

    def _problem(self, code: str, *, offer: Offer | None = None, **params: str) -> Problem:
        if offer:
            params["offer"] = self._number(offer.value)
        return cell_problem(
            self.candidate,
            self.catalogue,
            self.indicator,
            code,
            CHECKS[code].sentence,
            CHECKS[code].advice,
            value=self._number(self.typed.value),
            params=params,
            severity=Severity.SOFT,
            offer=offer,
        )


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
