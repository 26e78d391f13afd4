"""What a number is made of adds up to it, on random programmes and on generated months."""

import datetime
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.progress import Given, reached, steps
from cooperation.scoreboard import months_of, parts_of, scoreboard, years_of
from tests.scoreboard.world import indicator, pairing, programme, random_world, submit

amounts = st.decimals(min_value=0, max_value=9999, places=2)
months = st.dictionaries(
    st.integers(1, 12),
    st.tuples(st.sampled_from(["month", "ytd"]), amounts),
    max_size=12,
)


@given(months, st.integers(1, 12), st.integers(1, 12))
def test_steps_add_up_to_the_year_to_date(typed, first, through):
    figures = {m: Given(m, basis, value) for m, (basis, value) in typed.items()}
    due = range(first, 13)
    found = steps(figures, due, through)
    number = reached(figures, due, through)
    assert (sum((one.adds for one in found), Decimal(0)) if found else None) == number.ytd
    # Every month behind the number is either given or brought along, each once.
    behind = [m for one in found for m in (one.given.month, *one.brought) if m in due]
    assert len(behind) == len(set(behind))
    last = max((m for m, g in figures.items() if g.basis == "ytd" and m <= through), default=0)
    naive = {m for m in due if m <= last} | {m for m in figures if last < m <= through and m in due}
    assert number.covered == len(naive)
    assert naive <= {m for m in due if m <= through and m in behind}


def added(values):
    """A sum that is unknown where nothing is known."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_parts_add_up_to_every_number(seed):
    here = random_world(seed)
    rng = random.Random(seed)
    for as_of in (None, datetime.date(2024, rng.randint(1, 12), 9)):
        public = rng.random() < 0.3
        board = scoreboard(here, 2024, rng.randint(1, 12), as_of=as_of, approved_only=public)
        for row in board.rows:
            parts = [one for one in parts_of(board, row) if one.now]
            if row.kind == "total":
                whole = row.beside if row.reading else row.now
                assert added(one.now.ytd for one in parts) == (whole.ytd if whole else None)
                assert sum(one.now.covered for one in parts) == (whole or row.now).covered or (
                    row.reading and whole is None
                )
            else:
                assert parts == []
                told = months_of(board, row)
                if row.source == "reported":
                    assert added(one.adds for one in told) == row.ytd
                else:
                    assert told == []
            years = years_of(board, row)
            if row.since:
                assert added(one.ytd for one in years.values()) == row.since_pairing
                assert sum(one.due for one in years.values()) == row.since_due
                assert list(years)[-1:] == [2024]
            else:
                assert years == {}


@pytest.mark.django_db
def test_a_total_names_who_is_not_in_it():
    here = programme()
    city = pairing(here, "city", kind="city", position=0)
    given_one = pairing(here, "a", parent=city, position=1)
    silent = pairing(here, "b", parent=city, position=2)
    spared = pairing(here, "c", parent=city, position=3)
    jobs = indicator("flow")
    jobs.not_for.add(spared)
    submit(given_one, datetime.date(2024, 1, 1), {jobs: ("month", 5)})
    board = scoreboard(here, 2024, 2)
    told = parts_of(board, board.row("total", None, "flow"))
    assert [(one.pairing, one.own) for one in told] == [
        (city, True), (given_one, False), (silent, False), (spared, False),
    ]  # fmt: skip
    assert [one.now and one.now.ytd for one in told] == [None, 5, None, None]
    assert [one.missing for one in told] == [
        ("2024-01", "2024-02"), ("2024-02",), ("2024-01", "2024-02"), (),
    ]  # fmt: skip
    assert told[3].now is None


@pytest.mark.django_db
def test_months_say_what_was_brought_along_and_which_count_counts():
    here = programme()
    city = pairing(here, "city", kind="city")
    group = pairing(here, "a", parent=city)
    flow, stock = indicator("flow", position=1), indicator("stock", kind="stock", position=2)
    submit(group, datetime.date(2023, 11, 1), {stock: ("at", 7)})
    submit(group, datetime.date(2024, 1, 1), {flow: ("month", 3)})
    submit(group, datetime.date(2024, 4, 1), {flow: ("ytd", 10)})
    board = scoreboard(here, 2024, 5)
    told = months_of(board, board.row("pairing", group.pk, "flow"))
    assert [(one.month, one.adds, one.brought) for one in told] == [
        (1, 3, ()), (2, None, ()), (3, None, ()), (4, 7, (2, 3)), (5, None, ()),
    ]  # fmt: skip
    counts = months_of(board, board.row("pairing", group.pk, "stock"))
    assert [(one.year, one.month, one.adds) for one in counts] == [(2023, 11, 7)] + [
        (2024, month, None) for month in range(1, 6)
    ]
