"""Where today's numbers differ from the sealed ones: the board of then beside the board of now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from cooperation.meetings.packs.material import board_at
from cooperation.models import Pack
from cooperation.scoreboard import Board, Row

# What the offices give and agree; percentages follow from them.
COLUMNS = {
    "ytd": gettext_lazy("Year to date"),
    "month": gettext_lazy("This month"),
    "target": gettext_lazy("Annual target"),
    "last_year": gettext_lazy("Same period last year"),
}
# So many are shown on a page; how many more there are is said.
MOST = 200


@dataclass(frozen=True)
class Difference:
    """One value that is another today. row: as it is today, or as it was where it is gone."""

    row: Row
    column: str
    sealed: Decimal | None
    now: Decimal | None

    @property
    def label(self) -> Any:
        """Which of the row's values."""
        return COLUMNS[self.column]

    @property
    def change(self) -> Decimal | None:
        """Now less then, in the indicator's unit; None where one of them is unknown."""
        return None if self.sealed is None or self.now is None else self.now - self.sealed


@dataclass(frozen=True)
class Differences:
    """All of a pack, the first `MOST` of them to show."""

    shown: tuple[Difference, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


def differences(pack: Pack) -> Differences:
    """Compare the pack's board with that of now."""
    then = _board(pack, pack.moment)
    found = list(_differing(then, _board(pack, timezone.now())))
    return Differences(tuple(found[:MOST]), len(found))


def _board(pack: Pack, moment) -> Board:
    return board_at(pack.meeting.programme, pack.year, pack.through, pack.pairing, moment)


def _differing(then: Board, now: Board) -> Iterator[Difference]:
    before, after = _by_key(then), _by_key(now)
    for key in dict.fromkeys([*before, *after]):
        was, one = before.get(key), after.get(key)
        for column in COLUMNS:
            sealed = getattr(was, column) if was else None
            value = getattr(one, column) if one else None
            if sealed != value:
                yield Difference(one or was, column, sealed, value)


def _by_key(board: Board) -> dict[tuple, Row]:
    return {
        (row.kind, row.pairing.pk if row.pairing else None, row.indicator.id): row
        for row in board.rows
    }
