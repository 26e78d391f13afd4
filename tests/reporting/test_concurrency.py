"""Two people at once: one writes, the other is told. Needs a server with real threads."""

import threading
from decimal import Decimal

import pytest
from django.db import connection, connections

from cooperation.models import Submission
from cooperation.reporting import actions
from cooperation.reporting.actions import Cell
from cooperation.reporting.problems import NotPossible, StaleVersion
from tests.reporting.world import MARCH, World, fresh


@pytest.fixture
def world(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; its writers wait for each other.")
    # Rows of sample programmes may be deleted, as the clean-up after the test does.
    return World(sample=True)


def at_once(*deeds):
    """Run all deeds at the same moment; give back what each raised."""
    start, raised = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(index, deed):
        start.wait()
        try:
            deed()
        except (StaleVersion, NotPossible) as refused:
            raised[index] = type(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


def test_of_two_submits_one_counts(world):
    report = world.fill(world.report())
    raised = at_once(*[lambda: actions.submit(report, by=world.clerk, version=report.version)] * 2)
    assert sorted(map(str, raised)) == sorted(map(str, [None, StaleVersion]))
    assert Submission.objects.count() == 1


def test_of_two_savers_none_is_lost_silently(world):
    report = world.fill(world.report())

    def save(value):
        cells = {"labor.workshops": Cell("at", Decimal(value))}
        return lambda: actions.save_cells(report, cells, by=world.clerk, version=report.version)

    raised = at_once(save(7), save(8))
    assert raised.count(None) == 1
    assert fresh(report).version == report.version + 1


def test_withdrawing_and_approving_exclude_each_other(world):
    submission = world.submitted()
    raised = at_once(
        lambda: actions.withdraw(submission, by=world.clerk),
        lambda: actions.approve(submission, by=world.reviewer),
    )
    assert raised.count(None) == 1
    assert submission.reviews.count() == 1


def test_two_people_may_open_the_same_form(world):
    assert at_once(*[lambda: world.report(MARCH)] * 2) == [None, None]
