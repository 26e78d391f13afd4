"""The rows that were taken out of a ledger, with who did it, when and why."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cooperation.changes import model_label
from cooperation.models import ChangeLog

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from cooperation.models import LedgerRow, User


@dataclass(frozen=True)
class TakenOut:
    """One row outside its ledger; nobody is named where no entry of the log is found."""

    row: LedgerRow
    at: datetime.datetime
    by: User | None
    reason: str
    may_put_back: bool = False
    title: str = ""


def taken_out_rows(model: type[Model], user: User) -> QuerySet:
    """Those that the reader would see if they were in, the newest first."""
    return (
        model.everything.visible_to(user)
        .filter(deleted_at__isnull=False)
        .select_related("pairing__programme", "pairing__east_place", "pairing__west_place")
        .order_by("-deleted_at", "-pk")
    )


def described(rows: Iterable[LedgerRow]) -> Iterator[TakenOut]:
    """Each with the newest entry about its leaving; one statement for all of them."""
    rows = list(rows)
    if not rows:
        return
    entries = ChangeLog.objects.filter(
        model=model_label(rows[0]), key__in=[str(row.pk) for row in rows], action="delete"
    )
    newest = {entry.key: entry for entry in entries.select_related("by").order_by("at", "pk")}
    for row in rows:
        entry = newest.get(str(row.pk))
        by, reason = (entry.by, entry.reason) if entry else (None, "")
        yield TakenOut(row, row.deleted_at, by, reason)
