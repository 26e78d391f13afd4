"""The words of a state, on pages and in files."""

from __future__ import annotations

from django.utils.translation import pgettext

PACED = frozenset({"ok", "watch", "late"})


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
