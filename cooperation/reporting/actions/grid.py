"""Working values in many reports of a sector and side at once: all are kept, or none.

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
# What a cell holds: basis, value and note; None where there is no working value.
Held = tuple[str, Decimal | None, str]


@dataclass(frozen=True, slots=True)
class GridCell:
    """What somebody wrote into a cell, and what the page showed there before."""

    pairing: Pairing
    month: datetime.date
    code: str
    basis: str
    value: Decimal | None
    note: str
    was: Held | None

    @property
    def now(self) -> Held:
        """What it is to hold."""
        return self.basis, self.value, self.note

    @property
    def place(self) -> Place:
        """Its report's pairing and month."""
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
def keep_grid(sector: str, side: str, cells: Sequence[GridCell], *, by: User) -> set[Place]:
    """Keep the working values of a sector and side; gives the places that were written.

    A fixed number of statements, however many cells of however many indicators. Raises
    RecordRefused with every problem of every cell, GridStale with every cell that changed
    meanwhile.
    """
    if any(not access.can_enter(by, _report(cell, sector, side)) for cell in cells):
        raise PermissionDenied(_("This report is not assigned to you."))
    catalogue = Catalogue([sector])
    problems = [p for cell in cells for p in grid_problems(catalogue, sector, side, cell)]
    if problems:
        raise RecordRefused(problems)
    cells = [c for c in cells if c.value is not None or c.note or c.was is not None]
    if not cells:
        return set()
    reports = _locked(cells, sector, side)
    indicators = {cell.code: catalogue.get(cell.code) for cell in cells}
    rows = DraftCell.objects.filter(
        report__in=reports.values(), indicator__in=indicators.values()
    ).select_related("updated_by")
    kept = {(row.report_id, row.indicator_id): row for row in rows}
    stale, made, changed = [], [], []
    for cell in cells:
        report, indicator = reports[cell.place], indicators[cell.code]
        row = kept.get((report.pk, indicator.pk))
        held = (row.basis, row.value, row.note) if row else None
        if report.state not in OPEN or held not in (cell.was, cell.now):
            stale.append(_change(cell, report, row))
        elif held == cell.now or (row is None and cell.value is None and not cell.note):
            continue
        elif row is None:
            made.append(DraftCell(report=report, indicator=indicator))
            _write(made[-1], cell, report, by)
        else:
            changed.append(row)
            _write(row, cell, report, by)
    if stale:
        raise GridStale(stale)
    fields = ["basis", "value", "note", "version", "updated_at", "updated_by"]
    DraftCell.objects.bulk_create(made)
    DraftCell.objects.bulk_update(changed, fields)
    touched = {row.report_id for row in (*made, *changed)}
    MonthlyReport.objects.filter(pk__in=touched).update(version=F("version") + 1)
    return {place for place, report in reports.items() if report.pk in touched}


def grid_problems(
    catalogue: Catalogue, sector: str, side: str, cell: GridCell
) -> Iterator[Problem]:
    """Whether the month is owed and has begun, and the cell by itself."""
    figures = {cell.code: cell.now}
    candidate = Candidate(cell.pairing, sector, side, cell.month, figures)
    month = list(check_month(candidate))
    yield from month or check_begun(candidate.place(cell.code), calendar.today())
    yield from check_figure(candidate, catalogue, cell.code, *cell.now)


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
    row.basis, row.value, row.note = cell.now
    row.version, row.updated_at, row.updated_by = report.version + 1, timezone.now(), by


def _change(cell: GridCell, report: MonthlyReport, row: DraftCell | None) -> GridChange:
    change = CellChange(
        cell.code,
        (row.basis, row.value) if row else (cell.basis, None),
        (cell.basis, cell.value),
        row.updated_by if row else None,
        row.updated_at if row else None,
    )
    return GridChange(cell.place, report.state, change)
