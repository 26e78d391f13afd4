"""Held checks in the workflow: confirmed with a reason, kept with the submission."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from cooperation.models import (
    ConfirmedCheck,
    DraftConfirmation,
    Figure,
    Programme,
    Role,
    Submission,
    Target,
)
from cooperation.reporting import actions
from cooperation.reporting.actions import Cell
from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import problems_of, reasons_from, report_key, sentence_of
from cooperation.reporting.history import History
from cooperation.reporting.problems import NotPossible, RecordRefused, Severity, StaleVersion
from cooperation.reporting.record import RecordEntry, record_many
from tests.reporting.world import APRIL, MARCH, SOUND, fresh

pytestmark = pytest.mark.slow

HIGH = ("labor.jobs", "L11")


@pytest.fixture
def agreed(world):
    """Four people are the year's target of jobs: the sound month passes it by 250 %."""
    Target.objects.create(
        pairing=world.group,
        indicator=world.indicators["labor.jobs"],
        year=2024,
        value=4,
        in_force_from=datetime.date(2024, 1, 1),
    )
    return world


def cells(report):
    return {
        cell.indicator.code: (cell.basis, cell.value, cell.note)
        for cell in report.draft_cells.select_related("indicator")
    }


def found(report, severity=None):
    return [
        (problem.place.indicator, problem.code, problem.given)
        for problem in problems_of(report, cells(report))
        if severity in (None, problem.severity)
    ]


def submit(world, report, **rest):
    report = fresh(report)
    return actions.submit(report, by=world.clerk, version=report.version, **rest)


def confirm(world, report, reason="late spring", key=HIGH):
    report = fresh(report)
    return actions.confirm_checks(report, {key: reason}, by=world.clerk, version=report.version)


def refused(action, *args, **kwargs):
    with pytest.raises(RecordRefused) as error:
        action(*args, **kwargs)
    return [(p.place.indicator, p.code, p.severity.value, p.given) for p in error.value.problems]


def test_held_until_a_reason_is_given(agreed):
    report = agreed.fill(agreed.report())
    assert refused(submit, agreed, report) == [("labor.jobs", "L11", "soft", "")]
    assert not Submission.objects.exists()
    submission = submit(agreed, report, reasons={HIGH: "  a whole   village "})
    kept = submission.confirmed_checks.get()
    assert (kept.indicator.code, kept.code, kept.value) == ("labor.jobs", "L11", "10")
    assert kept.reason == "a whole village"
    assert kept.params == {"figure": "10", "completion": "250.00%", "target": "4"}


def test_a_kept_reason_counts_when_submitting(agreed):
    report = confirm(agreed, agreed.fill(agreed.report()))
    assert found(report) == [("labor.jobs", "L11", "late spring")]
    submission = submit(agreed, report)
    assert submission.confirmed_checks.get().reason == "late spring"
    assert not DraftConfirmation.objects.exists()


def test_another_value_is_confirmed_anew(agreed):
    report = confirm(agreed, agreed.fill(agreed.report()))
    report = agreed.fill(report, jobs=12, east_jobs=8)
    assert found(report) == [("labor.jobs", "L11", "")]
    assert refused(submit, agreed, report) == [("labor.jobs", "L11", "soft", "")]
    report = agreed.fill(report)
    assert found(report) == [("labor.jobs", "L11", "late spring")]


def test_the_same_figure_on_the_other_basis_stays_confirmed(agreed):
    Programme.objects.update(sample=True)  # so that the target may be changed
    Target.objects.filter(year=2024).update(value=6)
    agreed.approved(datetime.date(2024, 1, 1))
    agreed.approved(datetime.date(2024, 2, 1), jobs=1, jobs_lifted=0, east_jobs=1, near_jobs=0)
    report = confirm(agreed, agreed.fill(agreed.report(), jobs=2, jobs_lifted=2, east_jobs=0,
                                         near_jobs=2))  # fmt: skip
    assert found(report) == [("labor.jobs", "L11", "late spring")]
    report = agreed.fill(report, basis="ytd", jobs=13, jobs_lifted=6, east_jobs=7, near_jobs=6)
    assert found(report) == [("labor.jobs", "L11", "late spring")]


