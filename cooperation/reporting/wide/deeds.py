"""What the buttons of the wide form do: save what was typed, submit the complete reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.formatting import list_comma
from cooperation.models import MonthlyReport
from cooperation.reporting import actions
from cooperation.reporting.actions.grid import GridChange, GridStale, Place, keep_grid
from cooperation.reporting.problems import (
    NotPossible,
    Problem,
    RecordRefused,
    Severity,
    StaleVersion,
)
from cooperation.reporting.wide.choice import Choice
from cooperation.reporting.wide.sheet import NEW, Cell, Sheet, sheet_of
from cooperation.reporting.wide.typed import Typed, read_grid
from cooperation.typed.quoting import shorten

WHY = re.compile(r"why-([0-9]{1,18}-[0-9]{1,2})-([A-Z][0-9]{2})-([\w.-]*)", re.ASCII)
# (indicator code or "", check) → why what is held is right
Reasons = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Fault:
    """A problem of a cell, on this tab or another one. confirms: the text to agree to.

    key: the cell's part of the fields' names, place: its report's.
    """

    problem: Problem
    key: str = ""
    place: str = ""
    indicator: str = ""
    confirms: str = ""

    @property
    def why(self) -> str:
        """The field for the reason of a held check; empty where none helps."""
        held = self.problem.severity is Severity.SOFT and not self.confirms
        return f"why-{self.place}-{self.problem.code}-{self.indicator}" if held else ""


@dataclass
class Outcome:
    """What came of a button. Without faults and changes the page is looked at anew."""

    sheet: Sheet
    status: int = 302
    faults: list[Fault] = field(default_factory=list)
    changes: list[GridChange] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    saved: bool = False
    months: set[int] = field(default_factory=set)


def act(request, choice: Choice) -> Outcome:
    """Save; with the other button submit the chosen months, too."""
    outcome = _done(request, choice)
    outcome.months = _months(request.POST.getlist("month"))
    return outcome


def _done(request, choice: Choice) -> Outcome:
    sheet = sheet_of(choice)
    typed = read_grid(request.POST, sheet)
    faults = [
        Fault(problem, one.cell.key, one.cell.place, confirms=one.text if one.reading.ask else "")
        for one in typed
        for problem in one.problems()
    ]
    if faults:
        return _again(sheet, typed, faults)
    try:
        written = _keep(choice, typed)
    except RecordRefused as refused:
        return _again(sheet, typed, [_fault(choice, each) for each in refused.problems])
    except GridStale as stale:
        return _stale(choice, typed, stale.changes)
    outcome = Outcome(sheet, saved=True, told=list(_told(typed)))
    if request.POST.get("action") == "submit":
        seen = _versions(request.POST.get("versions", ""))
        for pairing, month in written:
            key = f"{pairing}-{month.month}"
            seen[key] = seen.get(key, NEW) + 1
        months = _months(request.POST.getlist("month"))
        _submit(choice, months, seen, _reasons(request.POST), outcome)
    return outcome


def _keep(choice: Choice, typed: Iterable[Typed]) -> set[Place]:
    one = choice.indicator
    cells = [each.grid_cell for each in typed]
    return keep_grid(one.sector, one.side, cells, by=choice.user)


def _again(sheet: Sheet, typed: Iterable[Typed], faults: list[Fault]) -> Outcome:
    """The same page with everything that was typed and all that is wrong with it."""
    cells = sheet.cells
    _put_typed(sheet, typed)
    for one in typed:
        # What somebody else wrote meanwhile was not shown: it is not to be overwritten then.
        cells[one.cell.key].was = one.seen
    for fault in faults:
        if fault.key in cells:
            cells[fault.key].problems.append(fault.problem)
    return Outcome(sheet, 422, faults)


def _stale(choice: Choice, typed: list[Typed], changes: list[GridChange]) -> Outcome:
    """Say what changed meanwhile; what this person typed stays on the screen."""
    sheet = sheet_of(choice)
    _put_typed(sheet, typed)
    return Outcome(sheet, 409, changes=changes)


def _put_typed(sheet: Sheet, typed: Iterable[Typed]) -> None:
    cells = sheet.cells
    for one in typed:
        cell = cells.get(one.cell.key)
        if cell is not None and cell.editable:
            cell.text, cell.basis, cell.note = one.text[:1000], one.basis, one.note[:1000]


def _told(typed: list[Typed]) -> Iterator[str]:
    if not typed:
        return
    yield ngettext("%(n)s cell saved.", "%(n)s cells saved.", len(typed)) % {"n": len(typed)}
    corrected = [
        f"{one.cell.label} {shorten(one.text.strip())} → {one.reading.value:f}"
        for one in typed
        if one.reading.normalised or (one.confirmed and one.reading.ask)
    ]
    if corrected:
        yield _("Corrected on reading: %(cells)s") % {"cells": "; ".join(corrected[:20])}


def _months(texts: Iterable[str]) -> set[int]:
    return {int(text) for text in texts if text in {str(month) for month in range(1, 13)}}


def _versions(text: str) -> dict[str, int]:
    """The versions that the page was made from, by report."""
    pairs = (part.partition(":") for part in text[:20_000].split())
    return {key: int(v) for key, _colon, v in pairs if v.isascii() and v.isdigit() and len(v) < 10}


def _reasons(post: Mapping[str, str]) -> dict[str, Reasons]:
    """The reasons for held checks, by report."""
    found: dict[str, Reasons] = {}
    for name, text in post.items():
        match = WHY.fullmatch(name)
        if match and text.strip():
            found.setdefault(match[1], {})[match[3], match[2]] = text
    return found


def _submit(
    choice: Choice,
    months: set[int],
    seen: dict[str, int],
    reasons: dict[str, Reasons],
    outcome: Outcome,
) -> None:
    """Hand in each complete report of the months; name what keeps the others back."""
    sheet = sheet_of(choice)
    cells = [cell for cell in sheet.reports.values() if cell.month.month in months]
    ready = [cell for cell in cells if cell.complete]
    lacking = [cell for cell in cells if not cell.complete]
    if not months or not cells:
        outcome.warned.append(_("Choose at least one month that has open reports."))
    sent = 0
    for cell in ready:
        version = seen.get(cell.place, NEW)
        faults = _submit_one(choice, cell, version, reasons.get(cell.place, {}))
        sent += not faults
        outcome.faults += faults
    if sent:
        words = ngettext("%(n)s report submitted.", "%(n)s reports submitted.", sent)
        outcome.told.append(words % {"n": sent})
    if lacking:
        outcome.warned.append(
            _("Not filled in completely, and not submitted: %(reports)s")
            % {"reports": list_comma().join(_lack(cell) for cell in lacking)}
        )
    if outcome.faults:
        outcome.status, outcome.sheet = 422, sheet_of(choice)
        shown = outcome.sheet.cells
        for fault in outcome.faults:
            if fault.key in shown and fault.indicator:
                shown[fault.key].problems.append(fault.problem)


def _lack(cell: Cell) -> str:
    """小榄组团 ↔ 盘州市 · 3月（7/12）."""
    return _("%(report)s (%(filled)s of %(cells)s)") % {
        "report": cell.report_label,
        "filled": cell.filled,
        "cells": cell.cells,
    }


def _submit_one(choice: Choice, cell: Cell, version: int, reasons: Reasons) -> list[Fault]:
    report = MonthlyReport(pk=cell.report)
    try:
        with transaction.atomic():
            actions.submit(report, by=choice.user, version=version, reasons=reasons)
    except RecordRefused as refused:
        return [_fault(choice, problem) for problem in refused.problems]
    except (StaleVersion, NotPossible):
        reason = _("this report was changed by somebody else after you opened the page")
        advice = _("Look at it again and submit then")
        return [Fault(Problem("W02", cell.report_label, reason, advice), cell.key, cell.place)]
    return []


def _fault(choice: Choice, problem: Problem) -> Fault:
    """A problem from the gate, placed by pairing, month and indicator."""
    where: Any = problem.place
    known = {one.code: one for one in choice.indicators}
    cell = Cell(where.pairing, where.month, known.get(where.indicator, choice.indicator))
    label = f"{cell.report_label} · {where.label}" if where.label else cell.report_label
    return Fault(replace(problem, place=label), cell.key, cell.place, where.indicator)
