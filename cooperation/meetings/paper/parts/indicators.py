"""Tables of one place's indicators, for the text and for the annex."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from cooperation import formatting
from cooperation.meetings.paper.document import CENTER, LEFT, Cell, Column, Line, Table
from cooperation.meetings.paper.parts.cells import (
    indicator_cell,
    name_column,
    state_cell,
    state_column,
    unit_column,
    value_cell,
    value_columns,
)
from cooperation.scoreboard import Board, Row
from cooperation.sectors import sector_label

BODY = {"month": 15, "ytd": 16, "target": 16, "completion": 12, "pace_diff": 12, "change": 12}
FULL = {
    "month": 10,
    "ytd": 12,
    "target": 12,
    "completion": 9,
    "pace_diff": 9,
    "last_year": 12,
    "change": 9,
    "since_pairing": 13,
    "covered": 9,
}


def period(board: Board) -> str:
    """Of which months the figures are."""
    return formatting.period_name(board.year, board.through)


def indicator_table(board: Board, rows: Iterable[Row], title: str) -> Table:
    """The rows as lines of the text: what counts in a meeting.

    What has neither a figure nor a target is named below and gets no empty line.
    """
    rows = [row for row in rows if not row.not_applicable]
    empty = [row for row in rows if row.ytd is None and row.target is None]
    rows = [row for row in rows if row not in empty] or rows
    columns = (name_column(24), unit_column(), *value_columns(BODY), state_column(15))
    lines = tuple(
        Line(
            (
                indicator_cell(row),
                Cell(row.indicator.unit),
                *(value_cell(row, name) for name in BODY),
                state_cell(row),
            ),
            row.indicator.depth,
        )
        for row in rows
    )
    caption = _("%(title)s, %(period)s") % {"title": title, "period": period(board)}
    notes = [*partial_notes(rows)]
    if empty and empty != rows:
        names = formatting.list_comma().join(row.indicator.name for row in empty)
        notes.append(_("Neither figures nor a target: %(names)s.") % {"names": names})
    return Table(caption, columns, lines, notes=tuple(notes))


def partial_notes(rows: Sequence[Row]) -> Iterable[str]:
    """Which totals are not those of the whole city, and by how much."""
    names = [
        _("%(indicator)s (%(covered)d of %(due)d months)")
        % {"indicator": row.indicator.name, "covered": row.covered, "due": row.due}
        for row in rows
        if row.partial_total
    ]
    if names:
        yield _("Reported so far, not the whole city: %(names)s.") % {
            "names": formatting.list_comma().join(names)
        }
    if any(row.ytd is None or row.completion is None for row in rows):
        yield _("“—” is unknown or not agreed; it is never zero.")


def full_table(board: Board, rows: Iterable[Row], title: str) -> Table:
    """Every column of every indicator, the sectors as headings."""
    columns = (
        Column(_("No."), CENTER, 5),
        name_column(28),
        unit_column(7),
        *value_columns(FULL),
        state_column(15),
        Column(_("Figures until"), LEFT, 13),
    )
    return Table(
        _("%(title)s, %(period)s") % {"title": title, "period": period(board)},
        columns,
        tuple(_full_lines(rows)),
        unit=_("Money in 10k yuan; other units as given"),
        indented=1,
        size="small",
    )


def _full_lines(rows: Iterable[Row]) -> Iterable[Line]:
    sector = None
    for place, row in enumerate((row for row in rows if not row.not_applicable), start=1):
        if row.indicator.sector != sector:
            sector = row.indicator.sector
            yield Line((Cell(sector_label(sector)),), group=True)
        yield Line(
            (
                Cell(str(place)),
                indicator_cell(row),
                Cell(row.indicator.unit),
                *(value_cell(row, name) for name in FULL),
                state_cell(row),
                Cell(_until(row)),
            ),
            row.indicator.depth,
        )


def _until(row: Row) -> str:
    if row.value_date is None:
        return formatting.UNKNOWN
    words = [formatting.day(row.value_date)]
    if row.source != "reported":
        words.append(_("Published") if row.source == "published" else _("Reports and published"))
    if row.pending:
        words.append(_("not yet approved"))
    if row.correcting:
        words.append(_("being corrected"))
    return " ".join(words)
