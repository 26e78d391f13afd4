"""Offers: figures that follow from others. Never made up, only offered."""

from __future__ import annotations

from collections.abc import Iterator

from cooperation.formatting import chinese, number
from cooperation.models import Basis
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks.candidate import Candidate, cell_problem, comparable
from cooperation.reporting.checks.codes import CHECKS
from cooperation.reporting.history import Figures
from cooperation.reporting.problems import Offer, Problem, Severity


def check_offers(candidate: Candidate, catalogue: Catalogue, figures: Figures) -> Iterator[Problem]:
    """Where a total is empty and all its parts are given, their sum is offered."""
    plus = "＋" if chinese() else " + "
    owed = catalogue.owed(candidate.pairing, candidate.sector, candidate.side, candidate.month.year)
    for total in owed:
        parts = [one for one in owed if one.sums_to_id == total.pk]
        typed = candidate.figures.get(total.code)
        if not parts or (typed is not None and typed[1] is not None):
            continue
        values = comparable(candidate, figures, [part.pk for part in parts])
        if values is None:
            continue
        decimals = catalogue.decimals(total, candidate.month)
        bases = {figures[part.pk][0] for part in parts}
        basis = bases.pop() if len(bases) == 1 else Basis.YTD
        yield cell_problem(
            candidate,
            catalogue,
            total,
            "R07",
            CHECKS["R07"].sentence,
            CHECKS["R07"].advice,
            params={
                "sum": number(sum(values), decimals),
                "parts": plus.join(catalogue.name(part, candidate.month) for part in parts),
            },
            severity=Severity.HINT,
            offer=Offer(basis, sum(values)),
        )
