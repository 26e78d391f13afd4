"""The checks that a submission was held by, each with its sentence and the office's reason."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation.models import Submission
from cooperation.reporting.checks import sentence_of


@dataclass(frozen=True, slots=True)
class Held:
    """A confirmed check as a reviewer reads it."""

    indicator: int | None
    code: str
    sentence: str
    reason: str


def held_checks(submission: Submission) -> list[Held]:
    """All of a submission's, in the order in which they were held; one statement."""
    rows = submission.confirmed_checks.select_related("indicator")
    return [Held(row.indicator_id, row.code, sentence_of(row), row.reason) for row in rows]
