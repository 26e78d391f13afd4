"""Confirming held checks of an open report, before it is handed in."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from cooperation import access
from cooperation.models import DraftConfirmation, MonthlyReport, User
from cooperation.reporting.actions.locking import ask, compare_version, locked_report, settle
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import (
    Reasons,
    check_reasons,
    confirmed_value,
    problems_of,
)
from cooperation.reporting.problems import NotPossible, RecordRefused, Severity, Where
from cooperation.reporting.record import OPEN
from cooperation.typed.words import one_line


@transaction.atomic
def confirm_checks(
    report: MonthlyReport, reasons: Reasons, *, by: User, version: int
) -> MonthlyReport:
    """Keep reasons for what is held of the working values; a blank one is taken back.

    reasons: (indicator code or "" for the report, check) → why it is right. A reason for
    something that is not held is left aside: the figure was changed meanwhile.
    """
    report = locked_report(report)
    ask(access.can_enter(by, report))
    compare_version(report, version)
    if report.state not in OPEN:
        raise NotPossible(report, "confirming")
    place = Where(report.pairing, report.sector, report.side, report.month)
    refused = list(check_reasons(place, reasons))
    if refused:
        raise RecordRefused(refused)
    catalogue = Catalogue([report.sector])
    cells = report.draft_cells.select_related("indicator")
    figures = {cell.indicator.code: (cell.basis, cell.value, cell.note) for cell in cells}
    changed = False
    for problem in problems_of(report, figures, catalogue=catalogue):
        reason = reasons.get((problem.place.indicator, problem.code))
        if problem.severity is not Severity.SOFT or reason is None:
            continue
        reason = one_line(reason)
        if reason == problem.given:
            continue
        changed = True
        indicator = catalogue.get(problem.place.indicator)
        row = {"report": report, "indicator": indicator, "code": problem.code}
        if not reason:
            DraftConfirmation.objects.filter(**row).delete()
            continue
        value = confirmed_value(problem)
        DraftConfirmation.objects.update_or_create(
            **row, defaults={"value": value, "reason": reason, "by": by, "at": timezone.now()}
        )
    return settle(report, report.state) if changed else report
