"""Who changed a figure, when and why: from the submissions, reviews and targets behind it.

A fixed number of statements whatever the number of figures. Lists and files of meetings are read
by every account of the programme, so only the words of corrections that are approved are told.
What was written for the reviewer or to the offices (of what waits, came back or was withdrawn)
stays with those who see the forms.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from cooperation.meetings.restated.differences import Difference
from cooperation.models import CorrectionKind, Figure, Pairing, Review, Submission, Target, User
from cooperation.scoreboard import Board

Decision = Review.Decision


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a difference comes from; all empty where nothing is recorded.

    reason: of an approved correction or a target. reason_kind: a `CorrectionKind`, or the
    `Review.Decision` that took the figure back. by: the account's display name, else how the
    figures came in. office: the account's office. side: whose report it is. document_no: of a
    target.
    """

    reason: str = ""
    reason_kind: str = ""
    by: str = ""
    office: str = ""
    side: str = ""
    at: datetime.datetime | None = None
    approved_by: str = ""
    approved_at: datetime.datetime | None = None
    submission_then_id: int | None = None
    submission_now_id: int | None = None
    document_no: str = ""


NO_ORIGIN = Origin()


@dataclass(slots=True)
class _Shown:
    """The submission of a report that showed then, and the one that shows now."""

    side: str
    pairing: Pairing | None = None
    then: Submission | None = None
    now: Submission | None = None


@dataclass(slots=True)
class Reasons:
    """The origins of differences between two boards, looked up difference by difference."""

    shown: dict[tuple[int, str, datetime.date], list[_Shown]] = field(default_factory=dict)
    cells: set[tuple[int, int]] = field(default_factory=set)
    reviews: dict[int, list[Review]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        found: Sequence[Difference],
        since: datetime.datetime,
        until: datetime.datetime | None,
        approved_only: bool,
    ) -> Reasons:
        """Four statements, or none where nothing belongs to a month."""
        reasons = cls()
        dated = [one for one in found if one.month and one.pairing]
        if not dated:
            return reasons
        rows = Submission.objects.filter(
            report__pairing__in={one.pairing.pk for one in dated if one.pairing},
            report__month__in={one.first_day for one in dated},
            report__sector__in={one.indicator.sector for one in dated},
        ).select_related("report", "by")
        for submission in rows.shown(until=since, approved_only=approved_only):
            reasons._report(submission).then = submission
        for submission in rows.shown(until=until, approved_only=approved_only):
            reasons._report(submission).now = submission
        reasons._read({one.indicator.id for one in dated}, until)
        return reasons

    def _report(self, submission: Submission) -> _Shown:
        report = submission.report
        reports = self.shown.setdefault((report.pairing_id, report.sector, report.month), [])
        for one in reports:
            if one.side == report.side:
                return one
        reports.append(_Shown(report.side))
        return reports[-1]

    def _read(self, indicators: Iterable[int], until: datetime.datetime | None) -> None:
        ends = (end for reports in self.shown.values() for one in reports for end in _ends(one))
        pks = {submission.pk for submission in ends}
        cells = Figure.objects.filter(submission__in=pks, indicator__in=indicators)
        self.cells = set(cells.values_list("submission_id", "indicator_id"))
        known = Q(at__lt=until) if until else Q()
        for review in Review.objects.filter(known, submission__in=pks).select_related("by"):
            self.reviews.setdefault(review.submission_id, []).append(review)

    def origin(self, one: Difference) -> Origin:
        """Of a figure of a month; nothing is known of where it belongs to none."""
        if one.first_day is None or one.pairing is None:
            return NO_ORIGIN
        key = one.pairing.pk, one.indicator.sector, one.first_day
        reports = self.shown.get(key, [])
        saying = [
            r for r in reports if any((s.pk, one.indicator.id) in self.cells for s in _ends(r))
        ]
        # Its own side's first: the other one may have said it while it was responsible.
        saying.sort(key=lambda report: report.side != one.indicator.side)
        return self._told(saying[0]) if saying else NO_ORIGIN

    def _says(self, report: _Shown, indicator: int) -> bool:
        return any((end.pk, indicator) in self.cells for end in _ends(report))

    def _told(self, report: _Shown) -> Origin:
        then, now = report.then, report.now
        if then and (now is None or now.number < then.number):
            return self._taken_back(report, then)
        if now is None:
            return NO_ORIGIN
        approved = self._review(now, Decision.APPROVED)
        reason, kind = self._why(then, now, released=approved is not None)
        return Origin(
            reason,
            kind,
            _name(now.by) or str(now.get_channel_display()),
            now.by.office if now.by else "",
            report.side,
            now.at,
            _name(approved.by) if approved else "",
            approved.at if approved else None,
            then.pk if then else None,
            now.pk,
        )

    def _why(self, then: Submission | None, now: Submission, *, released: bool) -> tuple[str, str]:
        """Reason and kind: of the submission, else as the correction was begun. Until it is
        released the kind alone is told."""
        reopened = self._review(then, Decision.REOPENED) if then and not now.reason else None
        reason = reopened.reason if reopened else now.reason
        if reason in CorrectionKind.values:
            # A kind without any more words stood for itself.
            return "", now.reason_kind or reason
        return reason if released else "", now.reason_kind

    def _taken_back(self, report: _Shown, then: Submission) -> Origin:
        """A returned or withdrawn submission: what stood before it shows again, or nothing.

        That it came back is told; why was said to the office alone.
        """
        review = self._review(then, *Review.CAME_BACK)
        return Origin(
            "",
            review.decision if review else "",
            _name(review.by) if review else "",
            review.by.office if review and review.by else "",
            report.side,
            review.at if review else None,
            submission_then_id=then.pk,
            submission_now_id=report.now.pk if report.now else None,
        )

    def _review(self, submission: Submission, *decisions: str) -> Review | None:
        found = [r for r in self.reviews.get(submission.pk, []) if r.decision in decisions]
        return max(found, key=lambda review: (review.at, review.pk), default=None)


def _ends(report: _Shown) -> list[Submission]:
    return [one for one in (report.then, report.now) if one]


def _name(user: User | None) -> str:
    return str(user) if user else ""


def target_origins(
    board: Board, found: Sequence[Difference], until: datetime.datetime | None
) -> dict[tuple[int, int], Origin]:
    """By pairing and indicator, of the newest record: one statement, or none."""
    keys = {(one.pairing.pk, one.indicator.id) for one in found if one.pairing}
    if not keys:
        return {}
    known = Q(recorded_at__lt=until) if until else Q()
    rows = Target.objects.filter(
        known,
        pairing__in={pairing for pairing, _ in keys},
        indicator__in={indicator for _, indicator in keys},
        year=board.year,
        in_force_from__lte=board.last_day,
    ).select_related("recorded_by")
    origins = {}
    for row in rows.order_by("in_force_from", "recorded_at", "pk"):
        by = row.recorded_by
        origins[row.pairing_id, row.indicator_id] = Origin(
            row.reason,
            by=_name(by),
            office=by.office if by else "",
            at=row.recorded_at,
            document_no=row.document_no,
        )
    return origins
