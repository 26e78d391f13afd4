"""Where a sample ledger differs from what its office declared: now and then, as in life."""

from __future__ import annotations

import datetime
import random

from cooperation.calendar import next_month
from cooperation.sampling.context import SampleContext

# In its first year the ledger agrees with the reports; then a few months in a hundred do not.
FIRST = 12
OFTEN = 0.06


class Slips:
    """Which pairing's month has something late, missing or cancelled."""

    def __init__(self, context: SampleContext):
        self.context = context
        self.late_months = set(context.months[FIRST:])

    def in_month(self, what: str, pairing: str, month: datetime.date) -> random.Random | None:
        """A generator for the month's slip; None in most months, which have none."""
        if month not in self.late_months:
            return None
        draw = self.context.draw("slip", what, pairing, month)
        return draw if draw.random() < OFTEN else None

    def one_late(self, what: str, pairing: str, month: datetime.date, rows: list) -> None:
        """One of the month's rows is entered with a day of the next month."""
        following = next_month(month)
        draw = self.in_month(what, pairing, month)
        if draw and rows and following in self.late_months:
            rows[-1].date = following.replace(day=draw.randint(1, 5))

    def one_missing(self, what: str, pairing: str, month: datetime.date, rows: list) -> list:
        """The month's rows without one that nobody has entered yet."""
        return rows[:-1] if self.in_month(what, pairing, month) else rows
