"""The wide form as a page shows it: pairings × months of each indicator, sums at the end."""

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

# Parts what the page showed of a cell: basis and value kept, basis and text shown, note.
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
    another one than `usual`, the page's, where the figure cannot be converted. filled,
    cells: how many cells of its whole report say something.
    """

    pairing: Pairing
    month: datetime.date
    indicator: CountedIndicator
    usual: str = ""
    editable: bool = False
    owed: bool = False
    report: int | None = None
    version: int = NEW
    basis: str = ""
    held: Held | None = None
    text: str = ""
    original: str = ""
    note: str = ""
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
        return f"{self.place}-{self.indicator.id}"

    @property
    def place(self) -> str:
        """Its report's part of the fields' names."""
        return f"{self.pairing.pk}-{self.month.month}"

    @property
    def label(self) -> str:
        """小榄组团 ↔ 盘州市 · 3月 · 招聘会."""
        return f"{self.report_label} · {self.indicator.name}"

    @property
    def report_label(self) -> str:
        """小榄组团 ↔ 盘州市 · 3月."""
        return f"{self.pairing.name} · {month_label(self.month.month)}"

    @property
    def noted(self) -> str:
        """The note as it is kept."""
        return self.held[2] if self.held else ""

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
class Group:
    """An indicator with its pairings; total: all that was handed in."""

    indicator: CountedIndicator
    lines: list[Line]
    total: Line | None


@dataclass(slots=True)
class Sheet:
    """The page's grid."""

    choice: Choice
    groups: list[Group]
    heads: list[Head]

    @property
    def indicator(self) -> CountedIndicator:
        """The page's indicator; the first one where it shows all."""
        return self.groups[0].indicator

    @property
    def lines(self) -> list[Line]:
        """All lines, from top to bottom."""
        return [line for group in self.groups for line in group.lines]

    @property
    def total(self) -> Line | None:
        """The sums of all pairings, where the page shows one indicator."""
        return self.groups[0].total if len(self.groups) == 1 else None

    @property
    def reports(self) -> dict[str, Cell]:
        """One cell of each open report, by pairing and month."""
        return {cell.place: cell for cell in self.cells.values() if cell.editable}

    @property
    def cells(self) -> dict[str, Cell]:
        """All cells by key."""
        return {cell.key: cell for line in self.lines for cell in line.cells}

    @property
    def versions(self) -> str:
        """The versions of the open reports: "pairing-month:version", as the page hands them on."""
        return " ".join(f"{place}:{cell.version}" for place, cell in self.reports.items())

    @property
    def editable(self) -> bool:
        """Whether there is anything to type."""
        return any(cell.editable for line in self.lines for cell in line.cells)


def sheet_of(choice: Choice) -> Sheet:
    """The grid; a fixed number of statements whatever the number of pairings and indicators."""
    codes = [one.code for one in choice.shown]
    board = scoreboard(choice.programme, choice.year, 12, indicators=codes, since=False)
    forms = _forms(choice, due_calendar(choice.programme))
    drafts = _drafts(choice)
    groups = [_group(choice, board, code, forms, drafts) for code in codes]
    return Sheet(choice, groups, _heads(groups))


def _group(choice: Choice, board: Board, code: str, forms, drafts) -> Group:
    one = board.indicator(code)
    rows = {row.pairing.pk: row for row in board.rows_of(code) if row.kind != "total"}
    lines = [
        _line(choice, pairing, board, rows[pairing.pk], forms, drafts)
        for pairing in choice.pairings
        if pairing.pk in rows and one.applies(pairing, choice.year)
    ]
    total = None
    if board.with_city:
        row = board.row("total", None, code)
        total = Line(board.city or choice.pairings[0], row, _total_cells(board, row, choice))
    return Group(one, lines, total)


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
    one, year, usual = row.indicator, choice.year, choice.basis_of(row.indicator)
    owed = [i.code for i in choice.indicators if _same_report(i, one) and i.applies(pairing, year)]
    released = board.standings.figures.get((pairing.pk, one.id), {}).get(year, {})
    enters, series, now = choice.enters(pairing), board.series(row), today()
    cells, working = [], {}
    for number_of in range(1, 13):
        month = datetime.date(year, number_of, 1)
        form = forms.get((pairing.pk, month))
        cell = Cell(pairing, month, one, usual, basis=usual, cells=len(owed))
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
                working[number_of] = cell.held = values[one.code]
                cell.note = cell.noted
        elif number_of in released:
            known = series.ytd if usual != Basis.MONTH else series.month
            cell.shown = number(known[number_of - 1], one.decimals)
    _show_working(cells, working, released, board, row, choice)
    return Line(pairing, row, cells)


def _same_report(one: CountedIndicator, other: CountedIndicator) -> bool:
    return (one.sector, one.side) == (other.sector, other.side)


def _says_something(value: tuple[str, Decimal | None, str] | None) -> bool:
    return value is not None and (value[1] is not None or bool(value[2].strip()))


def _show_working(cells: list[Cell], working, released, board: Board, row: Row, choice) -> None:
    """Put working values on the page's basis, where every month before is known."""
    one = row.indicator
    merged = dict(released)
    for month, (basis, value, _note) in working.items():
        merged.pop(month, None)
        if value is not None:
            merged[month] = Given(month, basis, value)
    due = board.standings.due_months(row.pairing, choice.year)
    reached = [] if one.is_stock else progress.reached_by_month(merged, due)
    for cell in cells:
        if cell.held is not None:
            basis, value, _note = cell.held
            number_of = cell.month.month
            if value is not None and basis != cell.usual:
                now = reached[number_of - 1]
                full = now.covered == now.due
                other = now.month if cell.usual == Basis.MONTH else now.ytd if full else None
                if other is None or other < 0:
                    cell.basis = basis
                else:
                    value = other
            cell.text = cell.original = plain(value, one.decimals)
        cell.was = was_of(cell)


def was_of(cell: Cell) -> str:
    """What the page says of a cell, to be compared when it comes back."""
    basis, value, note = cell.held or ("", None, "")
    kept = "" if value is None else f"{value.normalize():f}"
    return WAS.join((basis, kept, cell.basis, cell.original, note))


def _total_cells(board: Board, row: Row, choice: Choice) -> list[Cell]:
    series, one = board.series(row), row.indicator
    known = series.month if choice.basis_of(one) == Basis.MONTH else series.ytd
    cells = []
    for index, value in enumerate(known):
        month = datetime.date(choice.year, index + 1, 1)
        cell = Cell(board.city or choice.pairings[0], month, one)
        cell.shown = "" if value is None else number(value, one.decimals)
        cells.append(cell)
    return cells


def _heads(groups: Iterable[Group]) -> list[Head]:
    lines, heads = [line for group in groups for line in group.lines], []
    for month in range(1, 13):
        found = (line.cells[month - 1] for line in lines)
        cells = {cell.place: cell for cell in found if cell.editable}.values()
        done = sum(cell.complete for cell in cells)
        heads.append(Head(month, month_label(month), len(cells), done))
    return heads


def plain(value: Decimal | None, decimals: int) -> str:
    """Digits and a point, nothing else: what an input holds."""
    return "" if value is None else f"{progress.rounded(value, decimals):f}"
