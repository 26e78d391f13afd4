"""The kept board of one pairing: the same numbers as the scoreboard's, and never old ones."""

import datetime

import pytest
from django.db.models import Q
from django.utils.translation import override

from cooperation.models import Pairing
from cooperation.reporting import actions
from cooperation.scoreboard import board_of_pairing, scoreboard
from tests.reporting.world import APRIL, MARCH, World, fresh

FEBRUARY = MARCH.replace(month=2)


@pytest.fixture
def world(db):
    return World()


def loaded(pairing):
    """The pairing as a request loads it."""
    return Pairing.objects.select_related("programme", "east_place", "west_place").get(
        pk=pairing.pk
    )


def alone(pairing, month=APRIL, sector="labor"):
    return board_of_pairing(loaded(pairing), sector, month.year, month.month)


def said(board, pairing):
    return [row.as_dict() | {"name": row.indicator.name} for row in rows(board, pairing)]


def rows(board, pairing):
    return board.rows_for(pairing.pk)


def by_scoreboard(pairing, month=APRIL, sector="labor"):
    pairing = loaded(pairing)
    return scoreboard(
        pairing.programme,
        month.year,
        month.month,
        pairings=[pairing],
        indicators=Q(sector=sector),
        since=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("which", ["group", "city", "other"])
def test_says_what_the_scoreboard_says(world, which):
    pairing = getattr(world, which)
    # A stock that was counted long ago, and nothing since.
    world.approved(datetime.date(2023, 2, 1), pairing=pairing)
    world.approved(MARCH, pairing=pairing)
    world.submitted(FEBRUARY, pairing=pairing)
    world.approved(MARCH, pairing=world.group if which != "group" else world.other)
    world.target("labor.jobs", 2024, 120, pairing=pairing)
    for month in (APRIL, MARCH, datetime.date(2025, 6, 1)):
        expected = said(by_scoreboard(pairing, month), pairing)
        assert any(row["ytd"] for row in expected)
        assert said(alone(pairing, month), pairing) == expected  # read
        assert said(alone(pairing, month), pairing) == expected  # kept


def test_asks_nothing_twice(world, django_assert_num_queries):
    world.approved(MARCH)
    pairing = loaded(world.group)
    with django_assert_num_queries(4):
        board_of_pairing(pairing, "labor", 2024, 4)
    with django_assert_num_queries(0):
        board_of_pairing(pairing, "labor", 2024, 4).rows_for(pairing.pk)
    with django_assert_num_queries(4):
        board_of_pairing(pairing, "industry", 2024, 4)


def test_the_city_alone_has_no_total(world):
    board = alone(world.city)
    assert [row.kind for row in board.rows_for(world.city.pk)] == ["own"] * len(board.indicators)
    with pytest.raises(KeyError):
        board.row("total", None, "labor.jobs")


def released(world):
    """What may happen to the month before, step by step; each step shows at once."""
    submission = world.submitted(MARCH)
    yield 10
    actions.return_(submission, by=world.reviewer, reason="again")
    yield None
    submission = world.submitted(MARCH, jobs=11, jobs_lifted=4, east_jobs=7)
    yield 11
    actions.withdraw(submission, by=world.clerk)
    yield None
    submission = world.submitted(MARCH)
    yield 10
    actions.approve(submission, by=world.reviewer)
    yield 10


def test_every_decision_on_another_month_shows_at_once(world):
    alone(world.group)
    states = set()
    for expected in released(world):
        row = alone(world.group).row("pairing", world.group.pk, "labor.jobs")
        assert row.ytd == expected
        states.add((row.ytd, row.pending))
    assert states == {(10, True), (None, False), (11, True), (10, False)}
    report = fresh(world.report(MARCH))
    actions.reopen(report, by=world.clerk, version=report.version, reason_kind="late_source")
    assert alone(world.group).row("pairing", world.group.pk, "labor.jobs").correcting


def test_a_drafted_cell_keeps_what_is_kept(world, django_assert_num_queries):
    alone(world.group)
    world.fill(world.report(APRIL))
    pairing = loaded(world.group)
    with django_assert_num_queries(0):
        board_of_pairing(pairing, "labor", 2024, 4)


def test_is_kept_for_no_other_form(world):
    """One programme, pairing, sector or month never stands in for another."""
    keys = set()

    class Seen:
        def get(self, key):
            keys.add(key)

        def set(self, *_args):
            pass

    second = World(code="second")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cooperation.keeping.cache", Seen())
        for pairing in (world.group, world.city, second.group):
            for sector in ("labor", "industry"):
                for month in (MARCH, APRIL, APRIL.replace(year=2025)):
                    alone(pairing, month, sector)
    assert len(keys) == 18


def test_both_languages_come_from_the_same_facts(world):
    names = {}
    for language in ("zh-hans", "en"):
        with override(language):
            names[language] = [row.indicator.name for row in rows(alone(world.group), world.group)]
            assert names[language] == [one.name for one in by_scoreboard(world.group).indicators]
    assert names["zh-hans"] != names["en"]
