"""Since when a row has been behind its pace, from the months it was reported in."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation import progress
from cooperation.scoreboard.board import Board
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

    Every month is judged by the target and the thresholds of now. No statement.
    """
    if row.state not in BEHIND:
        return None
    states = states_by_month(board, row)
    behind, same = spell(states, BEHIND), spell(states, {row.state})
    return Lag(behind, same) if behind and same else None


def states_by_month(board: Board, row: Row) -> list[str | None]:
    """The state at the end of each month up to the board's last one, January first."""
    series = board.series(row)
    states = []
    for month in range(1, board.through + 1):
        ytd, covered, due = (
            values[month - 1] for values in (series.ytd, series.covered, series.due)
        )
        if not due:
            states.append(NOT_OWED)
        elif ytd is None or covered != due or not row.has_pace:
            states.append(None)
        else:
            expected = progress.time_share(month, row.indicator.milestones)
            pace = progress.pace_difference(ytd, row.target, expected)
            programme = board.programme
            states.append(
                None
                if pace is None
                else progress.state_word(pace, programme.watch_below, programme.late_below)
            )
    return states
