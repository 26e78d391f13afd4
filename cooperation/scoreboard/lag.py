"""Since when a row has been behind its pace, from the months it was reported in."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation import progress
from cooperation.scoreboard.board import Board
from cooperation.scoreboard.month_sums import MonthSum
from cooperation.scoreboard.rows import Row
from cooperation.scoreboard.spells import NOT_OWED, Spell, spell

BEHIND = frozenset({"watch", "late"})


@dataclass(frozen=True, slots=True)
class Lag:
    """behind: since which month of the year it has been behind its pace at all (略慢 or 滞后);
    same: since when in the very state in which it is now."""

    behind: Spell
    same: Spell


def lag_of(board: Board, row: Row) -> Lag | None:
    """None where the row is not behind, or where the press alone speaks of it.

    Every month is judged by the target and the thresholds of now; what was before that target
    came into force is left open. No statement.
    """
    if row.state not in BEHIND:
        return None
    states = states_by_month(board, row)
    behind, same = spell(states, BEHIND), spell(states, {row.state})
    return Lag(behind, same) if behind and same else None


def states_by_month(board: Board, row: Row) -> list[str | None]:
    """The state at the end of each month up to the board's last one, January first."""
    months = board.months(row, board.year)[: board.through]
    return [_state(board, row, month, one) for month, one in enumerate(months, start=1)]


def _state(board: Board, row: Row, month: int, reached: MonthSum) -> str | None:
    if not reached.due:
        return NOT_OWED
    if reached.ytd is None or reached.covered != reached.due or not row.has_pace:
        return None
    if row.agreed and progress.month_end(row.year, month) < row.agreed.in_force_from:
        return None
    expected = progress.time_share(month, row.indicator.milestones)
    pace = progress.pace_difference(reached.ytd, row.target, expected)
    if pace is None:
        return None
    programme = board.programme
    return progress.state_word(pace, programme.watch_below, programme.late_below)
