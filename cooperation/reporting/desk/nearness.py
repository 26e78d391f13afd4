"""How near a due day is, in working days; and which forms a reminder names."""

from __future__ import annotations

import datetime

from cooperation.calendar import WorkingDays

# Before, on and after the due day, in working days.
REMIND_AT = (3, 0, -1)
# Beyond this nobody counts working days any more.
FAR = 45


def nearness(due: datetime.date, day: datetime.date, working_days: WorkingDays) -> int:
    """Working days from a day to the due day: 3, 0 on it, −1 on the first one after it.

    Beyond some weeks the days are calendar days; nothing is decided by them.
    """
    apart = (due - day).days
    if abs(apart) > FAR:
        return apart
    if due >= day:
        return working_days.between(day, due)
    return -working_days.between(due, day)
