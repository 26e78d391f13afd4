"""The rules for the figures of a report. Every channel applies these and no others.

A check gives `Problem`s. These are the hard ones: refused. What is held until it is confirmed
with a reason stands in `soft`, what is only offered in `hints`. Codes are stable.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cooperation.calendar import starts_within
from cooperation.formatting import month_name, number, rounded
from cooperation.models import Basis, Indicator
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks.candidate import Candidate, cell_problem, comparable
from cooperation.reporting.history import Figures, Months
from cooperation.reporting.problems import Offer, Problem, Where
from cooperation.typed.words import fault_of

# 13 digits before the point fit the database; nobody counts a billion people or events.
TOO_LARGE = Decimal(10) ** 13
TOO_MANY = Decimal(10) ** 9
NOTE_LENGTH = 300

FLOW_BASES = frozenset({Basis.MONTH, Basis.YTD})


def check_report(candidate: Candidate, catalogue: Catalogue) -> list[Problem]:
    """All problems of one report."""
    problems = [*check_month(candidate)]
    sound = {}
    for code, figure in candidate.figures.items():
        found = [*check_figure(candidate, catalogue, code, *figure)]
        problems += found
        indicator = catalogue.get(code)
        if indicator is not None and not found:
            sound[indicator.pk] = figure[:2]
    problems += check_subsets(candidate, catalogue, sound)
    problems += check_sums(candidate, catalogue, sound)
    problems += check_cumulative(candidate, catalogue, sound)
    return problems


# What a value may be and still say how large it is.
READABLE = frozenset({"N17", "N47", "T17", "T21", "P01"})


def readable_figures(
    candidate: Candidate, catalogue: Catalogue
) -> dict[int, tuple[str, Decimal | None]]:
    """The figures that are numbers on a basis that fits, if perhaps too large or too exact."""
    found = {}
    for code, figure in candidate.figures.items():
        codes = {problem.code for problem in check_figure(candidate, catalogue, code, *figure)}
        if codes <= READABLE:
            found[catalogue.get(code).pk] = figure[:2]
    return found


def check_month_form(place: Where) -> Iterator[Problem]:
    """A month is written as its first day."""
    if place.month.day != 1:
        yield Problem(
            "D09",
            place,
            _("a month is given by its first day"),
            _("Choose the month from the list"),
            value=place.month.isoformat(),
        )


def check_month(candidate: Candidate) -> Iterator[Problem]:
    """The month is one that the pairing owes."""
    pairing, month = candidate.pairing, candidate.month
    if not pairing.reports or not starts_within(pairing, month):
        last = min(filter(None, (pairing.until, pairing.programme.until)))
        first = max(filter(None, (pairing.since, pairing.programme.since)))
        yield Problem(
            "D17",
            candidate.place(),
            _("reports of this pairing are due from %(since)s to %(until)s"),
            _("Choose a month in this time"),
            value=f"{month:%Y-%m}",
            params={"since": first.isoformat(), "until": last.isoformat()},
        )


def check_begun(place: Where, day: datetime.date) -> Iterator[Problem]:
    """No month is reported before it begins."""
    if place.month > day:
        yield Problem(
            "D18",
            place,
            _("this month has not begun"),
            _("Choose a month that has begun"),
            value=f"{place.month:%Y-%m}",
        )


def check_figure(
    candidate: Candidate,
    catalogue: Catalogue,
    code: str,
    basis: str,
    value: Decimal | None,
    note: str,
) -> Iterator[Problem]:
    """One cell by itself: its indicator, basis, note, sign, size and decimals."""
    indicator = catalogue.get(code)
    owed = catalogue.owed(candidate.pairing, candidate.sector, candidate.side, candidate.month.year)
    if indicator is None or indicator not in owed:
        yield Problem(
            "R01",
            candidate.place(code),
            _("this indicator does not belong to this report"),
            _("Leave it out; the list of indicators says who reports it"),
            value=code,
        )
        return
    allowed = FLOW_BASES if indicator.kind == Indicator.Kind.FLOW else {Basis.AT}
    if basis not in allowed:
        yield _basis_problem(candidate, catalogue, indicator, basis)
    fault = fault_of(note, NOTE_LENGTH)
    if fault:
        yield cell_problem(
            candidate,
            catalogue,
            indicator,
            fault.code,
            fault.reason,
            fault.advice,
            params=fault.params,
        )
    if value is not None:
        yield from check_value(candidate, catalogue, indicator, basis, value)


def check_value(
    candidate: Candidate, catalogue: Catalogue, indicator: Indicator, basis: str, value: Decimal
) -> Iterator[Problem]:
    """Sign, size and decimals of a value."""
    if isinstance(value, bool) or not isinstance(value, Decimal) or not value.is_finite():
        yield cell_problem(
            candidate,
            catalogue,
            indicator,
            "N25",
            _("this is not a number"),
            _("Write one number in digits"),
            value=str(value),
        )
        return
    decimals = catalogue.decimals(indicator, candidate.month)
    limit = TOO_LARGE if decimals else TOO_MANY
    if value < 0:
        yield cell_problem(
            candidate,
            catalogue,
            indicator,
            "N14",
            _("a figure is not negative"),
            _("Write the number without a sign; correct an earlier month by reopening its report"),
            value=number(value, decimals),
        )
    elif value >= limit:
        yield cell_problem(
            candidate,
            catalogue,
            indicator,
            "N47",
            _("the number is too large (it must be below %(limit)s)"),
            _("Check the number and its unit"),
            value=str(value),
            params={"limit": number(limit)},
        )
    elif value.as_tuple().exponent < -decimals and value != round(value, decimals):
        yield _decimals_problem(candidate, catalogue, indicator, basis, value, decimals)


def check_subsets(
    candidate: Candidate, catalogue: Catalogue, figures: Figures
) -> Iterator[Problem]:
    """A subset (其中) is not larger than its whole."""
    for pk, (_basis, value) in figures.items():
        part = catalogue.by_pk(pk)
        if value is None or part.part_of_id not in figures:
            continue
        whole = catalogue.by_pk(part.part_of_id)
        pair = comparable(candidate, figures, (pk, whole.pk))
        if pair is None or pair[0] <= pair[1]:
            continue
        decimals = catalogue.decimals(part, candidate.month)
        yield cell_problem(
            candidate,
            catalogue,
            part,
            "L01",
            _("a subset of “%(whole)s” (%(most)s) cannot be larger than it"),
            _("Check both figures"),
            value=number(pair[0], decimals),
            params={
                "whole": catalogue.name(whole, candidate.month),
                "most": number(pair[1], decimals),
            },
        )


def check_sums(candidate: Candidate, catalogue: Catalogue, figures: Figures) -> Iterator[Problem]:
    """Parts add up to their total (合计) where all of them are given."""
    owed = catalogue.owed(candidate.pairing, candidate.sector, candidate.side, candidate.month.year)
    for total in owed:
        parts = [i.pk for i in owed if i.sums_to_id == total.pk]
        if not parts:
            continue
        values = comparable(candidate, figures, (total.pk, *parts))
        if values is None or values[0] == sum(values[1:]):
            continue
        decimals = catalogue.decimals(total, candidate.month)
        yield cell_problem(
            candidate,
            catalogue,
            total,
            "L03",
            _("the parts add up to %(sum)s, the total says %(total)s"),
            _("Check the total and its parts"),
            value=number(values[0], decimals),
            params={
                "sum": number(sum(values[1:]), decimals),
                "total": number(values[0], decimals),
            },
        )


def check_cumulative(
    candidate: Candidate, catalogue: Catalogue, figures: Figures
) -> Iterator[Problem]:
    """A year-to-date is not below what the year had before; nor is a later one below this."""
    own = candidate.month.month
    for pk, (basis, value) in figures.items():
        months = candidate.year.get(pk)
        if value is None or basis == Basis.AT or not months:
            continue
        known = {month for month, *_ in falls(months)}
        for month, before, after in falls({**months, own: (basis, value)}):
            if month != own and (month < own or month in known):
                continue
            indicator = catalogue.by_pk(pk)
            decimals = catalogue.decimals(indicator, candidate.month)
            # Mostly it is the month alone that was typed.
            alone = Offer(Basis.MONTH, value) if month == own else None
            yield cell_problem(
                candidate,
                catalogue,
                indicator,
                "L06" if month == own else "L08",
                _("the year to date cannot be below the %(before)s reached before")
                if month == own
                else _(
                    "with it the year reaches %(before)s, but the report of %(month)s "
                    "says %(after)s"
                ),
                _("Check both months; reopen the other report if that one is wrong"),
                value=number(value, decimals),
                params={
                    "before": number(before, decimals),
                    "after": number(after, decimals),
                    "month": month_name(candidate.month.year, month),
                },
                offer=alone,
            )


def falls(months: Months) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Where a year's cumulative figure lies below what the months before it amount to.

    Gives (month, reached before, said by the figure). Months without figures count nothing:
    figures are never negative, so what is known is a lower bound.
    """
    reached = None
    for month in sorted(months):
        basis, value = months[month]
        if value is None:
            continue
        if basis == Basis.MONTH:
            reached = (reached or Decimal(0)) + value
        elif basis == Basis.YTD:
            if reached is not None and value < reached:
                yield month, reached, value
            reached = value


