"""What lags, and what the rest of the year has to bring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from cooperation.formatting import UNKNOWN, month_label
from cooperation.meetings.paper.document import LEFT, Cell, Column, Line, Table
from cooperation.meetings.paper.parts.cells import (
    indicator_cell,
    name_column,
    state_cell,
    state_column,
    unit_column,
    value_cell,
    value_columns,
)
from cooperation.meetings.paper.parts.indicators import period
from cooperation.meetings.paper.parts.places import headline_codes
from cooperation.scoreboard import Board, Row, lag_of

# With more pairings than these only the headline figures are searched.
FEW = 20
MOST_LAGS = 30
LAG = {"ytd": 13, "target": 13, "completion": 12, "pace_diff": 12, "needed_per_month": 12}
PACE = {
    "share": 11,
    "completion": 12,
    "pace_diff": 12,
    "average_per_month": 13,
    "needed_per_month": 13,
}


def lagging_rows(board: Board) -> list[Row]:
    """Rows of pairings and the city level that are 滞后, the furthest behind first.

    A subset is left out where its whole lags too: the list would say the same thing twice.
    """
    codes = None if len(board.pairings) <= FEW else set(headline_codes(board))
    owners = [pairing.pk for pairing in board.pairings]
    if board.city and board.with_own and board.city.reports:
        owners.insert(0, board.city.pk)
    found = []
    for owner in owners:
        late = {r.indicator.code: r for r in board.rows_for(owner, codes) if r.state == "late"}
        found += [
            row
            for row in late.values()
            if row.indicator.part_of not in late and row.indicator.sums_to not in late
        ]
    return sorted(found, key=lambda row: (row.pace_diff, row.name, row.indicator.position))


def lagging_table(board: Board, rows: Sequence[Row]) -> Table:
    """Who is behind with what, since when, and what each remaining month has to bring."""
    columns = (
        Column(_("Pairing"), LEFT, 22),
        name_column(20),
        unit_column(8),
        *value_columns(LAG),
        Column(_("Behind since"), LEFT, 11),
    )
    notes = []
    if len(rows) > MOST_LAGS:
        notes.append(
            _("The %(shown)d furthest behind of %(all)d; the others stand in the workbook (XLSX).")
            % {"shown": MOST_LAGS, "all": len(rows)}
        )
    return Table(
        _("%(title)s, %(period)s") % {"title": _("What lags"), "period": period(board)},
        columns,
        tuple(_lag_line(board, row) for row in rows[:MOST_LAGS]),
        notes=tuple(notes),
    )


def _lag_line(board: Board, row: Row) -> Line:
    lag = lag_of(board, row)
    since = UNKNOWN
    if lag is not None:
        since = month_label(lag.behind.since)
        if not lag.behind.certain:
            since = _("%(month)s or earlier") % {"month": since}
    values = (value_cell(row, name) for name in LAG)
    head = (Cell(row.name), indicator_cell(row), Cell(row.indicator.unit))
    return Line((*head, *values, Cell(since)))


def pace_table(board: Board, rows: Iterable[Row]) -> Table | None:
    """The share of the year against what was reached, and what the months left must bring."""
    rows = [row for row in rows if row.has_pace and row.target is not None]
    if not rows:
        return None
    columns = (name_column(), unit_column(), *value_columns(PACE), state_column())
    lines = tuple(
        Line(
            (
                indicator_cell(row),
                Cell(row.indicator.unit),
                *(value_cell(row, name) for name in PACE),
                state_cell(row),
            ),
        )
        for row in rows
    )
    title = _("Pace of the year")
    return Table(
        _("%(title)s, %(period)s") % {"title": title, "period": period(board)}, columns, lines
    )
