"""Working values of one indicator in many reports at once: all of them are kept, or none.

The same rules as for one report. What a person saw of a cell is compared with what is there
now, cell by cell: whoever works on another cell of the same report is in nobody's way.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation import access, calendar
from cooperation.models import DraftCell, MonthlyReport, Pairing, User
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import Candidate, check_begun, check_figure, check_month
from cooperation.reporting.problems import CellChange, Problem, RecordRefused
from cooperation.reporting.record import OPEN

# Pairing and month: a cell of the grid.
Place = tuple[int, datetime.date]
# What a cell holds: basis and value; None where there is no working value.
Held = tuple[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class GridCell:
    """What somebody wrote into a cell, and what the page showed there before."""

    pairing: Pairing
    month: datetime.date
    basis: str
    value: Decimal | None
    was: Held | None

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.pairing.pk, self.month


@dataclass(frozen=True, slots=True)
class GridChange:
    """A cell that cannot be written any more: somebody changed it, or its report was closed."""

    place: Place
    state: str
    change: CellChange


class GridStale(Exception):
    """Cells or reports changed since the page was made; nothing was written."""

    def __init__(self, changes: Sequence[GridChange]):
        self.changes = list(changes)
        super().__init__(f"{len(self.changes)} cells changed since the page was made.")


@transaction.atomic
def keep_grid(
    code: str, sector: str, side: str, cells: Sequence[GridCell], *, by: User
) -> set[Place]:
    """Keep the working values of an indicator; gives the places that were written.

    A fixed number of statements, however many cells. Raises RecordRefused with every problem
    of every cell, GridStale with every cell that changed meanwhile.
    """
    if any(not access.can_enter(by, _report(cell, sector, side)) for cell in cells):
        raise PermissionDenied(_("This report is not assigned to you."))
    catalogue = Catalogue([sector])
    problems = [p for cell in cells for p in grid_problems(catalogue, code, sector, side, cell)]
    if problems:
        raise RecordRefused(problems)
    cells = [cell for cell in cells if cell.value is not None or cell.was is not None]
    if not cells:
        return set()
    reports = _locked(cells, sector, side)
    indicator = catalogue.get(code)
    rows = DraftCell.objects.filter(report__in=reports.values(), indicator=indicator)
    kept = {row.report_id: row for row in rows.select_related("updated_by")}
    stale, made, changed = [], [], []
    for cell in cells:
        report = reports[cell.place]
        row = kept.get(report.pk)
        held = (row.basis, row.value) if row else None
        now = (cell.basis, cell.value)
        if report.state not in OPEN or held not in (cell.was, now):
            stale.append(_change(code, cell, report, row))
        elif held == now or (row is None and cell.value is None):
            continue
        elif row is None:
            made.append(DraftCell(report=report, indicator=indicator))
            _write(made[-1], cell, report, by)
        else:
            changed.append(row)
            _write(row, cell, report, by)
    if stale:
        raise GridStale(stale)
    fields = ["basis", "value", "version", "updated_at", "updated_by"]
    DraftCell.objects.bulk_create(made)
    DraftCell.objects.bulk_update(changed, fields)
    touched = {row.report_id for row in (*made, *changed)}
    MonthlyReport.objects.filter(pk__in=touched).update(version=F("version") + 1)
    return {place for place, report in reports.items() if report.pk in touched}


def grid_problems(
    catalogue: Catalogue, code: str, sector: str, side: str, cell: GridCell
) -> Iterator[Problem]:
    """Whether the month is owed and has begun, and the figure by itself."""
    figures = {code: (cell.basis, cell.value, "")}
    candidate = Candidate(cell.pairing, sector, side, cell.month, figures)
    month = list(check_month(candidate))
    yield from month or check_begun(candidate.place(code), calendar.today())
    yield from check_figure(candidate, catalogue, code, cell.basis, cell.value, "")


def _report(cell: GridCell, sector: str, side: str) -> MonthlyReport:
    return MonthlyReport(pairing=cell.pairing, sector=sector, side=side, month=cell.month)


def _locked(cells: Sequence[GridCell], sector: str, side: str) -> dict[Place, MonthlyReport]:
    """The reports of the cells, made where missing, locked until the transaction ends."""
    wanted = {cell.place: cell for cell in cells}
    missing = [_report(cell, sector, side) for cell in wanted.values()]
    # Those that are there already, and those that somebody makes in this moment, are taken.
    MonthlyReport.objects.bulk_create(missing, ignore_conflicts=True)
    rows = MonthlyReport.objects.select_for_update().filter(
        pairing__in={pairing for pairing, _month in wanted},
        month__in={month for _pairing, month in wanted},
        sector=sector,
        side=side,
    )
    found = {(row.pairing_id, row.month): row for row in rows.order_by("pk")}
    for place, cell in wanted.items():
        found[place].pairing = cell.pairing
    return {place: found[place] for place in wanted}


def _write(row: DraftCell, cell: GridCell, report: MonthlyReport, by: User) -> None:
    row.basis, row.value = cell.basis, cell.value
    row.version, row.updated_at, row.updated_by = report.version + 1, timezone.now(), by


def _change(code: str, cell: GridCell, report: MonthlyReport, row: DraftCell | None) -> GridChange:
    change = CellChange(
        code,
        (row.basis, row.value) if row else (cell.basis, None),
        (cell.basis, cell.value),
        row.updated_by if row else None,
        row.updated_at if row else None,
    )
    return GridChange(cell.place, report.state, change)
