"""The boards of a comparison: one per year, asked for what the page shows and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cooperation.dashboards.charts import Values
from cooperation.dashboards.compare.choices import Choices, Line
from cooperation.dashboards.compare.whose import Whose
from cooperation.dashboards.frame import Frame
from cooperation.scoreboard import Board, Reading, Row
from cooperation.scoreboard.rows import PAIRING


@dataclass(frozen=True)
class YearBoard:
    """One year up to the month, with the frame whose addresses speak of it."""

    year: int
    frame: Frame
    board: Board


class Comparison:
    """The rows of some combinations, year by year, the newest first."""

    def __init__(self, choices: Choices, lines: Sequence[Line], drawn: Iterable[Whose] = ()):
        self.choices, self.lines, self.drawn = choices, lines, list(drawn)
        codes = {line.code for line in lines} | ({choices.drawn} - {""} if self.drawn else set())
        whose = {line.whose for line in lines} | set(self.drawn)
        # The city among the pairings brings 市本级 and the total.
        pairings = {one.pairing.pk: one.pairing for one in whose}
        self.years = [
            YearBoard(year, frame, frame.board(
                indicators=codes, pairings=list(pairings.values()), since=False
            ))
            for year in (choices.years if codes else ())
            for frame in [choices.frame_of(year)]
        ]  # fmt: skip
        # A programme known from publications alone is not silent about the rest of it.
        self.published_only = not self._reported() and not choices.reported
        if self.years and self.published_only:
            self.lines = [line for line in lines if self.years_of(line)]
        self.silent = len(lines) - len(self.lines)

    def _reported(self) -> bool:
        return any(
            self.row(one, line).source in ("reported", "mixed")
            for line in self.lines
            for one in self.years
        )

    def years_of(self, line: Line) -> list[YearBoard]:
        """The years that have something to say of it; all of them where offices report."""
        if not self.published_only:
            return self.years
        return [y for y in self.years if self._speaks(self.row(y, line))]

    @staticmethod
    def _speaks(row: Row) -> bool:
        return row.ytd is not None or row.target is not None

    def row(self, one: YearBoard, line: Line) -> Row:
        """A combination's row of a year."""
        pk = line.whose.pairing.pk
        return one.board.row(line.whose.kind, pk, line.code)

    def newest(self, line: Line) -> Row:
        """Its row of the newest year."""
        return self.row(self.years[0], line)

    def by_month(self, one: YearBoard, line: Line) -> Values:
        """Year to date (or count) by month: to December where the board of the year after
        knows it, else to the period's month."""
        following = next((y for y in self.years if y.year == one.year + 1), None)
        if following is not None:
            return following.board.series(self.row(following, line)).last_ytd
        return one.board.series(self.row(one, line)).ytd

    def readings(self, one: YearBoard, line: Line) -> list[Reading]:
        """The published readings of a year."""
        return one.board.series(self.row(one, line)).points

    def tally(self) -> tuple[int, int, int]:
        """Of the newest year's rows: higher than the year before, lower, not comparable."""
        changes = [self.newest(line).change for line in self.lines]
        known = [change for change in changes if change is not None]
        higher, lower = sum(c > 0 for c in known), sum(c < 0 for c in known)
        return higher, lower, len(changes) - len(known)


def drawn_of(choices: Choices, most: int) -> list[Whose]:
    """Whose curves are drawn: the whole city only alone, beside its parts it would flatten them."""
    parts = [one for one in choices.whose if one.kind == PAIRING] or list(choices.whose)
    own = [one for one in choices.whose if one.kind == "own" and one not in parts]
    return [*own, *parts][:most]
