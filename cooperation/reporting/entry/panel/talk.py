"""What the two sides said of a cell: questions with their answers, confirmations, disputes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cooperation.models import CellMessage, MonthlyReport, Pairing, Statement
from cooperation.scoreboard import CountedIndicator


@dataclass(slots=True)
class Question:
    """A question with its answers, the oldest first."""

    message: CellMessage
    answers: list[CellMessage] = field(default_factory=list)

    @property
    def said(self) -> list[CellMessage]:
        """The question and its answers, in order."""
        return [self.message, *self.answers]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement. current: it is the newest on the figure that shows; else on an old one."""

    statement: Statement
    figure_value: Decimal | None
    current: bool
    of_shown: bool

    @property
    def disputed(self) -> bool:
        """Whether the other side disagrees."""
        return self.statement.verdict == Statement.Verdict.DISPUTED


def questions_of(
    pairing: Pairing, indicator: CountedIndicator, month: datetime.date
) -> Sequence[Question]:
    """The newest question first; one statement."""
    rows = CellMessage.objects.filter(pairing=pairing, indicator=indicator.id, month=month)
    found: dict[int, Question] = {}
    for message in rows.select_related("by").order_by("at", "pk"):
        if message.answers_id is None:
            found[message.pk] = Question(message)
        elif message.answers_id in found:
            found[message.answers_id].answers.append(message)
    return list(reversed(found.values()))


def said_of(
    report: MonthlyReport, indicator: CountedIndicator, shown: int | None
) -> Sequence[Said]:
    """All statements on any version of the cell, the newest first; one statement."""
    rows = Statement.objects.filter(
        figure__submission__report=report, figure__indicator=indicator.id
    )
    said: list[Said] = []
    for one in rows.select_related("by", "figure").order_by("-at", "-pk"):
        of_shown = one.figure_id == shown
        current = of_shown and not any(other.of_shown for other in said)
        said.append(Said(one, one.figure.value, current, of_shown))
    return said
