"""The briefing of random programmes: it judges nothing that may not be judged, and every number
in it is one of the board's, printed as it is."""

import re

import pytest
from django.utils import translation

from cooperation.meetings.briefing import LENGTHS, briefing
from cooperation.models import Indicator
from cooperation.scoreboard import scoreboard
from tests.meetings.briefing_words import FIGURE, all_runs, printings, row_of, statements
from tests.scoreboard.world import random_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PERIODS = ((2023, 5), (2024, 9), (2024, 12))
JUDGEMENTS = {
    "zh-hans": ("超额", "慢", "快", "持平"),
    "en": ("exceeded", "points behind", "points ahead", "on pace"),
}


def texts(here):
    """The briefings of a programme with the boards that they were written from."""
    for year, through in PERIODS:
        earlier = scoreboard(here, year - 1, 12)
        for pairings in (None, ["g1"]):
            board = scoreboard(here, year, through, pairings=pairings)
            for length in LENGTHS:
                yield briefing(board, length=length, earlier=earlier), board, earlier


def headlines_with_parts():
    """A head with a subset and a part, and another headline indicator."""
    Indicator.objects.filter(code__in=["flow", "paced", "press"]).update(headline=True)
    first = Indicator.objects.get(code="flow")
    Indicator.objects.filter(code="press").update(part_of=first)
    Indicator.objects.filter(code="groups").update(sums_to=first)


@pytest.mark.parametrize("seed", range(5))
def test_every_number_is_the_boards_and_only_whole_ones_are_judged(seed):
    here = random_world(seed)
    headlines_with_parts()
    for language in JUDGEMENTS:
        with translation.override(language):
            for text, board, earlier in texts(here):
                check_numbers(text, board, earlier)
                check_judgements(text, board, earlier, language)
                assert not re.search(r"None(?! of)|%\(", text.text), text.text
                if (text.length, language) == ("long", "zh-hans"):
                    check_lagging(text, board)


def check_numbers(text, board, earlier):
    """Figures are runs of their own and print what the board says; nothing else looks like one."""
    for run in all_runs(text):
        if run.figure is None:
            assert not FIGURE.search(run.text), run.text
        else:
            row = row_of(run.figure, board, earlier)
            printed = run.text.replace("\u2009", "")
            assert printed in printings(row, run.figure.column), (run, row.ytd)


def check_judgements(text, board, earlier, language):
    for words, figures in statements(text):
        rows = [row_of(figure, board, earlier) for figure in figures]
        if any(word in words for word in JUDGEMENTS[language]):
            judged = [
                row
                for row, figure in zip(rows, figures, strict=True)
                if figure.column in ("completion", "pace_diff")
            ]
            assert all(row.due and row.covered == row.due and row.target for row in judged), words
        if JUDGEMENTS[language][0] in words:
            assert any(row.target and row.ytd > row.target for row in rows), words


def check_lagging(text, board):
    """How many lag is how many rows of whole numbers are late by the programme's threshold."""
    late = [
        row
        for row in board.rows
        if row.kind != "total"
        and row.covered == row.due > 0
        and row.target
        and row.has_pace
        and row.pace_diff < board.programme.late_below
        and not (row.indicator.part_of or row.indicator.sums_to)
    ]
    said = [one for part in text.sections for one in part.paragraphs if one.key == "long.lagging"]
    assert (f"{len(late)}项滞后" in said[0].text) if said else not late
