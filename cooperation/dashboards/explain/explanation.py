"""Everything that is said of one number."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

from cooperation.dashboards.citations import row_value
from cooperation.dashboards.explain import lines
from cooperation.dashboards.explain.agreed import Agreement, agreements_of
from cooperation.dashboards.explain.beside import Beside, numbers_beside
from cooperation.dashboards.explain.doors import Doors, doors_of
from cooperation.dashboards.explain.subject import Subject
from cooperation.dashboards.explain.words import responsible, sentences
from cooperation.dashboards.states import chip, shown_state
from cooperation.formatting import number
from cooperation.scoreboard import months_of
from cooperation.scoreboard.facts import Horizon
from cooperation.versions import History, histories_of

# A city has hundreds of reports a year: the page of each pairing tells the rest.
MOST_HISTORIES = 20


@dataclass
class Explanation:
    """One number, ready for the template."""

    subject: Subject
    doors: Doors
    agreements: Sequence[Agreement]
    histories: Sequence[History]

    @classmethod
    def of(cls, subject: Subject) -> Explanation:
        """With all that the database is asked for."""
        doors = doors_of(subject)
        return cls(subject, doors, agreements_of(subject), _histories(subject, doors))

    @property
    def row(self):
        """The row of the scoreboard."""
        return self.subject.row

    @cached_property
    def value(self) -> str:
        """The number."""
        return row_value(self.row)

    @cached_property
    def chip(self):
        """Its state."""
        return chip(shown_state(self.row))

    @cached_property
    def sentences(self) -> Sequence[str | Promise]:
        """What it is."""
        return sentences(self.subject)

    @cached_property
    def responsible(self) -> str:
        """Who enters it."""
        return responsible(self.subject)

    @cached_property
    def parts(self) -> Sequence[lines.Line]:
        """The pairings of a total."""
        return lines.part_lines(self.subject, self.doors)

    @cached_property
    def months(self) -> Sequence[lines.Line]:
        """The months of a pairing."""
        return lines.month_lines(self.subject, self.doors)

    @property
    def months_given(self) -> bool:
        """Whether a column for what was given is needed: counts add nothing to each other."""
        return any(line.given for line in self.months)

    @cached_property
    def sum(self) -> str:
        """What the parts add up to: the number, or the sum beside a published one."""
        row = self.row
        added = row.ytd if row.reading is None else row.beside.ytd if row.beside else None
        return number(added, row.indicator.decimals)

    @property
    def sum_coverage(self) -> str:
        """Its months."""
        now = self.row.beside if self.row.reading else self.row.now
        return f"{now.covered}/{now.due}" if now and now.due else ""

    @cached_property
    def years(self) -> Sequence[lines.Line]:
        """The years of the total since pairing."""
        return lines.year_lines(self.subject)

    @cached_property
    def beside(self) -> Sequence[Beside]:
        """The other numbers of the row."""
        return numbers_beside(self.subject)

    @cached_property
    def related(self) -> Sequence[lines.Related]:
        """其中, 合计."""
        return lines.related_lines(self.subject)

    @cached_property
    def cited(self) -> Sequence[tuple]:
        """Published figures at it and beside it."""
        return lines.cited(self.subject)

    @cached_property
    def told(self) -> Sequence[History]:
        """The histories that are printed: of a total those that have something to say."""
        if not self.subject.total:
            return self.histories
        return [one for one in self.histories if one.notable][-MOST_HISTORIES:]

    @property
    def untold(self) -> int:
        """How many notable ones are left to the pairings' own pages."""
        notable = sum(one.notable for one in self.histories) if self.subject.total else 0
        return max(0, notable - MOST_HISTORIES)

    @property
    def plain(self) -> int:
        """How many were handed in once and approved."""
        return sum(not one.notable for one in self.histories)

    @property
    def rows_url(self) -> str:
        """The ledger's rows behind the whole period."""
        return self.doors.rows(None if self.subject.total else self.row.pairing)


def _histories(subject: Subject, doors: Doors) -> Sequence[History]:
    row, period = subject.row, subject.frame.period
    months = months_of(subject.board, row)
    first = lines.first_month(months, row.year)
    last = datetime.date(row.year, row.through, 1)
    horizon = Horizon(period.as_of, subject.public)
    return histories_of(row.indicator.id, subject.pairings, first, last, horizon, doors.scope)
