"""Each named rule of the core is kept by the database and says in words what is wrong."""

import datetime
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from cooperation.models import (
    Activity,
    Assignment,
    CellMessage,
    ConfirmedCheck,
    DraftCell,
    DraftConfirmation,
    DueRule,
    Explanation,
    IndicatorMilestone,
    LastLook,
    LedgerRow,
    LedgerTally,
    Meeting,
    MonthlyReport,
    OfficeForm,
    Pack,
    Pairing,
    PairingMember,
    Place,
    PlaceChange,
    PublishedReading,
    Reminder,
    Review,
    SavedView,
    Statement,
    Target,
    VisibleYear,
)
from tests.reporting.world import World
from tests.rows import until_module_ends

D = datetime.date

# rule → (which sound row, what makes a copy of it bad)
CHECKS = {
    "tally_month_is_first_day": ("tally", {"month": D(2024, 3, 2)}),
    "tally_year_is_its_january": ("tally", {"month": D(2024, 3, 1), "whole_year": True}),
    "explanation_month_is_a_first_day": ("explanation", {"month": D(2024, 3, 2)}),
    "explanation_part_kind_known": ("part", {"kind": "guess"}),
    "explanation_part_is_something": ("part", {"kind": "rounding", "amount": 0}),
    "explanation_part_names_source": ("part", {"kind": "other_source", "note": ""}),
    "saved_view_has_programme": ("view", {"name": "x", "programme": None}),
    "saved_view_shared_known": ("view", {"name": "x", "shared": "world"}),
    "saved_view_size_known": ("view", {"name": "x", "size": 7}),
    "assignment_role_known": ("assignment", {"role": "king"}),
    "assignment_side_known": ("assignment", {"side": "nort"}),
    "assignment_pairing_has_programme": ("assignment", {"programme": None}),
    "place_level_known": ("place", {"code": "x", "level": "planet"}),
    "place_ends_after_it_begins": (
        "place",
        {"code": "x", "valid_from": D(2021, 1, 1), "valid_to": D(2021, 1, 1)},
    ),
    "place_change_between_two": ("place_change", {"to_place": "from_place"}),
    "place_change_dated": ("place_change", {"kind": "merge", "date": None}),
    "programme_ends_after_it_begins": (
        "programme",
        {"code": "x", "since": D(2021, 1, 2), "until": D(2021, 1, 1)},
    ),
    "programme_late_is_below_watch": ("programme", {"code": "x", "late_below": 1}),
    "programme_collects_from_a_first_day": (
        "programme",
        {"code": "x", "collect_from": D(2024, 4, 2)},
    ),
    "due_rule_day_in_every_month": ("due_rule", {"sector": "x", "day": 29}),
    "due_rule_grace_up_to_a_month": ("due_rule", {"sector": "x", "grace": 32}),
    "pairing_ends_after_it_begins": ("group", {"slug": "x", "until": D(2023, 1, 1)}),
    "pairing_that_reports_has_begun": ("group", {"slug": "x", "since": None}),
    "pairing_has_eastern_end": ("group", {"slug": "x", "east_place": None}),
    "pairing_has_western_end": ("group", {"slug": "x", "west_place": None}),
    "pairing_below_city_has_parent": ("group", {"slug": "x", "parent": None}),
    "pairing_member_ends_after_it_begins": (
        "member",
        {"place": "other_place", "since": D(2021, 1, 1), "until": D(2021, 1, 1)},
    ),
    "activity_ends_after_it_starts": ("activity", {"code": "x", "end": D(2020, 12, 31)}),
    "indicator_kind_known": ("indicator", {"code": "x", "kind": "wave"}),
    "indicator_side_known": ("indicator", {"code": "x", "side": "nort"}),
    "indicator_version_decimals": ("version", {"valid_from": D(2025, 1, 1), "decimals": 5}),
    "milestone_month": ("milestone", {"month": 13}),
    "milestone_share": ("milestone", {"month": 2, "share": 2}),
    "target_is_positive": ("target", {"year": 2025, "value": 0}),
    "reading_not_negative": ("reading", {"cutoff": D(2025, 1, 1), "value": -1}),
    "reading_basis_known": ("reading", {"basis": "never"}),
    "report_state_known": ("report", {"month": D(2024, 4, 1), "state": "lost"}),
    "report_side_known": ("report", {"side": "nort"}),
    "report_month_is_a_first_day": ("report", {"month": D(2024, 4, 2)}),
    "draft_cell_basis_known": ("cell", {"indicator": "other_indicator", "basis": "week"}),
    "submission_number_from_one": ("submission", {"number": 0}),
    "figure_basis_known": ("figure", {"indicator": "other_indicator", "basis": "week"}),
    "review_decision_known": ("review", {"decision": "praised"}),
    "draft_confirmation_has_reason": ("confirmation", {"code": "x", "reason": ""}),
    "confirmed_check_has_reason": ("confirmed_check", {"code": "x", "reason": ""}),
    "cell_message_has_text": ("message", {"text": ""}),
    "cell_message_month_is_a_first_day": ("message", {"month": D(2024, 3, 2)}),
    "statement_verdict_known": ("statement", {"verdict": "praised"}),
    "statement_dispute_has_reason": ("statement", {"verdict": "disputed", "sentence": ""}),
    "meeting_cut_off_is_a_month": ("meeting", {"through": 13}),
    "office_form_cell_own_or_pairing": ("form_cell", {"address": "表!B3", "own": True}),
    "review_return_has_reason": ("review", {"decision": "reopened", "reason": ""}),
}
# rule → (which row, what its double may change all the same)
TWICE = {
    "tally_once": ("tally", {"given": 7}),
    "visible_year_once": ("kept_year", {"shown": "a7"}),
    "explanation_part_kind_once": ("part", {"amount": 7}),
    "saved_view_name_once": ("view", {"size": 100}),
    "saved_view_one_setting": ("setting", {"size": 100}),
    "last_look_once": ("look", {"previous": None}),
    "account_name_once": ("account", {"username": "CLERK"}),
    "place_change_once": ("place_change", {"note": "again"}),
    "pairing_slug_once_in_programme": ("group", {}),
    "pairing_one_city_in_programme": ("city", {"slug": "x"}),
    "pairing_member_once": ("member", {"leads": True}),
    "activity_code_once": ("activity", {"start": D(2022, 1, 1)}),
    "indicator_version_once_a_day": ("version", {"decimals": 2}),
    "milestone_once_a_month": ("milestone", {"share": 1}),
    "target_once": ("target", {"value": 7}),
    "reading_once": ("reading", {"value": 7}),
    "due_rule_once": ("due_rule", {"day": 7}),
    "reminder_once_a_day": ("reminder", {"reports": 7}),
    "report_once_a_month": ("report", {"state": "approved"}),
    "draft_cell_once": ("cell", {"value": 7}),
    "submission_number_once": ("submission", {"channel": "file"}),
    "figure_once_in_submission": ("figure", {"value": 7}),
    "draft_confirmation_once": ("confirmation", {"reason": "again"}),
    "draft_confirmation_of_report_once": ("whole_confirmation", {"reason": "again"}),
    "confirmed_check_of_report_once": ("whole_check", {"reason": "again"}),
    "confirmed_check_once": ("confirmed_check", {"reason": "again"}),
    "pack_number_once": ("pack", {"code": "BBBBB"}),
    "pack_file_name_once": ("pack_file", {"kind": "csv"}),
    "office_form_cell_once": ("form_cell", {"field": "month"}),
    "review_decides_once": ("review", {"decision": "returned", "reason": "late"}),
}
# rule → the field that makes a row point to itself
ITSELF = {
    "indicator_not_subset_of_itself": "part_of",
    "indicator_not_part_of_itself": "sums_to",
}


