"""What every action begins and ends with: lock, permission, version, state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from cooperation.models import MonthlyReport, Pairing
from cooperation.reporting.problems import CellChange, StaleVersion
from cooperation.reporting.record import OPEN


@dataclass(frozen=True, slots=True)
class Cell:
    """What was typed for one indicator; without a value: nothing given."""

    basis: str
    value: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell as a person saw it and as that person wants it.

    was: None where it is not known what was seen; then nothing is overwritten.
    """

    was: Cell | None
    now: Cell


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same; of empty ones the basis says nothing."""
    empty = one.value is None and other.value is None
    return (
        one.value == other.value and one.note == other.note and (empty or one.basis == other.basis)
    )


def locked_report(report: MonthlyReport) -> MonthlyReport:
    """The report as it is now, kept from others until the transaction ends."""
    locked = MonthlyReport.objects.select_for_update().get(pk=report.pk)
    locked.pairing = Pairing.objects.select_related("programme", "east_place", "west_place").get(
        pk=locked.pairing_id
    )
    return locked


def ask(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(_("This report is not assigned to you."))


def compare_version(
    report: MonthlyReport, version: int, typed: Mapping[str, Cell] | None = None
) -> None:
    """Refuse a form that was opened before the report changed; say what changed."""
    if report.version == version:
        return
    if report.state in OPEN:
        cells = report.draft_cells.filter(version__gt=version)
        there = [(c, c.updated_by, c.updated_at) for c in cells.select_related("indicator")]
    else:
        newest = report.submissions.order_by("number").last()
        figures = newest.figures.select_related("indicator") if newest else ()
        there = [(figure, newest.by, newest.at) for figure in figures]
    changes = []
    for cell, by, at in there:
        code = cell.indicator.code
        yours = (typed or {}).get(code) or Cell(cell.basis, None)
        theirs = (cell.basis, cell.value)
        if typed is None or theirs != (yours.basis, yours.value):
            changes.append(CellChange(code, theirs, (yours.basis, yours.value), by, at))
    raise StaleVersion(report, changes)


def settle(report: MonthlyReport, state: str) -> MonthlyReport:
    """Raise the version: whoever looks at the report of before must look again."""
    report.state = state
    report.version += 1
    report.save(update_fields=["state", "version", "correction_kind", "correction_reason"])
    return report
