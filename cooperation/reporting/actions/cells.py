"""Working values cell by cell: two people in one form do not disturb each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone

from cooperation import access
from cooperation.models import DraftCell, MonthlyReport, User
from cooperation.reporting.actions.locking import Cell, Change, ask, same, settle
from cooperation.reporting.catalogue import CountedCatalogue
from cooperation.reporting.checks import Candidate, check_figure
from cooperation.reporting.problems import CellChange, NotPossible, Problem
from cooperation.reporting.record import OPEN
from cooperation.scoreboard import CountedIndicator

EMPTY = Cell("", None)


@dataclass
class Kept:
    """What came of saving cells, by indicator code.

    report: with the version it has now. cells: the working values as they are now. saved: the
    cells that hold what was sent, written now or before. conflicts: cells that somebody else
    changed meanwhile. refused: cells that no report may hold. The last two are not written.
    """

    report: MonthlyReport
    cells: dict[str, DraftCell] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)
    conflicts: dict[str, CellChange] = field(default_factory=dict)
    refused: dict[str, list[Problem]] = field(default_factory=dict)


@transaction.atomic
def keep_cells(
    report: MonthlyReport,
    changes: Mapping[str, Change],
    *,
    by: User,
    indicators: Iterable[CountedIndicator],
    together: bool = False,
) -> Kept:
    """Write the cells that still hold what this person saw; say which do not, and why.

    report: with its pairing and programme. indicators: those of the report's month, as the
    scoreboard has them. A cell that holds the new value already counts as saved, so the same
    call twice writes once. together: write all of them or none.
    """
    kept = Kept(_locked(report))
    ask(access.can_enter(by, kept.report))
    if kept.report.state not in OPEN:
        raise NotPossible(kept.report, "saving")
    catalogue = CountedCatalogue(indicators)
    kept.cells = _by_code(kept.report)
    candidate = Candidate(
        kept.report.pairing, kept.report.sector, kept.report.side, kept.report.month, {}
    )
    changed, theirs = [], []
    for code, change in changes.items():
        cell, now = kept.cells.get(code), change.now
        held = Cell(cell.basis, cell.value, cell.note) if cell else EMPTY
        problems = [*check_figure(candidate, catalogue, code, now.basis, now.value, now.note)]
        if problems:
            kept.refused[code] = problems
        elif same(held, now):
            kept.saved.add(code)
        elif change.was is None or not same(held, change.was):
            theirs.append((code, cell, held, now))
        else:
            kept.saved.add(code)
            changed.append((code, cell, now))
    prefetch_related_objects([cell for _code, cell, *_ in theirs if cell], "updated_by")
    for code, *conflict in theirs:
        kept.conflicts[code] = _conflict(catalogue, code, *conflict)
    if together and (kept.refused or kept.conflicts):
        kept.saved.clear()
    elif changed:
        _write(kept, changed, catalogue, by)
    return kept


def _locked(report: MonthlyReport) -> MonthlyReport:
    """As `locked_report`, with the pairing that is loaded already: a statement less."""
    locked = MonthlyReport.objects.select_for_update().get(pk=report.pk)
    locked.pairing = report.pairing
    return locked


def _by_code(report: MonthlyReport) -> dict[str, DraftCell]:
    """The working values there are; those of other indicators than asked for, too.

    Who wrote them is asked of those alone that stand in somebody's way.
    """
    return {cell.code: cell for cell in report.draft_cells.annotate(code=F("indicator__code"))}


def _conflict(catalogue, code, cell, held: Cell, now: Cell) -> CellChange:
    return CellChange(
        code,
        (held.basis, held.value),
        (now.basis, now.value),
        cell.updated_by if cell else None,
        cell.updated_at if cell else None,
        catalogue.get(code).decimals,
    )


def _write(kept: Kept, changed, catalogue: CountedCatalogue, by: User) -> None:
    """One statement for the new cells, one for the others, one for the report's version."""
    made, rewritten = [], []
    for code, cell, now in changed:
        if cell is None:
            cell = DraftCell(report=kept.report, indicator_id=catalogue.get(code).id)
            kept.cells[code] = cell
            made.append(cell)
        else:
            rewritten.append(cell)
        cell.basis, cell.value, cell.note = now.basis, now.value, now.note
        cell.version, cell.updated_at, cell.updated_by = kept.report.version + 1, timezone.now(), by
    fields = ["basis", "value", "note", "version", "updated_at", "updated_by"]
    if made:
        DraftCell.objects.bulk_create(made)
    if len(rewritten) == 1:
        rewritten[0].save(update_fields=fields)
    elif rewritten:
        DraftCell.objects.bulk_update(rewritten, fields)
    settle(kept.report, kept.report.state)
