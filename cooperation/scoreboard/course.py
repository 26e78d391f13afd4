"""The course of one cell: what one pairing gave of one indicator, month by month, until a month.

The same figures and the same arithmetic as the board's, whose charts show
one year and the one before; a cell looks back two years from any month.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cooperation.models import Pairing
from cooperation.progress import Given
from cooperation.scoreboard import facts
from cooperation.scoreboard.catalogue import CountedIndicator
from cooperation.scoreboard.facts import Horizon
from cooperation.scoreboard.standings import Standings

APPROVED, PENDING, CORRECTING, UNREPORTED, NOT_DUE = (
    "approved",
    "pending",
    "correcting",
    "unreported",
    "not_due",
)


@dataclass(frozen=True, slots=True)
class MonthOfCourse:
    """One month. value: the month alone, of a stock the count that was given in it.

    ytd: the year to date at its end; None for a stock. Both None where they are unknown: a
    month that was reported as part of a longer year to date has no value of its own.
    """

    month: datetime.date
    value: Decimal | None
    ytd: Decimal | None
    state: str


@dataclass(frozen=True, slots=True)
class Course:
    """The months, oldest first, and every definition the indicator ever had."""

    indicator: CountedIndicator
    definitions: Sequence[CountedIndicator]
    months: Sequence[MonthOfCourse]


def course_of(
    pairing: Pairing,
    definitions: Sequence[CountedIndicator],
    last: datetime.date,
    count: int = 24,
) -> Course:
    """The `count` months that end with `last` (its first day); the pairing's programme loaded.

    `definitions`: all of the indicator, see `definitions_of`. Months before the first that is
    owed or given are left out. One statement.
    """
    in_force = [one for one in definitions if one.version_from <= last]
    indicator = (in_force or definitions[:1])[-1]
    months = [_before(last, back) for back in range(count - 1, -1, -1)]
    # The year to date needs its year from January on.
    first = datetime.date(months[0].year, 1, 1)
    standings = Standings(
        pairing.programme,
        None,
        (),
        facts.visible_figures(
            {pairing.pk}, {indicator.id}, {indicator.sector}, first, last, Horizon()
        ),
        {},
    )
    found = [_month(standings, pairing, indicator, month) for month in months]
    known = [place for place, one in enumerate(found) if one.state != NOT_DUE]
    return Course(indicator, definitions, found[known[0] :] if known else found[-1:])


def _before(month: datetime.date, back: int) -> datetime.date:
    year, number = divmod(month.year * 12 + month.month - 1 - back, 12)
    return datetime.date(year, number + 1, 1)


def _month(
    standings: Standings, pairing: Pairing, indicator: CountedIndicator, month: datetime.date
) -> MonthOfCourse:
    years = standings.figures.get((pairing.pk, indicator.id), {})
    given = years.get(month.year, {}).get(month.month)
    if indicator.is_stock:
        value, ytd = given.value if given else None, None
    else:
        sums = standings.month_sums([pairing], indicator, month.year)[month.month - 1]
        value, ytd = sums.month, sums.ytd
    due = month.month in standings.due_for(pairing, indicator, month.year)
    return MonthOfCourse(month, value, ytd, _state(given, due))


def _state(given: Given | None, due: bool) -> str:
    if given is None:
        return UNREPORTED if due else NOT_DUE
    if given.correcting:
        return CORRECTING
    return APPROVED if given.approved else PENDING
