"""Open disputes: figures that the other side does not agree with, as officials read them.

A side is named by its place, never a person.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cooperation.formatting import month_name, months_text, number, signed
from cooperation.models import Basis, Pairing, Side, Statement
from cooperation.prepared import Prepared
from cooperation.scoreboard import CountedIndicator, definitions_of
from cooperation.scoreboard.facts import Horizon


@dataclass(frozen=True, slots=True)
class Dispute:
    """One figure that the other side disputes."""

    statement: Statement
    pairing: Pairing
    indicator: CountedIndicator

    @property
    def month(self) -> str:
        """The month the figure is of."""
        month = self.statement.figure.submission.report.month
        return month_name(month.year, month.month)

    @property
    def basis(self) -> str:
        """What both values count."""
        return Basis(self.statement.figure.basis).label

    @property
    def office(self) -> str:
        """The responsible side."""
        return _side(self.pairing, east=self.indicator.side == Side.EAST)

    @property
    def partner(self) -> str:
        """The side that disputes."""
        return _side(self.pairing, east=self.indicator.side != Side.EAST)

    @property
    def figure(self) -> str:
        """The figure that shows."""
        return number(self.statement.figure.value, self.indicator.decimals)

    @property
    def value(self) -> str:
        """The other side's value."""
        return number(self.statement.value, self.indicator.decimals)

    @property
    def difference(self) -> str:
        """The other side's value less the figure."""
        return signed(self.statement.difference, self.indicator.decimals)


def _side(pairing: Pairing, *, east: bool) -> str:
    return pairing.east_name if east else pairing.west_name


def open_disputes(frame, pairing: Pairing, indicators: Iterable[CountedIndicator]) -> list[Dispute]:
    """The disputes of a pairing's figures up to the period's end; none for the public.

    One statement. `indicators`: the board's; one that is no longer counted is looked up by itself.
    """
    known = {one.code: one for one in indicators}
    period, reader = frame.period, frame.request.user
    return [
        Dispute(one, pairing, known.get(code) or definitions_of(code)[-1])
        for one in _open_of(reader, pairing.pk, period.last_day, Horizon(period.as_of).moment)
        for code in [one.figure.indicator.code]
    ]


@Prepared
def _open_of(
    reader, pairing: int, last: datetime.date, until: datetime.datetime | None
) -> QuerySet[Statement]:
    found = Statement.objects.visible_to(reader).open(until=until)
    report = "figure__submission__report"
    return found.filter(**{f"{report}__pairing": pairing, f"{report}__month__lte": last}).for_list()


def dispute_marks(disputes: Iterable[Dispute], year: int) -> dict[str, str]:
    """What stands below the name of an indicator whose figures of the year are disputed."""
    months: dict[str, set[int]] = defaultdict(set)
    for dispute in disputes:
        month = dispute.statement.figure.submission.report.month
        if month.year == year:
            months[dispute.indicator.code].add(month.month)
    return {
        code: _("Disputed by the other side: %s") % months_text(found)
        for code, found in months.items()
    }
