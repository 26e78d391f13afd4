"""A submission as a reviewer reads it: a line per indicator with what it is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cooperation.formatting import UNKNOWN, number, percent
from cooperation.models import Basis, MonthlyReport, Submission
from cooperation.reconciliation import Comparison, LedgerBeside, State, ledgers_beside
from cooperation.reporting.reviews.comparison import Difference, Said, sayings
from cooperation.reporting.reviews.held import Held, held_checks
from cooperation.scoreboard import Board, CountedIndicator, Row, board_of_pairing


@dataclass(slots=True)
class ReviewLine:
    """One indicator: what was handed in, and everything beside it as texts.

    difference: against the submission before; None where there was none. ledger, compared:
    the indicator's ledger and the month beside it, where the submission is what shows.
    """

    indicator: CountedIndicator
    level: int
    said: Said | None
    difference: Difference | None
    last_month: str
    last_year: str
    ytd: str = ""
    coverage: str = ""
    target: str = ""
    completion: str = ""
    converted: str = ""
    checks: list[Held] = field(default_factory=list)
    ledger: LedgerBeside | None = None
    compared: Comparison | None = None

    @property
    def indent(self) -> str:
        """The class of a subset or part, below its whole."""
        return ("", "of-which", "of-which-2")[self.level]

    @property
    def value(self) -> str:
        """What was handed in, as it is printed."""
        return number(self.said.value if self.said else None, self.indicator.decimals)

    @property
    def basis(self) -> str:
        """What it counts, where the column does not say it already."""
        said = self.said
        return said.basis_name if said and said.basis == Basis.YTD else ""

    @property
    def note(self) -> str:
        """What the office wrote beside it."""
        return self.said.note if self.said else ""


@dataclass(slots=True)
class ReviewSheet:
    """All lines of a submission; `held` are the confirmed checks of the whole report."""

    lines: list[ReviewLine]
    held: list[Held]

    @property
    def changed(self) -> list[ReviewLine]:
        """The lines that say something else than the submission before."""
        return [x for x in self.lines if x.difference and x.difference.kind != "same"]

    @property
    def checks(self) -> int:
        """How many checks were confirmed with a reason."""
        return len(self.held) + sum(len(line.checks) for line in self.lines)

    @property
    def differing(self) -> list[ReviewLine]:
        """The lines that are not what their ledgers say, the unexplained ones first."""
        found = [x for x in self.lines if x.compared and x.compared.differs]
        return sorted(found, key=lambda x: x.compared.state != State.UNEXPLAINED)

    @property
    def unexplained(self) -> int:
        """How many of them nobody has explained."""
        return sum(1 for x in self.differing if x.compared.state == State.UNEXPLAINED)

    @property
    def compared(self) -> bool:
        """Whether there is a submission before this one."""
        return any(line.difference for line in self.lines)


def review_sheet(
    report: MonthlyReport, submission: Submission, before: Submission | None, *, shows: bool
) -> ReviewSheet:
    """The lines of a submission beside those of the one before and the neighbours in time.

    `shows`: whether the submission is what the scoreboard counts now; only then do its year
    to date and completion belong to it, and the ledgers are set beside it. Two statements,
    those of a board not kept, and those of `ledgers_beside`.
    """
    said = sayings([submission.pk, *([before.pk] if before else [])])
    month = report.month
    board = board_of_pairing(report.pairing, report.sector, month.year, month.month)
    wholes = {one.code: one.part_of or one.sums_to for one in board.indicators}
    lines, now = [], said.get(submission.pk, {})
    then = said.get(before.pk, {}) if before else None
    for row in board.rows_for(report.pairing_id):
        one = row.indicator
        if one.side != report.side or (row.not_applicable and one.id not in now):
            continue
        line = _line(board, row, now.get(one.id), shows=shows)
        line.level = _level(one.code, wholes)
        if then is not None:
            line.difference = Difference(
                one.id, then.get(one.id), now.get(one.id), one.name, one.decimals
            )
        lines.append(line)
    if shows:
        _put_ledgers(report, board, lines)
    return ReviewSheet(lines, _place(held_checks(submission), lines))


def _put_ledgers(report: MonthlyReport, board: Board, lines: list[ReviewLine]) -> None:
    found = ledgers_beside(
        report.pairing, report.sector, report.month, [line.indicator for line in lines]
    )
    for line in lines:
        line.ledger = found.get(line.indicator.code)
        if line.ledger:
            months = board.declared_months(report.pairing, line.indicator.code)
            line.compared = line.ledger.beside(months[report.month.month - 1])


def _line(board: Board, row: Row, said: Said | None, *, shows: bool) -> ReviewLine:
    one, series, index = row.indicator, board.series(row), row.through - 1
    now = series.ytd if one.is_stock else series.month
    year_ago = series.last_ytd if one.is_stock else series.last_month
    last_month = year_ago[11] if index == 0 else now[index - 1]
    line = ReviewLine(
        one,
        0,
        said,
        None,
        number(last_month, one.decimals),
        number(year_ago[index], one.decimals),
        target=number(row.target, one.decimals),
    )
    if not shows:
        line.ytd = line.completion = UNKNOWN
        return line
    line.ytd = number(row.ytd, one.decimals)
    line.completion = percent(row.completion)
    if not one.is_stock and row.covered < row.due:
        line.coverage = f"{row.covered}/{row.due}"
    if said and said.basis == Basis.YTD and row.month is not None:
        line.converted = _("this month %(value)s") % {"value": number(row.month, one.decimals)}
    return line


def _level(code: str, wholes: dict[str, str | None]) -> int:
    """How deep an indicator stands below a whole: 0, 1 or 2."""
    level = 0
    while level < 2 and (code := wholes.get(code) or ""):
        level += 1
    return level


def _place(checks: Iterable[Held], lines: list[ReviewLine]) -> list[Held]:
    """Put the checks beside their lines; gives back those of the whole report."""
    by_indicator = {line.indicator.id: line for line in lines}
    rest = []
    for check in checks:
        line = by_indicator.get(check.indicator or 0)
        (line.checks if line else rest).append(check)
    return rest