def test_everything_is_said_at_once(agreed):
    report = agreed.fill(agreed.report(), jobs=10, jobs_lifted=11, near_jobs=5)
    assert refused(submit, agreed, report, reasons={HIGH: "?"}) == [
        ("labor.jobs", "W07", "hard", ""),
        ("labor.jobs", "L03", "hard", ""),
        ("labor.jobs", "L11", "soft", "?"),
        ("labor.jobs_lifted", "L01", "hard", ""),
    ]
    assert found(report) == [
        ("labor.jobs", "L03", ""),
        ("labor.jobs", "L11", ""),
        ("labor.jobs_lifted", "L01", ""),
    ]


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("。。。", "W07"),
        ("1", "W07"),
        ("好的", None),
        ("好" * 301, "T17"),
        ("好" * 300, None),
        ("no\x00thing", "T21"),
        ("张三 13800138000", "P01"),
    ],
)
def test_what_a_reason_is(agreed, reason, code):
    report = agreed.fill(agreed.report())
    if code is None:
        confirm(agreed, report, reason)
        assert DraftConfirmation.objects.get().reason == reason
        return
    assert refused(confirm, agreed, report, reason) == [("labor.jobs", code, "hard", "")]
    assert not DraftConfirmation.objects.exists()


def test_a_blank_reason_takes_the_confirmation_back(agreed):
    report = confirm(agreed, agreed.fill(agreed.report()))
    version = report.version
    assert confirm(agreed, report).version == version
    assert confirm(agreed, report, " ").version == version + 1
    assert not DraftConfirmation.objects.exists()


def test_reasons_for_what_is_not_held_are_left_aside(agreed):
    report = confirm(agreed, agreed.fill(agreed.report(), jobs=8, near_jobs=2), key=HIGH)
    assert not DraftConfirmation.objects.exists()
    submission = submit(agreed, report, reasons={HIGH: "not needed", ("", "R06"): "nor this"})
    assert not submission.confirmed_checks.exists()


def test_who_may_confirm_and_when(agreed):
    report = agreed.fill(agreed.report())
    for person in (agreed.reviewer, agreed.person("stranger", Role.CLERK, pairing=agreed.other)):
        with pytest.raises(PermissionDenied):
            actions.confirm_checks(report, {HIGH: "because"}, by=person, version=report.version)
    with pytest.raises(StaleVersion):
        actions.confirm_checks(report, {HIGH: "because"}, by=agreed.clerk, version=1)
    submit(agreed, report, reasons={HIGH: "because"})
    report = fresh(report)
    with pytest.raises(NotPossible):
        actions.confirm_checks(report, {HIGH: "because"}, by=agreed.clerk, version=report.version)


@pytest.mark.parametrize("way", ["withdraw", "return", "reopen"])
def test_nobody_types_the_same_reason_twice(agreed, way):
    report = agreed.fill(agreed.report())
    submission = submit(agreed, report, reasons={HIGH: "a whole village"})
    if way == "withdraw":
        actions.withdraw(submission, by=agreed.clerk)
    elif way == "return":
        actions.return_(submission, by=agreed.reviewer, reason="look again")
    else:
        actions.approve(submission, by=agreed.reviewer)
        report = fresh(report)
        actions.reopen(report, by=agreed.clerk, version=report.version, reason_kind="typing_error")
    assert found(fresh(report)) == [("labor.jobs", "L11", "a whole village")]
    again = submit(agreed, report)
    assert again.confirmed_checks.get().reason == "a whole village"
    assert ConfirmedCheck.objects.count() == 2


@pytest.mark.parametrize("channel", ["form", "file", "api"])
def test_every_channel_of_people_holds(agreed, channel):
    figures = {
        code: ("at" if code.endswith("workshops") else "month", Decimal(value), "")
        for code, value in SOUND.items()
    }
    place = (agreed.group, "labor", "west", MARCH)
    assert refused(
        record_many, [RecordEntry(*place, figures)], by=agreed.clerk, channel=channel
    ) == [("labor.jobs", "L11", "soft", "")]
    entry = RecordEntry(*place, figures, confirmed={HIGH: "a whole village"})
    record_many([entry], by=agreed.clerk, channel=channel)
    assert ConfirmedCheck.objects.get().submission.channel == channel


@pytest.mark.parametrize("channel", ["seed", "sample"])
def test_seeds_and_samples_bring_what_was(agreed, channel):
    figures = {"labor.jobs": ("month", Decimal(1000000), "")}
    entry = RecordEntry(agreed.group, "labor", "west", MARCH, figures)
    record_many([entry], channel=channel)
    assert not ConfirmedCheck.objects.exists()


def test_last_months_figures_again(world):
    world.submitted(datetime.date(2024, 2, 1))
    report = world.fill(world.report())
    assert found(report) == [("", "R06", "")]
    assert found(world.fill(report, jobs=11, east_jobs=7)) == []
    # The stock may be what it was.
    assert found(world.fill(report, workshops=4)) == [("", "R06", "")]
    nothing = dict.fromkeys(("jobs", "jobs_lifted", "east_jobs", "near_jobs"), 0)
    world.submitted(datetime.date(2024, 5, 1), **nothing)
    assert found(world.fill(world.report(datetime.date(2024, 6, 1)), **nothing)) == []


