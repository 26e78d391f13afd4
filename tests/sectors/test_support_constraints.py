"""Each rule of the ledgers of 保障 is kept by the database, or by the form, in words."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperation.models import AidFund, AidPayment, AidProject, Donation, Posting
from tests.sectors import support_rows as rows

D = datetime.date

CASES = [
    ("project", "aid_project_kind_known", {"kind": "palace"}),
    ("project", "aid_project_status_known", {"status": "dreamt"}),
    ("project", "aid_project_budget_positive", {"budget": "0"}),
    ("project", "aid_project_progress_is_a_share", {"progress": 101}),
    ("project", "aid_project_done_is_all", {"status": "completed", "progress": 99}),
    ("project", "aid_project_cancelled_reason", {"status": "cancelled"}),
    (
        "project",
        "aid_project_approved_not_begun",
        {"status": "approved", "started_on": D(2022, 4, 1)},
    ),
    ("project", "aid_project_completed_status", {"completed_on": D(2022, 9, 1)}),
    (
        "project",
        "aid_project_plan_in_order",
        {"planned_start": D(2022, 5, 2), "planned_end": D(2022, 5, 1)},
    ),
    ("project", "aid_project_starts_approved", {"started_on": D(2022, 2, 28)}),
    (
        "project",
        "aid_project_completed_after_start",
        {"status": "completed", "started_on": D(2022, 5, 2), "completed_on": D(2022, 5, 1)},
    ),
    ("fund", "aid_fund_origin_known", {"origin": "moon"}),
    ("fund", "aid_fund_amount_positive", {"amount": "0"}),
    ("fund", "aid_fund_date_precision", {"date": D(2022, 5, 2), "precision": "month"}),
    ("payment", "aid_payment_amount_positive", {"amount": "-1"}),
    ("payment", "aid_payment_date_precision", {"date": D(2022, 5, 2), "precision": "month"}),
    ("posting", "posting_role_known", {"role": "poet"}),
    ("posting", "posting_direction_known", {"direction": "up"}),
    ("posting", "posting_people_positive", {"people": 0}),
    ("posting", "posting_date_precision", {"since": D(2022, 5, 2), "precision": "month"}),
    ("posting", "posting_ends_after_it_begins", {"until": D(2022, 8, 31)}),
    ("donation", "donation_kind_known", {"kind": "love"}),
    ("donation", "donation_amount_positive", {"amount": "0"}),
    ("donation", "donation_date_precision", {"date": D(2022, 5, 2), "precision": "month"}),
    ("donation", "donation_cash_has_amount", {"amount": None}),
    ("donation", "donation_cash_is_no_goods", {"goods": "校服"}),
]
NAMES = [case[1] for case in CASES]


@pytest.mark.parametrize(("kind", "name", "fields"), CASES, ids=NAMES)
def test_database_refuses_row(world, kind, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.MAKE[kind](world, **fields)


@pytest.mark.parametrize(("kind", "name", "fields"), CASES, ids=NAMES)
def test_constraint_says_what_is_wrong(world, kind, name, fields):
    row = rows.MAKE[kind](world)
    for field, value in fields.items():
        setattr(row, field, row._meta.get_field(field).to_python(value))
    constraint = next(c for c in row._meta.constraints if c.name == name)
    with pytest.raises(ValidationError) as error:
        constraint.validate(type(row), row)
    assert error.value.messages == [str(constraint.violation_error_message)]


def test_every_rule_has_a_case():
    declared = {
        constraint.name
        for model in (AidProject, AidFund, AidPayment, Posting, Donation)
        for constraint in model._meta.constraints
        if not constraint.name.endswith("_code_once")
    }
    assert declared == set(NAMES)


@pytest.mark.parametrize("kind", rows.MAKE)
def test_ledger_number_stands_once_in_a_pairing_among_live_rows(world, kind):
    make = rows.MAKE[kind]
    first = make(world, code="2022-1")
    make(world, world.two, code="2022-1")
    make(world, code="")
    make(world, code="")
    with pytest.raises(IntegrityError), transaction.atomic():
        make(world, code="2022-1")
    first.deleted_at = timezone.now()
    first.save()
    make(world, code="2022-1")


def test_all_choices_are_allowed_by_the_database(world):
    """The lists in the constraints are the lists of the choices."""
    for kind in AidProject.Kind.values:
        rows.project(world, kind=kind)
    for status in ["", *AidProject.Status.values]:
        rows.project(world, status=status, status_reason="选址调整")
    for origin in AidFund.Origin.values:
        rows.fund(world, origin=origin)
    for role in Posting.Role.values:
        for direction in Posting.Direction.values:
            rows.posting(world, role=role, direction=direction)
    for kind in Donation.Kind.values:
        rows.donation(world, kind=kind)


def test_goods_may_be_without_a_value(world):
    row = rows.donation(world, kind="goods", amount=None, goods="图书")
    row.refresh_from_db()
    assert row.amount is None
    row.full_clean()


def messages(row):
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    return list(error.value.message_dict)


def test_payments_stay_within_the_budget_unless_the_project_says_why(world):
    project = rows.project(world, budget=Decimal(100))
    rows.payment(world, project=project, amount="60.5")
    more = AidPayment(
        pairing=world.one, project=project, date=D(2022, 6, 1), amount=Decimal("39.5")
    )
    more.full_clean()
    more.amount = Decimal("39.5001")
    assert messages(more) == ["amount"]
    project.overspend_reason = "材料涨价，追加预算待批"
    project.save()
    more.full_clean()


def test_own_amount_of_a_payment_does_not_count_twice(world):
    paid = rows.payment(world, amount=Decimal(100))
    paid.full_clean()
    paid.amount = Decimal("100.01")
    assert messages(paid) == ["amount"]


def test_payments_that_were_taken_out_leave_room(world):
    paid = rows.payment(world, amount=Decimal(100))
    paid.deleted_at = timezone.now()
    paid.save()
    rows.payment(world, project=paid.project, amount=Decimal(100)).full_clean()


def test_tenths_that_fill_the_budget_do_not_exceed_it(world):
    """Ten tenths as floats can be more than one."""
    project = rows.project(world, budget=Decimal("0.3"))
    for _ in range(3):
        rows.payment(world, project=project, amount=Decimal("0.1"))
    project.full_clean()


def test_project_without_a_known_budget_sets_no_limit(world):
    project = rows.project(world, budget=None)
    rows.payment(world, project=project, amount=Decimal(99999)).full_clean()


def test_budget_is_not_lowered_below_what_was_paid(world):
    project = rows.payment(world, amount="80").project
    project.budget = Decimal(80)
    project.full_clean()
    project.budget = Decimal(79)
    assert messages(project) == ["budget"]
    project.overspend_reason = "结余收回"
    project.full_clean()


@pytest.mark.parametrize("kind", ["fund", "payment"])
def test_money_and_its_project_belong_to_one_pairing(world, kind):
    row = rows.MAKE[kind](world, world.two, project=rows.project(world, world.one))
    assert messages(row) == ["project"]
    row.pairing = world.one
    row.full_clean()


@pytest.mark.parametrize(("kind", "field"), [("project", "approved_on"), ("posting", "since"),
                                             ("donation", "date"), ("fund", "date")])  # fmt: skip
def test_row_lies_within_its_pairing(world, kind, field):
    row = rows.MAKE[kind](world, **{field: D(2020, 12, 31)})
    assert messages(row) == [field]


def test_project_needs_neither_a_day_nor_a_status(world):
    rows.project(world, approved_on=None, status="", budget=None).full_clean()
