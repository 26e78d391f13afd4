"""Where today's numbers differ from the sealed ones: the pack's data file beside today's board."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from cooperation.meetings.packs.material import board_at
from cooperation.meetings.packs.sealed import Key, Sealed, key_of, sealed_rows
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
    """One value that is another today. Names as they are today, or as sealed where it is gone."""

    key: Key
    name: str
    indicator: str
    unit: str
    decimals: int
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
    """All of a pack, the first `MOST` of them to show.

    recomputed: the pack holds no data file, so "then" is the board as known at its moment.
    """

    shown: tuple[Difference, ...]
    count: int
    recomputed: bool

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


def differences(pack: Pack) -> Differences:
    """Compare the pack's own numbers, as its data file holds them, with the board of now."""
    kept = sealed_rows(pack)
    then = _worked_out(pack) if kept is None else kept
    found = list(_differing(then, _board(pack, timezone.now())))
    return Differences(tuple(found[:MOST]), len(found), kept is None)


def _worked_out(pack: Pack) -> dict[Key, Sealed]:
    return {key_of(row): Sealed(row.as_dict()) for row in _board(pack, pack.moment).rows}


def _board(pack: Pack, moment: datetime.datetime) -> Board:
    programme = pack.meeting.programme
    return board_at(programme, pack.year, pack.through, pack.pairing, moment, since=False)


def _differing(then: dict[Key, Sealed], now: Board) -> Iterator[Difference]:
    after = {key_of(row): row for row in now.rows}
    for key in dict.fromkeys([*then, *after]):
        was, one = then.get(key), after.get(key)
        for column in COLUMNS:
            sealed = was.value(column) if was else None
            value = getattr(one, column) if one else None
            if sealed != value:
                yield Difference(key, *_named(was, one, sealed), column, sealed, value)


def _named(was: Sealed | None, row: Row | None, value: Decimal | None) -> tuple[str, str, str, int]:
    """Whose, which indicator, its unit and decimals."""
    if row is not None:
        one = row.indicator
        return row.name, one.name, one.unit, one.decimals
    kept = was.fields if was else {}
    places = -int(value.as_tuple().exponent) if value is not None else 0
    names = (kept.get(name) or "" for name in ("pairing_name", "indicator_name", "unit"))
    return *names, max(places, 0)
