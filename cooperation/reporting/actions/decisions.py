"""The workflow: submit, withdraw, approve, return, reopen."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation import access
from cooperation.models import (
    CorrectionKind,
    DraftCell,
    DraftConfirmation,
    MonthlyReport,
    Review,
    Submission,
    User,
)
from cooperation.reporting.actions.locking import ask, compare_version, locked_report, settle
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import Reasons, kept_of
from cooperation.reporting.problems import (
    NotPossible,
    Problem,
    RecordRefused,
    StaleVersion,
    Where,
    problem_of,
)
from cooperation.reporting.record import OPEN, RecordEntry, draft_cells, record_many, released
from cooperation.typed.words import fault_of, one_line

State = MonthlyReport.State
Decision = Review.Decision


@transaction.atomic
def submit(
    report: MonthlyReport, *, by: User, version: int, reasons: Reasons | None = None
) -> Submission:
    """Hand in the working values; they show at once, not yet approved.

    reasons: (indicator code or "" for the report, check) → why what is held is right; beside
    those that were kept before. RecordRefused says everything that is wrong or held.
    """
    report = locked_report(report)
    ask(access.can_enter(by, report))
    compare_version(report, version)
    if report.state not in OPEN:
        raise NotPossible(report, "submitting")
    cells = report.draft_cells.select_related("indicator")
    entry = RecordEntry(
        pairing=report.pairing,
        sector=report.sector,
        side=report.side,
        month=report.month,
        figures={cell.indicator.code: (cell.basis, cell.value, cell.note) for cell in cells},
        reason_kind=report.correction_kind,
        reason=report.correction_reason,
        confirmed=reasons or {},
        kept=kept_of(report.confirmations),
    )
    return record_many([entry], by=by, channel=Submission.Channel.FORM).last


@transaction.atomic
def withdraw(submission: Submission, *, by: User) -> Review:
    """Take a submission back, as long as nobody has reviewed it."""
    report = locked_report(submission.report)
    ask(access.can_enter(by, report))
    _refuse_decided(submission, report, "withdrawing")
    return _decide(submission, report, Decision.WITHDRAWN, by, "")


@transaction.atomic
def approve(submission: Submission, *, by: User) -> Review:
    """Approve exactly the submission that was looked at; approving twice does it once."""
    report = locked_report(submission.report)
    _ask_reviewer(submission, report, by)
    done = submission.reviews.filter(decision=Decision.APPROVED).first()
    if done:
        return done
    _refuse_decided(submission, report, "approving")
    return _decide(submission, report, Decision.APPROVED, by, "")


@transaction.atomic
def return_(submission: Submission, *, by: User, reason: str) -> Review:
    """Send a submission back with a reason; it no longer shows."""
    report = locked_report(submission.report)
    _ask_reviewer(submission, report, by)
    _refuse_decided(submission, report, "returning")
    reason = _reason(report, reason)
    return _decide(submission, report, Decision.RETURNED, by, reason)


@transaction.atomic
def reopen(
    report: MonthlyReport, *, by: User, version: int, reason_kind: str, reason: str = ""
) -> Review:
    """Begin the correction of an approved report; it shows on until the new one is submitted."""
    report = locked_report(report)
    ask(access.can_enter(by, report) or access.can_review(by, report))
    compare_version(report, version)
    if report.state != State.APPROVED:
        raise NotPossible(report, "reopening")
    if reason_kind not in CorrectionKind.values:
        reason_kind, reason = CorrectionKind.OTHER, ""
    if reason_kind == CorrectionKind.OTHER or reason.strip():
        reason = _reason(report, reason)
    submission = report.submissions.order_by("number").last()
    report.correction_kind, report.correction_reason = reason_kind, reason
    # The log needs words; a kind without any more words stands for itself.
    return _decide(submission, report, Decision.REOPENED, by, reason or reason_kind)


def _refuse_decided(submission: Submission, report: MonthlyReport, action: str) -> None:
    """Only the newest submission can be decided, and only once."""
    newest = report.submissions.order_by("number").last()
    if newest.pk != submission.pk:
        raise StaleVersion(report)
    if report.state != State.SUBMITTED:
        raise NotPossible(report, action)


def _reason(report: MonthlyReport, reason: str) -> str:
    """A reason in words: needed, fit to be kept, and naming nobody."""
    reason = one_line(reason)
    where = Where(report.pairing, report.sector, report.side, report.month)
    if not reason:
        raise RecordRefused(
            [Problem("W07", where, _("a reason is needed"), _("Say in a few words why"))]
        )
    fault = fault_of(reason, Review._meta.get_field("reason").max_length)
    if fault:
        raise RecordRefused([problem_of(fault, where)])
    return reason


def _decide(submission, report, decision, by, reason) -> Review:
    """Write the review, settle the report's state, and say that released data changed."""
    review = Review.objects.create(
        submission=submission, decision=decision, by=by, reason=reason, at=timezone.now()
    )
    report.draft_cells.all().delete()
    report.confirmations.all().delete()
    if decision == Decision.APPROVED:
        report.correction_kind = report.correction_reason = ""
    else:
        if decision != Decision.REOPENED:
            report.correction_kind = submission.reason_kind
            report.correction_reason = submission.reason
        _refill(report, submission)
    settle(
        report,
        {Decision.APPROVED: State.APPROVED, Decision.RETURNED: State.RETURNED}.get(
            decision, State.DRAFT
        ),
    )
    released({report.pairing.programme_id}, [(report.pairing_id, report.month)])
    return review


def _refill(report: MonthlyReport, submission: Submission) -> None:
    """Give an open report the figures of its last submission as working values."""
    figures = {
        figure.indicator.code: (figure.basis, figure.value, figure.note)
        for figure in submission.figures.select_related("indicator")
    }
    cells = draft_cells(report, figures, Catalogue([report.sector]), report.version + 1)
    for cell in cells:
        cell.updated_by, cell.updated_at = submission.by, submission.at
    DraftCell.objects.bulk_create(cells)
    # Nobody types the same reason twice.
    DraftConfirmation.objects.bulk_create(
        DraftConfirmation(
            report=report,
            indicator_id=check.indicator_id,
            code=check.code,
            value=check.value,
            reason=check.reason,
            by=submission.by,
            at=submission.at,
        )
        for check in submission.confirmed_checks.all()
    )


def _ask_reviewer(submission: Submission, report: MonthlyReport, by: User) -> None:
    ask(access.can_review(by, report))
    if submission.by_id == by.pk:
        raise PermissionDenied(_("Nobody reviews what they submitted themselves."))