@pytest.fixture(scope="module")
def module_rows(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        yield sound_rows()


@pytest.fixture
def rows(module_rows, db):
    return deepcopy(module_rows)


def sound_rows():
    """One sound row of each kind."""
    world = World()
    submission = world.approved()
    group, jobs = world.group, world.indicators["labor.jobs"]
    other_place = Place.objects.create(code="99", level="city", name_zh="他市")
    version = jobs.versions.get()
    meeting = Meeting.objects.create(
        programme=world.programme, title_zh="会", on=D(2024, 5, 1), year=2024, through=3
    )
    pack = Pack.objects.create(
        meeting=meeting, number=1, code="AAAAA", year=2024, through=3, moment=submission.at
    )
    form = OfficeForm.objects.create(programme=world.programme, name="表", kind="xlsx", content=b"")
    explanation = Explanation.objects.create(
        pairing=group, indicator=jobs, month=D(2024, 3, 1), declared=10, ledger=7
    )
    kept = {"owner": world.clerk, "ledger": "labor.TransferBatch"}
    return SimpleNamespace(
        account=world.clerk,
        tally=LedgerTally.objects.create(
            ledger="labor.TransferBatch", pairing=group, month=D(2024, 3, 1), given=1
        ),
        kept_year=VisibleYear.objects.create(pairing=group, indicator=jobs, year=2024, shown="a1"),
        explanation=explanation,
        meeting=meeting,
        pack=pack,
        pack_file=pack.files.create(name="a.csv", size=0, content=b""),
        form_cell=form.cells.create(address="表!B2", indicator=jobs, pairing=group, field="ytd"),
        part=explanation.parts.create(kind="late_row", amount=3),
        view=SavedView.objects.create(**kept, programme=world.programme, name="常用"),
        setting=SavedView.objects.create(**kept),
        look=LastLook.objects.create(user=kept["owner"], programme=world.programme),
        assignment=Assignment.objects.create(
            user=world.clerk, role="official", programme=world.programme, pairing=group
        ),
        place=world.east,
        from_place=world.east,
        other_place=other_place,
        place_change=PlaceChange.objects.create(
            from_place=world.east, to_place=other_place, kind="alias"
        ),
        programme=world.programme,
        group=group,
        city=world.city,
        member=PairingMember.objects.create(pairing=group, place=world.east),
        activity=Activity.objects.create(
            programme=world.programme, code="a", kind="visit", title_zh="访", start=D(2021, 1, 1)
        ),
        indicator=jobs,
        other_indicator=world.indicators["labor.transfers"],
        version=version,
        milestone=IndicatorMilestone.objects.create(version=version, month=1, share=0),
        target=Target.objects.create(
            pairing=group, indicator=jobs, year=2024, value=5, in_force_from=D(2024, 1, 1)
        ),
        reading=PublishedReading.objects.create(
            pairing=group, indicator=jobs, value=5, basis="ytd", cutoff=D(2024, 5, 1)
        ),
        due_rule=DueRule.objects.create(programme=world.programme),
        reminder=Reminder.objects.create(user=world.clerk, day=D(2024, 4, 7), reports=1),
        report=submission.report,
        cell=DraftCell.objects.create(report=submission.report, indicator=jobs, basis="month"),
        submission=submission,
        figure=submission.figures.get(indicator=jobs),
        review=submission.reviews.get(),
        confirmation=DraftConfirmation.objects.create(
            report=submission.report, indicator=jobs, code="M01", reason="right so"
        ),
        confirmed_check=ConfirmedCheck.objects.create(
            submission=submission, indicator=jobs, code="M01", reason="right so"
        ),
        whole_confirmation=DraftConfirmation.objects.create(
            report=submission.report, code="D19", reason="late source"
        ),
        whole_check=ConfirmedCheck.objects.create(
            submission=submission, code="D19", reason="late source"
        ),
        message=CellMessage.objects.create(
            pairing=group, indicator=jobs, month=D(2024, 3, 1), text="why?"
        ),
        statement=Statement.objects.create(
            figure=submission.figures.get(indicator=jobs), verdict="confirmed"
        ),
    )


def copy(rows, which, changes):
    """A copy of a sound row that is not saved yet, with some fields changed."""
    row = getattr(rows, which)
    copied = type(row).objects.get(pk=row.pk)
    copied.pk, copied._state.adding = None, True
    for name, value in changes.items():
        field = copied._meta.get_field(name)
        setattr(copied, name, getattr(rows, value) if field.is_relation and value else value)
    return copied


def told(row, name):
    """What the row's validation says of a rule."""
    rule = next(rule for rule in row._meta.constraints if rule.name == name)
    assert rule.violation_error_message != models.BaseConstraint.default_violation_error_message
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    assert str(rule.violation_error_message) in refused.value.messages


@pytest.mark.parametrize("name", CHECKS)
def test_a_bad_row_is_refused(rows, name):
    row = copy(rows, *CHECKS[name])
    told(row, name)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("name", TWICE)
def test_a_second_row_is_refused(rows, name):
    row = copy(rows, *TWICE[name])
    told(row, name)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("name", ITSELF)
def test_a_row_that_points_to_itself_is_refused(rows, name):
    row = rows.indicator
    setattr(row, ITSELF[name], row)
    told(row, name)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()


def test_reopening_does_not_count_as_a_second_decision(rows):
    Review.objects.create(submission=rows.submission, decision="reopened", reason="late source")
    assert rows.submission.reviews.count() == 2


def test_a_second_city_in_another_programme_is_sound(rows):
    other = World(code="other")
    assert Pairing.objects.filter(kind="city").count() == 2
    assert MonthlyReport.objects.exclude(pairing__programme=other.programme).count() == 1


@pytest.mark.parametrize(
    ("parent", "words"),
    [("city", ""), ("other", "另一个协作阶段"), ("own", "就是本结对"), ("below", "就是本结对")],
)
def test_a_pairing_stands_below_one_of_its_programme_and_in_no_circle(ground, parent, words):
    below = Pairing.objects.create(
        programme=ground.programme, slug="below", kind="village", parent=ground.group,
        east_body_zh="东村", west_body_zh="西村",
    )  # fmt: skip
    one = Pairing.objects.get(pk=ground.group.pk)
    one.parent = {
        "city": one.parent, "other": ground.other.group, "own": one, "below": below,
    }[parent]  # fmt: skip
    if not words:
        one.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        one.full_clean()
    assert words in refused.value.message_dict["parent"][0]


def test_every_rule_of_the_core_is_tried():
    """Those of its ledgers are tried with the other ledgers, in tests/sectors."""
    named = {
        rule.name
        for model in apps.get_app_config("cooperation").get_models()
        if not issubclass(model, LedgerRow)
        for rule in model._meta.constraints
    }
    assert named == {*CHECKS, *TWICE, *ITSELF}
