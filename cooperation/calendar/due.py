"""By when a programme's monthly reports are to be handed in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from cooperation.calendar.months import next_month
from cooperation.calendar.working_days import WorkingDays
from cooperation.keeping import kept_under_version
from cooperation.models import DueRule, Programme

# Where a programme has no rule: the 10th of the next month, no grace.
STANDARD = (10, 0)
ALL_SECTORS = ""

Rules = Mapping[str, tuple[int, int]]


class DueCalendar:
    """The due days of one programme. Loaded once per page, asked as often as one likes.

    A due day that is no working day moves to the next one. `deadline` is the last day on
    which a report counts as on time: the due day, plus the days of grace, moved likewise.
    """

    def __init__(
        self,
        rules: Rules | None = None,
        working_days: WorkingDays | None = None,
        collect_from: datetime.date | None = None,
    ):
        self.rules = rules or {}
        self.collect_from = collect_from
        self.working_days = working_days or WorkingDays()
        self._kept: dict[tuple[str, datetime.date], tuple[datetime.date, datetime.date]] = {}

    def due(self, sector: str, month: datetime.date) -> datetime.date:
        """The day until which the report of a month is to be handed in."""
        return self._days(sector, month)[0]

    def deadline(self, sector: str, month: datetime.date) -> datetime.date:
        """The last day on which it counts as on time."""
        return self._days(sector, month)[1]

    def collects(self, month: datetime.date) -> bool:
        """Whether the month's reports are asked for; others may be entered, nobody owes them."""
        return self.collect_from is None or month >= self.collect_from

    def overdue(self, sector: str, month: datetime.date, today: datetime.date) -> bool:
        """Whether a report that is not there would be late today."""
        return self.collects(month) and today > self.deadline(sector, month)

    def _days(self, sector: str, month: datetime.date) -> tuple[datetime.date, datetime.date]:
        if (sector, month) not in self._kept:
            day, grace = self.rules.get(sector) or self.rules.get(ALL_SECTORS) or STANDARD
            due = self.working_days.on_or_after(next_month(month).replace(day=day))
            last = self.working_days.on_or_after(due + datetime.timedelta(days=grace))
            self._kept[sector, month] = due, last
        return self._kept[sector, month]


def due_calendar(programme: Programme) -> DueCalendar:
    """The due days of a programme; two statements, or none while its data version stands.

    Editing a rule or a day raises the version, so every process sees it at once.
    """

    def read():
        rows = DueRule.objects.filter(programme=programme).values_list("sector", "day", "grace")
        rules = {sector: (day, grace) for sector, day, grace in rows}
        return rules, WorkingDays.load().edited

    rules, edited = kept_under_version(programme, "due-calendar", read)
    return DueCalendar(rules, WorkingDays(edited), programme.collect_from)
