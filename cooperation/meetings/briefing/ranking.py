"""Which rows are furthest ahead of their pace, and which behind: whole numbers only.

Headline indicators come first: that one of two meetings was held says less than half of the
money.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cooperation.meetings.briefing.patterns import Runs, listed, say
from cooperation.meetings.briefing.structure import judged, single_rows
from cooperation.scoreboard import Board, Row


def slowest(board: Board, most: int) -> list[Row]:
    """Those that lag (滞后) or are slightly behind (略慢), the furthest first."""
    return _paced(board, ("late", "watch"))[:most]


def fastest(board: Board, most: int) -> list[Row]:
    """Those that are ahead of their pace, the furthest first."""
    rows = [row for row in _paced(board, ("ok",)) if row.pace_diff and row.pace_diff > 0]
    return sorted(rows, key=lambda row: (not row.indicator.headline, -row.pace_diff))[:most]


def behind(board: Board) -> tuple[int, int]:
    """How many lag and how many are slightly behind."""
    return len(_paced(board, ("late",))), len(_paced(board, ("watch",)))


def paced_counts(rows: Sequence[Row]) -> Runs:
    """2项达到序时进度、1项略慢、1项滞后, of whole numbers with a target; nothing of none."""
    paced = [row for row in rows if judged(row) and row.pace_diff is not None]
    counts = [
        (_("%(count)s on or ahead of pace"), [row for row in paced if row.state == "ok"]),
        (_("%(count)s slightly behind"), [row for row in paced if row.state == "watch"]),
        (_("%(count)s lagging"), [row for row in paced if row.state == "late"]),
    ]
    return listed([say(text, count=len(rows)) for text, rows in counts if rows])


def _paced(board: Board, states: tuple[str, ...]) -> list[Row]:
    """Subsets and parts follow their whole and are left out."""
    rows = [
        row
        for row in single_rows(board)
        if row.state in states
        and judged(row)
        and row.pace_diff is not None
        and not (row.indicator.part_of or row.indicator.sums_to)
    ]
    return sorted(rows, key=_from_behind)


def _from_behind(row: Row) -> tuple:
    indicator = row.indicator
    return not indicator.headline, row.pace_diff, indicator.position, row.pairing.position
