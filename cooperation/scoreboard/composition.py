"""What a row is made of: a total of its pairings, a pairing's number of its months, a sum since
pairing of its years. The parts add up to the number; what lacks in it is named beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cooperation import progress
from cooperation.models import Pairing
from cooperation.progress import Given
from cooperation.scoreboard.board import Board
from cooperation.scoreboard.rows import TOTAL, Row
from cooperation.scoreboard.standings import REPORTED, Standing


@dataclass(frozen=True, slots=True)
class Part:
    """One pairing's part of a total, or 市本级's (`own`).

    now: None where the indicator does not apply to it. missing: its due months that are not
    in the number ("2024-03").
    """

    pairing: Pairing
    own: bool
    now: Standing | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a pairing's number.

    given: what shows of it, if anything does. adds: what it adds to the number; None where
    nothing was given, and of a count that a newer one replaced. brought: earlier months
    without a figure of their own that are in it.
    """

    year: int
    month: int
    due: bool
    given: Given | None
    adds: Decimal | None
    brought: tuple[int, ...] = ()


def parts_of(board: Board, row: Row) -> list[Part]:
    """The pairings behind a total, 市本级 first; none of a single pairing's row.

    Their values add up to the number, or to `row.beside` where a published reading is the total.
    """
    if row.kind != TOTAL:
        return []
    known, indicator = board.standings, row.indicator
    found = []
    for pairing in known.parts:
        own = pairing == board.city
        if not indicator.applies(pairing, row.year):
            if pairing.covers(board.last_day):
                found.append(Part(pairing, own, None))
            continue
        now = known.of(pairing, indicator, row.year, row.through)
        if now.due or now.ytd is not None:
            missing = known.missing(pairing, indicator, now, row.year, row.through)
            found.append(Part(pairing, own, now, tuple(missing)))
    return found


def months_of(board: Board, row: Row) -> list[Month]:
    """The months behind a pairing's number; none behind a total or a published number."""
    if row.kind == TOTAL or row.pairing is None or row.source != REPORTED:
        return []
    years = board.standings.figures.get((row.pairing.pk, row.indicator.id), {})
    due = board.standings.due_for(row.pairing, row.indicator, row.year)
    if row.indicator.is_stock:
        return list(_counts(row, years, due))
    figures = years.get(row.year, {})
    steps = {one.given.month: one for one in progress.steps(figures, due, row.through)}
    months = []
    for month in range(1, row.through + 1):
        step = steps.get(month)
        if step:
            months.append(Month(row.year, month, month in due, *step))
        elif month in due:
            months.append(Month(row.year, month, True, None, None))
    return months


def _counts(row: Row, years: dict[int, dict[int, Given]], due: range) -> Iterable[Month]:
    """The counts of the year, and the older one that is the number where the year has none."""
    found = progress.newest_stock(years, row.year, row.through)
    if found and found[0] != row.year:
        when, given = found
        yield Month(when, given.month, False, given, given.value)
    newest = found[1].month if found and found[0] == row.year else 0
    for month in range(1, row.through + 1):
        count = years.get(row.year, {}).get(month)
        if count or month in due:
            adds = count.value if count and month == newest else None
            yield Month(row.year, month, month in due, count, adds)


def years_of(board: Board, row: Row) -> dict[int, Standing]:
    """The years behind the total since pairing; none where the row has no such total."""
    if row.since is None:
        return {}
    pairing = None if row.kind == TOTAL else row.pairing
    return board.standings.years(pairing, row.indicator, row.year, row.through)
