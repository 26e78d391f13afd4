"""What can be wrong with figures, in words: place, value, reason and what to do."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cooperation.models import MonthlyReport
from cooperation.sectors import sector_label
from cooperation.typed.numbers import Finding
from cooperation.typed.problems import Offer, Problem, Severity

__all__ = [
    "CellChange",
    "NotPossible",
    "Offer",
    "Problem",
    "RecordRefused",
    "Severity",
    "StaleVersion",
    "Where",
    "problem_of",
]


@dataclass(frozen=True, slots=True)
class Where:
    """Which cell of which report a problem is about; without an indicator: the report."""

    pairing: Any
    sector: str
    side: str
    month: datetime.date
    indicator: str = ""
    label: str = ""

    def __str__(self) -> str:
        if self.label:
            return self.label
        parts = [str(self.pairing), sector_label(self.sector), f"{self.month:%Y-%m}"]
        return " · ".join([*parts, self.indicator] if self.indicator else parts)


def problem_of(finding: Finding, place: Any, value: str = "", *, held: bool = False) -> Problem:
    """What was found in a typed text, at its place; `held` where a yes is enough."""
    return Problem(
        finding.code,
        place,
        finding.reason,
        finding.advice,
        value=value,
        params=finding.params,
        severity=Severity.SOFT if held else Severity.HARD,
    )


class RecordRefused(Exception):
    """Nothing was written; `problems` says everything that was wrong, not only the first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems[:100]))


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that somebody else changed meanwhile: (basis, value) there now and as typed."""

    indicator: str
    theirs: tuple[str, Decimal | None]
    yours: tuple[str, Decimal | None]
    by: Any = None
    at: datetime.datetime | None = None
    decimals: int = 4


class StaleVersion(Exception):
    """The report changed since the form was opened; nothing was written."""

    def __init__(self, report: MonthlyReport, changes: Sequence[CellChange] = ()):
        self.report = report
        self.changes = list(changes)
        super().__init__(f"{report}: changed since it was opened.")


class NotPossible(Exception):
    """The report's state does not allow the action, e.g. approving a draft."""

    def __init__(self, report: MonthlyReport, action: str):
        self.report = report
        super().__init__(f"{report} is {report.state}: {action} is not possible.")
