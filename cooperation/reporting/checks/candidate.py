"""One report as somebody wants to hand it in, and its figures on one basis."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cooperation.calendar import month_before, starts_within
from cooperation.models import Basis, Pairing
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks.past import Past, pasts_of
from cooperation.reporting.history import Figures, History, Months
from cooperation.reporting.problems import Problem, Where


@dataclass
class Candidate:
    """One report as somebody wants to hand it in."""

    pairing: Pairing
    sector: str
    side: str
    month: datetime.date
    # code → (basis, value, note)
    figures: Mapping[str, tuple[str, Decimal | None, str]]
    # indicator → the figures that show in the other months of the year
    year: Mapping[int, Months] = field(default_factory=dict)
    # indicator → its values before; without them soft checks have nothing to say
    pasts: Mapping[int, Past] = field(default_factory=dict)
    # what the report of the month before shows
    last_month: Figures = field(default_factory=dict)
    # whether it was never handed in before
    first: bool = True

    def place(self, indicator: str = "", label: str = "") -> Where:
        """Where a problem is."""
        return Where(self.pairing, self.sector, self.side, self.month, indicator, label)

    def by_indicator(self, catalogue: Catalogue) -> dict[int, tuple[str, Decimal | None]]:
        """The figures of known indicators, as history keeps them."""
        known = ((catalogue.get(code), figure) for code, figure in self.figures.items())
        return {i.pk: (basis, value) for i, (basis, value, _note) in known if i is not None}


def candidate_of(
    place: Where,
    figures: Mapping[str, tuple[str, Decimal | None, str]],
    history: History,
    catalogue: Catalogue,
    *,
    soft: bool = True,
) -> Candidate:
    """The report of a place with all that its figures are compared with."""
    key = (place.pairing.pk, place.sector, place.side, place.month)
    candidate = Candidate(
        place.pairing, place.sector, place.side, place.month, figures, history.year(key)
    )
    if soft:
        before = history.reports.get((*key[:3], month_before(place.month)))
        known = history.reports.get(key)
        candidate.pasts = pasts_of(place.pairing, catalogue, history, key)
        candidate.last_month = before.figures if before and not before.correcting else {}
        candidate.first = known is None or known.number == 0
    return candidate


def comparable(
    candidate: Candidate, figures: Figures, indicators: Iterable[int]
) -> list[Decimal] | None:
    """The values of several indicators on one basis; None if one is missing.

    Figures typed on the same basis are compared as typed. Where some are of the month and
    others of the year, the years to date are compared, if every month stands behind them.
    """
    indicators = list(indicators)
    if any(pk not in figures or figures[pk][1] is None for pk in indicators):
        return None
    if len({figures[pk][0] for pk in indicators}) == 1:
        return [figures[pk][1] for pk in indicators]
    values = [_full_year_to_date(candidate, pk, figures[pk]) for pk in indicators]
    return None if any(value is None for value in values) else values


def _full_year_to_date(
    candidate: Candidate, pk: int, figure: tuple[str, Decimal | None]
) -> Decimal | None:
    """The year to date with this figure in it, if no month is missing; else None."""
    basis, value = figure
    if basis != Basis.MONTH:
        return value if basis == Basis.YTD else None
    months = candidate.year.get(pk, {})
    total = value
    for month in range(candidate.month.month - 1, 0, -1):
        if not starts_within(candidate.pairing, candidate.month.replace(month=month)):
            break
        basis, earlier = months.get(month, ("", None))
        if earlier is None:
            return None
        total += earlier
        if basis == Basis.YTD:
            break
    return total


def cell_problem(
    candidate, catalogue, indicator, code, reason, advice, *, value="", params=None, **rest
) -> Problem:
    """A problem of one cell."""
    return Problem(
        code,
        candidate.place(indicator.code, catalogue.name(indicator, candidate.month)),
        reason,
        advice,
        value=value,
        params=params or {},
        **rest,
    )
