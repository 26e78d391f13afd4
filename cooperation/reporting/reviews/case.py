"""One report before one reviewer: what may be done with it, and what came of a decision."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cooperation import access
from cooperation.models import MonthlyReport, Submission, User
from cooperation.reporting import actions
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.problems import NotPossible, Problem, RecordRefused, StaleVersion
from cooperation.reporting.record import OPEN
from cooperation.reporting.reviews.comparison import (
    Difference,
    differences,
    sayings,
    working_values,
)
from cooperation.reporting.reviews.log import Event, ever_approved, log_of, reviewed, submissions_of
from cooperation.reporting.reviews.sheet import ReviewSheet, review_sheet

State = MonthlyReport.State


class Case:
    """A report, its submissions, and what this person may do with the newest one."""

    def __init__(self, report: MonthlyReport, user: User):
        self.report = report
        self.user = user
        self.reviews = access.can_review(user, report)

    @cached_property
    def submissions(self) -> list[Submission]:
        """All of them, the newest first."""
        return submissions_of(self.report)

    @property
    def newest(self) -> Submission | None:
        """The one that is decided on."""
        return self.submissions[0] if self.submissions else None

    def last_time(self, submission: Submission) -> Submission | None:
        """The one that a reviewer decided on before this one.

        What was taken back unseen is passed over: against it nothing would seem changed.
        """
        return next(
            (s for s in self.submissions if s.number < submission.number and reviewed(s)), None
        )

    def numbered(self, number: int) -> Submission | None:
        """The submission of a number."""
        return next((s for s in self.submissions if s.number == number), None)

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision."""
        return self.report.state == State.SUBMITTED and self.newest is not None

    @property
    def own(self) -> bool:
        """Whether this reviewer handed it in: then somebody else decides."""
        return self.reviews and self.waits and self.newest.by_id == self.user.pk

    @property
    def may_decide(self) -> bool:
        """Whether the buttons are there."""
        return self.reviews and self.waits and not self.own

    @property
    def correcting(self) -> bool:
        """Whether what was approved still shows while a correction is under way."""
        return self.report.state in OPEN and ever_approved(self.submissions)

    @cached_property
    def log(self) -> list[Event]:
        """What happened, the newest first."""
        return log_of(self.submissions)

    def sheet(self, submission: Submission) -> ReviewSheet:
        """The lines of a submission."""
        shows = submission == self.newest and self.report.state in (State.SUBMITTED, State.APPROVED)
        return review_sheet(self.report, submission, self.last_time(submission), shows=shows)


@dataclass
class Outcome:
    """What came of a button: done (go on), or the page again with what stood in the way.

    done: the sentence, which names the report. changes: what differs from what was looked at;
    `draft` where it is not handed in yet.
    """

    case: Case
    status: int = 302
    done: str = ""
    problems: list[Problem] = field(default_factory=list)
    typed_reason: str = ""
    stale: str = ""
    changes: list[Difference] = field(default_factory=list)
    draft: bool = False


def decide(case: Case, action: str, submission: str, reason: str) -> Outcome:
    """Approve or return the submission that was looked at; nothing happens to any other one."""
    if not case.reviews:
        raise PermissionDenied(_("This report is not assigned to you."))
    if action not in ("approve", "return"):
        raise SuspiciousOperation("no such decision")
    looked_at = next((s for s in case.submissions if str(s.pk) == submission), None)
    if looked_at is None:
        return Outcome(
            case, 409, stale=_("This page is out of date. Look at the report as it is now.")
        )
    twice = case.report.state == State.APPROVED
    approved, already = _("Approved: %(report)s."), _("Approved already: %(report)s.")
    try:
        if action == "approve":
            actions.approve(looked_at, by=case.user)
            return Outcome(case, done=already if twice else approved)
        actions.return_(looked_at, by=case.user, reason=reason)
        return Outcome(case, done=_("Returned with the reason: %(report)s."))
    except RecordRefused as refused:
        return Outcome(case, 422, problems=refused.problems, typed_reason=reason[:1000])
    except (StaleVersion, NotPossible):
        return _stale(case, looked_at, reason)


def _stale(case: Case, looked_at: Submission, reason: str) -> Outcome:
    """Say what became of the report meanwhile, figure by figure."""
    case = Case(MonthlyReport.objects.named().get(pk=case.report.pk), case.user)
    report, newest = case.report, case.newest
    draft = report.state in OPEN
    said = sayings([looked_at.pk, newest.pk])
    now = working_values(report) if draft else said.get(newest.pk, {})
    if report.state == State.SUBMITTED:
        what = _("The report was handed in again after you opened the page.")
    elif report.state == State.APPROVED:
        what = _("The report was approved after you opened the page.")
    elif report.state == State.RETURNED:
        what = _("The report was returned after you opened the page.")
    else:
        what = _("The report was taken back after you opened the page and is being changed.")
    return Outcome(
        case,
        409,
        stale=what,
        changes=differences(said.get(looked_at.pk, {}), now, _names(report)),
        draft=draft,
        typed_reason=reason[:1000],
    )


def _names(report: MonthlyReport) -> dict[int, tuple[str, int]]:
    """The indicators of a report in their order, with their decimals."""
    catalogue = Catalogue([report.sector])
    return {
        one.pk: (catalogue.name(one, report.month), catalogue.decimals(one, report.month))
        for one in catalogue.all()
        if one.side == report.side
    }
