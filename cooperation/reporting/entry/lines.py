"""A line of the monthly form: one indicator, its cell, and its neighbours in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation import progress
from cooperation.formatting import number, percent
from cooperation.models import Basis
from cooperation.progress import Given, Reached, YearFigures
from cooperation.reconciliation import Comparison, LedgerBeside, TypedParts
from cooperation.reporting.problems import Offer, Problem, Severity
from cooperation.scoreboard import CountedIndicator, Row

# Parts what a cell held when the page was made.
WAS = "¦"
# The check that says a cell is empty.
EMPTY = "W08"


@dataclass(slots=True)
class Line:
    """One indicator: numbers beside the cell, the cell itself, what is wrong with it.

    earlier: the year's figures before this month. due: the months owed in the year. prefill:
    last month's count of a stock that is not filled in yet, as a text; never a value.
    question: whether what was typed has to be confirmed as it was read. ledger: what the
    indicator's ledger says of the month; parts: what was typed to explain the difference.
    """

    indicator: CountedIndicator
    row: Row
    month: int
    earlier: YearFigures
    due: range
    last_month: str
    last_year: str
    basis: str
    value: Decimal | None = None
    text: str = ""
    note: str = ""
    was: str = ""
    prefill: str = ""
    editable: bool = False
    level: int = 0
    question: bool = False
    problems: list[Problem] = field(default_factory=list)
    ledger: LedgerBeside | None = None
    parts: TypedParts | None = None

    @property
    def code(self) -> str:
        """The indicator's code, in the names of the fields."""
        return self.indicator.code

    @property
    def indent(self) -> str:
        """The class of a subset or part, below its whole."""
        return ("", "of-which", "of-which-2")[self.level]

    @property
    def wrong(self) -> list[Problem]:
        """The problems that keep the report from being submitted; hints do not."""
        return [p for p in self.problems if not is_settled(p)]

    @property
    def asks(self) -> bool:
        """Whether the only thing missing is a confirmation or a reason."""
        return bool(self.wrong) and all(
            p.severity is Severity.SOFT or (self.unconfirmed and p.code == EMPTY)
            for p in self.wrong
        )

    @property
    def told(self) -> list[Problem]:
        """What is said below the cell. That it is empty is seen, and said on top for all."""
        return [p for p in self.problems if p.code != EMPTY]

    @property
    def lacking(self) -> bool:
        """Whether the report cannot be handed in because nothing stands here."""
        return any(p.code == EMPTY for p in self.problems)

    @property
    def unconfirmed(self) -> bool:
        """Whether last month's count stands in the cell and nobody has confirmed it."""
        return bool(self.prefill) and not self.text and self.value is None

    @property
    def shown_text(self) -> str:
        """What the input holds."""
        return self.prefill if self.unconfirmed else self.text

    @property
    def css(self) -> str:
        """The class of the cell."""
        if self.wrong:
            return "ask" if self.asks else "bad"
        return "ask" if self.unconfirmed else ""

    @property
    def state(self) -> tuple[str, str]:
        """Class and word at the right end of the line."""
        if self.wrong and not self.asks:
            return "bad", _("to correct")
        if self.question or self.unconfirmed:
            return "ask", _("to confirm")
        if self.wrong:
            return "ask", _("to explain")
        if self.value is not None or self.text:
            return "saved", _("saved") if self.editable else _("filled in")
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
    def reached(self) -> Reached:
        """How far the flow is with this cell in it."""
        figures = self.earlier
        if self.value is not None:
            figures = {**figures, self.month: Given(self.month, self.basis, self.value)}
        return progress.reached(figures, self.due, self.month)

    @property
    def before(self) -> Decimal | None:
        """The year to date before this month, if no month is missing; else None."""
        if self.indicator.is_stock:
            return None
        before = progress.reached(self.earlier, self.due, self.month - 1)
        return (before.ytd or Decimal(0)) if before.covered == before.due else None

    @property
    def year_to_date(self) -> Decimal | None:
        """The year to date with this cell in it; of a stock, the newest count."""
        if not self.editable:
            return self.row.ytd
        if self.indicator.is_stock:
            return self.row.ytd if self.value is None else self.value
        return self.reached.ytd

    @property
    def ytd(self) -> str:
        """The year to date as it is printed."""
        return number(self.year_to_date, self.indicator.decimals)

    @property
    def coverage(self) -> str:
        """How many months stand behind the year to date, where some are missing."""
        if self.indicator.is_stock or self.year_to_date is None:
            return ""
        now = self.reached if self.editable else self.row
        return f"{now.covered}/{now.due}" if now.covered < now.due else ""

    @property
    def month_alone(self) -> str:
        """What this month alone comes to, where the year to date was typed."""
        if not self.editable or not self.cumulative or self.value is None:
            return ""
        return number(self.reached.month, self.indicator.decimals)

    def on_basis(self, basis: str) -> Decimal | None:
        """The cell's value for the month or for the year so far; None if it cannot be told."""
        if self.value is None or self.indicator.is_stock or basis == self.basis:
            return self.value
        if self.before is None:
            return None
        return self.reached.ytd if basis == Basis.YTD else self.reached.month

    @property
    def declared(self) -> Decimal | None:
        """The month that this cell declares; of a stock its count."""
        if self.indicator.is_stock:
            return self.value
        return self.reached.month if self.editable else self.row.month

    @property
    def compared(self) -> Comparison | None:
        """The cell beside its ledger, where the indicator has one."""
        return self.ledger.beside(self.declared) if self.ledger else None

    @property
    def ledger_offer(self) -> Offer | None:
        """The figure that makes this month the ledger's sum.

        Where the year to date is typed it is the year before this month and the sum: the
        year's own ledger sum would sweep the differences of earlier months into this one. If
        earlier months are missing it is the month alone, for nobody knows the year.
        """
        one = self.compared
        if one is None or one.ledger is None:
            return None
        if self.cumulative and self.before is not None:
            return Offer(Basis.YTD, self.before + one.ledger)
        return Offer(Basis.AT if self.indicator.is_stock else Basis.MONTH, one.ledger)

    @property
    def ledger_plain(self) -> str:
        """The ledger's sum for the preview in the browser."""
        one = self.compared
        return self.plain(one.ledger) if one else ""

    @property
    def target(self) -> str:
        """The year's target as it is printed."""
        return number(self.row.target, self.indicator.decimals)

    @property
    def completion(self) -> str:
        """Completion with this cell in it."""
        share = progress.completion(self.year_to_date, self.row.target)
        return "" if share is None else percent(share)

    def plain(self, value: Decimal | None) -> str:
        """A value as it stands in the input."""
        return plain(value, self.indicator.decimals)

    @property
    def plain_before(self) -> str:
        """For the preview in the browser: the year before this month; empty if incomplete."""
        return self.plain(self.before)

    @property
    def plain_target(self) -> str:
        """For the preview in the browser."""
        return self.plain(self.row.target)

    def hold(self, basis: str, value: Decimal | None, note: str) -> None:
        """Take over what is kept of the cell."""
        self.basis, self.value, self.note = basis, value, note
        self.text = self.plain(value)
        self.was = WAS.join((self.basis, self.text, self.note))


def is_settled(problem: Problem) -> bool:
    """Whether it only offers something, or is held and has its reason already."""
    return problem.severity is Severity.HINT or (
        problem.severity is Severity.SOFT and bool(problem.given)
    )


def plain(value: Decimal | None, decimals: int) -> str:
    """Digits and a point, nothing else: what an input holds."""
    return "" if value is None else f"{round(value, decimals):f}"
