"""The monthly form as a page shows it: a line per indicator, and the other side's to read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cooperation import progress
from cooperation.formatting import number
from cooperation.models import Basis, MonthlyReport
from cooperation.progress import Given
from cooperation.reconciliation import ledgers_beside
from cooperation.reporting.entry.lines import WAS, Line
from cooperation.reporting.entry.typed import Typed
from cooperation.reporting.problems import Problem
from cooperation.scoreboard import Board, Row, board_of_pairing

# What a cell holds: basis, value, note.
Held = tuple[str, Decimal | None, str]


@dataclass(slots=True)
class Sheet:
    """All lines of a report, and those of the other side to read beside them."""

    report: MonthlyReport
    board: Board
    lines: list[Line]
    others: list[Line]
    editable: bool
    basis: str

    @property
    def filled(self) -> int:
        """How many cells hold something that counts: a value, or why there is none."""
        return sum(1 for line in self.lines if line.text or line.value is not None or line.note)

    @property
    def unconfirmed(self) -> list[Line]:
        """The stocks that show last month's count, not confirmed yet."""
        return [line for line in self.lines if line.unconfirmed]

    @property
    def problems(self) -> list[Problem]:
        """All problems of the cells that have to be dealt with, from the top down."""
        return [problem for line in self.lines for problem in line.wrong]

    @property
    def to_explain(self) -> int:
        """How many cells lack nothing but a reason or a confirmation."""
        return sum(1 for line in self.lines if line.asks)

    @property
    def to_correct(self) -> int:
        """How many cells cannot stay as they are."""
        return sum(1 for line in self.lines if line.wrong and not line.asks)

    @property
    def lacking(self) -> list[Line]:
        """The lines that keep the report back because nothing stands in them."""
        return [line for line in self.lines if line.lacking]

    @property
    def differing(self) -> list[Line]:
        """The lines that are not what their ledgers say, or were explained on this page."""
        return [
            line for line in self.lines if line.parts or (line.compared and line.compared.differs)
        ]

    def line(self, code: str) -> Line | None:
        """The line of an indicator."""
        return next((line for line in self.lines if line.code == code), None)

    def put_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Set problems beside their cells; gives back those of the whole report."""
        rest = []
        for problem in problems:
            line = self.line(problem.place.indicator)
            if line is None:
                rest.append(problem)
            else:
                line.problems.append(problem)
        return rest

    def put_typed(self, cells: Mapping[str, Typed], *, touched_only: bool = False) -> None:
        """Show what was typed instead of what is kept."""
        for line in self.lines:
            typed = cells.get(line.code)
            if typed is None or (touched_only and not typed.touched):
                continue
            line.text, line.basis, line.note = typed.text[:1000], typed.basis, typed.note
            line.value = None if typed.reading.problem else typed.reading.value
            line.question = bool(typed.reading.ask and not typed.confirmed)

    def switch(self, basis: str, only: str = "") -> list[Line]:
        """Show the flows on another basis; gives back the lines that cannot be converted."""
        stuck = []
        for line in self.lines:
            if line.indicator.is_stock or line.basis == basis or only not in ("", line.code):
                continue
            if not line.text:
                line.basis = basis
                continue
            value = line.on_basis(basis)
            if value is None or value < 0:
                stuck.append(line)
                continue
            line.basis, line.value, line.text = basis, value, line.plain(value)
        if not only:
            self.basis = basis
        return stuck


def put_ledgers(sheet: Sheet) -> Sheet:
    """Set the ledgers beside the lines; see `ledgers_beside` for what that costs."""
    report, indicators = sheet.report, [line.indicator for line in sheet.lines]
    found = ledgers_beside(report.pairing, report.sector, report.month, indicators)
    for line in sheet.lines:
        line.ledger = found.get(line.code)
    return sheet


def board_of(report: MonthlyReport) -> Board:
    """The numbers around a report (pairing and programme loaded)."""
    month = report.month
    return board_of_pairing(report.pairing, report.sector, month.year, month.month)


def sheet_of(
    report: MonthlyReport,
    held: Mapping[str, Held],
    *,
    editable: bool,
    board: Board | None = None,
    codes: Container[str] | None = None,
) -> Sheet:
    """The form of a report with the values it holds; the lines of some indicators only."""
    board = board or board_of(report)
    rows = [row for row in board.rows_for(report.pairing_id, codes) if not row.not_applicable]
    own = [row for row in rows if row.indicator.side == report.side]
    basis = _usual_basis(board, own, held)
    lines = [_line(board, row, held.get(row.indicator.code), editable, basis) for row in own]
    others = [
        _line(board, row, None, False, basis) for row in rows if row.indicator.side != report.side
    ]
    wholes = {one.code: one.part_of or one.sums_to for one in board.indicators}
    for line in (*lines, *others):
        line.level = _level(line.code, wholes)
    for line in others:
        line.value = line.row.ytd if line.indicator.is_stock else line.row.month
    return Sheet(report, board, lines, others, editable, basis)


def _usual_basis(board: Board, rows: Iterable[Row], held: Mapping[str, Held]) -> str:
    """How the flows are typed: as in this report so far, else as in the month before."""
    flows = [basis for basis, _value, _note in held.values() if basis != Basis.AT]
    if not flows:
        found = (_given_last_month(board, row) for row in rows if not row.indicator.is_stock)
        flows = [given.basis for given in found if given]
    return Basis.YTD if flows and all(b == Basis.YTD for b in flows) else Basis.MONTH


def _given_last_month(board: Board, row: Row) -> Given | None:
    """What was given for the month before, of this year or the last."""
    year, month = (row.year, row.through - 1) if row.through > 1 else (row.year - 1, 12)
    years = board.standings.figures.get((row.pairing.pk, row.indicator.id), {})
    return years.get(year, {}).get(month)


def _line(board: Board, row: Row, held: Held | None, editable: bool, basis: str) -> Line:
    one = row.indicator
    years = board.standings.figures.get((row.pairing.pk, one.id), {})
    figures = years.get(row.year, {})
    before = (row.year, row.through - 1) if row.through > 1 else (row.year - 1, 12)
    line = Line(
        indicator=one,
        row=row,
        month=row.through,
        earlier={month: given for month, given in figures.items() if month < row.through},
        due=board.standings.due_months(row.pairing, row.year),
        last_month=number(_given_in(board, row, *before), one.decimals),
        last_year=number(_given_in(board, row, row.year - 1, row.through), one.decimals),
        basis=Basis.AT if one.is_stock else basis,
        editable=editable,
    )
    if held:
        line.hold(*held)
    else:
        line.was = WAS.join((line.basis, "", ""))
        given = _given_last_month(board, row) if editable and one.is_stock else None
        if given:
            line.prefill = line.plain(given.value)
    return line


def _given_in(board: Board, row: Row, year: int, month: int) -> Decimal | None:
    """What the offices gave for a month; a stock has none of its own: its newest count."""
    years = board.standings.figures.get((row.pairing.pk, row.indicator.id), {})
    if row.indicator.is_stock:
        found = progress.newest_stock(years, year, month)
        return found[1].value if found else None
    due = board.standings.due_months(row.pairing, year)
    return progress.reached(years.get(year, {}), due, month).month


def _level(code: str, wholes: Mapping[str, str | None]) -> int:
    """How deep an indicator stands below a whole: 0, 1 or 2."""
    level = 0
    while level < 2 and (code := wholes.get(code) or ""):
        level += 1
    return level
