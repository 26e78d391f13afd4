"""States on pages; shape and colour come with the class (components.css)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cooperation.state_words import PACED, shown_state, state_word

__all__ = ["PACED", "RARER", "STATES", "chip", "legend", "shown_state", "state_word"]

STATES = ("ok", "watch", "late", "partial", "unreported")
RARER = ("no_target", "no_pace", "not_due", "published")


def chip(state: str, extra: str = "") -> SafeString:
    """Shape, word and colour on a tinted ground."""
    text = f"{state_word(state)} {extra}".strip()
    return format_html('<span class="chip s-{}">{}</span>', state, text)


def legend(rows: Iterable) -> SafeString:
    """The states for the foot of a table: the usual ones, and the rarer ones that it shows."""
    shown = {shown_state(row) for row in rows}
    more = [state for state in RARER if state in shown]
    return SafeString("".join(chip(state) for state in (*STATES, *more)))
