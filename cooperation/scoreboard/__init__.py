"""The one gate out: figures → totals with target, pace and coverage.

Every card, chart, table, file and sentence takes its numbers from `scoreboard()`.
"""

from cooperation.scoreboard.absent import AbsentShare, absent_share
from cooperation.scoreboard.alone import board_of_pairing
from cooperation.scoreboard.board import Board, Series
from cooperation.scoreboard.catalogue import Choice, CountedIndicator, definitions_of, family
from cooperation.scoreboard.composition import Month, Part, months_of, parts_of, years_of
from cooperation.scoreboard.course import Course, MonthOfCourse, course_of
from cooperation.scoreboard.facts import Reading
from cooperation.scoreboard.lag import Lag, lag_of
from cooperation.scoreboard.loading import scoreboard
from cooperation.scoreboard.rows import Row
from cooperation.scoreboard.standings import Standing

__all__ = [
    "AbsentShare",
    "Board",
    "Choice",
    "CountedIndicator",
    "Course",
    "Lag",
    "Month",
    "MonthOfCourse",
    "Part",
    "Reading",
    "Row",
    "Series",
    "Standing",
    "absent_share",
    "board_of_pairing",
    "course_of",
    "definitions_of",
    "family",
    "lag_of",
    "months_of",
    "parts_of",
    "scoreboard",
    "years_of",
]
