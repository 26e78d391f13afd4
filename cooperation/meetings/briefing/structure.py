"""The catalogue's structure within one list of rows: heads with their parts and subsets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cooperation.scoreboard import Board, Row


@dataclass(frozen=True, slots=True)
class Branch:
    """An indicator with what it consists of (合计) and what of it is counted apart (其中)."""

    row: Row
    parts: tuple[Branch, ...] = ()
    subsets: tuple[Row, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is anything to say: its own number or one of its parts."""
        return self.row.ytd is not None or any(part.known for part in self.parts)


def branches(rows: Iterable[Row]) -> list[Branch]:
    """The heads in the catalogue's order: rows that are part of nothing else among these."""
    rows = [row for row in rows if not row.not_applicable]
    codes = {row.indicator.code for row in rows}
    return [
        _branch(row, rows)
        for row in rows
        if not {row.indicator.part_of, row.indicator.sums_to} & codes
    ]


def _branch(row: Row, rows: Sequence[Row]) -> Branch:
    code = row.indicator.code
    parts = [one for one in rows if one.indicator.sums_to == code]
    subsets = [one for one in rows if one.indicator.part_of == code and one not in parts]
    return Branch(row, tuple(_part(one, rows) for one in parts), tuple(subsets))


def _part(row: Row, rows: Sequence[Row]) -> Branch:
    """A part is not taken apart again; its subsets may be parts of the whole's subset."""
    code = row.indicator.code
    return Branch(row, (), tuple(one for one in rows if one.indicator.part_of == code))


def lead_rows(board: Board) -> list[Row]:
    """Whom the briefing is about: the city, or the one pairing that the board was asked for."""
    if board.with_city:
        return [row for row in board.totals() if not row.not_applicable]
    if len(board.pairings) != 1:
        return []
    return [row for row in board.rows_for(board.pairings[0].pk) if not row.not_applicable]


def single_rows(board: Board) -> list[Row]:
    """The rows of the pairings and of the city level: no totals."""
    return [row for row in board.rows if row.kind != "total" and not row.not_applicable]


def headlines(rows: Iterable[Row]) -> list[Row]:
    """The rows of the headline indicators."""
    return [row for row in rows if row.indicator.headline]


def judged(row: Row) -> bool:
    """Whether its progress may be judged: a target, and every month owed behind the number."""
    return row.due > 0 and row.covered == row.due and row.completion is not None
