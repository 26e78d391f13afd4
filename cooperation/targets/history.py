"""Everything that was ever recorded for an indicator's targets of a year."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation.models import Pairing, Target
from cooperation.scoreboard import CountedIndicator
from cooperation.targets.book import Book


@dataclass(frozen=True)
class CellHistory:
    """The records of one cell, the newest in force first."""

    pairing: Pairing
    name: str
    rows: tuple[Target, ...]
    counts: int | None  # the key of the one that counts at the year's end

    @property
    def anchor(self) -> str:
        """Where on the page it stands."""
        return f"p-{self.pairing.pk}"


def history_of(book: Book, one: CountedIndicator, city_name: str) -> list[CellHistory]:
    """Column by column; columns without a record are left out."""
    found: dict[int, list[Target]] = {}
    rows = Target.objects.filter(
        pairing__in=book.columns, indicator_id=one.id, year=book.year
    ).select_related("recorded_by")
    for row in rows.order_by("-in_force_from", "-recorded_at", "-pk"):
        found.setdefault(row.pairing_id, []).append(row)
    histories = []
    for pairing in book.columns:
        if pairing.pk in found:
            counting = book.newest.get((one.id, pairing.pk))
            name = city_name if pairing == book.city else pairing.name
            rows_here = tuple(found[pairing.pk])
            histories.append(
                CellHistory(pairing, name, rows_here, counting.pk if counting else None)
            )
    return histories
