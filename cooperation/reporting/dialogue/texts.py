"""Words as the two sides type them: needed, not too long, no personal data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cooperation.reporting.problems import Problem
from cooperation.typed.numbers import looks_personal


def read_words(text: str, place: Any, longest: int) -> tuple[str, list[Problem]]:
    """The words on one line, and what is wrong with them."""
    words = " ".join(text.split())

    def wrong(code, reason, advice, value="", **params) -> list[Problem]:
        return [Problem(code, place, reason, advice, value=value, params=params)]

    if not words:
        return words, wrong("W07", _("words are needed"), _("Say it in a sentence"))
    if "\x00" in words:
        reason = _("it has characters that cannot be kept")
        return words, wrong("T21", reason, _("Type it anew"), words)
    if len(words) > longest:
        reason = _("the text has %(now)s characters; at most %(most)s are kept")
        return words, wrong("T17", reason, _("Shorten it"), now=len(words), most=longest)
    if looks_personal(words):
        reason = _("this looks like an identity or telephone number")
        return words, wrong("P01", reason, _("Leave it out: no personal data are collected here"))
    return words, []
