"""The years kept of a programme answer exactly what its facts do, and follow every release."""

import datetime
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.models import Indicator, Programme, VisibleYear
from cooperation.progress import Given
from cooperation.reporting import actions
from cooperation.scoreboard import scoreboard
from cooperation.scoreboard.years import packed, programme_rows, rebuild, refresh, unpacked
from tests.reporting.world import APRIL, MARCH, World, fresh
from tests.scoreboard.world import YEARS, random_world, submit

pytestmark = pytest.mark.slow

NAMES = ("pairing_id", "indicator_id", "year", "shown", "approved")
VALUES = st.decimals(-(10**13), 10**13, places=4, allow_nan=False)
FIGURES = st.dictionaries(
    st.integers(1, 12),
    st.tuples(
        st.sampled_from(["month", "ytd", "at"]),
        VALUES,
        st.sampled_from([(False, False), (True, False), (True, True)]),
    ),
)


@settings(max_examples=30, deadline=None)
@given(FIGURES, st.integers(1, 12), st.integers(1, 12))
def test_a_year_comes_back_as_it_went_in(figures, first, last):
    year = {m: Given(m, basis, value, *marks) for m, (basis, value, marks) in figures.items()}
    assert unpacked(packed(year)) == year
    assert [str(g.value) for g in unpacked(packed(year)).values()] == [
        f"{year[m].value:f}" for m in sorted(year)
    ]
    some = {m: given for m, given in year.items() if first <= m <= last}
    assert unpacked(packed(year), first, last) == some


def answers(programme, **scope):
    """Everything that a board says: its rows, its curves, what was declared."""
    board = scoreboard(programme, **scope)
    return [
        (
            row.as_dict(),
            row.state,
            row.correcting,
            row.change,
            board.series(row),
            row.pairing and board.declared_months(row.pairing, row.indicator.code),
        )
        for row in board.rows
    ]


def from_facts(programme, **scope):
    programme.rolled_up = False
    found = answers(programme, **scope)
    programme.rolled_up = True
    return found


def kept():
    return set(VisibleYear.objects.values_list(*NAMES))


def called_for(programme):
    return {tuple(getattr(row, name) for name in NAMES) for row in programme_rows(programme)}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_every_board_is_the_same_as_from_the_facts(seed):
    programme = random_world(seed)
    assert rebuild(programme) == VisibleYear.objects.count() > 0
    rng = random.Random(seed)
    for number in range(4):
        scope = {
            "year": rng.choice([*YEARS, 2025]),
            "through": rng.randint(1, 12),
            "since": rng.random() < 0.5,
            "approved_only": number % 2 == 0,
            "pairings": rng.choice([None, None, ["g0"], ["city"], ["town", "g1"]]),
        }
        assert answers(programme, **scope) == from_facts(programme, **scope), scope


@pytest.mark.django_db
def test_a_day_of_knowledge_is_always_asked_of_the_facts():
    programme = random_world(3)
    rebuild(programme)
    VisibleYear.objects.update(shown="", approved=None)
    scope = {"year": 2024, "through": 8, "as_of": datetime.date(2024, 6, 3)}
    assert answers(programme, **scope) == from_facts(programme, **scope)
    assert not any(
        row[0]["source"] == "reported" for row in answers(programme, year=2024, through=8)
    )


@pytest.mark.django_db
def test_what_is_kept_is_really_read():
    programme = random_world(3)
    rebuild(programme)
    before = answers(programme, year=2024, through=8)
    VisibleYear.objects.filter(year=2024).update(shown="a1" + ",a1" * 11)
    assert answers(programme, year=2024, through=8) != before


@pytest.fixture
def world(db):
    world = World()
    rebuild(world.programme)
    return world


def follows(world):
    """What is kept is what the facts call for, and boards agree."""
    programme = fresh(world.programme)
    assert kept() == called_for(programme)
    for approved_only in (False, True):
        scope = {"year": 2024, "through": 6, "approved_only": approved_only}
        assert answers(programme, **scope) == from_facts(programme, **scope)
    return kept()


def test_every_release_keeps_its_year_anew(world):
    assert follows(world) == set()
    submission = world.submitted(MARCH)
    once = follows(world)
    assert len(once) == 5
    actions.approve(submission, by=world.reviewer)
    twice = follows(world)
    assert twice != once
    report = fresh(submission.report)
    actions.reopen(report, by=world.clerk, version=report.version, reason_kind="late_source")
    correcting = follows(world)
    assert correcting != twice
    again = world.handed_in(world.fill(report, jobs=12, east_jobs=8))
    assert follows(world) != correcting
    actions.return_(again, by=world.reviewer, reason="数字不符")
    assert follows(world)
    world.submitted(APRIL, pairing=world.other, jobs=11, east_jobs=7)
    other = world.submitted(APRIL, jobs=11, east_jobs=7)
    actions.withdraw(other, by=world.clerk)
    assert {row[0] for row in follows(world)} == {world.group.pk, world.other.pk}


def test_several_approved_at_once_follow_too(world):
    submissions = [world.submitted(MARCH), world.submitted(MARCH, pairing=world.other)]
    before = follows(world)
    world.person("reviewer", "reviewer")
    actions.approve_many(submissions, by=world.reviewer)
    assert follows(world) != before


def test_a_refused_release_leaves_what_is_kept(world, monkeypatch):
    world.submitted(MARCH)
    before = follows(world)

    def broken(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr("cooperation.scoreboard.years._rows", broken)
    with pytest.raises(RuntimeError):
        world.submitted(APRIL, jobs=11, east_jobs=7)
    monkeypatch.undo()
    assert follows(world) == before


def test_a_programme_that_keeps_none_costs_one_statement(world, django_assert_num_queries):
    Programme.objects.update(rolled_up=False)
    with django_assert_num_queries(1):
        refresh({world.programme.pk}, {(world.group.pk, 2024)})
    assert kept() == set()


@pytest.mark.parametrize("groups", [2, 30])
def test_a_board_costs_as_many_statements_as_before(world, groups, django_assert_num_queries):
    for number in range(groups):
        world.pairing(f"g{number}", "group", world.city)
    world.approved(MARCH)
    programme = fresh(world.programme)
    with django_assert_num_queries(5):
        scoreboard(programme, 2024, 6).totals()


def test_the_command_makes_and_compares(db):
    programme = random_world(5)
    rebuild(programme)
    out = StringIO()
    call_command("rollup", check=True, stdout=out)
    city = programme.pairings.get(slug="city")
    submit(city, datetime.date(2025, 1, 1), {Indicator.objects.get(code="flow"): ("month", 3)})
    with pytest.raises(CommandError):
        call_command("rollup", check=True, stdout=out)
    call_command("rollup", programme="p", stdout=out)
    call_command("rollup", check=True, stdout=out)
    with pytest.raises(CommandError):
        call_command("rollup", programme="none", stdout=out)
