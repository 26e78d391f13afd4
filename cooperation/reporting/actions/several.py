"""Approving several reports at once: all of what was listed, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cooperation import access
from cooperation.models import (
    DraftCell,
    DraftConfirmation,
    MonthlyReport,
    Pairing,
    Review,
    Submission,
    User,
)
from cooperation.reporting.actions.locking import ask
from cooperation.reporting.record import released

# What one person can look through before deciding; also what one page lists.
MOST = 50

State = MonthlyReport.State

CHANGED, OWN, FOREIGN = "changed", "own", "foreign"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One submission that stands in the way, and why: changed, own or foreign."""

    submission: Submission
    why: str


class SeveralRefused(Exception):
    """Nothing was approved. `refusals` name what stood in the way, all of it."""

    def __init__(self, total: int, refusals: Iterable[Refusal] = ()):
        self.total = total
        self.refusals = list(refusals)
        super().__init__(f"{len(self.refusals)} of {total} cannot be approved.")

    @property
    def too_many(self) -> bool:
        """Whether more were chosen than can be approved at once."""
        return self.total > MOST

    @property
    def changed(self) -> bool:
        """Whether anything changed since it was listed; else it is a matter of rights."""
        return any(refusal.why == CHANGED for refusal in self.refusals)


@transaction.atomic
def approve_many(submissions: Iterable[Submission], *, by: User) -> list[Review]:
    """Approve exactly the submissions that were listed: each waiting, and none by oneself.

    The same number of statements however many. Raises SeveralRefused and approves none where
    one of them was decided, replaced or withdrawn meanwhile, belongs to somebody else's desk,
    or was handed in by the reviewer; also for more than 50. Sent twice, it is done once: what
    the same person approved already counts as done.
    """
    chosen = list({submission.pk: submission for submission in submissions}.values())
    ask(access.can(by, access.REVIEW))
    if len(chosen) > MOST:
        raise SeveralRefused(len(chosen))
    if not chosen:
        return []
    reports = _locked_reports({submission.report_id for submission in chosen})
    # Read anew, now that nobody else can decide.
    rows = Submission.objects.filter(pk__in=[submission.pk for submission in chosen])
    waiting = set(
        rows.filter(report__state=State.SUBMITTED, reviews__isnull=True).values_list(
            "pk", flat=True
        )
    )
    done = set(
        rows.filter(reviews__decision=Review.Decision.APPROVED, reviews__by=by).values_list(
            "pk", flat=True
        )
    )
    refusals = [
        Refusal(submission, why)
        for submission in chosen
        if (why := _why_not(submission, reports[submission.report_id], by, waiting | done))
    ]
    if refusals:
        raise SeveralRefused(len(chosen), refusals)
    return _approve_all([one for one in chosen if one.pk in waiting], reports, by)


def _locked_reports(pks: set[int]) -> dict[int, MonthlyReport]:
    """The reports as they are now, kept from others; always in one order."""
    rows = MonthlyReport.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    reports = {report.pk: report for report in rows}
    pairings = Pairing.objects.select_related("programme").in_bulk(
        {report.pairing_id for report in reports.values()}
    )
    for report in reports.values():
        report.pairing = pairings[report.pairing_id]
    return reports


def _why_not(submission, report, by, possible) -> str:
    if not access.can_review(by, report):
        return FOREIGN
    if submission.pk not in possible:
        return CHANGED
    return OWN if submission.by_id == by.pk else ""


def _approve_all(chosen, reports, by) -> list[Review]:
    """Reviews, states and versions in bulk: what `approve` does for one."""
    now = timezone.now()
    pks = [submission.report_id for submission in chosen]
    reviews = Review.objects.bulk_create(
        Review(submission=submission, decision=Review.Decision.APPROVED, by=by, at=now)
        for submission in chosen
    )
    DraftCell.objects.filter(report__in=pks).delete()
    DraftConfirmation.objects.filter(report__in=pks).delete()
    MonthlyReport.objects.filter(pk__in=pks).update(
        state=State.APPROVED, version=F("version") + 1, correction_kind="", correction_reason=""
    )
    chosen_reports = [reports[pk] for pk in pks]
    released(
        {report.pairing.programme_id for report in chosen_reports},
        ((report.pairing_id, report.month) for report in chosen_reports),
    )
    return reviews
