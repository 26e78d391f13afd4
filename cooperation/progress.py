"""The arithmetic of progress: year to date, coverage, completion, pace, rounding.

Pure and typed: no database, no language, no formatting. `Decimal` throughout; `None` means
unknown and is never zero. A month is its number, 1 to 12; months that a pairing owes are a
`range`. Judged by `tests/alternative_implementations.py` and by worked cases.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, Protocol, TypeVar

HUNDRED = Decimal(100)
NOTHING_DUE = range(0)


class Given(NamedTuple):
    """What an office gave for one month of one indicator: `month`, `ytd` or `at`.

    approved: whether it stands on an approved submission; correcting: whether that
    submission is being corrected.
    """

    month: int
    basis: str
    value: Decimal
    approved: bool = True
    correcting: bool = False


# The figures of one indicator, pairing and year, by month.
YearFigures = Mapping[int, Given]


class HasCutoff(Protocol):
    """A published reading, as far as the arithmetic looks at it."""

    @property
    def cutoff(self) -> datetime.date: ...


R = TypeVar("R", bound=HasCutoff)


class Reached(NamedTuple):
    """How far a flow is at the end of a month, from figures alone.

    ytd: year to date; month: the last month alone; covered: due months that stand behind
    `ytd`; due: months owed so far; approved: covered months on approved submissions;
    last: the last month that stands behind `ytd` (0 = none).
    """

    ytd: Decimal | None
    month: Decimal | None
    covered: int
    due: int
    approved: int
    last: int
    correcting: bool


class Step(NamedTuple):
    """What one given figure adds to the year to date.

    adds: a `month` figure itself; of a `ytd` figure what it says beyond the year to date
    before it. brought: due months before it without a figure, which are therefore in it.
    """

    given: Given
    adds: Decimal
    brought: tuple[int, ...]


def month_end(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def due_months(
    year: int,
    since: datetime.date | None,
    until: datetime.date | None,
) -> range:
    """The months of a year on whose first day a pairing exists (`until` is exclusive).

    So the month in which it begins, but for its first day, is not owed.
    """
    first, last = 1, 12
    if since is not None:
        owed = since.year * 12 + since.month - (since.day == 1)
        first = max(1, owed - year * 12 + 1)
    if until is not None:
        ends = until.year * 12 + until.month - (until.day == 1)
        last = min(12, ends - year * 12)
    return range(first, last + 1) if first <= last else NOTHING_DUE


def due_count(due: range, through: int) -> int:
    """How many of the due months lie at or before a month."""
    return max(0, min(due.stop - 1, through) - due.start + 1)


def reached(figures: YearFigures, due: range, through: int) -> Reached:
    """How far a flow is at the end of a month.

    Year to date: the newest `ytd` figure at or before the month plus the `month` figures
    after it. A month is covered if it lies at or before that figure or has a `month` figure.
    """
    owed = due_count(due, through)
    if not figures:
        return Reached(None, None, 0, owed, 0, 0, False)
    ytd: Decimal | None = None
    covered = approved = last = 0
    correcting = False
    for month in range(through, 0, -1):
        given = figures.get(month)
        if given is None:
            continue
        basis, value, checked, changing = given[1:]
        last = last or month
        correcting = correcting or changing
        ytd = value if ytd is None else ytd + value
        months = due_count(due, month) if basis == "ytd" else int(month in due)
        covered += months
        approved += months if checked else 0
        if basis == "ytd":
            break
    single = _single_month(figures, due, through) if last == through else None
    return Reached(ytd, single, covered, owed, approved, last, correcting)


def reached_by_month(figures: YearFigures, due: range) -> list[Reached]:
    """`reached` at the end of each of the twelve months, in one walk through the year."""
    found: list[Reached] = []
    ytd: Decimal | None = None
    covered = owed = approved = last = 0
    correcting = False
    for month in range(1, 13):
        before, single = owed, None
        is_due = month in due
        owed += is_due
        given = figures.get(month)
        if given is not None:
            _month, basis, value, checked, changing = given
            last = month
            if basis == "ytd":
                # It counts all months up to here: what was before matters for this month alone.
                if covered >= before:
                    single = value - (ytd or 0)
                ytd, covered, correcting = value, owed, changing
                approved = owed if checked else 0
            else:
                single = value
                ytd = value if ytd is None else ytd + value
                covered += is_due
                approved += checked and is_due
                correcting = correcting or changing
        found.append(Reached(ytd, single, covered, owed, approved, last, correcting))
    return found


def steps(figures: YearFigures, due: range, through: int) -> list[Step]:
    """What each figure adds to the year to date, January first; together they are `reached`."""
    found: list[Step] = []
    ytd, waiting = Decimal(0), []
    for month in range(1, through + 1):
        given = figures.get(month)
        if given is None:
            if month in due:
                waiting.append(month)
        elif given.basis == "ytd":
            found.append(Step(given, given.value - ytd, tuple(waiting)))
            ytd, waiting = given.value, []
        else:
            found.append(Step(given, given.value, ()))
            ytd += given.value
    return found


def _single_month(figures: YearFigures, due: range, month: int) -> Decimal | None:
    """The `month` figure; or the `ytd` figure less the year to date of the month before,
    where that is fully covered (the first month owed: the figure itself)."""
    given = figures[month]
    if given.basis != "ytd":
        return given.value
    if month == 1:
        return given.value
    earlier = figures.get(month - 1)
    if earlier is not None and earlier.basis == "ytd":
        return given.value - earlier.value
    before = reached(figures, due, month - 1)
    if before.covered < before.due:
        return None
    return given.value - (before.ytd or 0)


def year_to_date(figures: YearFigures, through: int) -> Decimal | None:
    """What a year's figures add up to by the end of a month; unknown without any."""
    return reached(figures, NOTHING_DUE, through).ytd


