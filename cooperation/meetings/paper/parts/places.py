"""Whose figures a document is about, and the pairings beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cooperation.formatting import UNKNOWN, chinese, number
from cooperation.meetings.paper.document import LEFT, RIGHT, Cell, Column, Line, Table
from cooperation.meetings.paper.parts.cells import value_cell
from cooperation.meetings.paper.parts.indicators import period
from cooperation.meetings.paper.words import SHAPES
from cooperation.meetings.text import ref
from cooperation.scoreboard import Board, Row
from cooperation.state_words import shown_state, state_word

# So many pairings can be read on paper; where there are more, the lowest are printed.
MOST_PAIRINGS = 60
# As many places get their full table in the annex.
MOST_FULL = 8
# A table of the text holds no more figures side by side.
MOST_FIGURES = 5
JUDGED = frozenset({"ok", "watch", "late"})


@dataclass(frozen=True, slots=True)
class Place:
    """A whole city, the city level or a pairing with its rows."""

    title: str
    rows: tuple[Row, ...]


def lead(board: Board) -> Place | None:
    """What the text is about: the whole city, or the one pairing asked for."""
    if board.with_city:
        return Place(_("Whole city"), tuple(board.totals()))
    if len(board.pairings) == 1:
        return _pairing(board, board.pairings[0])
    return None


def places(board: Board) -> list[Place]:
    """Everybody who has rows: the city, the city level, each pairing."""
    found = [Place(_("Whole city"), tuple(board.totals()))] if board.with_city else []
    if board.city and board.with_own and board.city.reports:
        found.append(Place(_("City level"), tuple(board.rows_for(board.city.pk))))
    return found + [_pairing(board, pairing) for pairing in board.pairings]


def _pairing(board: Board, pairing) -> Place:
    return Place(pairing.name, tuple(board.rows_for(pairing.pk)))


def headline_codes(board: Board) -> tuple[str, ...]:
    """The indicators that stand for their sector; all of a board that has none of these."""
    chosen = [one.code for one in board.indicators if one.headline]
    return tuple(chosen or [one.code for one in board.indicators])[:MOST_FIGURES]


def headline_groups(board: Board, codes: Sequence[str]) -> list[tuple[str, list[Row]]]:
    """Name and headline rows of the city level and each pairing, in the programme's order."""
    found = []
    if board.city and board.with_own and board.city.reports:
        found.append((_("City level"), board.rows_for(board.city.pk, codes)))
    found += [(one.name, board.rows_for(one.pk, codes)) for one in board.pairings]
    return found


def lowest(groups: Sequence[tuple[str, list[Row]]], most: int) -> list[tuple[str, list[Row]]]:
    """Those furthest behind their pace first; who cannot be judged comes last."""

    def depth(group):
        paces = [row.pace_diff for row in group[1] if row.state in JUDGED]
        paces = [pace for pace in paces if pace is not None]
        return (0, min(paces)) if paces else (1, 0)

    return sorted(groups, key=depth)[:most]


def pairing_table(board: Board) -> Table | None:
    """Year to date and completion of the headline figures, pairing by pairing.

    None where there is nothing to compare.
    """
    codes = headline_codes(board)
    groups = headline_groups(board, codes)
    if len(groups) < 2 or not any(row.ytd is not None for _name, rows in groups for row in rows):
        return None
    shown = groups if len(groups) <= MOST_PAIRINGS else lowest(groups, MOST_PAIRINGS)
    columns = [Column(_("Pairing"), LEFT, 24)]
    for code in codes:
        one = board.indicator(code)
        columns.append(Column(f"{one.name} ({one.unit})", RIGHT, 13))
        columns.append(Column(_("Completion (%)"), RIGHT, 12 if chinese() else 15))
    notes = [_legend()]
    if len(shown) < len(groups):
        notes.insert(0, left_out(len(groups), len(shown)))
    return Table(
        _("%(title)s, %(period)s") % {"title": _("By pairing"), "period": period(board)},
        tuple(columns),
        tuple(_line(name, rows) for name, rows in shown),
        notes=tuple(notes),
    )


def left_out(all_of_them: int, shown: int) -> str:
    """How many are not printed, and where they stand."""
    return _(
        "%(shown)d of %(all)d are printed, those furthest behind their pace first; "
        "all %(all)d stand in the workbook (XLSX) and the data files of this pack."
    ) % {"shown": shown, "all": all_of_them}


def _legend() -> str:
    words = [f"{SHAPES[state]} {state_word(state)}" for state in ("ok", "watch", "late", "partial")]
    return " · ".join(words)


def _line(name: str, rows: Sequence[Row]) -> Line:
    cells = [Cell(name)]
    for row in rows:
        cells += [value_cell(row, "ytd"), _completion(row)]
    return Line(tuple(cells))


def _completion(row: Row) -> Cell:
    """The share with the shape of its state, so that it is told without colour."""
    state = shown_state(row)
    if row.completion is None:
        return Cell(UNKNOWN if row.ytd is not None else state_word(state), tone=state)
    text = f"{SHAPES.get(state, '')} {number(row.completion, 2)}".strip()
    return Cell(text, ref(row, "completion"), state)