def check_complete(candidate: Candidate, catalogue: Catalogue) -> Iterator[Problem]:
    """A report that is handed in has every cell filled; a blank one says why in its note."""
    owed = catalogue.owed(candidate.pairing, candidate.sector, candidate.side, candidate.month.year)
    empty = [indicator for indicator in owed if _is_blank(candidate.figures.get(indicator.code))]
    for indicator in empty:
        yield cell_problem(
            candidate,
            catalogue,
            indicator,
            "W08",
            ngettext_lazy(
                "this report has %(empty)s empty cell",
                "this report has %(empty)s empty cells",
                "empty",
            ),
            _("Type 0 where nothing happened; where the figure is not known, say so in the note"),
            params={"empty": len(empty)},
        )


def _is_blank(figure: tuple[str, Decimal | None, str] | None) -> bool:
    return figure is None or (figure[1] is None and not figure[2].strip())


def _basis_problem(candidate, catalogue, indicator, basis) -> Problem:
    flow = indicator.kind == Indicator.Kind.FLOW
    return cell_problem(
        candidate,
        catalogue,
        indicator,
        "R02",
        _("a flow is given for the month or for the year to date")
        if flow
        else _("a stock is given as it stands at the end of the month"),
        _("Choose month or year to date") if flow else _("Give the count at the end of the month"),
        value=basis,
    )


def _decimals_problem(candidate, catalogue, indicator, basis, value, decimals) -> Problem:
    return cell_problem(
        candidate,
        catalogue,
        indicator,
        "N17",
        _("at most %(decimals)s decimals are kept") if decimals else _("this is a whole number"),
        _("Round it: %(rounded)s"),
        value=str(value),
        params={"decimals": decimals, "rounded": number(value, decimals)},
        offer=Offer(basis, rounded(value, decimals)),
    )
