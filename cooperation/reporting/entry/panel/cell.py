"""One cell (pairing × indicator × month): its course, its versions, what was said of it.

Seven statements, however long the history: definitions, reports with the working value,
figures of the course, versions with their reviews, statements, messages, confirmed checks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q

from cooperation import access
from cooperation.models import Indicator, MonthlyReport, User
from cooperation.reporting.checks import problems_of
from cooperation.reporting.dialogue.rights import may_speak, may_state, other_side, side_name
from cooperation.reporting.entry.panel.talk import Question, Said, questions_of, said_of
from cooperation.reporting.entry.panel.versions import Draft, Version, versions_of
from cooperation.reporting.problems import Problem
from cooperation.reporting.record import OPEN
from cooperation.scoreboard import CountedIndicator, Course, course_of, definitions_of


@dataclass(slots=True)
class Cell:
    """Everything the panel shows, and what this person may do with it.

    report: the form it was opened from. own: the report of the responsible side, where it
    was begun; it is the same one unless the cell is the other side's.
    """

    user: User
    report: MonthlyReport
    own: MonthlyReport | None
    course: Course
    versions: Sequence[Version]
    draft: Draft | None
    statements: Sequence[Said]
    questions: Sequence[Question]
    may_speak: bool
    may_state: bool
    problems: Sequence[Problem] = ()

    @property
    def indicator(self) -> CountedIndicator:
        """The indicator with the definition in force in the month."""
        return self.course.indicator

    @property
    def counted(self) -> Indicator:
        """The indicator as a row that others point to."""
        one = self.indicator
        return Indicator(pk=one.id, code=one.code, sector=one.sector, side=one.side)

    @property
    def office(self) -> str:
        """The responsible side by its place."""
        return side_name(self.report.pairing, self.indicator.side)

    @property
    def partner(self) -> str:
        """The other side by its place."""
        return side_name(self.report.pairing, other_side(self.indicator.side))

    @property
    def shown(self) -> Version | None:
        """The version whose figure shows: the newest approved or pending one."""
        return next((one for one in self.versions if one.shown), None)

    @property
    def note(self) -> str:
        """The note of the working value, else of the newest version."""
        if self.draft:
            return self.draft.note
        return self.versions[0].note if self.versions else ""

    @property
    def to_state(self) -> Version | None:
        """The figure that this person may confirm or dispute now."""
        shown = self.shown
        return shown if self.may_state and shown and shown.value is not None else None


def cell_of(user: User, pk: int, code: str) -> Cell:
    """The cell of a report that somebody may see; LookupError where there is none."""
    definitions = definitions_of(code)
    reports = _reports(user, pk, definitions[0].id)
    report = next((one for one in reports if one.pk == pk), None)
    if report is None:
        raise LookupError(f"No such report: {pk}")
    course = course_of(report.pairing, definitions, report.month)
    indicator = course.indicator
    if indicator.sector != report.sector or not indicator.applies(
        report.pairing, report.month.year
    ):
        raise LookupError(f"No such cell: {code}")
    own = next((one for one in reports if one.side == indicator.side), None)
    versions = versions_of(own, indicator) if own else []
    shown = next((one for one in versions if one.shown), None)
    return Cell(
        user,
        report,
        own,
        course,
        versions,
        _draft(user, own),
        said_of(own, indicator, shown.figure if shown else None) if own else [],
        questions_of(report.pairing, indicator, report.month),
        may_speak(user, report.pairing, report.sector),
        may_state(user, report.pairing, indicator),
    )


def check(cell: Cell) -> None:
    """Find what is wrong with the working value, as the form would say.

    Beside the form this stands at the cell itself and is not asked for again: it costs as
    many statements as all the rest.
    """
    if cell.draft is None or cell.own is None:
        return
    kept = cell.own.draft_cells.select_related("indicator")
    figures = {one.indicator.code: (one.basis, one.value, one.note) for one in kept}
    cell.problems = [
        problem
        for problem in problems_of(cell.own, figures)
        if problem.place.indicator == cell.indicator.code
    ]


def _reports(user: User, pk: int, indicator: int) -> list[MonthlyReport]:
    """The report and its sister of the other side, each with its working value of the cell."""
    return list(
        MonthlyReport.objects.visible_to(user)
        .filter(
            pairing__monthly_reports__pk=pk,
            pairing__monthly_reports__month=F("month"),
            pairing__monthly_reports__sector=F("sector"),
        )
        .annotate(
            cell=FilteredRelation("draft_cells", condition=Q(draft_cells__indicator=indicator)),
            draft_pk=F("cell__pk"),
            draft_value=F("cell__value"),
            draft_basis=F("cell__basis"),
            draft_note=F("cell__note"),
            draft_at=F("cell__updated_at"),
            draft_by=F("cell__updated_by__display_name"),
            draft_name=F("cell__updated_by__username"),
        )
        .named()
    )


def _draft(user: User, own: Any) -> Draft | None:
    """The working value, for those who work on the report: its office and its reviewers."""
    if own is None or own.state not in OPEN or own.draft_pk is None:
        return None
    if not (access.can_enter(user, own) or access.can_review(user, own)):
        return None
    return Draft(
        own.draft_value,
        own.draft_basis,
        own.draft_note,
        own.draft_at,
        own.draft_by or own.draft_name or "",
    )
