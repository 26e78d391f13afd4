"""The scoreboard against the naive double, on random programmes."""

import datetime
import random

import pytest

from cooperation.scoreboard import scoreboard
from tests.alternative_implementations import NaiveBoard, pace, percent
from tests.scoreboard.world import YEARS, random_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def scopes(seed):
    """Some periods, days of knowledge and readers."""
    rng = random.Random(seed * 7)
    yield 2024, 12, None, False
    for _ in range(2):
        year = rng.choice(YEARS)
        day = datetime.date(rng.choice(YEARS), rng.randint(1, 12), rng.randint(1, 28))
        yield year, rng.randint(1, 12), rng.choice([None, day, day]), rng.random() < 0.3


def single(board, slow, row, since):
    """The naive double's answer for a row of a pairing or of 市本级."""
    pairing, indicator = row.pairing, slow.indicators[row.indicator.code]
    now = slow.single(pairing, indicator, board.year, board.through)
    last = slow.single(pairing, indicator, board.year - 1, board.through)
    total = (None, None, None)
    if since and indicator.kind == "flow":
        total = slow.since(pairing, indicator)
    return {
        "now": (now["ytd"], now["month"], now["source"], now["cutoff"], now["until"]),
        "coverage": (len(now["months"]), len(now["due"]), now["approved"], now["correcting"]),
        "last": (last["ytd"], len(last["months"]), len(last["due"])),
        "since": total,
        "missing": tuple(f"{board.year}-{m:02}" for m in now["due"] if m not in now["months"]),
        "target": None if row.kind == "own" else slow.target(pairing, indicator),
    }


def total(board, slow, row, since):
    """The naive double's answer for the city."""
    indicator = slow.indicators[row.indicator.code]
    now = slow.total(indicator, board.year, board.through)
    last = slow.total(indicator, board.year - 1, board.through)
    sums = slow.since(None, indicator) if since and indicator.kind == "flow" else (None,) * 3
    return {
        "now": (now["ytd"], now["month"], now["source"], now["cutoff"], now["until"]),
        "coverage": (now["covered"], now["due"], now["approved"], now["correcting"]),
        "last": (last["ytd"], last["covered"], last["due"]),
        "since": sums,
        "missing": tuple(now["missing"]),
        "target": slow.target(slow.city, indicator),
    }


def found(row):
    """What the scoreboard says."""
    return {
        "now": (row.ytd, row.month, row.source, row.cutoff, row.value_date),
        "coverage": (row.covered, row.due, row.approved, row.correcting),
        "last": (row.last_year, row.last_year_covered, row.last_year_due),
        "since": (row.since_pairing, row.since_covered, row.since_due),
        "missing": row.missing,
        "target": row.target,
    }


@pytest.mark.parametrize("seed", range(10))
def test_every_row_equals_the_naive_double(seed):
    programme = random_world(seed)
    for year, through, as_of, approved_only in scopes(seed):
        since = (seed + through) % 2 == 0
        board = scoreboard(
            programme, year, through, as_of=as_of, approved_only=approved_only, since=since
        )
        slow = NaiveBoard(programme, year, through, as_of, approved_only)
        for row in board.rows:
            answer = total if row.kind == "total" else single
            expected = answer(board, slow, row, since)
            scope = (seed, year, through, as_of, approved_only, row.kind, row.name, row.indicator)
            assert found(row) == expected, scope
            share = 100 * through / 12
            assert row.completion == percent(row.ytd, row.target)
            if row.indicator.kind == "flow" and through in (3, 6, 9, 12):
                assert row.pace_diff == pace(row.ytd, row.target, int(share))


@pytest.mark.parametrize("seed", [3, 8])
def test_a_named_pairing_gives_the_same_rows_as_the_whole_board(seed):
    programme = random_world(seed)
    whole = scoreboard(programme, 2024, 7)
    for pairing in whole.pairings:
        alone = scoreboard(programme, 2024, 7, pairings=[pairing])
        assert {row.kind for row in alone.rows} == {"pairing"}
        for row in alone.rows:
            other = whole.row("pairing", pairing.pk, row.indicator.code)
            assert row.as_dict() == other.as_dict()
    city = scoreboard(programme, 2024, 7, pairings=[whole.city])
    assert [row.as_dict() for row in city.totals()] == [row.as_dict() for row in whole.totals()]
    assert {row.kind for row in city.rows} == {"total", "own"}


@pytest.mark.parametrize("seed", [1, 5, 9])
def test_series_ends_where_the_row_stands(seed):
    programme = random_world(seed)
    board = scoreboard(programme, 2024, 8)
    for row in board.rows:
        series = board.series(row)
        assert all(len(values) == 12 for values in (series.ytd, series.month, series.last_ytd))
        assert series.ytd[8:] == [None] * 4
        if row.source == "reported":
            assert series.ytd[7] == row.ytd
            assert series.month[7] == row.month
        if row.last_year_source == "reported":
            assert series.last_ytd[7] == row.last_year
