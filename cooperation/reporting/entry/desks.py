"""A report on somebody's desk: what it holds and what this person may do with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F, Manager
from django.utils.functional import cached_property

from cooperation import access
from cooperation.models import MonthlyReport, Review, Submission, User
from cooperation.reporting.entry.sheet import Held, Sheet, put_ledgers, sheet_of
from cooperation.reporting.problems import CellChange, Problem
from cooperation.reporting.record import OPEN
from cooperation.reporting.reviews.log import ever_approved
from cooperation.scoreboard import Board

State = MonthlyReport.State

# What a page needs of a report: the names of its pairing and of its programme.
REPORTS = MonthlyReport.objects.named()


class Desk:
    """A report on somebody's desk: what it holds and what this person may do with it."""

    def __init__(self, report: MonthlyReport, user: User):
        self.report = report
        self.user = user
        self.enters = access.can_enter(user, report)
        self.reviews = access.can_review(user, report)

    @cached_property
    def submissions(self) -> list[Submission]:
        """All submissions with their reviews, the newest first (one statement)."""
        return with_reviews(self.report)

    @property
    def newest(self) -> Submission | None:
        """The newest submission."""
        return self.submissions[0] if self.submissions else None

    @property
    def editable(self) -> bool:
        """Whether this person can type now."""
        return self.enters and self.report.state in OPEN

    @property
    def correcting(self) -> bool:
        """Whether what was approved still shows while a correction is under way."""
        return self.report.state in OPEN and ever_approved(self.submissions)

    @property
    def may_withdraw(self) -> bool:
        """Until somebody has reviewed it."""
        return self.enters and self.report.state == State.SUBMITTED

    @property
    def may_review(self) -> bool:
        """Not by whoever submitted it."""
        return (
            self.reviews
            and self.report.state == State.SUBMITTED
            and self.newest is not None
            and self.newest.by_id != self.user.pk
        )

    @property
    def own_submission(self) -> bool:
        """A reviewer who submitted it has to leave it to another one."""
        return self.reviews and self.report.state == State.SUBMITTED and not self.may_review

    @property
    def may_reopen(self) -> bool:
        """Approved reports are locked until then."""
        return (self.enters or self.reviews) and self.report.state == State.APPROVED

    def held(self) -> dict[str, Held]:
        """What the cells hold: working values for those who work on them, else what was
        handed in last (another office's draft is not shown)."""
        if self.report.state in OPEN and (self.enters or self.reviews):
            return held_in(self.report.draft_cells)
        if self.newest:
            return held_in(self.newest.figures)
        return {}

    def sheet(self, board: Board | None = None) -> Sheet:
        """The form with what the cells hold, the ledgers beside them."""
        return put_ledgers(sheet_of(self.report, self.held(), editable=self.editable, board=board))

    def again(self) -> Desk:
        """The report as it is by now."""
        return Desk(REPORTS.get(pk=self.report.pk), self.user)


def held_in(cells: Manager) -> dict[str, Held]:
    """What a report's working values or a submission's figures hold, by indicator."""
    rows = cells.values_list("indicator__code", "basis", "value", "note")
    return {code: (basis, value, note) for code, basis, value, note in rows}


def with_reviews(report: MonthlyReport) -> list[Submission]:
    """A report's submissions, the newest first, each with its reviews in order."""
    named = {
        "review_pk": F("reviews__pk"),
        "decision": F("reviews__decision"),
        "decided_at": F("reviews__at"),
        "decided_why": F("reviews__reason"),
        "decided_by": F("reviews__by"),
        "reviewer_name": F("reviews__by__display_name"),
        "reviewer_account": F("reviews__by__username"),
    }
    rows = report.submissions.select_related("by").annotate(**named)
    found: dict[int, Submission] = {}
    reviews: dict[int, list[Review]] = {}
    for row in rows.order_by("-number", "reviews__at", "reviews__pk"):
        submission = found.setdefault(row.pk, row)
        mine = reviews.setdefault(row.pk, [])
        if row.review_pk is not None:
            mine.append(_review(row, submission))
    for pk, submission in found.items():
        # As prefetch_related leaves them, so that nobody has to know.
        kept = Review.objects.filter(submission=pk)
        kept._result_cache = reviews[pk]
        submission._prefetched_objects_cache = {"reviews": kept}
    return list(found.values())


def _review(row, submission: Submission) -> Review:
    by = None
    if row.decided_by is not None:
        by = User(pk=row.decided_by, username=row.reviewer_account, display_name=row.reviewer_name)
    return Review(
        pk=row.review_pk,
        submission=submission,
        decision=row.decision,
        at=row.decided_at,
        reason=row.decided_why,
        by=by,
    )


@dataclass
class Outcome:
    """What came of a button: done (look at the report anew), or a page to show again.

    asked: differences from the ledgers that nobody has seen yet keep the report back once.
    """

    desk: Desk
    status: int = 302
    sheet: Sheet | None = None
    problems: list[Problem] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    stale: bool = False
    saved: bool = False
    checked: bool = False
    typed_reason: str = ""
    asked: bool = False
