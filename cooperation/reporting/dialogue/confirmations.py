"""The figures of a month that the other side sees for itself, with what it said of each."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from cooperation.calendar import last_day
from cooperation.models import (
    Basis,
    Figure,
    MonthlyReport,
    Pairing,
    Programme,
    Statement,
    User,
)
from cooperation.models.people import SEES_WHOLE_PROGRAMME
from cooperation.reporting.dialogue.rights import may_state, other_side, side_name
from cooperation.scoreboard import CountedIndicator
from cooperation.scoreboard.catalogue import indicators_in_force


@dataclass(frozen=True, slots=True)
class Line:
    """One figure that shows. may_state: whether this person's side is the other one."""

    pairing: Pairing
    indicator: CountedIndicator
    figure: Figure
    may_state: bool
    statement: Statement | None = None
    older: Statement | None = None

    @property
    def report(self) -> int:
        """The report it stands in."""
        return self.figure.submission.report_id

    @property
    def basis(self) -> str:
        """What it counts."""
        return Basis(self.figure.basis).label

    @property
    def disputed(self) -> bool:
        """Whether the newest words on it are an objection."""
        return self.statement is not None and self.statement.verdict == Statement.Verdict.DISPUTED

    @property
    def partner(self) -> str:
        """The side that may confirm it."""
        return side_name(self.pairing, other_side(self.indicator.side))

    @property
    def office(self) -> str:
        """The side that is responsible for it."""
        return side_name(self.pairing, self.indicator.side)

    @property
    def difference(self) -> Decimal | None:
        """The other side's value less the figure."""
        return self.statement.difference if self.statement else None

    @property
    def state(self) -> tuple[str, str]:
        """Class and word of what was said."""
        if self.statement is None:
            return "s-unreported", _("no answer yet")
        return ("s-watch", _("disputed")) if self.disputed else ("s-ok", _("confirmed"))


@dataclass
class Confirmations:
    """The page: the figures to confirm, pairing by pairing, and objections to the own ones."""

    programme: Programme
    month: datetime.date | None
    months: Sequence[datetime.date]
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def to_state(self) -> list[tuple[Pairing, list[Line]]]:
        """What this person may confirm or dispute, or (for the secretary) only read."""
        return _by_pairing(line for line in self.lines if line.may_state)

    @cached_property
    def to_read(self) -> list[tuple[Pairing, list[Line]]]:
        """Objections to figures that are not this person's to confirm."""
        return _by_pairing(line for line in self.lines if not line.may_state)

    @property
    def open(self) -> int:
        """How many of them nobody has answered."""
        return sum(1 for line in self.lines if line.may_state and line.statement is None)

    def line(self, figure: int) -> Line | None:
        """The line of a figure."""
        return next((one for one in self.lines if one.figure.pk == figure), None)


def _by_pairing(lines) -> list[tuple[Pairing, list[Line]]]:
    return [(pairing, list(some)) for pairing, some in groupby(lines, lambda line: line.pairing)]


def confirmations_of(
    user: User, programme: Programme, month: datetime.date | None = None
) -> Confirmations:
    """The page of a person in a month, else in the newest month with figures.

    Four statements: months, definitions, figures, statements.
    """
    months = list(
        MonthlyReport.objects.visible_to(user)
        .filter(pairing__programme=programme, submissions__isnull=False)
        .order_by("-month")
        .values_list("month", flat=True)
        .distinct()
    )
    if month not in months:
        month = months[0] if months else None
    page = Confirmations(programme, month, months)
    if month is None:
        return page
    definitions = {one.id: one for one in indicators_in_force(last_day(month), Q(confirmable=True))}
    figures = list(
        Figure.objects.visible_to(user)
        .shown()
        .filter(
            submission__report__pairing__programme=programme,
            submission__report__month=month,
            indicator__in=definitions,
        )
        .select_related(
            "submission__report__pairing__east_place", "submission__report__pairing__west_place"
        )
        .order_by(
            "submission__report__pairing__position",
            "submission__report__pairing__slug",
            "indicator__position",
        )
    )
    said, older = _statements(figures)
    everything = any(
        grant.role in SEES_WHOLE_PROGRAMME and grant.programme_id in (None, programme.pk)
        for grant in user.grants
    )
    for figure in figures:
        pairing = figure.submission.report.pairing
        pairing.programme = programme
        indicator = definitions[figure.indicator_id]
        mine = may_state(user, pairing, indicator)
        key = figure.submission.report_id, figure.indicator_id
        line = Line(pairing, indicator, figure, mine, said.get(figure.pk), older.get(key))
        if mine or everything or line.disputed:
            page.lines.append(line)
    return page


def _statements(
    figures: Sequence[Figure],
) -> tuple[dict[int, Statement], dict[tuple[int, int], Statement]]:
    """The newest statement on each figure, and the newest on an earlier version of its cell."""
    shown = {figure.pk for figure in figures}
    reports = {figure.submission.report_id for figure in figures}
    rows = (
        Statement.objects.newest()
        .filter(figure__submission__report__in=reports)
        .select_related("figure__submission")
        .order_by("at", "pk")
    )
    said, older = {}, {}
    for one in rows:
        if one.figure_id in shown:
            said[one.figure_id] = one
        else:
            older[one.figure.submission.report_id, one.figure.indicator_id] = one
    return said, older
