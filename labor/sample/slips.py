"""Where a ledger and the declared figure differ, as they do in life: now and then."""

from __future__ import annotations

import datetime
import random

from cooperation.calendar import next_month
from cooperation.models import LedgerRow
from cooperation.sampling.context import SampleContext
from cooperation.sampling.targets import SHANGHAI

LATE, CANCELLED, ROUNDED = 0.03, 0.02, 0.03
LATE_NOTE = "样例：迟录，上月已上报"
CANCELLED_NOTE = "样例：重复登记，已撤销"


def let_slip(rows: list[LedgerRow], date: str, context: SampleContext) -> None:
    """In some months the last row is dated late, was taken out, or is off by one or two."""
    if not rows:
        return
    row = rows[-1]
    day = getattr(row, date)
    if day.year == context.months[0].year:
        return
    key = (type(row).__name__, row.pairing.slug, day.replace(day=1))
    draw = context.draw("slip", *key)
    drawn = draw.random()
    if drawn < LATE:
        _date_late(row, date, context, draw)
    elif drawn < LATE + CANCELLED:
        row.note = CANCELLED_NOTE
        row.deleted_at = noon(day + datetime.timedelta(days=20))
    elif drawn < LATE + CANCELLED + ROUNDED:
        _round(row, draw)


def _date_late(row: LedgerRow, date: str, context: SampleContext, draw: random.Random) -> None:
    """The office counted it in the month before; nothing is dated after the last month."""
    month = next_month(getattr(row, date))
    if month <= context.months[-1]:
        setattr(row, date, month.replace(day=draw.randint(1, 5)))
        row.precision, row.note = "day", LATE_NOTE
        if hasattr(row, "end"):
            row.end = None


def _round(row: LedgerRow, draw: random.Random) -> None:
    """The office reported a rounded number; a row without a number keeps what it has."""
    people = getattr(row, "people", None)
    if people:
        row.people = max(people - draw.randint(1, 2), row.lifted or 1)


def noon(day: datetime.date) -> datetime.datetime:
    """A moment of a day, for what has to have one."""
    return datetime.datetime.combine(day, datetime.time(12), SHANGHAI)