@pytest.mark.parametrize(("today", "held"), [("2024-04-10", False), ("2024-04-12", True)])
def test_a_late_report_says_why(world, monkeypatch, today, held):
    Programme.objects.update(collect_from=None)
    monkeypatch.setattr(
        "cooperation.reporting.checks.soft.today", lambda: datetime.date.fromisoformat(today)
    )
    report = world.fill(world.report())
    report.pairing.programme.refresh_from_db()
    problems = problems_of(report, cells(report))
    assert [problem.code for problem in problems] == ["D19"] * held
    if held:
        assert problems[0].params == {"deadline": "2024-04-10", "days": "2"}
        submission = submit(world, report, reasons={("", "D19"): "flood"})
        # Asked once: a correction is not late again.
        actions.withdraw(submission, by=world.clerk)
        DraftConfirmation.objects.all().delete()
        assert found(fresh(report)) == []


def test_the_sum_is_offered_and_never_filled_in(world):
    report = world.fill(world.report(), jobs=None)
    hints = [p for p in problems_of(report, cells(report)) if p.severity is Severity.HINT]
    assert [(p.place.indicator, p.code, p.offer.basis, p.offer.value) for p in hints] == [
        ("labor.jobs", "R07", "month", 10)
    ]
    report = fresh(report)
    report = actions.save_cells(
        report,
        {"labor.jobs": Cell("month", None, "not known")},
        by=world.clerk,
        version=report.version,
    )
    assert found(report, Severity.HINT) == [("labor.jobs", "R07", "")]
    submission = submit(world, report)
    assert Figure.objects.get(submission=submission, indicator__code="labor.jobs").value is None


@pytest.mark.parametrize("near", [None, 4])
def test_no_sum_where_a_part_is_missing_or_the_total_is_given(world, near):
    report = world.fill(world.report(), jobs=None if near is None else 10, near_jobs=near)
    assert found(report, Severity.HINT) == []


def test_a_fallen_year_to_date_offers_the_month(world):
    world.submitted(datetime.date(2024, 1, 1))
    report = world.fill(world.report(datetime.date(2024, 2, 1)), basis="ytd", jobs=9, east_jobs=5)
    problem = next(p for p in problems_of(report, cells(report)) if p.code == "L06")
    assert (problem.offer.basis, problem.offer.value) == ("month", 9)


def test_reasons_of_a_posted_form():
    post = {
        "why-L11-labor.jobs": "why not",
        "why-D19-": " flood ",
        "why-lower-labor.jobs": "x",
        "v-labor.jobs": "1",
        "why-M01-labor.jobs'": "x",
    }
    assert reasons_from(post) == {HIGH: "why not", ("", "D19"): " flood "}


def test_a_kept_check_is_said_in_the_readers_language(agreed):
    submission = submit(agreed, agreed.fill(agreed.report()), reasons={HIGH: "a whole village"})
    check = submission.confirmed_checks.get()
    with translation.override("en"):
        assert sentence_of(check) == "10 is 250.00% of the year's target (4)"
    with translation.override("zh-hans"):
        assert sentence_of(check) == "10为年度目标（4）的250.00%"
    assert sentence_of(ConfirmedCheck(code="Z99")) == "Z99"
    assert "—" in sentence_of(ConfirmedCheck(code="M01"))


def test_the_form_can_give_what_it_has_loaded(world, django_assert_num_queries):
    world.approved(datetime.date(2024, 2, 1))
    report = world.fill(world.report())
    given = cells(report)
    catalogue, history = Catalogue(["labor"]), History.for_checks([report_key(report)])
    problems_of(report, given)  # catalogue and due days are kept after the first time
    with django_assert_num_queries(1):
        problems_of(report, given, catalogue=catalogue, history=history)
    with django_assert_num_queries(3):
        History.for_checks([report_key(report)])
    with django_assert_num_queries(4):
        problems_of(report, given)


def test_submitting_stays_cheap(agreed, django_assert_max_num_queries):
    agreed.approved(datetime.date(2024, 2, 1), jobs=4, east_jobs=4, near_jobs=0)
    report = agreed.fill(agreed.report(APRIL))
    # One of them asks whether the programme keeps its years.
    with django_assert_max_num_queries(26):
        submit(agreed, report, reasons={HIGH: "a whole village"})
