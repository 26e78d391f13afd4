"""The workflow: who may do what when, and what it leaves behind."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from cooperation.models import DraftCell, Figure, Programme, Review, Role, Submission
from cooperation.reporting import actions
from cooperation.reporting.actions import Cell
from cooperation.reporting.problems import NotPossible, RecordRefused, StaleVersion
from tests.reporting.world import APRIL, SOUND, fresh


def codes(refused):
    return sorted(problem.code for problem in refused.value.problems)


def test_save_cells_writes_only_what_differs(world):
    report = world.fill(world.report())
    before = {cell.indicator.code: cell.version for cell in report.draft_cells.all()}
    report = world.fill(report, jobs_lifted=3)
    after = {cell.indicator.code: cell.version for cell in report.draft_cells.all()}
    assert {code for code in after if after[code] != before[code]} == {"labor.jobs_lifted"}
    assert world.fill(report, jobs_lifted=3).version == report.version


def test_save_cells_keeps_who_and_when(world):
    report = world.fill(world.report())
    cell = report.draft_cells.get(indicator__code="labor.jobs")
    assert (cell.value, cell.basis, cell.updated_by) == (10, "month", world.clerk)


def test_save_cells_refuses_an_old_version_and_says_what_changed(world):
    old = world.fill(world.report())
    world.fill(old, jobs_lifted=2)
    with pytest.raises(StaleVersion) as stale:
        actions.save_cells(
            old,
            {"labor.jobs_lifted": Cell("month", Decimal(5))},
            by=world.clerk,
            version=old.version,
        )
    (change,) = stale.value.changes
    assert change.indicator == "labor.jobs_lifted"
    assert (change.theirs, change.yours) == (("month", 2), ("month", 5))
    assert change.by == world.clerk
    assert fresh(old).draft_cells.get(indicator__code="labor.jobs_lifted").value == 2


def test_save_cells_refuses_all_bad_cells_at_once_and_writes_none(world):
    report = world.report()
    with pytest.raises(RecordRefused) as refused:
        actions.save_cells(
            report,
            {
                "labor.jobs": Cell("month", Decimal(-1)),
                "labor.east_jobs": Cell("month", Decimal("1.5")),
                "labor.near_jobs": Cell("at", Decimal(1)),
                "labor.transfers": Cell("month", Decimal(1)),
                "labor.workshops": Cell("at", Decimal(3)),
            },
            by=world.clerk,
            version=report.version,
        )
    assert codes(refused) == ["N14", "N17", "R01", "R02"]
    assert not DraftCell.objects.exists()


def test_submit_writes_an_append_only_copy_and_clears_the_draft(world):
    submission = world.submitted()
    assert (submission.number, submission.by, submission.channel) == (1, world.clerk, "form")
    figures = {f.indicator.code: f.value for f in submission.figures.select_related("indicator")}
    assert figures == SOUND
    report = fresh(submission.report)
    assert (report.state, report.draft_cells.count()) == ("submitted", 0)


def test_submit_refuses_an_incomplete_month(world):
    report = world.fill(world.report(), jobs_lifted=None, workshops=None)
    with pytest.raises(RecordRefused) as refused:
        actions.submit(report, by=world.clerk, version=report.version)
    assert codes(refused) == ["W08", "W08"]
    assert not Submission.objects.exists()
    assert fresh(report).state == "draft"


def test_submit_takes_an_empty_cell_with_a_note(world):
    report = world.fill(world.report(), jobs_lifted=None)
    cell = {"labor.jobs_lifted": Cell("month", None, "split not known")}
    report = actions.save_cells(report, cell, by=world.clerk, version=report.version)
    submission = actions.submit(report, by=world.clerk, version=report.version)
    figure = submission.figures.get(indicator__code="labor.jobs_lifted")
    assert (figure.value, figure.note) == (None, "split not known")


def test_a_second_submit_from_the_same_page_is_stale(world):
    report = world.fill(world.report())
    actions.submit(report, by=world.clerk, version=report.version)
    with pytest.raises(StaleVersion):
        actions.submit(report, by=world.clerk, version=report.version)
    assert Submission.objects.count() == 1


def test_withdraw_brings_the_draft_back(world):
    submission = world.submitted()
    review = actions.withdraw(submission, by=world.clerk)
    report = fresh(submission.report)
    assert (review.decision, report.state) == ("withdrawn", "draft")
    assert {c.indicator.code: c.value for c in report.draft_cells.all()} == SOUND


def test_withdraw_ends_with_the_review(world):
    submission = world.approved()
    with pytest.raises(NotPossible):
        actions.withdraw(submission, by=world.clerk)


def test_the_filler_is_not_the_reviewer(world):
    both = world.person("clerk", Role.REVIEWER)
    submission = world.submitted()
    with pytest.raises(PermissionDenied):
        actions.approve(submission, by=both)
    with pytest.raises(PermissionDenied):
        actions.return_(submission, by=both, reason="no")
    assert not Review.objects.exists()


def test_approving_twice_does_it_once(world):
    submission = world.submitted()
    first = actions.approve(submission, by=world.reviewer)
    assert actions.approve(submission, by=world.reviewer) == first
    assert submission.reviews.count() == 1
    assert fresh(submission.report).state == "approved"


def test_approve_refuses_a_submission_that_was_replaced(world):
    old = world.submitted()
    actions.withdraw(old, by=world.clerk)
    report = world.fill(old.report, jobs_lifted=1)
    new = actions.submit(report, by=world.clerk, version=report.version)
    with pytest.raises(StaleVersion):
        actions.approve(old, by=world.reviewer)
    assert new.reviews.count() == 0


def test_return_needs_a_reason_and_keeps_the_figures_for_the_clerk(world):
    submission = world.submitted()
    with pytest.raises(RecordRefused) as refused:
        actions.return_(submission, by=world.reviewer, reason="  ")
    assert codes(refused) == ["W07"]
    actions.return_(submission, by=world.reviewer, reason="Check near_jobs")
    report = fresh(submission.report)
    assert (report.state, report.draft_cells.count()) == ("returned", 5)
    new = actions.submit(report, by=world.clerk, version=report.version)
    assert new.number == 2


@pytest.mark.parametrize(
    ("reason", "code"),
    [("no\x00thing", "T21"), ("half \ud800", "T21"), ("长" * 301, "T17"), ("问13800138000", "P01")],
)
def test_reasons_name_nobody_and_can_be_kept(world, reason, code):
    with pytest.raises(RecordRefused) as refused:
        actions.return_(world.submitted(), by=world.reviewer, reason=reason)
    assert codes(refused) == [code]
    report = world.approved(APRIL).report
    with pytest.raises(RecordRefused) as refused:
        actions.reopen(
            report,
            by=world.clerk,
            version=fresh(report).version,
            reason_kind="other",
            reason=reason,
        )
    assert codes(refused) == [code]
    assert "\x00" not in refused.value.problems[0].sentence


def test_approved_is_locked(world):
    submission = world.approved()
    report = fresh(submission.report)
    with pytest.raises(NotPossible):
        world.fill(report)
    with pytest.raises(NotPossible):
        actions.submit(report, by=world.clerk, version=report.version)


def test_reopen_prefills_the_draft_and_the_correction_carries_its_reason(world):
    submission = world.approved()
    report = fresh(submission.report)
    actions.reopen(
        report, by=world.clerk, version=report.version, reason_kind="typing_error", reason="swapped"
    )
    report = fresh(report)
    assert (report.state, report.correction_kind) == ("draft", "typing_error")
    assert {c.indicator.code: c.value for c in report.draft_cells.all()} == SOUND
    report = world.fill(report, jobs_lifted=2)
    new = actions.submit(report, by=world.clerk, version=report.version)
    assert (new.number, new.reason_kind, new.reason) == (2, "typing_error", "swapped")
    actions.approve(new, by=world.reviewer)
    assert fresh(report).correction_kind == ""
    assert Figure.objects.filter(submission__report=report).count() == 10


def test_a_withdrawn_correction_is_still_a_correction(world):
    report = fresh(world.approved().report)
    actions.reopen(report, by=world.clerk, version=report.version, reason_kind="late_source")
    report = fresh(report)
    new = actions.submit(report, by=world.clerk, version=report.version)
    actions.withdraw(new, by=world.clerk)
    assert fresh(report).correction_kind == "late_source"


@pytest.mark.parametrize("kind", ["other", "", "nonsense"])
def test_reopen_for_another_reason_needs_words(world, kind):
    report = fresh(world.approved().report)
    with pytest.raises(RecordRefused) as refused:
        actions.reopen(report, by=world.clerk, version=report.version, reason_kind=kind)
    assert codes(refused) == ["W07"]
    assert fresh(report).state == "approved"


def test_others_may_do_nothing(world):
    elsewhere = world.person("elsewhere", Role.CLERK, pairing=world.other)
    side = world.person("east", Role.CLERK, side="east")
    official = world.person("official", Role.OFFICIAL)
    submission = world.submitted()
    report = fresh(submission.report)
    for user in (elsewhere, side, official):
        for deed in (
            lambda user=user: actions.save_cells(report, {}, by=user, version=report.version),
            lambda user=user: actions.submit(report, by=user, version=report.version),
            lambda user=user: actions.withdraw(submission, by=user),
            lambda user=user: actions.approve(submission, by=user),
            lambda user=user: actions.return_(submission, by=user, reason="x"),
            lambda user=user: actions.reopen(
                report, by=user, version=report.version, reason_kind="typing_error"
            ),
        ):
            with pytest.raises(PermissionDenied):
                deed()
    with pytest.raises(PermissionDenied):
        actions.approve(submission, by=world.clerk)


def test_only_releases_raise_the_data_version(world):
    def version():
        return Programme.objects.get(pk=world.programme.pk).data_version

    start = version()
    report = world.fill(world.report())
    assert version() == start
    submission = actions.submit(report, by=world.clerk, version=report.version)
    assert version() == start + 1
    actions.approve(submission, by=world.reviewer)
    assert version() == start + 2


def test_open_report_refuses_months_that_are_not_owed(world):
    for year, month, code in ((2022, 12, "D17"), (2026, 1, "D17")):
        with pytest.raises(RecordRefused) as refused:
            world.report(world.programme.since.replace(year=year, month=month))
        assert codes(refused) == [code]


def test_open_report_refuses_a_month_to_come(world):
    world.programme.until = world.programme.until.replace(year=2999)
    world.programme.save()
    with pytest.raises(RecordRefused) as refused:
        world.report(world.programme.until.replace(month=1, day=1))
    assert codes(refused) == ["D18"]


def test_open_report_refuses_a_side_with_nothing_to_report(world):
    with pytest.raises(RecordRefused) as refused:
        world.report(sector="industry", side="east")
    assert codes(refused) == ["R04"]


def test_open_report_gives_the_same_report_twice(world):
    assert world.report() == world.report()
