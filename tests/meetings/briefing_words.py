"""Taking a briefing apart, and a slow second way to print a number."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from cooperation.meetings.text import Briefing, FigureRef, Run
from cooperation.scoreboard import Board, Row

# What stands behind a number that is a figure and no date, count of indicators or of months.
FIGURE = re.compile(r"\d[\d.\u2009]*(?=人|%|个百分点|万元|亿元| people| points)")


def all_runs(text: Briefing) -> list[Run]:
    """Every run of every paragraph."""
    return [run for part in text.sections for one in part.paragraphs for run in one.runs]


def statements(text: Briefing) -> list[tuple[str, list[FigureRef]]]:
    """What is said between semicolons and full stops, with the figures in it."""
    found = []
    for part in text.sections:
        for paragraph in part.paragraphs:
            words, figures = "", []
            for run in paragraph.runs:
                pieces = re.split(r"[；。;]|\. ", run.text) if run.figure is None else [run.text]
                for number, piece in enumerate(pieces):
                    if number:
                        found.append((words, figures))
                        words, figures = "", []
                    words += piece
                if run.figure:
                    figures.append(run.figure)
            found.append((words, figures))
    return [one for one in found if one[0]]


def row_of(figure: FigureRef, *boards: Board) -> Row:
    """The row that a figure refers to."""
    for board in boards:
        if (board.year, board.through) == (figure.year, figure.through):
            code = next(one.code for one in board.indicators if one.id == figure.indicator_id)
            return board.row(figure.kind, figure.pairing_id, code)
    raise LookupError(figure)


def printings(row: Row, column: str) -> set[str]:
    """How a number of an indicator without decimals and money may be printed."""
    value = getattr(row, column)
    if column in ("covered", "due"):
        return {str(value)}
    value = abs(value)
    if column in ("completion", "share", "subset_share", "change"):
        return {f"{_half_up(value, places)}%" for places in ("0.1", "0.01")}
    if column == "pace_diff":
        return {str(_half_up(value, places)) for places in ("0.1", "0.01")}
    if column.endswith("_per_month"):
        return {str(_half_up(value, "1")), str(_half_up(value, "0.1")).removesuffix(".0")}
    return {str(_half_up(value, "1"))}


def _half_up(value: Decimal, step: str) -> Decimal:
    return value.quantize(Decimal(step), ROUND_HALF_UP)
