"""The one gate out: figures → totals with target, pace and coverage.

Every card, chart, table, file and sentence takes its numbers from `scoreboard()`.
"""

from cooperation.scoreboard.board import Board, Series
from cooperation.scoreboard.catalogue import CountedIndicator
from cooperation.scoreboard.facts import Reading
from cooperation.scoreboard.loading import scoreboard
from cooperation.scoreboard.rows import Row
from cooperation.scoreboard.standings import Standing

__all__ = ["Board", "CountedIndicator", "Reading", "Row", "Series", "Standing", "scoreboard"]
