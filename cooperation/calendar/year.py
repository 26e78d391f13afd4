"""A whole year of the calendar as administrators read and write it: lines of days with a name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import chinese_calendar
from chinese_calendar.constants import Holiday
from django.utils.translation import gettext_lazy as _

from cooperation.calendar.working_days import KNOWN_YEARS, ONE_DAY, WorkingDays
from cooperation.typed.days import read_day
from cooperation.typed.numbers import looks_personal
from cooperation.typed.problems import Problem

# Day → its name. A weekday that is off, or a weekend day that is worked.
Named = dict[datetime.date, str]
_RANGE = re.compile(r"\s*(?:至|到|—|–|~|～)\s*")
_NAMES = {holiday.value: holiday.chinese for holiday in Holiday}
LONGEST_NAME = 100
LONGEST_TEXT = 20_000


@dataclass
class YearPlan:
    """The days off and the make-up working days of a year."""

    year: int
    off: Named = field(default_factory=dict)
    worked: Named = field(default_factory=dict)

    @classmethod
    def of(cls, year: int, days: WorkingDays) -> YearPlan:
        """As it counts now: the library's days with the administrators' before them."""
        plan = cls(year)
        for day in days_of(year):
            weekday = day.weekday() < 5
            if days.worked(day) != weekday:
                (plan.off if weekday else plan.worked)[day] = day_name(day, days)
        return plan

    def rows(self) -> dict[datetime.date, tuple[bool, str]]:
        """What has to be kept: the days on which the built-in calendar says something else."""
        plain = WorkingDays()
        found = {}
        for day in days_of(self.year):
            weekday = day.weekday() < 5
            worked = day in self.worked if not weekday else day not in self.off
            name = self.worked.get(day) or self.off.get(day) or ""
            if worked != plain.worked(day) or (name and self.year not in KNOWN_YEARS):
                found[day] = worked, name
        return found

    def lines(self, named: Named) -> str:
        """Days as they are typed, runs drawn together: 2027-02-05至2027-02-11 春节."""
        runs: list[list] = []
        for day, name in sorted(named.items()):
            last = runs[-1] if runs else None
            if last and last[2] == name and self._follows(last[1], day, named):
                last[1] = day
            else:
                runs.append([day, day, name])
        return "\n".join(
            f"{first} {name}" if first == last else f"{first}至{last} {name}"
            for first, last, name in runs
        )

    def _follows(self, last: datetime.date, day: datetime.date, named: Named) -> bool:
        """Whether only weekend days that are off anyway lie between."""
        between = last + ONE_DAY
        while between < day:
            if between.weekday() < 5 or between in self.worked:
                return False
            between += ONE_DAY
        return (day.weekday() < 5) == (last.weekday() < 5) and (
            day.weekday() < 5 or day - last == ONE_DAY
        )


def days_of(year: int) -> Iterator[datetime.date]:
    """Every day of a year."""
    day = datetime.date(year, 1, 1)
    while day.year == year:
        yield day
        day += ONE_DAY


def day_name(day: datetime.date, days: WorkingDays) -> str:
    """What a day off or a make-up working day belongs to; empty for all others."""
    if day in days.edited:
        return days.edited[day][1]
    if day.year in KNOWN_YEARS:
        name = chinese_calendar.get_holiday_detail(day)[1]
        return _NAMES.get(name, name or "")
    return ""


def read_year(year: int, texts: Mapping[str, str]) -> tuple[YearPlan, list[Problem]]:
    """The plan that two texts make ("off" and "worked"), and everything wrong with them."""
    plan, problems = YearPlan(year), []
    for kind, named in (("off", plan.off), ("worked", plan.worked)):
        text = texts.get(kind, "")
        if len(text) > LONGEST_TEXT or "\0" in text:
            problems.append(Problem("N49", _place(kind, 1), _("this is too long"), _SHORTER))
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                problems += _read_line(_place(kind, number), kind, line, year, named)
    for day in sorted(plan.off.keys() & plan.worked.keys()):
        place = _("The day %(day)s") % {"day": day.isoformat()}
        problems.append(Problem("D30", place, _("it is off and worked at once"), _ONE_LIST))
    return plan, problems


_SHORTER = _("Write only this year's days")
_ONE_LIST = _("Leave it in one of the lists")
_SO = _("Write a line as 2027-02-05至2027-02-11 春节")


def _place(kind: str, number: int):
    words = _("Days off, line %(n)s") if kind == "off" else _("Make-up working days, line %(n)s")
    return words % {"n": number}


def _read_line(place, kind: str, line: str, year: int, named: Named) -> Iterator[Problem]:
    days, _blank, name = line.strip().replace("\u3000", " ").partition(" ")
    name = " ".join(name.split())
    found = [read_day(text) for text in _RANGE.split(days)]
    wrong = next((reading.problem for reading in found if reading.problem), None)
    values = [reading.value for reading in found if reading.value]
    if wrong or len(values) not in (1, 2) or len(values) != len(found):
        reason = wrong.reason if wrong else _("this is no day and no run of days")
        yield Problem(wrong.code if wrong else "D00", place, reason, _SO, value=line)
        return
    first, last = values[0], values[-1]
    if first.year != year or last.year != year:
        yield Problem("D20", place, _("this day lies in another year"), _SHORTER, value=line)
    elif last < first:
        yield Problem("D27", place, _("the end lies before the beginning"), _SO, value=line)
    elif not name or len(name) > LONGEST_NAME or looks_personal(name):
        yield Problem("T17", place, _("a short name of the holiday is needed"), _SO, value=line)
    else:
        day = first
        while day <= last:
            # Weekend days inside a holiday are off anyway.
            if kind == "worked" or day.weekday() < 5:
                named[day] = name
            day += ONE_DAY
        if kind == "worked" and any(day.weekday() < 5 for day in named if first <= day <= last):
            yield Problem("D31", place, _("this is a weekday and worked anyway"), _WEEKEND, line)


_WEEKEND = _("List Saturdays and Sundays only")
