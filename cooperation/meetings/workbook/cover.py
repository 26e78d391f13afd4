"""The first sheet: of what the book speaks, as known when, how complete, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.worksheet.worksheet import Worksheet

from cooperation import formatting
from cooperation.meetings.material import Material
from cooperation.meetings.official import groups, title_of
from cooperation.meetings.workbook.styles import Pen, height
from cooperation.scoreboard import Board
from cooperation.spreadsheets.workbooks import as_one, print_on_a4

LABEL, TEXT = 34, 100


def write_cover(
    material: Material, pen: Pen, page: Worksheet, sheets: Sequence[tuple[str, str]]
) -> None:
    """sheets: the titles of the others and what stands in each."""
    top = 1
    for text, look, tall in _title(material):
        pen.put(page, top, 1, text, look)
        as_one(page, top, 1, 2)
        page.row_dimensions[top].height = tall
        top += 1
    first = top + 1
    for part, lines in (
        ("", _facts(material)),
        (_("How to read it"), _notes(material)),
        (_("Sheets"), sheets),
    ):
        top += 1
        if part:
            pen.put(page, top, 1, part, "line_bold")
            top += 1
        for label, text in lines:
            pen.put(page, top, 1, label, "text_bold")
            pen.put(page, top, 2, text, "text")
            page.row_dimensions[top].height = height(
                [(label, LABEL, "text_bold"), (text, TEXT, "text")]
            )
            top += 1
    print_on_a4(page, head=first, widths=[LABEL, TEXT])
    page.print_title_rows = None
    page.sheet_view.showGridLines = False


def _title(material: Material) -> Iterable[tuple[str, str, float]]:
    yield title_of(material.board), "title", 34
    if material.mark:
        yield material.mark, "notice", 18


def _facts(material: Material) -> Iterable[tuple[str, str]]:
    board, meeting = material.board, material.meeting
    if meeting:
        told = [meeting.title, formatting.day(meeting.on), meeting.place, meeting.hosts]
        yield _("Joint meeting"), " · ".join(filter(None, told))
    yield _("Programme"), board.programme.name
    yield _("Scope"), _scope(board)
    yield _("Period"), formatting.period_name(board.year, board.through)
    yield _("Cut-off date"), formatting.day(board.last_day)
    moment = timezone.localtime(material.moment)
    yield _("As known on"), f"{moment:%Y-%m-%d %H:%M}"
    yield _("Coverage"), _coverage(board)
    if material.code:
        yield _("Code of the file"), material.code
    if material.address and material.code:
        yield _("Where codes are looked up"), material.address


def _scope(board: Board) -> str:
    if not board.with_city:
        return formatting.list_comma().join(pairing.name for pairing in board.pairings)
    return _("Whole city: the city level and %(n)d pairings") % {"n": len(board.pairings)}


def _coverage(board: Board) -> str:
    """Of the first table's indicators: how many are complete, in part, not known."""
    rows = [row for row in next(iter(groups(board)), []) if not row.not_applicable]
    unknown = sum(row.ytd is None for row in rows)
    full = sum(row.ytd is not None and row.covered == row.due for row in rows)
    return _("%(all)d indicators: %(full)d complete, %(part)d in part, %(none)d not reported") % {
        "all": len(rows),
        "full": full,
        "part": len(rows) - full - unknown,
        "none": unknown,
    }


def _notes(material: Material) -> Iterable[tuple[str, str]]:
    yield (
        _("Numbers"),
        _(
            "As printed: with the decimals of their indicator; shares in per cent. The sheet of "
            "the data has them exactly. There are no formulas."
        ),
    )
    yield (
        _("A cell left empty"),
        _("Unknown or not asked for, never zero; a year to date nobody gave is “not reported”."),
    )
    yield (
        _("of which"),
        _("A part of the row above, never added to it."),
    )
    yield (
        _("Completion"),
        _("Year to date ÷ annual target, never capped; without a target there is none."),
    )
    yield (
        _("Against pace"),
        _("Completion less the share of the year gone, or of the indicator's own milestones."),
    )
    yield (
        _("Months covered"),
        _("How many of the months due stand behind the number; of a total, of all pairings."),
    )
    if material.code:
        yield (
            _("Small grey codes"),
            _("Each looks up the number above it: its formula and the rows behind it."),
        )
