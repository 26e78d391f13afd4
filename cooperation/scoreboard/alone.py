"""The board of one pairing in one sector: what a form asks for with every cell that is saved.

Its facts are kept while the programme's data version stands, so that typing a figure does not
read two years of them anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Q

from cooperation import progress
from cooperation.keeping import kept_under_version
from cooperation.models import Pairing
from cooperation.scoreboard import facts
from cooperation.scoreboard.board import Board
from cooperation.scoreboard.catalogue import CountedIndicator, indicators_in_force
from cooperation.scoreboard.facts import Agreed, Horizon, Key, Reading, Years
from cooperation.scoreboard.loading import fetch_older_counts
from cooperation.scoreboard.standings import Standings

NOW = Horizon()


class _Facts(NamedTuple):
    """What the database knows of one pairing; the same for every reader who may open a form."""

    indicators: tuple[CountedIndicator, ...]
    figures: dict[Key, Years]
    readings: Mapping[tuple[int, int, bool], list[Reading]]
    targets: dict[Key, Agreed]


def board_of_pairing(pairing: Pairing, sector: str, year: int, through: int) -> Board:
    """The numbers of one pairing from January to a month, without what it brought since it began.

    The same as `scoreboard()` gives for it; of the city pairing 市本级 alone, no total.
    pairing: with its programme, read in this request: its data version says whether what is
    kept still holds. Four statements, or none while the data version stands: a released
    figure, a target, a definition or a reading raises it, so every process sees them at once.
    """

    def read() -> _Facts:
        board = _board(pairing, year, through, _read(pairing, sector, year, through))
        first = datetime.date(year - 1, 1, 1)
        if first > pairing.programme.since:
            fetch_older_counts(board, {pairing.pk}, first, NOW)
        known = board.standings
        return _Facts(board.indicators, known.figures, dict(known.readings), board.targets)

    name = f"board:{pairing.pk}:{sector}:{year}-{through:02}"
    return _board(pairing, year, through, kept_under_version(pairing.programme, name, read))


def _read(pairing: Pairing, sector: str, year: int, through: int) -> _Facts:
    """The year and the one before."""
    last, only = progress.month_end(year, through), {pairing.pk}
    counted = indicators_in_force(last, Q(sector=sector))
    ids = [one.id for one in counted]
    first = datetime.date(year - 1, 1, 1)
    return _Facts(
        counted,
        facts.visible_figures(only, ids, {sector}, first, last, NOW),
        facts.published_readings(only, ids, last, NOW),
        facts.targets_in_force(only, ids, year, last, NOW),
    )


def _board(pairing: Pairing, year: int, through: int, known: _Facts) -> Board:
    programme = pairing.programme
    city = pairing if pairing.kind == Pairing.Kind.CITY else None
    return Board(
        programme,
        year,
        through,
        as_of=None,
        approved_only=False,
        indicators=known.indicators,
        pairings=() if city else (pairing,),
        city=city,
        with_city=False,
        with_own=city is not None,
        with_since=False,
        with_history=False,
        standings=Standings(programme, city, [pairing], known.figures, known.readings),
        targets=known.targets,
    )
