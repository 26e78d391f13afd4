"""The monthly form as a page shows it: a line per indicator with its neighbours in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from cooperation.formatting import number, percent
from cooperation.models import Basis, MonthlyReport
from cooperation.reporting.entry.typed import WAS, Typed
from cooperation.reporting.problems import Problem, Severity
from cooperation.scoreboard import Board, CountedIndicator, Row, scoreboard

# What a cell holds: basis, value, note.
Held = tuple[str, Decimal | None, str]


@dataclass(slots=True)
class Line:
    """One indicator: numbers beside the cell as texts, the cell itself, what is wrong with it."""

    indicator: CountedIndicator
    row: Row
    last_month: str
    last_year: str
    target: str
    before: Decimal | None
    before_complete: bool
    before_covered: tuple[int, int]
    basis: str
    value: Decimal | None = None
    text: str = ""
    note: str = ""
    was: str = ""
    editable: bool = False
    level: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The indicator's code, in the names of the fields."""
        return self.indicator.code

    @property
    def indent(self) -> str:
        """The class of a subset or part, below its whole."""
        return ("", "of-which", "of-which-2")[self.level]

    @property
    def asks(self) -> bool:
        """Whether the only thing missing is a confirmation."""
        return bool(self.problems) and all(p.severity is Severity.SOFT for p in self.problems)

    @property
    def css(self) -> str:
        """The class of the cell."""
        if not self.problems:
            return ""
        return "ask" if self.asks else "bad"

    @property
    def state(self) -> tuple[str, str]:
        """Class and word at the right end of the line."""
        if self.problems:
            return ("ask", _("to confirm")) if self.asks else ("bad", _("to correct"))
        if self.value is not None or self.text:
            return "saved", _("filled in")
        return ("auto", _("no figure")) if self.note else ("", _("empty"))

    @property
    def shown(self) -> str:
        """The value as it is printed where it cannot be edited."""
        return number(self.value, self.indicator.decimals)

    @property
    def cumulative(self) -> bool:
        """Whether the cell counts the year so far."""
        return self.basis == Basis.YTD

    @property
    def year_to_date(self) -> Decimal | None:
        """The year to date with this cell in it; of a stock, the newest count."""
        if not self.editable:
            return self.row.ytd
        if self.indicator.is_stock:
            return self.row.ytd if self.value is None else self.value
        if self.value is None or self.basis == Basis.YTD:
            return self.before if self.value is None else self.value
        return (self.before or Decimal(0)) + self.value

    @property
    def ytd(self) -> str:
        """The year to date as it is printed."""
        return number(self.year_to_date, self.indicator.decimals)

    @property
    def coverage(self) -> str:
        """How many months stand behind the year to date, where some are missing."""
        if self.indicator.is_stock:
            return ""
        if not self.editable:
            covered, due = self.row.covered, self.row.due
        else:
            covered, due = self.before_covered
            given = self.value is not None
            covered, due = covered + given, due + 1
            if given and self.basis == Basis.YTD:
                covered = due
        return f"{covered}/{due}" if covered < due and self.year_to_date is not None else ""

    @property
    def converted(self) -> str:
        """The same figure on the other basis, where no earlier month is missing."""
        other = self.on_basis(Basis.MONTH if self.basis == Basis.YTD else Basis.YTD)
        if other is None or self.problems or self.basis != Basis.YTD:
            return ""
        return _("this month %(value)s") % {"value": number(other, self.indicator.decimals)}

    def on_basis(self, basis: str) -> Decimal | None:
        """The cell's value for the month or for the year so far; None if it cannot be told."""
        if self.value is None or self.indicator.is_stock:
            return None
        if basis == self.basis:
            return self.value
        if not self.before_complete:
            return None
        earlier = self.before or Decimal(0)
        return self.value + earlier if basis == Basis.YTD else self.value - earlier

    @property
    def completion(self) -> str:
        """Completion as the scoreboard has it, for figures that were handed in."""
        return "" if self.row.completion is None else percent(self.row.completion)

    def plain(self, value: Decimal | None) -> str:
        """A value as it stands in the input."""
        return plain(value, self.indicator.decimals)


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
        """How many cells hold something."""
        return sum(1 for line in self.lines if line.text or line.value is not None or line.note)

    @property
    def problems(self) -> list[Problem]:
        """All problems of the cells, from the top down."""
        return [problem for line in self.lines for problem in line.problems]

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

    def switch(self, basis: str) -> list[Line]:
        """Show the flows on another basis; gives back the lines that cannot be converted."""
        stuck = []
        for line in self.lines:
            if line.indicator.is_stock or line.basis == basis:
                continue
            if not line.text:
                line.basis = basis
                continue
            value = line.on_basis(basis)
            if value is None or value < 0:
                stuck.append(line)
                continue
            line.basis, line.value, line.text = basis, value, line.plain(value)
        self.basis = basis
        return stuck


def sheet_of(report: MonthlyReport, held: Mapping[str, Held], *, editable: bool) -> Sheet:
    """The form of a report (pairing and programme loaded) with the values it holds."""
    month = report.month
    board = scoreboard(
        report.pairing.programme,
        month.year,
        month.month,
        pairings=[report.pairing],
        indicators=Q(sector=report.sector),
        since=False,
    )
    rows = [row for row in board.rows_for(report.pairing_id) if not row.not_applicable]
    flows = [basis for basis, _value, _note in held.values() if basis != Basis.AT]
    basis = Basis.YTD if flows and all(b == Basis.YTD for b in flows) else Basis.MONTH
    lines = [
        _line(board, row, held.get(row.indicator.code), editable, basis)
        for row in rows
        if row.indicator.side == report.side
    ]
    others = [
        _line(board, row, None, False, basis) for row in rows if row.indicator.side != report.side
    ]
    wholes = {one.code: one.part_of or one.sums_to for one in board.indicators}
    for line in (*lines, *others):
        line.level = _level(line.code, wholes)
    for line in others:
        line.value = line.row.ytd if line.indicator.is_stock else line.row.month
    return Sheet(report, board, lines, others, editable, basis)


def _line(board: Board, row: Row, held: Held | None, editable: bool, basis: str) -> Line:
    one, series, index = row.indicator, board.series(row), row.through - 1
    first = index == 0 or not series.due[index - 1]
    # A stock has no month of its own: its count at the month's end stands there.
    now = series.ytd if one.is_stock else series.month
    year_ago = series.last_ytd if one.is_stock else series.last_month
    last_month = year_ago[11] if index == 0 else now[index - 1]
    line = Line(
        indicator=one,
        row=row,
        last_month=number(last_month, one.decimals),
        last_year=number(year_ago[index], one.decimals),
        target=number(row.target, one.decimals),
        before=None if first else series.ytd[index - 1],
        before_complete=first or series.covered[index - 1] == series.due[index - 1],
        before_covered=(0, 0) if first else (series.covered[index - 1], series.due[index - 1]),
        basis=Basis.AT if one.is_stock else basis,
        editable=editable,
    )
    if held:
        line.basis, line.value, line.note = held
        line.text = plain(line.value, one.decimals)
    line.was = WAS.join((line.basis, line.text, line.note))
    return line


def _level(code: str, wholes: Mapping[str, str | None]) -> int:
    """How deep an indicator stands below a whole: 0, 1 or 2."""
    level = 0
    while level < 2 and (code := wholes.get(code) or ""):
        level += 1
    return level


def plain(value: Decimal | None, decimals: int) -> str:
    """Digits and a point, nothing else: what an input holds."""
    if value is None:
        return ""
    return f"{round(value, decimals):f}"
