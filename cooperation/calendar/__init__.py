"""Which monthly reports are owed, and by when."""

from cooperation.calendar.due import DueCalendar, due_calendar
from cooperation.calendar.months import (
    first_day,
    last_day,
    month_before,
    next_month,
    owed_months,
    owed_reports,
    starts_within,
    today,
)
from cooperation.calendar.working_days import WorkingDays, library_years

__all__ = [
    "DueCalendar",
    "WorkingDays",
    "due_calendar",
    "first_day",
    "last_day",
    "library_years",
    "month_before",
    "next_month",
    "owed_months",
    "owed_reports",
    "starts_within",
    "today",
]
