"""Working values: opening a report and saving its cells."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation import access, calendar
from cooperation.models import DraftCell, MonthlyReport, Pairing, User
from cooperation.reporting.actions.locking import Cell, ask, compare_version, locked_report, settle
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import Candidate, check_begun, check_figure, check_month
from cooperation.reporting.problems import NotPossible, Problem, RecordRefused
from cooperation.reporting.record import OPEN


@transaction.atomic
def open_report(
    pairing: Pairing, *, sector: str, side: str, month: datetime.date, by: User
) -> MonthlyReport:
    """The report of a month, made if it is owed and not there yet."""
    report = MonthlyReport(pairing=pairing, sector=sector, side=side, month=month)
    if not access.can_enter(by, report):
        raise PermissionDenied(_("This report is not assigned to you."))
    candidate = Candidate(pairing, sector, side, month, {})
    problems = list(check_month(candidate)) or list(
        check_begun(candidate.place(), calendar.today())
    )
    if not Catalogue([sector]).owed(pairing, sector, side, month.year):
        problems.append(
            Problem(
                "R04",
                candidate.place(),
                _("this side has nothing to report here"),
                _("Choose another sector or side"),
            )
        )
    if problems:
        raise RecordRefused(problems)
    report, _made = MonthlyReport.objects.get_or_create(
        pairing=pairing, sector=sector, side=side, month=month
    )
    return report


@transaction.atomic
def save_cells(
    report: MonthlyReport, cells: Mapping[str, Cell], *, by: User, version: int
) -> MonthlyReport:
    """Keep working values; only the cells that differ are written.

    Each cell is checked by itself. How cells agree with one another is checked when the
    report is submitted: a draft may be half done.
    """
    report = locked_report(report)
    ask(access.can_enter(by, report))
    compare_version(report, version, cells)
    if report.state not in OPEN:
        raise NotPossible(report, "saving")
    catalogue = Catalogue([report.sector])
    _refuse_bad_cells(report, cells, catalogue)
    kept = {cell.indicator_id: cell for cell in report.draft_cells.all()}
    changed = []
    for code, typed in cells.items():
        indicator = catalogue.get(code)
        cell = kept.get(indicator.pk) or DraftCell(report=report, indicator=indicator)
        if cell.pk is None and typed.value is None and not typed.note:
            continue
        if cell.pk and (cell.basis, cell.value, cell.note) == (
            typed.basis,
            typed.value,
            typed.note,
        ):
            continue
        cell.basis, cell.value, cell.note = typed.basis, typed.value, typed.note
        cell.version, cell.updated_at, cell.updated_by = report.version + 1, timezone.now(), by
        changed.append(cell)
    if not changed:
        return report
    DraftCell.objects.bulk_create([cell for cell in changed if cell.pk is None])
    DraftCell.objects.bulk_update(
        [cell for cell in changed if cell.pk is not None],
        ["basis", "value", "note", "version", "updated_at", "updated_by"],
    )
    return settle(report, report.state)


def _refuse_bad_cells(report, cells, catalogue) -> None:
    figures = {code: (cell.basis, cell.value, cell.note) for code, cell in cells.items()}
    candidate = Candidate(report.pairing, report.sector, report.side, report.month, figures)
    problems = [
        problem
        for code, figure in figures.items()
        for problem in check_figure(candidate, catalogue, code, *figure)
    ]
    if problems:
        raise RecordRefused(problems)
