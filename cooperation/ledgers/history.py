"""What became of one row: its changes in words, and whether it was taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from cooperation import access
from cooperation.changes import history
from cooperation.ledgers.taking_out.rows import TakenOut, described

if TYPE_CHECKING:
    from django.db.models import Model

    from cooperation.models import ChangeLog, User

ACTIONS = {
    "add": _("Added"),
    "change": _("Changed"),
    "delete": _("Taken out"),
    "put_back": _("Put back"),
}


def told(row: Model) -> list[ChangeLog]:
    """The row's log, the newest first, each with what was done (`done`) in words.

    What a row said as a whole when it left or came back stands above already.
    """
    entries = history(row)
    for entry in entries:
        entry.done = ACTIONS.get(entry.action, entry.action)
        if entry.action in {"delete", "put_back"}:
            entry.before = entry.after = ""
    return entries


def taken_out(row: Model) -> TakenOut | None:
    """Who took the row out, when and why; None for a row that is in its ledger."""
    if getattr(row, "deleted_at", None) is None:
        return None
    return next(described([row]))


def workplace_url(user: User, sector: str, row: Model) -> str:
    """Where this person changes the row, or puts it back if it was taken out.

    Empty for whoever may not.
    """
    reference = getattr(row, "pairing_id", None) is None
    scope = None if reference else access.Scope.of_pairing(row.pairing, sector)
    if not access.can(user, access.ENTER, scope, sector):
        return ""
    kind = "change" if getattr(row, "deleted_at", None) is None else "put_back"
    try:
        return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_{kind}", args=[row.pk])
    except NoReverseMatch:
        return ""
