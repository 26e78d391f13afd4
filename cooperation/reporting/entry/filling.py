"""The buttons that fill in a form: save, check, submit, switch; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.models import Basis
from cooperation.reconciliation import parts_begun
from cooperation.reporting import actions
from cooperation.reporting.checks import reasons_from
from cooperation.reporting.entry.checking import problems_of_form
from cooperation.reporting.entry.desks import Desk, Outcome
from cooperation.reporting.entry.differences import (
    keep_explanations,
    read_differences,
    unseen,
)
from cooperation.reporting.entry.lines import Line, is_settled
from cooperation.reporting.entry.sheet import Sheet
from cooperation.reporting.entry.typed import Typed, corrections, read_form, typed_cell
from cooperation.reporting.problems import (
    CellChange,
    NotPossible,
    Problem,
    RecordRefused,
    StaleVersion,
)
from cooperation.reporting.record import OPEN

# What can be wrong with a reason itself.
REASON_CODES = frozenset({"T17", "T21", "P01", "W07"})
BASES = {"month": Basis.MONTH, "ytd": Basis.YTD}


def fill_in(request: HttpRequest, desk: Desk, action: str) -> Outcome:
    """Do what a button says that carries typed cells."""
    if not desk.enters:
        raise PermissionDenied(_("This report is not assigned to you."))
    sheet = desk.sheet()
    cells = read_form(request.POST, [line.indicator for line in sheet.lines])
    seen = version_of(request)
    # Cells are compared one by one; what is handed in must be what was seen as a whole.
    known = seen == desk.report.version if action == "submit" else 0 < seen <= desk.report.version
    if not known or desk.report.state not in OPEN:
        return stale(desk, cells)
    verb, _dash, rest = action.partition("-")
    if verb == "switch" and rest in BASES:
        return _switch(request, desk, cells, sheet, BASES[rest])
    if verb == "basis":
        return _switch(request, desk, cells, sheet, BASES[_other(sheet, cells, rest)], rest)
    if verb == "offer":
        return _take_offer(request, desk, cells, sheet, rest)
    if verb == "zero":
        _tell_filled(request, fill_zeros(sheet, cells))
    if verb == "stocks":
        confirm_stocks(sheet, cells)
    return _keep(request, desk, cells, sheet, action)


def version_of(request: HttpRequest) -> int:
    """The version the page was made from; a missing or forged one fits no report."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _keep(request, desk: Desk, cells, sheet: Sheet, action: str) -> Outcome:
    """Save what was typed, then check it or hand it in."""
    if any(cell.problems(desk.report) for cell in cells.values()):
        problems = problems_of_form(desk.report, desk.held(), cells)
        if action not in ("check", "submit"):
            problems = [p for cell in cells.values() for p in cell.problems(desk.report)]
        sheet.put_typed(cells)
        problems = [*sheet.put_problems(problems), *read_differences(sheet, request.POST)]
        return Outcome(desk, 422, sheet, problems, checked=action in ("check", "submit"))
    try:
        kept = actions.keep_cells(
            desk.report,
            {code: cell.change for code, cell in cells.items() if cell.touched},
            by=desk.user,
            indicators=sheet.board.indicators,
            together=True,
        )
    except NotPossible:
        return stale(desk, cells)
    if kept.conflicts:
        return stale(desk, cells)
    if kept.refused:
        sheet.put_typed(cells)
        problems = [p for found in kept.refused.values() for p in found]
        problems = [*sheet.put_problems(problems), *read_differences(sheet, request.POST)]
        return Outcome(desk, 422, sheet, problems)
    if action in ("check", "submit"):
        return _hand_in(request, desk, kept.report, cells, action)
    _tell(request, cells, action)
    return _still_explaining(request, desk) if parts_begun(request.POST) else Outcome(desk)


def _still_explaining(request, desk: Desk) -> Outcome:
    """The page again: parts of an explanation that was begun are kept nowhere else than on it."""
    desk = desk.again()
    sheet = desk.sheet()
    read_differences(sheet, request.POST)
    return Outcome(desk, 200, sheet)


def _hand_in(request, desk: Desk, report, cells: dict[str, Typed], action: str) -> Outcome:
    """Keep the reasons given for what is held; then say what the rules say, or submit.

    Wrong parts of an explanation keep the report back as a wrong cell does; a difference that
    is left unexplained does not, once it was seen.
    """
    reasons = reasons_from(request.POST)
    refused: list[Problem] = []
    sheet = desk.again().sheet()
    parts = read_differences(sheet, request.POST)
    asked = action == "submit" and unseen(sheet, request.POST)
    try:
        if reasons:
            report = actions.confirm_checks(report, reasons, by=desk.user, version=report.version)
        if action == "submit" and not parts and not asked:
            with transaction.atomic():
                actions.submit(report, by=desk.user, version=report.version)
                keep_explanations(sheet, desk.user)
            _tell(request, cells, action)
            return Outcome(desk)
    except RecordRefused as refusal:
        # The reasons that cannot be kept; all else is said again below.
        refused = [p for p in refusal.problems if p.code in REASON_CODES]
    except (StaleVersion, NotPossible):
        return stale(desk, cells)
    outcome = _checked(request, desk.again(), action, reasons, refused)
    outcome.asked = asked
    if asked and not outcome.problems and not outcome.sheet.problems:
        # Nothing is wrong with it.
        outcome.status = 200
    return outcome


