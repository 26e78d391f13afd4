"""The months of a curve as a table, where a file cannot show the curve."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cooperation.formatting import month_label, number, year_name
from cooperation.meetings.paper.document import LEFT, RIGHT, Cell, Column, Line, Table
from cooperation.scoreboard import Board, Row


def months_table(board: Board, row: Row, caption: str) -> Table:
    """This year, the target's path and the year before, month by month."""
    series = board.series(row)
    heads = (year_name(board.year), _("target path"), year_name(board.year - 1))
    columns = (Column(_("Month"), LEFT, 10), *(Column(head, RIGHT, 20) for head in heads))
    decimals = row.indicator.decimals
    lines = tuple(
        Line(
            (
                Cell(month_label(month + 1)),
                *(
                    Cell(number(values[month], decimals))
                    for values in (series.ytd, series.target, series.last_ytd)
                ),
            )
        )
        for month in range(12)
    )
    return Table(caption, columns, lines)
