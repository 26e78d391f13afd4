"""A form filled with the approved numbers of a period, and the list of what we do not hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation import formatting
from cooperation.meetings.office_forms.columns import SHARES
from cooperation.meetings.office_forms.document_patch import fill_document
from cooperation.meetings.office_forms.grid import Grid
from cooperation.meetings.office_forms.originals import grids_of
from cooperation.meetings.office_forms.sample_mark import with_sample_mark
from cooperation.meetings.office_forms.sheet_patch import fill_workbook
from cooperation.meetings.text import COLUMNS, FigureRef, ref
from cooperation.models import OfficeForm, OfficeFormCell, Programme
from cooperation.scoreboard import Board, Row, scoreboard
from cooperation.scoreboard.rows import OWN, PAIRING, TOTAL

_PERCENT = Decimal("0.01")


@dataclass(frozen=True)
class Given:
    """What the board says for one mapped cell.

    value: as we print it, unscaled; would: as the form counts; written: what goes into its cell,
    None where it stays blank. why: the reason, in words, and short: in a few characters.
    partial: it could be filled by a tick. figure: what the number is, for codes and links.
    """

    address: str
    label: str
    row: Row | None
    field: str
    value: Decimal | None
    written: Decimal | None
    why: str = ""
    short: str = ""
    partial: bool = False
    would: Decimal | None = None
    figure: FigureRef | None = None

    @property
    def indicator(self) -> str:
        """Its name."""
        return self.row.indicator.name if self.row else ""

    @property
    def place(self) -> str:
        """Whose number it is, however much of it is known."""
        if self.row is None:
            return ""
        return _("Whole city") if self.row.kind == TOTAL else self.row.name

    @property
    def decimals(self) -> int:
        """How it is printed."""
        return 2 if self.field in SHARES or self.row is None else self.row.indicator.decimals

    @property
    def unit(self) -> str:
        """What the value is counted in."""
        if self.field in SHARES:
            return _("points") if self.field == "pace_diff" else "%"
        return self.row.indicator.unit if self.row else ""


@dataclass(frozen=True)
class Filled:
    """content: their file with our numbers. filled, missing: cell by cell."""

    content: bytes
    filled: list[Given] = field(default_factory=list)
    missing: list[Given] = field(default_factory=list)


def fill(
    form: OfficeForm,
    programme: Programme,
    year: int,
    through: int,
    moment: datetime.datetime | None,
    *,
    partial: bool = False,
) -> Filled:
    """Their file with what was approved before `moment` (None = now).

    A number that is not fully covered, or that the press and not the offices gave, stays out
    unless `partial` asks for it; it is listed with its value either way.
    """
    content = bytes(form.content)
    grids = grids_of(form.kind, content)
    given = givens(form, grids, programme, year, through, moment, partial=partial)
    values = {one.address: one.written for one in given if one.written is not None}
    write = fill_workbook if form.kind == OfficeForm.Kind.XLSX else fill_document
    filled = [one for one in given if one.written is not None]
    missing = [one for one in given if one.written is None or one.partial]
    made = write(content, values)
    if programme.sample:
        made = with_sample_mark(form.kind, made)
    return Filled(made, filled, missing)


def givens(
    form: OfficeForm,
    grids: Sequence[Grid],
    programme: Programme,
    year: int,
    through: int,
    moment: datetime.datetime | None,
    *,
    partial: bool = False,
) -> list[Given]:
    """What the board says for each mapped cell, in the form's order."""
    cells = list(form.cells.select_related("indicator"))
    return givens_of(cells, grids, programme, (year, through), moment, partial=partial)


def givens_of(
    cells: Sequence[OfficeFormCell],
    grids: Sequence[Grid],
    programme: Programme,
    period: tuple[int, int],
    moment: datetime.datetime | None,
    *,
    partial: bool = False,
) -> list[Given]:
    """The same for cells that need not be saved; period: year and last month."""
    if not cells:
        return []
    year, through = period
    board = approved_board(programme, year, through, moment)
    known = {cell.address: cell for grid in grids for line in grid.lines for cell in line}
    found = []
    for mapped in cells:
        there = known.get(mapped.address)
        if there is None or not there.waits:
            why = _("there is no such blank cell in the file")
            found.append(Given(mapped.address, mapped.label, None, mapped.field, None, None, why))
        else:
            found.append(given(board, mapped, there.percent, partial=partial))
    order = {address: position for position, address in enumerate(known)}
    found.sort(key=lambda one: order.get(one.address, len(order)))
    return _with_pending(found, cells, programme, year, through, moment)


