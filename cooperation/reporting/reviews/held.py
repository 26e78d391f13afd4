"""The checks that a submission was held by, each with its sentence and the office's reason."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation.models import ConfirmedCheck, Submission
from cooperation.reporting import checks


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
    return [Held(row.indicator_id, row.code, _sentence(row), row.reason) for row in rows]


def _sentence(row: ConfirmedCheck) -> str:
    say = getattr(checks, "sentence_of", None)
    return say(row) if say else f"{row.code} {row.value}".strip()
