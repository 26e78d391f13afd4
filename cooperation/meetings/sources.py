"""Where the numbers of a report come from, in words."""

from __future__ import annotations

from cooperation.scoreboard import Board, Row


def citations(board: Board, row: Row) -> list[str]:
    """The published texts behind a row, or beside it."""
    readings = [*row.readings, *(r for r in (row.published, row.since_reading) if r)]
    sources = [source for reading in readings for source in board.citations(reading)]
    return list(dict.fromkeys(map(_citation, sources)))


def _citation(source) -> str:
    parts = [source.title, source.publisher, source.published_on, source.url]
    return ", ".join(part for part in parts if part)
