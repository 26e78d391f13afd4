"""The history of one report: its submissions and what was decided on them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cooperation.models import MonthlyReport, Review, Submission
from cooperation.reporting.actions import CorrectionKind


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a submission."""

    at: datetime.datetime
    number: int
    what: str
    by: Any
    reason: str = ""
    decision: str = ""


def submissions_of(report: MonthlyReport) -> list[Submission]:
    """All submissions with their reviews, the newest first; two statements."""
    rows = report.submissions.select_related("by").prefetch_related(
        Prefetch("reviews", Review.objects.select_related("by"))
    )
    return list(rows.order_by("-number"))


def kind_of(reason_kind: str) -> str:
    """Why a report was corrected, in the reader's language: a kind, or the words themselves."""
    return str(dict(CorrectionKind.choices).get(reason_kind, reason_kind))


def reason_of(submission: Submission) -> str:
    """Why a submission corrects an approved one: the kind and the words."""
    kind = kind_of(submission.reason_kind)
    return " · ".join(part for part in (kind, submission.reason) if part)


def log_of(submissions: Iterable[Submission]) -> list[Event]:
    """What happened, the newest first."""
    events = []
    for submission in submissions:
        number = submission.number
        for review in submission.reviews.all():
            what = review.get_decision_display()
            reason = kind_of(review.reason)
            events.append(Event(review.at, number, what, review.by, reason, review.decision))
        reason = reason_of(submission)
        events.append(Event(submission.at, number, _("Submitted"), submission.by, reason))
    return sorted(events, key=lambda event: (event.at, event.number), reverse=True)


def deciding_review(submission: Submission) -> Review | None:
    """What was decided on a submission; None while it waits."""
    decided = [r for r in submission.reviews.all() if r.decision != Review.Decision.REOPENED]
    return decided[-1] if decided else None


def ever_approved(submissions: Iterable[Submission]) -> bool:
    """Whether one of a report's submissions was approved: it shows while a newer one is typed."""
    return any(
        review.decision == Review.Decision.APPROVED
        for submission in submissions
        for review in submission.reviews.all()
    )


def reviewed(submission: Submission) -> bool:
    """Whether a reviewer approved or returned it."""
    review = deciding_review(submission)
    return review is not None and review.decision != Review.Decision.WITHDRAWN
