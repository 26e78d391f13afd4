"""Where a reader may go on from a number: the rows behind it, its reconciliation, its form.

What somebody may not open is not offered, and nothing of it to readers without an account.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.urls import reverse

from cooperation import progress
from cooperation.access import ENTER, Scope, can
from cooperation.dashboards.explain.subject import Subject
from cooperation.models import MonthlyReport, Pairing
from cooperation.reconciliation import cell_address, compared_pairings, rows_between
from cooperation.sectors import Sector, all_sectors


@dataclass(frozen=True)
class Doors:
    """The links of one reader.

    scope: the pairings whose forms and ledgers the reader sees. sector: None where the
    indicator has no ledger. entries: month → the cell of the form, for whoever enters it.
    """

    subject: Subject
    scope: frozenset[int]
    sector: Sector | None
    entries: dict[int, str] = field(default_factory=dict)

    def rows(self, pairing: Pairing | None = None, month: int | None = None) -> str:
        """The ledger's rows behind the period, or behind one month of it."""
        row, seen = self.subject.row, self.scope
        if self.sector is None or not (pairing.pk in seen if pairing else seen):
            return ""
        last = progress.month_end(row.year, month or row.through)
        first = datetime.date(row.year, month or 1, 1)
        code = row.indicator.code
        return rows_between(self.sector, code, row.programme, pairing, first, last)

    def comparison(self, pairing: Pairing, month: int) -> str:
        """The page on which a month's figure stands beside its ledger."""
        row = self.subject.row
        if self.sector is None or pairing.pk not in self.scope:
            return ""
        day = datetime.date(row.year, month, 1)
        return cell_address(self.sector, row.indicator.code, row.programme, pairing, day)


def doors_of(subject: Subject) -> Doors:
    """Two statements at most: the pairings in sight, and the forms of whoever enters them."""
    row, user = subject.row, subject.user
    if subject.public:
        return Doors(subject, frozenset(), None)
    seen = compared_pairings(user, row.programme, row.indicator.sector)
    sector = next((s for s in all_sectors() if row.indicator.code in s.sums), None)
    return Doors(subject, frozenset(one.pk for one in seen), sector, _entries(subject))


def _entries(subject: Subject) -> dict[int, str]:
    """The cells that this reader fills in or corrects."""
    row, indicator = subject.row, subject.indicator
    if subject.total or row.pairing is None:
        return {}
    scope = Scope.of_pairing(row.pairing, indicator.sector, indicator.side)
    if not can(subject.user, ENTER, scope):
        return {}
    reports = MonthlyReport.objects.visible_to(subject.user).filter(
        pairing=row.pairing,
        sector=indicator.sector,
        side=indicator.side,
        month__range=(datetime.date(row.year, 1, 1), subject.board.last_day),
    )
    return {
        month.month: reverse("admin:monthly-cell", args=[pk, indicator.code])
        for month, pk in reports.values_list("month", "pk")
    }
