"""Words as the two sides type them: needed, not too long, no personal data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cooperation.reporting.problems import Problem, problem_of
from cooperation.typed.words import fault_of, one_line


def read_words(text: str, place: Any, longest: int) -> tuple[str, list[Problem]]:
    """The words on one line, and what is wrong with them."""
    words = one_line(text)
    if not words:
        return words, [Problem("W07", place, _("words are needed"), _("Say it in a sentence"))]
    fault = fault_of(words, longest)
    return words, [problem_of(fault, place)] if fault else []
