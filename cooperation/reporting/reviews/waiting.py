"""What waits for a reviewer: the oldest first, with what changed since it was last approved."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from cooperation import access
from cooperation.models import MonthlyReport, Programme, Review, Submission, User
from cooperation.reporting.actions.several import MOST
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.names import form_name
from cooperation.reporting.reviews.comparison import Difference, differences, sayings
from cooperation.reporting.reviews.log import reason_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submission that nobody has decided yet.

    differences: against what was approved last; None where nothing was approved before.
    """

    submission: Submission
    own: bool
    held: int
    differences: list[Difference] | None

    @property
    def report(self) -> MonthlyReport:
        """Whose submission it is."""
        return self.submission.report

    @property
    def form(self) -> str:
        """劳务协作 · 西部."""
        return form_name(self.report.sector, self.report.side)

    @property
    def since(self) -> datetime.date:
        """The day it was handed in."""
        return timezone.localdate(self.submission.at)

    @property
    def changed(self) -> list[Difference]:
        """The figures that are others than those approved last."""
        return [one for one in self.differences or () if one.figure_differs]

    @property
    def reason(self) -> str:
        """Why it corrects what was approved."""
        return reason_of(self.submission)


def waiting_for(user: User, programme: Programme) -> QuerySet[Submission]:
    """The submissions that this person may decide on, the oldest first.

    Their own ones are among them: somebody else decides those, and the desk says so.
    """
    mine = access.forms_with(
        user,
        access.REVIEW,
        pairing="report__pairing",
        sector="report__sector",
        side="report__side",
    )
    return Submission.objects.filter(
        mine,
        report__pairing__programme=programme,
        report__state=MonthlyReport.State.SUBMITTED,
        reviews__isnull=True,
    ).order_by("at", "pk")


def next_waiting(user: User, programme: Programme) -> Submission | None:
    """The oldest one that this person can decide."""
    return waiting_for(user, programme).exclude(by=user).first()


def waiting_list(user: User, programme: Programme, *, most: int = MOST) -> list[Waiting]:
    """The oldest ones with what a reviewer asks first; five statements, however many."""
    approved = Submission.objects.filter(
        report=OuterRef("report"), reviews__decision=Review.Decision.APPROVED
    ).order_by("-number")
    rows = list(
        waiting_for(user, programme)
        .select_related("report__pairing__east_place", "report__pairing__west_place", "by")
        .annotate(
            held=Count("confirmed_checks"), approved_last=Subquery(approved.values("pk")[:1])
        )[:most]
    )
    before = {row.approved_last for row in rows} - {None}
    corrections = [row.pk for row in rows if row.approved_last]
    said = sayings([*before, *corrections]) if corrections else {}
    catalogue = Catalogue({row.report.sector for row in rows if row.approved_last})
    return [_waiting(row, user, said, catalogue) for row in rows]


def _waiting(row, user, said, catalogue) -> Waiting:
    found = None
    if row.approved_last:
        month = row.report.month
        names = {
            one.pk: (catalogue.name(one, month), catalogue.decimals(one, month))
            for one in catalogue.all()
            if one.sector == row.report.sector and one.side == row.report.side
        }
        found = differences(said.get(row.approved_last, {}), said.get(row.pk, {}), names)
    return Waiting(row, row.by_id == user.pk, row.held, found)
