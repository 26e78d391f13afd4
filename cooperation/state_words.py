"""The words of a state, on pages and in files."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

PACED = frozenset({"ok", "watch", "late"})
WORDS = {
    "ok": pgettext_lazy("state", "On pace"),
    "watch": pgettext_lazy("state", "Slow"),
    "late": pgettext_lazy("state", "Behind"),
    "partial": pgettext_lazy("state", "Incomplete"),
    "unreported": pgettext_lazy("state", "Not reported"),
    "no_target": pgettext_lazy("state", "No target"),
    "no_pace": pgettext_lazy("state", "No pace"),
    "not_due": pgettext_lazy("state", "Not due"),
    "not_applicable": pgettext_lazy("state", "Not applicable"),
    "published": pgettext_lazy("state", "Published"),
}


def shown_state(row) -> str:
    """The state a reader sees: a published number without a target says where it is from."""
    if row.reading and row.state not in PACED:
        return "published"
    return row.state


def state_word(state: str) -> str:
    """达标, 略慢, 滞后, 数据不全, 未报, 无目标."""
    return str(WORDS[state])
