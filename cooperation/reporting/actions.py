"""The workflow of a monthly report: save cells, submit, withdraw, approve, return, reopen.

Every action asks permission, locks the report, compares the version that the person saw,
and does all or nothing. Submissions and figures are written by `record_many` alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation import access, calendar
from cooperation.models import (
    DraftCell,
    MonthlyReport,
    Pairing,
    Programme,
    Review,
    Submission,
    User,
)
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import Candidate, check_figure, check_month
from cooperation.reporting.problems import (
    CellChange,
    NotPossible,
    Problem,
    RecordRefused,
    StaleVersion,
    Where,
)
from cooperation.reporting.record import OPEN, RecordEntry, draft_cells, record_many

State = MonthlyReport.State
Decision = Review.Decision


class CorrectionKind(models.TextChoices):
    """Why an approved report is corrected."""

    TYPING_ERROR = "typing_error", _("Typing error")
    LATE_SOURCE = "late_source", _("Source came late")
    DEFINITION = "definition", _("Change of definition")
    OTHER_SIDE = "other_side", _("Confirmed with the other side")
    OTHER = "other", _("Other")


@dataclass(frozen=True, slots=True)
class Cell:
    """What was typed for one indicator; without a value: nothing given."""

    basis: str
    value: Decimal | None
    note: str = ""


@transaction.atomic
def open_report(
    pairing: Pairing, *, sector: str, side: str, month: datetime.date, by: User
) -> MonthlyReport:
    """The report of a month, made if it is owed and not there yet."""
    report = MonthlyReport(pairing=pairing, sector=sector, side=side, month=month)
    if not access.can_enter(by, report):
        raise PermissionDenied(_("This report is not assigned to you."))
    problems = list(check_month(Candidate(pairing, sector, side, month, {})))
    if not problems and month > calendar.today():
        problems.append(
            Problem(
                "D18",
                Where(pairing, sector, side, month),
                _("this month has not begun"),
                _("Choose a month that has begun"),
                value=f"{month:%Y-%m}",
            )
        )
    if not Catalogue([sector]).owed(pairing, sector, side, month.year):
        problems.append(
            Problem(
                "R04",
                Where(pairing, sector, side, month),
                _("this side has nothing to report here"),
                _("Choose another sector or side"),
            )
        )
    if problems:
        raise RecordRefused(problems)
    report, _made = MonthlyReport.objects.get_or_create(
        pairing=pairing, sector=sector, side=side, month=month
    )
    return report


@transaction.atomic
def save_cells(
    report: MonthlyReport, cells: Mapping[str, Cell], *, by: User, version: int
) -> MonthlyReport:
    """Keep working values; only the cells that differ are written.

    Each cell is checked by itself. How cells agree with one another is checked when the
    report is submitted: a draft may be half done.
    """
    report = _locked(report)
    _ask(access.can_enter(by, report))
    _compare(report, version, cells)
    if report.state not in OPEN:
        raise NotPossible(report, "saving")
    catalogue = Catalogue([report.sector])
    _refuse_bad_cells(report, cells, catalogue)
    kept = {cell.indicator_id: cell for cell in report.draft_cells.all()}
    changed = []
    for code, typed in cells.items():
        indicator = catalogue.get(code)
        cell = kept.get(indicator.pk) or DraftCell(report=report, indicator=indicator)
        if cell.pk is None and typed.value is None and not typed.note:
            continue
        if cell.pk and (cell.basis, cell.value, cell.note) == (
            typed.basis,
            typed.value,
            typed.note,
        ):
            continue
        cell.basis, cell.value, cell.note = typed.basis, typed.value, typed.note
        cell.version, cell.updated_at, cell.updated_by = report.version + 1, timezone.now(), by
        changed.append(cell)
    if not changed:
        return report
    DraftCell.objects.bulk_create([cell for cell in changed if cell.pk is None])
    DraftCell.objects.bulk_update(
        [cell for cell in changed if cell.pk is not None],
        ["basis", "value", "note", "version", "updated_at", "updated_by"],
    )
    return _settle(report, report.state)


@transaction.atomic
def submit(report: MonthlyReport, *, by: User, version: int) -> Submission:
    """Hand in the working values; they show at once, not yet approved."""
    report = _locked(report)
    _ask(access.can_enter(by, report))
    _compare(report, version)
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
    )
    return record_many([entry], by=by, channel=Submission.Channel.FORM).last


@transaction.atomic
def withdraw(submission: Submission, *, by: User) -> Review:
    """Take a submission back, as long as nobody has reviewed it."""
    report = _locked(submission.report)
    _ask(access.can_enter(by, report))
    _refuse_decided(submission, report, "withdrawing")
    return _decide(submission, report, Decision.WITHDRAWN, by, "")


@transaction.atomic
def approve(submission: Submission, *, by: User) -> Review:
    """Approve exactly the submission that was looked at; approving twice does it once."""
    report = _locked(submission.report)
    _ask_reviewer(submission, report, by)
    done = submission.reviews.filter(decision=Decision.APPROVED).first()
    if done:
        return done
    _refuse_decided(submission, report, "approving")
    return _decide(submission, report, Decision.APPROVED, by, "")


@transaction.atomic
def return_(submission: Submission, *, by: User, reason: str) -> Review:
    """Send a submission back with a reason; it no longer shows."""
    report = _locked(submission.report)
    _ask_reviewer(submission, report, by)
    _refuse_decided(submission, report, "returning")
    reason = _reason(report, reason)
    return _decide(submission, report, Decision.RETURNED, by, reason)


@transaction.atomic
def reopen(
    report: MonthlyReport, *, by: User, version: int, reason_kind: str, reason: str = ""
) -> Review:
    """Begin the correction of an approved report; it shows on until the new one is submitted."""
    report = _locked(report)
    _ask(access.can_enter(by, report) or access.can_review(by, report))
    _compare(report, version)
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


def _locked(report: MonthlyReport) -> MonthlyReport:
    """The report as it is now, kept from others until the transaction ends."""
    locked = MonthlyReport.objects.select_for_update().get(pk=report.pk)
    locked.pairing = Pairing.objects.select_related("programme", "east_place", "west_place").get(
        pk=locked.pairing_id
    )
    return locked


def _ask(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(_("This report is not assigned to you."))


def _ask_reviewer(submission: Submission, report: MonthlyReport, by: User) -> None:
    _ask(access.can_review(by, report))
    if submission.by_id == by.pk:
        raise PermissionDenied(_("Nobody reviews what they submitted themselves."))


def _compare(report: MonthlyReport, version: int, typed: Mapping[str, Cell] | None = None) -> None:
    """Refuse a form that was opened before the report changed; say what changed."""
    if report.version == version:
        return
    if report.state in OPEN:
        cells = report.draft_cells.filter(version__gt=version)
        there = [(c, c.updated_by, c.updated_at) for c in cells.select_related("indicator")]
    else:
        newest = report.submissions.order_by("number").last()
        figures = newest.figures.select_related("indicator") if newest else ()
        there = [(figure, newest.by, newest.at) for figure in figures]
    changes = []
    for cell, by, at in there:
        code = cell.indicator.code
        yours = (typed or {}).get(code) or Cell(cell.basis, None)
        theirs = (cell.basis, cell.value)
        if typed is None or theirs != (yours.basis, yours.value):
            changes.append(CellChange(code, theirs, (yours.basis, yours.value), by, at))
    raise StaleVersion(report, changes)


def _refuse_bad_cells(report, cells, catalogue) -> None:
    figures = {code: (cell.basis, cell.value, cell.note) for code, cell in cells.items()}
    candidate = Candidate(report.pairing, report.sector, report.side, report.month, figures)
    problems = [
        problem
        for code, figure in figures.items()
        for problem in check_figure(candidate, catalogue, code, *figure)
    ]
    if problems:
        raise RecordRefused(problems)


def _refuse_decided(submission: Submission, report: MonthlyReport, action: str) -> None:
    """Only the newest submission can be decided, and only once."""
    newest = report.submissions.order_by("number").last()
    if newest.pk != submission.pk:
        raise StaleVersion(report)
    if report.state != State.SUBMITTED:
        raise NotPossible(report, action)


def _reason(report: MonthlyReport, reason: str) -> str:
    """A reason in words: needed, and short enough to be kept."""
    reason = " ".join(reason.split())
    where = Where(report.pairing, report.sector, report.side, report.month)
    if not reason:
        raise RecordRefused(
            [Problem("W07", where, _("a reason is needed"), _("Say in a few words why"))]
        )
    longest = Review._meta.get_field("reason").max_length
    if len(reason) > longest or "\x00" in reason:
        raise RecordRefused(
            [
                Problem(
                    "T17",
                    where,
                    _("the reason has more than %(most)s characters"),
                    _("Shorten it"),
                    value=reason,
                    params={"most": longest},
                )
            ]
        )
    return reason


def _decide(submission, report, decision, by, reason) -> Review:
    """Write the review, settle the report's state, and say that released data changed."""
    review = Review.objects.create(
        submission=submission, decision=decision, by=by, reason=reason, at=timezone.now()
    )
    report.draft_cells.all().delete()
    if decision == Decision.APPROVED:
        report.correction_kind = report.correction_reason = ""
    else:
        if decision != Decision.REOPENED:
            report.correction_kind = submission.reason_kind
            report.correction_reason = submission.reason
        _refill(report, submission)
    _settle(
        report,
        {Decision.APPROVED: State.APPROVED, Decision.RETURNED: State.RETURNED}.get(
            decision, State.DRAFT
        ),
    )
    Programme.objects.filter(pk=report.pairing.programme_id).raise_data_version()
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


def _settle(report: MonthlyReport, state: str) -> MonthlyReport:
    """Raise the version: whoever looks at the report of before must look again."""
    report.state = state
    report.version += 1
    report.save(update_fields=["state", "version", "correction_kind", "correction_reason"])
    return report
