"""Every version of a month's figure: who gave it, when, from what, why, and what was decided."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from cooperation.models import Basis, ConfirmedCheck, Figure, MonthlyReport, Review, Submission
from cooperation.reporting.actions import CorrectionKind
from cooperation.reporting.checks import sentence_of
from cooperation.scoreboard import CountedIndicator

Decision = Review.Decision

_COLUMNS = (
    "pk",
    "value",
    "basis",
    "note",
    "submission__number",
    "submission__at",
    "submission__by__display_name",
    "submission__by__username",
    "submission__channel",
    "submission__reason_kind",
    "submission__reason",
    "submission__reviews__decision",
    "submission__reviews__at",
    "submission__reviews__by__display_name",
    "submission__reviews__by__username",
    "submission__reviews__reason",
)


@dataclass(frozen=True, slots=True)
class Decided:
    """One review of a version."""

    decision: str
    at: datetime.datetime
    by: str
    reason: str

    @property
    def word(self) -> str:
        """Approved, returned, withdrawn, reopened."""
        return Decision(self.decision).label


@dataclass(frozen=True, slots=True)
class Explained:
    """A check that held the submission up, in the reader's language, and the reason given."""

    sentence: str
    reason: str


@dataclass(slots=True)
class Version:
    """One submission's figure of the cell."""

    figure: int
    value: Decimal | None
    basis: str
    note: str
    number: int
    at: datetime.datetime
    by: str
    channel: str
    reason: str
    reviews: list[Decided] = field(default_factory=list)
    checks: list[Explained] = field(default_factory=list)
    shown: bool = False

    @property
    def basis_word(self) -> str:
        """What it counts."""
        return Basis(self.basis).label

    @property
    def channel_word(self) -> str:
        """From what it came."""
        return Submission.Channel(self.channel).label

    @property
    def decisions(self) -> set[str]:
        """Everything that was decided about it."""
        return {one.decision for one in self.reviews}

    @property
    def came_back(self) -> bool:
        """Whether it was returned or withdrawn."""
        return not self.decisions.isdisjoint(Review.CAME_BACK)

    @property
    def state(self) -> tuple[str, str]:
        """Class and word of where it stands."""
        if self.came_back:
            return "plain", _("came back")
        if Decision.APPROVED not in self.decisions:
            return "s-partial", _("not yet approved")
        if not self.shown:
            return "plain", _("replaced")
        if Decision.REOPENED in self.decisions:
            return "s-watch", _("under correction")
        return "s-ok", _("approved")


@dataclass(frozen=True, slots=True)
class Draft:
    """The working value of an open report."""

    value: Decimal | None
    basis: str
    note: str
    at: datetime.datetime
    by: str

    @property
    def basis_word(self) -> str:
        """What it counts."""
        return Basis(self.basis).label


def versions_of(report: MonthlyReport, indicator: CountedIndicator) -> Sequence[Version]:
    """All versions, the newest first; two statements."""
    rows = Figure.objects.filter(submission__report=report, indicator=indicator.id).order_by(
        "-submission__number", "submission__reviews__at", "submission__reviews__pk"
    )
    kinds = dict(CorrectionKind.choices)
    found: dict[int, Version] = {}
    for row in rows.values_list(*_COLUMNS):
        pk, value, basis, note, number, at, by, name, channel, kind, reason = row[:11]
        decision, decided_at, reviewer, reviewer_name, why = row[11:]
        version = found.get(pk)
        if version is None:
            why_new = reason or str(kinds.get(kind, ""))
            version = found[pk] = Version(
                pk, value, basis, note, number, at, by or name or "", channel, why_new
            )
        if decision:
            words = str(kinds.get(why, why))
            version.reviews.append(
                Decided(decision, decided_at, reviewer or reviewer_name or "", words)
            )
    versions = list(found.values())
    by_number = {one.number: one for one in versions}
    held = ConfirmedCheck.objects.filter(submission__report=report, indicator=indicator.id)
    for check in held.select_related("submission").order_by("pk"):
        if check.submission.number in by_number:
            explained = Explained(sentence_of(check), check.reason)
            by_number[check.submission.number].checks.append(explained)
    shown = next((one for one in versions if not one.came_back), None)
    if shown:
        shown.shown = True
    return versions