def missing_months(figures: YearFigures, due: range, through: int) -> list[int]:
    """The due months that do not stand behind the year to date."""
    last = max((m for m, g in figures.items() if g.basis == "ytd" and m <= through), default=0)
    return [m for m in due if last < m <= through and m not in figures]


def newest_stock(
    years: Mapping[int, YearFigures], year: int, through: int
) -> tuple[int, Given] | None:
    """The newest count at or before a month, of any year, with its year."""
    for earlier in sorted((y for y in years if y <= year), reverse=True):
        limit = through if earlier == year else 12
        months = [m for m, g in years[earlier].items() if m <= limit and g.basis == "at"]
        if months:
            return earlier, years[earlier][max(months)]
    return None


def newest_reading(readings: Iterable[R], year: int, through: int) -> R | None:
    """The reading of a year with the newest cut-off by the end of a month."""
    begin, end = datetime.date(year, 1, 1), month_end(year, through)
    fitting = [reading for reading in readings if begin <= reading.cutoff <= end]
    return max(fitting, key=lambda reading: reading.cutoff, default=None)


def full_months(cutoff: datetime.date, year: int) -> int:
    """How many months of a year have ended by a cut-off day."""
    if cutoff.year != year:
        return 12 if cutoff.year > year else 0
    ended = cutoff == month_end(year, cutoff.month)
    return cutoff.month if ended else cutoff.month - 1


def known_sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; unknown if nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """Half away from zero: 0.125 → 0.13, −0.125 → −0.13."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def time_share(through: int, milestones: Mapping[int, Decimal] | None = None) -> Decimal:
    """The share of the year's target due by the end of a month, in per cent, unrounded.

    month/12, or the indicator's milestones: the last one at or before the month.
    """
    if not milestones:
        return HUNDRED * through / 12
    reached = [month for month in milestones if month <= through]
    return HUNDRED * milestones[max(reached)] if reached else Decimal(0)


def share_reached(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Actual over target in per cent, unrounded, never capped; unknown without a target."""
    return None if actual is None or not target else HUNDRED * actual / target


def completion(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Completion (完成率) in per cent with two decimals."""
    share = share_reached(actual, target)
    return None if share is None else rounded(share)


def pace_difference(
    actual: Decimal | None, target: Decimal | None, expected: Decimal
) -> Decimal | None:
    """Points ahead of (+) or behind (−) the time share: unrounded difference, rounded once."""
    share = share_reached(actual, target)
    return None if share is None else rounded(share - expected)


def change(actual: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Change against the year before (同比) in per cent; unknown from nothing."""
    return None if actual is None or not before else rounded(HUNDRED * (actual - before) / before)


def needed_per_month(
    actual: Decimal | None, target: Decimal | None, through: int
) -> Decimal | None:
    """What each remaining month must bring to reach the target; 0 once it is reached.

    Unknown without a target or a number, and when no month remains.
    """
    if actual is None or target is None or through >= 12:
        return None
    return max(target - actual, Decimal(0)) / (12 - through)


def average_per_month(actual: Decimal | None, covered: int) -> Decimal | None:
    """What the covered months brought on average."""
    return None if actual is None or covered <= 0 else actual / covered


def target_path(
    target: Decimal | None, milestones: Mapping[int, Decimal] | None = None
) -> Sequence[Decimal | None]:
    """What the target asks for by the end of each month of the year."""
    if target is None:
        return [None] * 12
    return [target * time_share(month, milestones) / HUNDRED for month in range(1, 13)]


def state_word(pace: Decimal | None, watch_below: Decimal, late_below: Decimal) -> str:
    """ok, watch or late by the programme's thresholds; no_pace where there is none."""
    if pace is None:
        return "no_pace"
    if pace < late_below:
        return "late"
    return "watch" if pace < watch_below else "ok"