def _checked(request, desk: Desk, action: str, reasons, refused) -> Outcome:
    """The saved cells with all that the rules say of them; typed reasons and parts stay."""
    sheet = desk.sheet()
    parts = read_differences(sheet, request.POST)
    found = [
        replace(p, given=p.given or reasons.get((p.place.indicator, p.code), "")) if refused else p
        for p in problems_of_form(desk.report, desk.held(), {})
    ]
    problems = [p for p in sheet.put_problems([*refused, *found]) if not is_settled(p)]
    problems += parts
    if action == "check" and not sheet.problems and not problems:
        messages.success(request, _("Checked: nothing to correct. It can be submitted."))
    status = 200 if action == "check" else 422
    return Outcome(desk, status, sheet, problems, saved=True, checked=True)


def _tell(request, cells: dict[str, Typed], action: str) -> None:
    if action == "submit":
        messages.success(request, _("Submitted. It shows at once, not yet approved."))
    else:
        messages.success(request, _("Draft saved."))
    corrected = corrections(cells.values())
    if corrected:
        messages.info(request, corrected)


# --- filling several cells --------------------------------------------------------------------


def fill_zeros(sheet: Sheet, cells: dict[str, Typed]) -> list[Line]:
    """本月无发生额: 0 for the flows that are empty; the year to date stays what it was."""
    filled = []
    for line in sheet.lines:
        typed = cells.get(line.code)
        if line.indicator.is_stock or typed is None or typed.text.strip() or typed.note:
            continue
        basis, value = Basis.MONTH, "0"
        if typed.basis == Basis.YTD and line.before is not None:
            basis, value = Basis.YTD, line.plain_before
        cells[line.code] = _retyped(typed, value, basis)
        filled.append(line)
    return filled


def confirm_stocks(sheet: Sheet, cells: dict[str, Typed]) -> None:
    """Take last month's count for the stocks that still show it."""
    for line in sheet.unconfirmed:
        typed = cells.get(line.code)
        if typed is not None and not typed.text.strip():
            cells[line.code] = _retyped(typed, line.prefill, Basis.AT)


def _retyped(typed: Typed, text: str, basis: str) -> Typed:
    sent = {"text": text, "basis": basis, "note": typed.note, "was": typed.was}
    return typed_cell(typed.indicator, sent)


def _tell_filled(request, filled: Iterable[Line]) -> None:
    names = [line.indicator.name for line in filled]
    if not names:
        messages.info(request, _("No flow was empty; nothing was filled in."))
        return
    messages.info(
        request,
        ngettext(
            "Filled with 0: %(count)s cell (%(cells)s)",
            "Filled with 0: %(count)s cells (%(cells)s)",
            len(names),
        )
        % {"count": len(names), "cells": ", ".join(names)},
    )


# --- month and year to date -------------------------------------------------------------------


def _other(sheet: Sheet, cells: dict[str, Typed], code: str) -> str:
    """The basis a cell is not on."""
    line = sheet.line(code)
    now = cells[code].basis if code in cells else line.basis if line else Basis.MONTH
    return "month" if now == Basis.YTD else "ytd"


def _switch(request, desk: Desk, cells, sheet: Sheet, basis: str, only: str = "") -> Outcome:
    """Show the typed figures on the other basis; nothing is saved yet."""
    sheet.put_typed(cells)
    stuck = sheet.switch(basis, only)
    read_differences(sheet, request.POST)
    messages.info(request, _("Converted, not saved yet."))
    if stuck:
        messages.warning(
            request,
            _("These cells stay as they are, because earlier months are missing: %(cells)s")
            % {"cells": ", ".join(line.indicator.name for line in stuck)},
        )
    return Outcome(desk, 200, sheet)


def _take_offer(request, desk: Desk, cells, sheet: Sheet, rest: str) -> Outcome:
    """Put an offered figure into its cell; nothing is saved yet."""
    code, _sign, offer = rest.partition("=")
    basis, _sign, value = offer.partition(":")
    if code in cells:
        cells[code] = _retyped(cells[code], value, basis)
    sheet.put_typed(cells)
    read_differences(sheet, request.POST)
    messages.info(request, _("Taken over, not saved yet."))
    return Outcome(desk, 200, sheet)


# --- somebody else was faster -----------------------------------------------------------------


def stale(desk: Desk, cells: dict[str, Typed]) -> Outcome:
    """Say what changed meanwhile; what this person typed stays on the screen."""
    mine = {cell.indicator.code for cell in cells.values() if cell.touched}
    desk = desk.again()
    sheet = desk.sheet()
    rows = desk.report.draft_cells.select_related("updated_by", "indicator")
    last = {cell.indicator.code: (cell.updated_by, cell.updated_at) for cell in rows}
    changes = []
    for line in sheet.lines:
        typed = cells.get(line.code)
        if typed is None or typed.was == line.was:
            continue
        theirs = (line.basis, line.value)
        yours = (typed.basis, typed.reading.value) if line.code in mine else theirs
        one = line.indicator
        by, at = last.get(line.code, (None, None))
        changes.append(CellChange(one.name, theirs, yours, by, at, one.decimals))
    if desk.editable:
        sheet.put_typed(cells, touched_only=True)
    return Outcome(desk, 409, sheet, changes=changes, stale=True)
