"""Where a flow will stand at the year's end: a range, with what it rests on.

Pure and typed like `progress`: `Decimal` throughout, `None` means unknown, a month is its number.

The year so far is carried on by a *course*: how a year of this indicator runs, month by month.
That is the course of completed years where there is one (years are not alike: the range lies
between the one that ended lowest and the one that ended highest after such a beginning), else
the indicator's milestones, else equal months. A course says only how much more is to be
expected *for what there is*, so last year's level does not matter, its rhythm does.

With `ratio = course[12] / course[through]` the year ends at `ytd × ratio`. The middle takes the
years together (the sum of their ends over the sum of their beginnings). The range is never
narrower than a margin of what is still to come: few years show little of what may happen,
a plan shows nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

YEARS, MILESTONES, MONTHS = "years", "milestones", "months"
LIKELY, OPEN, UNLIKELY = "likely", "open", "unlikely"

# The least half-width of the range, as a share of what is still to come. Taken so that of the
# sample's years more than nine in ten end inside of the city's range; the spread of one to three
# past years alone would hold one in four.
MARGIN_OF_YEARS = Decimal("0.15")
MARGIN_OF_PLAN = Decimal("0.30")

ByMonth = Sequence[Decimal | None]


class PastYear(NamedTuple):
    """A completed year: its year to date at each month's end, None where figures lack."""

    year: int
    ytd: ByMonth


class Reported(NamedTuple):
    """A year to date by a month that not all have reported."""

    month: int
    ytd: Decimal


class Range(NamedTuple):
    """Between what and what a number is expected, and its middle; in the indicator's unit."""

    low: Decimal
    middle: Decimal
    high: Decimal


class Projection(NamedTuple):
    """How a year is expected to go on.

    basis: years, milestones or months; years: whose course it follows. through: the month from
    which it goes on; ytd: how far the year was then. months: the expected year to date by month
    from the month after `through`, None before it and where no past year tells.
    """

    basis: str
    years: tuple[int, ...]
    through: int
    ytd: Decimal
    months: tuple[Range | None, ...]

    @property
    def end(self) -> Range:
        """The range for the end of the year."""
        return self.months[11] or Range(self.ytd, self.ytd, self.ytd)

    @property
    def per_month(self) -> Range | None:
        """What each remaining month is expected to bring on average; None when none remains."""
        left = 12 - self.through
        if not left:
            return None
        return Range(*((value - self.ytd) / left for value in self.end))


class BackTest(NamedTuple):
    """How far projections of completed years, made at the same month, were off their ends.

    error, straight: mean absolute error in per cent of the year's end, of the projection and of
    the straight line; within: how many of the years ended inside of their range.
    """

    years: tuple[int, ...]
    error: Decimal
    straight: Decimal
    within: int


def projection(
    ytd: Decimal | None,
    through: int,
    past: Sequence[PastYear] = (),
    milestones: Mapping[int, Decimal] | None = None,
    reported: Reported | None = None,
) -> Projection | None:
    """How a flow goes on after month `through`; None where nothing can be said.

    reported: what a later month, which not all have reported, has come to already; from there on
    nothing less is expected.

    Nothing can be said of an unknown number, nor of a year that has brought nothing yet: no
    course makes something of it. At month 12 the year is what it is.
    """
    if ytd is None or not 1 <= through <= 12 or (ytd <= 0 and through < 12):
        return None
    known = [one for one in past if _tells(one, through)]
    if known or through == 12:
        basis, courses = YEARS, [one.ytd for one in known]
        margin = MARGIN_OF_YEARS
    else:
        plan = planned_course(milestones)
        if not plan[through - 1]:
            return None
        basis, courses, margin = MILESTONES if milestones else MONTHS, [plan], MARGIN_OF_PLAN
    months = []
    for month in range(1, 13):
        least = max(ytd, reported.ytd) if reported and month >= reported.month else ytd
        months.append(_expected(ytd, courses, through, month, margin, least))
    return Projection(basis, tuple(one.year for one in known), through, ytd, tuple(months))


def _tells(past: PastYear, through: int) -> bool:
    """Whether a past year has begun by a month and is known there and at its end."""
    begun, ended = past.ytd[through - 1], past.ytd[11]
    return begun is not None and ended is not None and begun > 0


def _expected(
    ytd: Decimal,
    courses: Sequence[ByMonth],
    through: int,
    month: int,
    margin: Decimal,
    least: Decimal,
) -> Range | None:
    """The range at a month's end, from `least` up; None up to `through` and where none tells."""
    if month <= through:
        return None
    begun = [course[through - 1] or Decimal(0) for course in courses]
    reached = [value for course in courses if (value := course[month - 1]) is not None]
    if len(reached) < len(courses):
        return None
    ends = [ytd * there / here for there, here in zip(reached, begun, strict=True)]
    # A correction may lower a past year; what this one has it is expected to keep.
    middle = max(ytd * sum(reached) / sum(begun), least)
    half = margin * (middle - ytd)
    return Range(max(min(*ends, middle - half), least), middle, max(*ends, middle + half))


def planned_course(milestones: Mapping[int, Decimal] | None = None) -> list[Decimal]:
    """The shares of a year by month's end: the milestones, straight between them, or month/12.

    A target steps from milestone to milestone; what is done does not.
    """
    shares = {0: Decimal(0), 12: Decimal(1), **(milestones or {})}
    known = sorted(shares)
    course: list[Decimal] = []
    for month in range(1, 13):
        before = max(one for one in known if one < month)
        after = min(one for one in known if one >= month)
        gain = (shares[after] - shares[before]) * (month - before) / (after - before)
        course.append(max(shares[before] + gain, *course[-1:], Decimal(0)))
    return course


def prospect(expected: Projection | None, target: Decimal | None) -> str | None:
    """Whether a target will be met: likely (the whole range reaches it), open, or unlikely."""
    if expected is None or not target:
        return None
    if expected.end.low >= target:
        return LIKELY
    return OPEN if expected.end.high >= target else UNLIKELY


def back_test(past: Sequence[PastYear], through: int) -> BackTest | None:
    """The same projection made of each completed year from those before it; None if it cannot.

    The straight line takes all months for equal: ytd × 12 / month.
    """
    years, errors, straights, within = [], [], [], 0
    for one in past:
        made = projection(one.ytd[through - 1], through, [p for p in past if p.year < one.year])
        ended, begun = one.ytd[11], one.ytd[through - 1]
        if made is None or not made.years or not ended or begun is None:
            continue
        years.append(one.year)
        errors.append(100 * abs(made.end.middle - ended) / ended)
        straights.append(100 * abs(begun * 12 / through - ended) / ended)
        within += made.end.low <= ended <= made.end.high
    if not years:
        return None
    count = len(years)
    return BackTest(tuple(years), sum(errors) / count, sum(straights) / count, within)