def approved_board(programme, year, through, moment, *, approved_only: bool = True) -> Board:
    """The board that forms are filled from: everything of the programme."""
    return scoreboard(programme, year, through, approved_only=approved_only, moment=moment)


def given(board: Board, cell: OfficeFormCell, percent: bool, *, partial: bool) -> Given:
    """What a board says for a cell; percent: the cell shows its number times 100."""
    row = row_of(board, cell.indicator.code, cell.pairing_id, own=cell.own)
    if row is None:
        why = _("no such row in this period")
        return Given(cell.address, cell.label, None, cell.field, None, None, why)
    value = value_of(row, cell.field)
    why, short, is_partial = _doubt(row, cell.field, value)
    would = None if value is None else value * cell.scale
    if would is not None and percent and cell.field in SHARES and cell.field != "pace_diff":
        would *= _PERCENT
    return Given(
        cell.address,
        cell.label,
        row,
        cell.field,
        value,
        would if not why or (is_partial and partial) else None,
        why,
        short,
        is_partial,
        would,
        ref(row, cell.field),
    )


def row_of(board: Board, code: str, pairing_id: int | None, *, own: bool) -> Row | None:
    """The row that a mapping names; None where the period has none."""
    kind = OWN if own else TOTAL if pairing_id is None else PAIRING
    whose = board.city.pk if own and board.city else pairing_id
    if board.city and pairing_id == board.city.pk and not own:
        kind = TOTAL
    try:
        return board.row(kind, whose, code)
    except KeyError:
        return None


def value_of(row: Row, name: str) -> Decimal | None:
    """A column of the row; an unknown name is an error of ours."""
    if name not in COLUMNS:
        raise ValueError(name)
    return None if row.not_applicable else getattr(row, name)


def _doubt(row: Row, name: str, value: Decimal | None) -> tuple[str, str, bool]:
    """Why a value does not simply go into the form, in words and short, and whether a tick could
    put it there."""
    if row.not_applicable:
        return _("not applicable"), "", False
    if value is None:
        return _unknown(row, name), "", False
    covered, due = _coverage(row, name)
    if covered < due:
        return _partly(covered, due), f"{covered}/{due}", True
    source = row.last_year_source if name == "last_year" else row.source
    if name not in ("target", "share") and source in ("published", "mixed"):
        until = formatting.day(row.value_date)
        why = _("published figure until %(day)s, not from the reports") % {"day": until}
        return why, _("published"), True
    return "", "", False


def _partly(covered: int, due: int) -> str:
    return _("partly covered, %(covered)d of %(due)d months due") % {
        "covered": covered,
        "due": due,
    }


def _unknown(row: Row, name: str) -> str:
    if name in ("completion", "pace_diff", "target") and row.target is None:
        return _("no target")
    if name in ("share", "pace_diff") and not row.has_pace:
        return _("a stock has no pace")
    if name == "change" and row.ytd is not None and row.covered < row.due:
        return _partly(row.covered, row.due)
    if name == "last_year" or (name == "change" and row.ytd is not None):
        return _("last year is not fully reported")
    if name == "month" and row.ytd is not None:
        return _("the month alone is not known")
    if name == "since_pairing" and row.indicator.is_stock:
        return _("a stock is not added up over the years")
    return _("not reported") if row.due else _("not due in this period")


def _coverage(row: Row, name: str) -> tuple[int, int]:
    """Months behind a value, and months that should be."""
    if name in ("target", "share"):
        return 0, 0
    if name == "last_year":
        return row.last_year_covered, row.last_year_due
    if name == "since_pairing":
        return row.since_covered or 0, row.since_due or 0
    return row.covered, row.due


def _with_pending(
    found: list[Given], cells: Iterable[OfficeFormCell], programme, year, through, moment
) -> list[Given]:
    """What is unknown only because nobody has approved it yet says so."""
    unknown = {one.address for one in found if one.row is not None and one.value is None}
    asked = [cell for cell in cells if cell.address in unknown and cell.field != "target"]
    if not asked:
        return found
    board = approved_board(programme, year, through, moment, approved_only=False)
    pending = set()
    for cell in asked:
        row = row_of(board, cell.indicator.code, cell.pairing_id, own=cell.own)
        if row is not None and row.pending and value_of(row, cell.field) is not None:
            pending.add(cell.address)
    why = _("reported, not yet approved")
    return [replace(one, why=why) if one.address in pending else one for one in found]
