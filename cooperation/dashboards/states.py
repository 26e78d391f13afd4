"""The words of a state; shape and colour come with the class (components.css)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

PACED = frozenset({"ok", "watch", "late"})
STATES = ("ok", "watch", "late", "partial", "unreported")
RARER = ("no_target", "no_pace", "not_due", "published")


def chip(state: str, extra: str = "") -> SafeString:
    """Shape, word and colour on a tinted ground."""
    text = f"{state_word(state)} {extra}".strip()
    return format_html('<span class="chip s-{}">{}</span>', state, text)


def shown_state(row) -> str:
    """The state a reader sees: a published number without a target says where it is from."""
    if row.reading and row.state not in PACED:
        return "published"
    return row.state


def state_word(state: str) -> str:
    """达标, 略慢, 滞后, 数据不全, 未报, 无目标."""
    return {
        "ok": pgettext("state", "On pace"),
        "watch": pgettext("state", "Slow"),
        "late": pgettext("state", "Behind"),
        "partial": pgettext("state", "Incomplete"),
        "unreported": pgettext("state", "Not reported"),
        "no_target": pgettext("state", "No target"),
        "no_pace": pgettext("state", "No pace"),
        "not_due": pgettext("state", "Not due"),
        "not_applicable": pgettext("state", "Not applicable"),
        "published": pgettext("state", "Published"),
    }[state]


def legend(rows: Iterable) -> SafeString:
    """The states for the foot of a table: the usual ones, and the rarer ones that it shows."""
    shown = {shown_state(row) for row in rows}
    more = [state for state in RARER if state in shown]
    return SafeString("".join(chip(state) for state in (*STATES, *more)))
