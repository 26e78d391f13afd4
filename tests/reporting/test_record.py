"""`record_many`: all or nothing, in order, and alone in writing submissions and figures."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone, translation

import cooperation
from cooperation.models import Figure, MonthlyReport, Programme, Review, Role, Submission
from cooperation.reporting import actions
from cooperation.reporting.problems import RecordRefused
from cooperation.reporting.record import RecordEntry, record, record_many
from tests.reporting.world import APRIL, MARCH, SOUND, fresh


def figures(**values):
    sound = {
        code: ("at" if code.endswith("workshops") else "month", Decimal(value), "")
        for code, value in SOUND.items()
    }
    return sound | {f"labor.{code}": figure for code, figure in values.items()}


def entry(world, month=MARCH, *, pairing=None, side="west", typed=None, **rest):
    return RecordEntry(
        pairing or world.group, "labor", side, month, figures() if typed is None else typed, **rest
    )


def day(month, of=5):
    return datetime.datetime(2024, month, of, 10, tzinfo=datetime.UTC)


def nothing_written():
    return not any(m.objects.exists() for m in (MonthlyReport, Submission, Figure, Review))


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_record_writes_report_submission_and_figures(world):
    result = record(entry(world), by=world.clerk, channel="file")
    assert (result.submissions, result.figures, result.reviews) == (1, 5, 0)
    report = MonthlyReport.objects.get()
    assert (report.state, report.month, result.reports) == ("submitted", MARCH, {report.pk})
    assert (result.last.number, result.last.channel, result.last.by) == (1, "file", world.clerk)


def test_a_bad_entry_keeps_all_out(world):
    entries = [entry(world), entry(world, APRIL, typed=figures(jobs=("month", Decimal(-1), "")))]
    version = fresh(world.programme).data_version
    with pytest.raises(RecordRefused) as refused:
        record_many(entries, by=world.clerk, channel="file")
    assert codes(refused) == ["N14"]
    assert nothing_written()
    assert fresh(world.programme).data_version == version


def test_problems_of_all_entries_are_given_at_once(world):
    entries = [
        entry(world, typed=figures(jobs=("month", Decimal(-1), ""))),
        entry(world, APRIL, typed=figures(jobs_lifted=("month", Decimal(11), ""))),
        entry(world, datetime.date(2022, 1, 1)),
    ]
    with pytest.raises(RecordRefused) as refused:
        record_many(entries, by=world.clerk, channel="file")
    assert codes(refused) == ["N14", "L01", "D17"]


def test_scope_is_asked_before_anything_is_said_of_the_values(world):
    stranger = world.person("stranger", Role.CLERK, pairing=world.other)
    with pytest.raises(RecordRefused) as refused:
        record(entry(world), by=stranger, channel="file")
    assert codes(refused)[0] == "W12"
    assert nothing_written()


@pytest.mark.parametrize("channel", ["form", "file", "api"])
@pytest.mark.parametrize("extra", ["at", "by", "reviews"])
def test_only_seeds_and_samples_backdate(world, channel, extra):
    values = {
        "at": {"at": day(4)},
        "by": {"by": world.reviewer},
        "reviews": {"reviews": [("approved", day(4), None, "")]},
    }[extra]
    with pytest.raises(ValueError, match="backdate"):
        record(entry(world, **values), by=world.clerk, channel=channel)


def test_a_person_is_named_where_people_hand_in(world):
    with pytest.raises(ValueError, match="names who"):
        record(entry(world), channel="file")


def test_a_sample_brings_its_history(world):
    entries = [
        entry(
            world,
            at=day(4),
            by=world.clerk,
            reviews=[
                ("approved", day(4, 8), world.reviewer, ""),
                ("reopened", day(5), world.clerk, "typing_error"),
            ],
        ),
        entry(world, at=day(5, 7), reason_kind="typing_error", reason="x"),
    ]
    result = record_many(entries, channel="sample")
    first, second = Submission.objects.order_by("number")
    assert (first.at, first.by, second.number, second.reason) == (day(4), world.clerk, 2, "x")
    assert (result.submissions, result.reviews) == (2, 2)
    assert MonthlyReport.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("reviews", "state", "drafts"),
    [
        ([], "submitted", 0),
        (["approved"], "approved", 0),
        (["returned"], "returned", 5),
        (["withdrawn"], "draft", 5),
        (["approved", "reopened"], "draft", 5),
    ],
)
def test_the_state_follows_from_the_last_review(world, reviews, state, drafts):
    given = [(decision, day(5), None, "why") for decision in reviews]
    record(entry(world, at=day(4), reviews=given), channel="sample")
    report = MonthlyReport.objects.get()
    assert (report.state, report.draft_cells.count()) == (state, drafts)


@pytest.mark.parametrize("reviews", [[], [("approved", day(5), None, "")]])
def test_a_closed_report_takes_no_submission(world, reviews):
    record(entry(world, at=day(4), reviews=reviews), channel="sample")
    with pytest.raises(RecordRefused) as refused:
        record(entry(world), by=world.clerk, channel="file")
    assert codes(refused) == ["L17"]
    assert Submission.objects.count() == 1


def test_a_history_runs_forwards_and_ends_now(world):
    for wrong in (
        entry(world, at=day(5), reviews=[("approved", day(4), None, "")]),
        entry(world, at=timezone.now() + datetime.timedelta(days=1)),
    ):
        with pytest.raises(RecordRefused) as refused:
            record(wrong, channel="sample")
        assert codes(refused) == ["R03"]
    with pytest.raises(RecordRefused) as refused:
        record(
            entry(world, at=datetime.datetime(2024, 2, 20, tzinfo=datetime.UTC)), channel="sample"
        )
    assert codes(refused) == ["D18"]


def test_a_month_is_written_as_its_first_day(world):
    with pytest.raises(RecordRefused) as refused:
        record(entry(world, MARCH.replace(day=2)), by=world.clerk, channel="file")
    assert codes(refused) == ["D09"]


def test_years_are_compared_with_what_shows(world):
    typed = figures(jobs=("ytd", Decimal(100), ""), east_jobs=("ytd", Decimal(96), ""))
    typed["labor.near_jobs"] = ("ytd", Decimal(4), "")
    typed["labor.jobs_lifted"] = ("ytd", Decimal(4), "")
    record(entry(world, typed=typed), by=world.clerk, channel="file")
    lower = typed | {
        "labor.jobs": ("ytd", Decimal(98), ""),
        "labor.east_jobs": ("ytd", Decimal(94), ""),
    }
    with pytest.raises(RecordRefused) as refused:
        record(entry(world, APRIL, typed=lower), by=world.clerk, channel="file")
    assert codes(refused) == ["L06", "L06"]
    # Once March is returned it shows nothing any more, and April may be lower.
    actions.return_(Submission.objects.get(), by=world.reviewer, reason="wrong")
    record(entry(world, APRIL, typed=lower), by=world.clerk, channel="file")


def test_entries_of_one_batch_are_compared_with_each_other(world):
    wrong = figures(jobs=("ytd", Decimal(9), ""))
    del wrong["labor.jobs_lifted"]
    entries = [entry(world, at=day(4)), entry(world, APRIL, at=day(5), typed=wrong)]
    with pytest.raises(RecordRefused) as refused:
        record_many(entries, channel="sample")
    assert codes(refused) == ["L06"]


def test_offices_fill_every_cell_and_seeds_need_not(world):
    half = {"labor.jobs": ("month", Decimal(1), "")}
    with pytest.raises(RecordRefused) as refused:
        record(entry(world, typed=half), by=world.clerk, channel="file")
    assert codes(refused) == ["W08"] * 4
    record(entry(world, typed=half, at=day(4)), channel="seed")


def test_statements_do_not_grow_with_the_entries(world, django_assert_num_queries):
    def entries(count):
        return [entry(world, MARCH.replace(month=m), at=day(m + 1)) for m in range(1, count + 1)]

    with django_assert_num_queries(17):
        record_many(entries(1), channel="sample")
    Programme.objects.filter(pk=world.programme.pk).update(sample=True)
    MonthlyReport.objects.all().delete()
    with django_assert_num_queries(17):
        record_many(entries(8), channel="sample")


def test_progress_is_told(world):
    told = []
    record_many([entry(world)], by=world.clerk, channel="file", progress=lambda *n: told.append(n))
    assert told == [(1, 1)]


def test_sentences_name_place_value_reason_and_what_to_do(world):
    with pytest.raises(RecordRefused) as refused:
        record(
            entry(world, typed=figures(jobs_lifted=("month", Decimal(12), ""))),
            by=world.clerk,
            channel="file",
        )
    (problem,) = refused.value.problems
    with translation.override("en"):
        assert problem.sentence.startswith("名labor.jobs_lifted: “12” was given: a subset of “")
        assert problem.sentence.endswith("cannot be larger than it. Check both figures.")


def test_nothing_else_writes_submissions_and_figures():
    root = Path(cooperation.__file__).parent.parent
    writing = re.compile(
        r"\b(Submission|Figure)(\.objects\.(create|bulk_create|update|get_or_create"
        r"|update_or_create|bulk_update)|\([^)]*=)"
    )
    found = {
        str(path.relative_to(root))
        for app in ("cooperation", "labor", "industry", "consumption")
        for path in (root / app).rglob("*.py")
        if "migrations" not in path.parts and writing.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"cooperation/reporting/record.py"}
