"""Saving cells as they are typed: what a browser sends, and the answer for each cell."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.formatting import number
from cooperation.models import Basis, DraftCell
from cooperation.reporting import actions
from cooperation.reporting.actions import Change
from cooperation.reporting.entry.desks import Desk
from cooperation.reporting.entry.lines import Line
from cooperation.reporting.entry.sheet import board_of, sheet_of
from cooperation.reporting.entry.typed import Typed, seen_cell, typed_cell
from cooperation.reporting.problems import CellChange, Problem, Severity
from cooperation.scoreboard import Board
from cooperation.typed.quoting import shorten

MOST_CELLS = 500
KEYS = ("text", "basis", "note", "was", "ok", "prefill", "to")


@dataclass(frozen=True)
class Sent:
    """What a browser sent: the version it has seen, and the cells by indicator code."""

    version: int
    cells: dict[str, dict[str, str]]


def read_sent(body: bytes) -> Sent:
    """The request's JSON; whatever does not have its shape is no request of our page."""
    try:
        data = json.loads(body)
        version, cells = data["version"], data["cells"]
        sound = (
            type(version) is int
            and isinstance(cells, dict)
            and 0 < len(cells) <= MOST_CELLS
            and all(
                isinstance(cell, dict)
                and cell.keys() <= set(KEYS)
                and all(isinstance(text, str) for text in cell.values())
                for cell in cells.values()
            )
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        sound = False
    if not sound:
        raise SuspiciousOperation("not the cells of a form")
    return Sent(version, cells)


def save_sent(desk: Desk, sent: Sent) -> tuple[int, dict[str, Any]]:
    """Save what can be saved; the status and the answer for each cell.

    409 if somebody else changed one of the cells, 422 if one cannot be saved as it is.
    """
    report = desk.report
    board = board_of(report)
    typed, refused = _read(desk, sent, board)
    kept = actions.keep_cells(
        report,
        {code: _change(cell) for code, cell in typed.items() if code not in refused},
        by=desk.user,
        indicators=board.indicators,
    )
    refused |= kept.refused
    held = {code: (cell.basis, cell.value, cell.note) for code, cell in kept.cells.items()}
    # What others changed since is told, too.
    news = {code for code, cell in kept.cells.items() if cell.version > sent.version}
    sheet = sheet_of(kept.report, held, editable=True, board=board, codes=news | typed.keys())
    lines = {line.code: line for line in sheet.lines}
    cells: dict[str, Any] = {}
    for code in typed:
        line = lines[code]
        if code in kept.conflicts:
            cells[code] = _conflict(line, kept.conflicts[code])
        elif code in refused:
            cells[code] = _refusal(line, typed[code], refused[code])
        else:
            cells[code] = _saved(line, typed[code])
    changed = {code: kept.cells[code] for code in (news & lines.keys()) - typed.keys()}
    prefetch_related_objects(list(changed.values()), "updated_by")
    others = {code: _shown(lines[code]) | _who(cell) for code, cell in changed.items()}
    status = 409 if kept.conflicts else 422 if refused else 200
    return status, {"version": kept.report.version, "cells": cells, "others": others}


def closed_answer(desk: Desk) -> dict[str, Any]:
    """The report was handed in or decided on meanwhile."""
    state = desk.again().report.get_state_display()
    words = _("This report is no longer open (%(state)s); nothing more can be saved.")
    return {"closed": words % {"state": state}}


def _read(
    desk: Desk, sent: Sent, board: Board
) -> tuple[dict[str, Typed], dict[str, list[Problem]]]:
    """The cells as they are read, and what is wrong with them by themselves."""
    typed: dict[str, Typed] = {}
    refused: dict[str, list[Problem]] = {}
    report = desk.report
    for line in sheet_of(report, {}, editable=True, board=board, codes=sent.cells).lines:
        cell = typed_cell(line.indicator, sent.cells[line.code])
        found = cell.problems(report)
        to = sent.cells[line.code].get("to", "")
        if not found and to in (Basis.MONTH, Basis.YTD) and not line.indicator.is_stock:
            cell, found = _converted(report, line, cell, to)
        typed[line.code] = cell
        if found:
            refused[line.code] = found
    if len(typed) != len(sent.cells):
        raise SuspiciousOperation("cells of another form")
    return typed, refused


def _converted(report, line: Line, cell: Typed, to: str) -> tuple[Typed, list[Problem]]:
    """The same figure for the month or for the year to date."""
    line.basis, line.value = cell.basis, cell.reading.value
    value = line.on_basis(to)
    text = line.plain(value)
    if cell.reading.value is not None and (value is None or value < 0):
        return cell, [
            Problem(
                "F01",
                cell.place(report),
                _("it cannot be converted, because earlier months are missing"),
                _("Empty the cell and type the other figure"),
                severity=Severity.SOFT,
            )
        ]
    sent = {"text": text, "basis": to, "note": cell.cell.note, "was": cell.was}
    return typed_cell(line.indicator, sent), []


def _change(cell: Typed) -> Change:
    return Change(seen_cell(cell.was), cell.cell)


def _shown(line: Line) -> dict[str, Any]:
    """A line as the page shows it with what is kept."""
    css, word = line.state
    return {
        "state": css,
        "word": word,
        "text": line.text,
        "basis": line.basis,
        "note": line.note,
        "was": line.was,
        "ytd": line.ytd,
        "month": line.month_alone,
        "coverage": line.coverage,
        "completion": line.completion,
        "messages": [],
    }


def _saved(line: Line, cell: Typed) -> dict[str, Any]:
    answer = _shown(line)
    text = cell.text.strip()
    if cell.reading.normalised or (cell.confirmed and cell.reading.ask):
        words = _("Corrected on reading: %(cells)s")
        answer["messages"] = [
            {"text": words % {"cells": f"{shorten(text)} → {cell.reading.value:f}"}}
        ]
    return answer


def _refusal(line: Line, cell: Typed, problems: list[Problem]) -> dict[str, Any]:
    """Not saved: why, in words; a question can be answered by one key."""
    question = bool(cell.reading.ask) and not cell.confirmed
    line.problems, line.question = problems, question
    css, word = line.state
    return {
        "state": css,
        "word": word,
        "question": question,
        "messages": [{"code": p.code, "text": str(p.message)} for p in problems],
    }


def _conflict(line: Line, change: CellChange) -> dict[str, Any]:
    """Somebody else changed the cell: both values, name and time."""
    value = change.theirs[1]
    words = _("%(who)s wrote %(theirs)s at %(at)s; you typed %(yours)s.") % {
        "who": change.by or "—",
        "theirs": number(value, change.decimals),
        "at": _clock(change.at),
        "yours": number(change.yours[1], change.decimals),
    }
    return {
        "state": "bad",
        "word": _("conflict"),
        "messages": [{"text": words}],
        "theirs": _shown(line),
    }


def _who(cell: DraftCell) -> dict[str, str]:
    words = _("changed by %(who)s at %(at)s")
    return {"who": words % {"who": cell.updated_by or "—", "at": _clock(cell.updated_at)}}


def _clock(at) -> str:
    return f"{timezone.localtime(at):%H:%M}" if at else "—"
