"""Monthly reports and their figures. Submissions, figures and reviews are append-only."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.base import FigureField, Side
from cooperation.models.indicators import Indicator
from cooperation.models.pairings import Pairing
from cooperation.models.people import User, in_assignments_of


class Basis(models.TextChoices):
    """What a figure counts: the month, the year so far, or the state at the month's end."""

    MONTH = "month", _("This month")
    YTD = "ytd", _("Year to date")
    AT = "at", _("As it stands")


class CorrectionKind(models.TextChoices):
    """Why an approved report is corrected."""

    TYPING_ERROR = "typing_error", _("Typing error")
    LATE_SOURCE = "late_source", _("Source came late")
    DEFINITION = "definition", _("Change of definition")
    OTHER_SIDE = "other_side", _("Confirmed with the other side")
    OTHER = "other", _("Other")


class MonthlyReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports as forms: clerks and reviewers see those of their pairings and sectors."""
        return self.filter(in_assignments_of(user))

    def named(self):
        """With the names of their pairings and programmes, as the pages of a report need them."""
        return self.select_related(
            "pairing__programme__east",
            "pairing__programme__west",
            "pairing__east_place",
            "pairing__west_place",
        )


class MonthlyReport(models.Model):
    """The monthly report (月报) of one side of a pairing in a sector.

    `version` rises with every change and guards against overwriting somebody else's work.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")

    pairing = models.ForeignKey(
        Pairing, models.CASCADE, related_name="monthly_reports", verbose_name=_("pairing")
    )
    sector = models.SlugField(_("sector"), max_length=30)
    side = models.CharField(_("side"), max_length=4, choices=Side)
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    correction_kind = models.CharField(_("kind of correction"), max_length=20, blank=True)
    correction_reason = models.CharField(_("reason of correction"), max_length=300, blank=True)

    objects = MonthlyReportQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "pairing", "sector", "side"]
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "month", "sector", "side"],
                name="report_once_a_month",
                violation_error_message=_("This month's report exists already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "approved", "returned"]),
                name="report_state_known",
                violation_error_message=_("A report is a draft, submitted, approved or returned."),
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values),
                name="report_side_known",
                violation_error_message=_("A report belongs to one side: east or west."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="report_month_is_a_first_day",
                violation_error_message=_("A month is written as its first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing} {self.sector} {self.side} {self.month:%Y-%m}"


class DraftCellQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts: as the reports they belong to."""
        return self.filter(
            in_assignments_of(user, pairing="report__pairing", sector="report__sector")
        )


class DraftCell(models.Model):
    """The working value of one indicator in an open report. Never shown as a figure."""

    report = models.ForeignKey(
        MonthlyReport, models.CASCADE, related_name="draft_cells", verbose_name=_("report")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    value = FigureField(_("value"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=5, choices=Basis)
    note = models.CharField(_("note"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now)
    updated_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("updated by")
    )

    objects = DraftCellQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft cell")
        verbose_name_plural = _("draft cells")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator"],
                name="draft_cell_once",
                violation_error_message=_("This cell exists already."),
            ),
            models.CheckConstraint(
                condition=Q(basis__in=Basis.values),
                name="draft_cell_basis_known",
                violation_error_message=_("A figure counts the month, the year so far or a state."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Submissions: as the reports they belong to."""
        return self.filter(
            in_assignments_of(user, pairing="report__pairing", sector="report__sector")
        )

    def shown(self, *, approved_only: bool = False, until: datetime.datetime | None = None):
        """Of each report the one whose figures show: the newest approved or pending one.

        `until`: the first moment that is not known yet. The scoreboard asks the same in SQL of
        its own.
        """
        standing = newest_standing("report", approved_only=approved_only, until=until)
        return self.filter(pk=standing)


def newest_standing(
    report: str, *, approved_only: bool = False, until: datetime.datetime | None = None
) -> Subquery:
    """The submission that shows of the report that a row reaches by the path `report`.

    Row by row by its index, and so is the one review that decides (`review_decides_once`): as
    sets to be in, or not, a database without statistics on its tables (just loaded, just
    restored) compares all submissions and reviews with all others.
    """
    known, approved = Q(at__lt=until) if until else Q(), Review.Decision.APPROVED
    deciding = Review.objects.filter(
        known, submission=OuterRef("pk"), decision__in=[approved, *Review.CAME_BACK]
    )
    stands = Q(decided=approved) if approved_only else Q(decided=approved) | Q(decided=None)
    found = Submission.objects.annotate(
        decided=Subquery(deciding.order_by().values("decision")[:1])
    ).filter(known, stands, report=OuterRef(report))
    return Subquery(found.order_by("-number").values("pk")[:1])


class Submission(models.Model):
    """One handing-in (报送) of a report. Append-only; a correction is a new submission."""

    class Channel(models.TextChoices):
        FORM = "form", _("Form")
        FILE = "file", _("File")
        SEED = "seed", _("Seed data")
        SAMPLE = "sample", _("Sample data")
        API = "api", _("Interface")

    report = models.ForeignKey(
        MonthlyReport, models.CASCADE, related_name="submissions", verbose_name=_("report")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    at = models.DateTimeField(_("submitted at"), default=timezone.now)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )
    channel = models.CharField(_("channel"), max_length=6, choices=Channel)
    reason_kind = models.CharField(_("kind of reason"), max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="submission_number_once",
                violation_error_message=_("This submission exists already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="submission_number_from_one",
                violation_error_message=_("Submissions are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} #{self.number}"


class FigureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Figures with their history: as the reports they belong to."""
        return self.filter(
            in_assignments_of(
                user, pairing="submission__report__pairing", sector="submission__report__sector"
            )
        )

    def shown(self, *, approved_only: bool = False, until: datetime.datetime | None = None):
        """The figures that show, see `SubmissionQuerySet.shown`; cells without a value aside."""
        standing = newest_standing("submission__report", approved_only=approved_only, until=until)
        return self.filter(submission=standing, value__isnull=False)


class Figure(models.Model):
    """What one submission says of one indicator. Append-only; an empty value = not given."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="figures", verbose_name=_("submission")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="figures", verbose_name=_("indicator")
    )
    value = FigureField(_("value"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=5, choices=Basis)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator"],
                name="figure_once_in_submission",
                violation_error_message=_("A submission says each indicator once."),
            ),
            models.CheckConstraint(
                condition=Q(basis__in=Basis.values),
                name="figure_basis_known",
                violation_error_message=_("A figure counts the month, the year so far or a state."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value} ({self.basis})"


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reviews: as the reports they belong to."""
        return self.filter(
            in_assignments_of(
                user, pairing="submission__report__pairing", sector="submission__report__sector"
            )
        )


class Review(models.Model):
    """A decision on a submission. Append-only.

    Approved, returned and withdrawn decide what shows; reopened only records that a
    correction of an approved submission was begun, and why.
    """

    class Decision(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REOPENED = "reopened", _("Reopened for correction")

    # What makes a submission's figures go out of sight.
    CAME_BACK = (Decision.RETURNED, Decision.WITHDRAWN)

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="reviews", verbose_name=_("submission")
    )
    decision = models.CharField(_("decision"), max_length=9, choices=Decision)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "at", "pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["approved", "returned", "withdrawn", "reopened"]),
                name="review_decision_known",
                violation_error_message=_(
                    "A submission is approved, returned, withdrawn or reopened."
                ),
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(decision__in=["approved", "returned", "withdrawn"]),
                name="review_decides_once",
                violation_error_message=_("This submission has been decided already."),
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["returned", "reopened"]) | ~Q(reason=""),
                name="review_return_has_reason",
                violation_error_message=_("Returning or reopening needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.decision}"
