"""What moved most in the period's last month: the data of the overview's sentences."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cooperation import progress
from cooperation.scoreboard import Board, Standing
from cooperation.scoreboard.rows import PAIRING, Row


@dataclass(frozen=True, slots=True)
class Move:
    """How far one indicator of one pairing came in the board's last month.

    row: the pairing's row at the end of that month (name, unit, completion, address). units:
    what the month brought, in the indicator's unit; below zero where a count went down or a
    year to date was corrected downwards. points: the same in points of completion against the
    target of now, two decimals. before: the completion a month earlier against that target;
    None where nothing was known then.
    """

    row: Row
    units: Decimal
    points: Decimal
    before: Decimal | None


def moved_most(board: Board, count: int = 3) -> list[Move]:
    """The pairings' rows that moved by most points of completion, up or down, since the month
    before; at most `count`, none of them a subset (其中) of another indicator.

    Asks the database nothing. Left out is what cannot be said of this month alone: rows without
    a target, without a figure of the month, or whose figure catches up on months that were
    missing; what the press says; and what did not move.
    """
    moves = [
        move
        for indicator in board.indicators
        if not indicator.depth
        for pairing in board.pairings
        if (move := move_of(board, board.row(PAIRING, pairing.pk, indicator.code)))
    ]
    moves.sort(key=lambda move: (-abs(move.points), move.row.indicator.position))
    return moves[:count]


def move_of(board: Board, row: Row) -> Move | None:
    """The last month of one pairing's row; None where it cannot be told or nothing moved."""
    if row.pairing is None or not row.target or row.source != "reported":
        return None
    earlier = _month_before(board, row)
    units = _units(row, earlier)
    if not units:
        return None
    share = progress.share_reached(units, row.target)
    if share is None:
        return None
    before = progress.completion(earlier.ytd, row.target)
    return Move(row, units, progress.rounded(share), before)


def _month_before(board: Board, row: Row) -> Standing:
    """Where it stood a month earlier; in January a year to date stands at nothing."""
    if board.through > 1:
        return board.standings.of(row.pairing, row.indicator, board.year, board.through - 1)
    if row.indicator.is_stock:
        return board.standings.of(row.pairing, row.indicator, board.year - 1, 12)
    return Standing(ytd=Decimal(0), source="reported")


def _units(row: Row, earlier: Standing) -> Decimal | None:
    if not row.indicator.is_stock:
        return row.month
    if not row.now.speaks_for_month or earlier.ytd is None or earlier.source != "reported":
        return None
    return row.ytd - earlier.ytd
