"""What the scoreboard shows while a report is on its way, state by state."""

from decimal import Decimal

import pytest

from cooperation.reporting import actions
from cooperation.scoreboard import scoreboard
from tests.reporting.world import fresh

pytestmark = pytest.mark.slow

JOBS = "labor.jobs_lifted"


@pytest.fixture
def shown(world):
    def shown(**options):
        """(year to date, due, covered, not yet approved, under correction) of one cell."""
        board = scoreboard(
            world.programme, 2024, 3, pairings=[world.group], indicators=[JOBS], **options
        )
        row = board.row("pairing", world.group.pk, JOBS)
        return row.ytd, row.covered, bool(row.pending), bool(row.correcting)

    return shown


NOTHING = (None, 0, False, False)


def test_a_draft_never_shows(world, shown):
    world.fill(world.report())
    assert shown() == NOTHING


def test_a_submission_shows_as_not_yet_approved(world, shown):
    world.submitted()
    assert shown() == (4, 1, True, False)
    assert shown(approved_only=True) == NOTHING


def test_withdrawn_shows_nothing(world, shown):
    actions.withdraw(world.submitted(), by=world.clerk)
    assert shown() == NOTHING


def test_returned_shows_nothing(world, shown):
    actions.return_(world.submitted(), by=world.reviewer, reason="check")
    assert shown() == NOTHING


def test_approved_shows(world, shown):
    world.approved()
    assert shown() == (4, 1, False, False)
    assert shown(approved_only=True) == (4, 1, False, False)


@pytest.fixture
def correction(world):
    """A report that was approved with 4 and is open with 2 in its draft."""
    report = fresh(world.approved().report)
    actions.reopen(report, by=world.clerk, version=report.version, reason_kind="typing_error")
    return world.fill(report, jobs_lifted=2)


def test_reopened_shows_what_was_approved_as_under_correction(correction, shown):
    assert shown() == (4, 1, False, True)


def test_a_submitted_correction_shows_at_once(world, correction, shown):
    actions.submit(correction, by=world.clerk, version=correction.version)
    assert shown() == (2, 1, True, False)
    assert shown(approved_only=True)[0] == 4


def test_a_withdrawn_correction_shows_what_was_approved(world, correction, shown):
    submission = actions.submit(correction, by=world.clerk, version=correction.version)
    actions.withdraw(submission, by=world.clerk)
    assert shown() == (4, 1, False, True)


def test_a_returned_correction_shows_what_was_approved(world, correction, shown):
    submission = actions.submit(correction, by=world.clerk, version=correction.version)
    actions.return_(submission, by=world.reviewer, reason="check")
    assert shown() == (4, 1, False, True)


def test_an_approved_correction_shows_and_the_old_one_can_be_read(world, correction, shown):
    submission = actions.submit(correction, by=world.clerk, version=correction.version)
    actions.approve(submission, by=world.reviewer)
    assert shown() == (2, 1, False, False)
    values = [
        submission.figures.get(indicator__code=JOBS).value
        for submission in correction.submissions.order_by("number")
    ]
    assert values == [Decimal(4), Decimal(2)]


def test_the_same_year_typed_by_month_and_by_year_gives_the_same_numbers(world, shown):
    for month, value in ((1, 1), (2, 3)):
        world.approved(
            world.programme.since.replace(year=2024, month=month), basis="month", jobs_lifted=value
        )
    world.approved(basis="ytd", jobs=30, east_jobs=18, near_jobs=12, jobs_lifted=8)
    assert shown() == (8, 3, False, False)
