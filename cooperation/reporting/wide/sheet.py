"""The wide form as a page shows it: pairings × months of one indicator, with sums at the end."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from cooperation import progress
from cooperation.calendar import DueCalendar, due_calendar, starts_within, today
from cooperation.filing import Owed, owed_forms, word
from cooperation.formatting import month_label, number, percent
from cooperation.models import Basis, DraftCell, Pairing
from cooperation.progress import Given
from cooperation.reporting.actions.grid import Held
from cooperation.reporting.problems import Problem, Severity
from cooperation.reporting.record import OPEN
from cooperation.reporting.wide.choice import Choice
from cooperation.scoreboard import Board, CountedIndicator, Row, scoreboard

# Parts what the page showed of a cell: basis and value kept, basis and text shown.
WAS = "¦"
# A report that nobody has saved anything in.
NEW = 1


@dataclass(slots=True)
class Working:
    """A report's working values (code → basis, value, note) and its version."""

    version: int = NEW
    values: dict[str, tuple[str, Decimal | None, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Cell:
    """A pairing's month: an input where this person may type now, else what stands there.

    held: the working value as it is kept; original: the same as text. basis: what `text` counts;
    another one than the page's where the figure cannot be converted. filled, cells: how many
    cells of its whole report say something.
    """

    pairing: Pairing
    month: datetime.date
    editable: bool = False
    owed: bool = False
    report: int | None = None
    version: int = NEW
    basis: str = ""
    held: Held | None = None
    text: str = ""
    original: str = ""
    shown: str = ""
    mark: str = ""
    word: str = ""
    filled: int = 0
    cells: int = 0
    was: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Its part of the fields' names."""
        return f"{self.pairing.pk}-{self.month.month}"

    @property
    def label(self) -> str:
        """小榄组团 ↔ 盘州市 · 3月."""
        return f"{self.pairing.name} · {month_label(self.month.month)}"

    @property
    def complete(self) -> bool:
        """Whether every cell of its report says something."""
        return self.cells > 0 and self.filled == self.cells

    @property
    def css(self) -> str:
        """The class of the cell."""
        if self.problems:
            return "ask" if all(p.severity is Severity.SOFT for p in self.problems) else "bad"
        return self.mark


@dataclass(slots=True)
class Line:
    """A pairing with its months, its sum, target and completion."""

    pairing: Pairing
    row: Row
    cells: list[Cell]

    @property
    def sum(self) -> str:
        """The year so far as the scoreboard has it; of a stock the newest count."""
        return number(self.row.ytd, self.row.indicator.decimals)

    @property
    def coverage(self) -> str:
        """How many months stand behind it, where some are missing."""
        row = self.row
        partial = row.ytd is not None and row.covered < row.due and not row.indicator.is_stock
        return f"{row.covered}/{row.due}" if partial else ""

    @property
    def target(self) -> str:
        """The year's target."""
        return number(self.row.target, self.row.indicator.decimals)

    @property
    def completion(self) -> str:
        """Completion in per cent."""
        return percent(self.row.completion)


@dataclass(slots=True)
class Head:
    """A month over its column: how many of its open reports are filled in completely."""

    month: int
    label: str
    open: int
    complete: int


@dataclass(slots=True)
class Sheet:
    """The page's grid."""

    choice: Choice
    indicator: CountedIndicator
    lines: list[Line]
    total: Line | None
    heads: list[Head]

    @property
    def cells(self) -> dict[str, Cell]:
        """All cells by key."""
        return {cell.key: cell for line in self.lines for cell in line.cells}

    @property
    def versions(self) -> str:
        """The versions of the open reports: "pairing-month:version", as the page hands them on."""
        cells = self.cells.items()
        return " ".join(f"{key}:{cell.version}" for key, cell in cells if cell.editable)

    @property
    def editable(self) -> bool:
        """Whether there is anything to type."""
        return any(cell.editable for line in self.lines for cell in line.cells)


def sheet_of(choice: Choice) -> Sheet:
    """The grid; a fixed number of statements whatever the number of pairings."""
    board = scoreboard(
        choice.programme, choice.year, 12, indicators=[choice.indicator.code], since=False
    )
    one, calendar = board.indicator(choice.indicator.code), due_calendar(choice.programme)
    forms = _forms(choice, calendar)
    drafts = _drafts(choice)
    rows = {row.pairing.pk: row for row in board.rows_of(one.code) if row.kind != "total"}
    lines = [
        _line(choice, pairing, board, rows[pairing.pk], forms, drafts)
        for pairing in choice.pairings
        if pairing.pk in rows
    ]
    total = None
    if board.with_city:
        row = board.row("total", None, one.code)
        total = Line(board.city or choice.pairings[0], row, _total_cells(board, row, choice))
    return Sheet(choice, one, lines, total, _heads(lines))


def _forms(choice: Choice, calendar: DueCalendar) -> dict[tuple[int, datetime.date], Owed]:
    one = choice.indicator
    first, last = datetime.date(choice.year, 1, 1), datetime.date(choice.year, 12, 1)
    forms = owed_forms(choice.pairings, choice.indicators, calendar, first, last, sector=one.sector)
    return {(form.pairing.pk, form.month): form for form in forms if form.side == one.side}


def _drafts(choice: Choice) -> dict[int, Working]:
    """The working values of the year's open reports; one statement."""
    one, found = choice.indicator, {}
    rows = DraftCell.objects.filter(
        report__pairing__in=[p for p in choice.pairings if choice.enters(p)],
        report__sector=one.sector,
        report__side=one.side,
        report__month__year=choice.year,
        report__state__in=OPEN,
    ).values_list("report_id", "report__version", "indicator__code", "basis", "value", "note")
    for report, version, code, basis, value, note in rows:
        working = found.setdefault(report, Working(version))
        working.values[code] = basis, value, note
    return found


def _line(choice: Choice, pairing: Pairing, board: Board, row: Row, forms, drafts) -> Line:
    one, year = choice.indicator, choice.year
    owed = [i.code for i in choice.indicators if _same_report(i, one) and i.applies(pairing, year)]
    released = board.standings.figures.get((pairing.pk, one.id), {}).get(year, {})
    enters, series, now = choice.enters(pairing), board.series(row), today()
    cells, working = [], {}
    for number_of in range(1, 13):
        month = datetime.date(year, number_of, 1)
        form = forms.get((pairing.pk, month))
        cell = Cell(pairing, month, basis=choice.basis, cells=len(owed))
        cells.append(cell)
        if form is None or not starts_within(pairing, month):
            continue
        cell.owed = True
        state = form.state(now)
        cell.report = form.report.pk if form.report else None
        stored = form.report.stored if form.report else ""
        cell.editable = enters and month <= now and (not stored or stored in OPEN)
        if state not in ("missing", "open"):
            cell.mark, cell.word = f"r-{state}", word(state)
        if cell.editable:
            begun = drafts.get(cell.report) or Working()
            values, cell.version = begun.values, begun.version
            cell.filled = sum(_says_something(values.get(code)) for code in owed)
            if one.code in values:
                working[number_of] = cell.held = values[one.code][:2]
        elif number_of in released:
            known = series.ytd if choice.basis != Basis.MONTH else series.month
            cell.shown = number(known[number_of - 1], one.decimals)
    _show_working(cells, working, released, board, row, choice)
    return Line(pairing, row, cells)


def _same_report(one: CountedIndicator, other: CountedIndicator) -> bool:
    return (one.sector, one.side) == (other.sector, other.side)


def _says_something(value: tuple[str, Decimal | None, str] | None) -> bool:
    return value is not None and (value[1] is not None or bool(value[2].strip()))


def _show_working(cells: list[Cell], working, released, board: Board, row: Row, choice) -> None:
    """Put working values on the page's basis, where every month before is known."""
    one = choice.indicator
    merged = dict(released)
    for month, (basis, value) in working.items():
        merged.pop(month, None)
        if value is not None:
            merged[month] = Given(month, basis, value)
    due = board.standings.due_months(row.pairing, choice.year)
    reached = [] if one.is_stock else progress.reached_by_month(merged, due)
    for cell in cells:
        if cell.held is not None:
            basis, value = cell.held
            number_of = cell.month.month
            if value is not None and basis != choice.basis:
                now = reached[number_of - 1]
                full = now.covered == now.due
                other = now.month if choice.basis == Basis.MONTH else now.ytd if full else None
                if other is None or other < 0:
                    cell.basis = basis
                else:
                    value = other
            cell.text = cell.original = plain(value, one.decimals)
        cell.was = was_of(cell)


def was_of(cell: Cell) -> str:
    """What the page says of a cell, to be compared when it comes back."""
    basis, value = cell.held or ("", None)
    kept = "" if value is None else f"{value.normalize():f}"
    return WAS.join((basis, kept, cell.basis, cell.original))


def _total_cells(board: Board, row: Row, choice: Choice) -> list[Cell]:
    series, one = board.series(row), choice.indicator
    known = series.month if choice.basis == Basis.MONTH else series.ytd
    cells = []
    for index, value in enumerate(known):
        cell = Cell(board.city or choice.pairings[0], datetime.date(choice.year, index + 1, 1))
        cell.shown = "" if value is None else number(value, one.decimals)
        cells.append(cell)
    return cells


def _heads(lines: Iterable[Line]) -> list[Head]:
    lines, heads = list(lines), []
    for month in range(1, 13):
        cells = [line.cells[month - 1] for line in lines if line.cells[month - 1].editable]
        done = sum(cell.complete for cell in cells)
        heads.append(Head(month, month_label(month), len(cells), done))
    return heads


def plain(value: Decimal | None, decimals: int) -> str:
    """Digits and a point, nothing else: what an input holds."""
    return "" if value is None else f"{progress.rounded(value, decimals):f}"
