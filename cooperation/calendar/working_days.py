"""Working days in China: statutory holidays and the weekend days worked for them (调休).

A library knows the State Council's notices. Rows of `CalendarDay`, which administrators edit,
come before it. A year that neither knows has its weekends off and nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache

import chinese_calendar
from chinese_calendar.constants import Holiday, holidays

from cooperation.models import CalendarDay

ONE_DAY = datetime.timedelta(days=1)
SPRING_FESTIVAL = {Holiday.spring_festival.value, Holiday.spring_festival.chinese}


def library_years() -> range:
    """The years whose holidays the library knows."""
    return range(min(holidays).year, max(holidays).year + 1)


KNOWN_YEARS = library_years()


@lru_cache(maxsize=4096)
def _worked_by_law(day: datetime.date) -> bool:
    """What the library says; it looks through all of its days each time it is asked."""
    return chinese_calendar.is_workday(day)


class WorkingDays:
    """Which days are worked. `edited` are the rows of administrators: day → worked, name."""

    def __init__(self, edited: Mapping[datetime.date, tuple[bool, str]] | None = None):
        self.edited = edited or {}

    @classmethod
    def load(cls) -> WorkingDays:
        """With the rows in the database; one statement."""
        rows = CalendarDay.objects.values_list("date", "working", "name_zh")
        return cls({day: (working, name) for day, working, name in rows})

    def worked(self, day: datetime.date) -> bool:
        """Whether offices work on a day."""
        if day in self.edited:
            return self.edited[day][0]
        if day.year in KNOWN_YEARS:
            return _worked_by_law(day)
        return day.weekday() < 5

    def spring_festival(self, day: datetime.date) -> bool:
        """Whether a day off belongs to the Spring Festival."""
        if self.worked(day):
            return False
        if day in self.edited:
            return any(word in self.edited[day][1] for word in SPRING_FESTIVAL)
        return (
            day.year in KNOWN_YEARS
            and chinese_calendar.get_holiday_detail(day)[1] in SPRING_FESTIVAL
        )

    def on_or_after(self, day: datetime.date) -> datetime.date:
        """The day itself if it is worked, else the next one that is."""
        while not self.worked(day):
            day += ONE_DAY
        return day

    def shifted(self, day: datetime.date, count: int) -> datetime.date:
        """So many working days after a day; before it where the count is negative."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _each in range(abs(count)):
            day += step
            while not self.worked(day):
                day += step
        return day

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """How many working days follow the first day up to the last; 0 if that is not later."""
        days = (last - first).days
        return sum(self.worked(first + ONE_DAY * number) for number in range(1, days + 1))

    def known(self, year: int) -> bool:
        """Whether anybody said which days of a year are off."""
        return year in KNOWN_YEARS or any(day.year == year for day in self.edited)
