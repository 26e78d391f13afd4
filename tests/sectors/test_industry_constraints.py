"""Industry's rules are kept by the database and say in words what is wrong."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from industry.models import Cluster, Payment, Project, Resident

D = datetime.date

PROJECTS = {
    "project_contract_positive": {"contract_amount": "0"},
    "project_jobs_lifted_within_jobs": {"jobs": 5, "jobs_lifted": 6},
    "project_days_in_order": {
        "stage": "started",
        "signed_on": D(2022, 5, 1),
        "started_on": D(2022, 4, 30),
    },
    "project_stage_has_its_day": {"stage": "production", "started_on": D(2022, 5, 1)},
    "project_stage_is_the_newest": {
        "stage": "talks",
        "talks_on": D(2022, 4, 1),
        "signed_on": D(2022, 5, 1),
    },
    "project_end_has_reason": {"stage": "ended", "ended_on": D(2022, 5, 1)},
    "project_kind_known": {"kind": "takeover"},
    "project_stage_known": {"stage": "dreamt"},
    "project_cluster_known": {"cluster": "magic"},
}
PARKS = {
    "park_closes_after_it_opens": {"opened_on": D(2022, 5, 1), "closed_on": D(2022, 5, 1)},
}
RESIDENTS = {
    "resident_leaves_after_it_came": {"since": D(2022, 5, 1), "until": D(2022, 5, 1)},
}
EVENTS = {
    "event_date_precision": {"date": D(2022, 5, 2), "precision": "month"},
    "event_amount_of_what_was_signed": {"signed": 0, "signed_amount": "5"},
}
PAYMENTS = {"payment_is_positive": {"amount": "0"}}
CASES = [
    (kind, name, fields)
    for kind, rules in (
        ("project", PROJECTS),
        ("park", PARKS),
        ("resident", RESIDENTS),
        ("event", EVENTS),
        ("payment", PAYMENTS),
    )
    for name, fields in rules.items()
]


def make(world, which, **fields):
    if which == "payment":
        values = {"day": D(2022, 5, 1), "amount": "1", **fields}
        return world.payment(world.project(), **values)
    return getattr(world, which)(**fields)


@pytest.mark.parametrize(("kind", "name", "fields"), CASES, ids=[case[1] for case in CASES])
def test_database_refuses_row(world, kind, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(world, kind, **fields)


@pytest.mark.parametrize(("kind", "name", "fields"), CASES, ids=[case[1] for case in CASES])
def test_constraint_says_what_is_wrong(world, kind, name, fields):
    row = make(world, kind)
    for field, value in fields.items():
        setattr(row, field, row._meta.get_field(field).to_python(value))
    constraint = next(c for c in row._meta.constraints if c.name == name)
    with pytest.raises(ValidationError) as error:
        constraint.validate(type(row), row)
    assert error.value.messages == [str(constraint.violation_error_message)]


def test_every_rule_is_tried():
    once = {"project_code_once", "payment_code_once", "park_code_once", "resident_code_once"}
    once |= {"event_code_once", "park_name_once", "resident_once_at_a_time"}
    from industry.models import Park, PromotionEvent

    named = {
        rule.name
        for model in (Project, Payment, Park, Resident, PromotionEvent)
        for rule in model._meta.constraints
    }
    assert named == {name for _kind, name, _fields in CASES} | once


DAYS = {"talks_on": D(2021, 1, 5), "signed_on": D(2021, 2, 5), "started_on": D(2021, 3, 5)}


@pytest.mark.parametrize("later", ["signed_on", "started_on"])
def test_days_out_of_order_are_refused_across_unknown_ones(world, later):
    """Talks are compared with the start also where nobody knows the day of signing."""
    stage = {"signed_on": "signed", "started_on": "started"}[later]
    days = {"talks_on": DAYS["talks_on"], later: D(2021, 1, 4)}
    with pytest.raises(IntegrityError, match="project_days_in_order"), transaction.atomic():
        world.project(stage=stage, **days)


@pytest.mark.parametrize("stage", Project.Stage.values)
def test_each_stage_is_allowed_with_its_day(world, stage):
    world.project(stage=stage, end_reason="市场变化" if stage == "ended" else "")
    assert Project.objects.get().stage == stage


@pytest.mark.parametrize("cluster", Cluster.values)
def test_each_cluster_is_allowed(world, cluster):
    world.project(cluster=cluster, enterprise=world.enterprise(cluster, cluster=cluster))


@pytest.mark.parametrize("kind", ["project", "park", "event"])
def test_ledger_number_stands_once_among_live_rows(world, kind):
    names = {"park": "name_zh", "project": "note", "event": "title_zh"}

    def add(text, **fields):
        return make(world, kind, code="2021-1", **{names[kind]: text}, **fields)

    first = add("一")
    add("二", pairing=world.two)
    with pytest.raises(IntegrityError), transaction.atomic():
        add("三")
    first.deleted_at = timezone.now()
    first.save()
    add("四")


def test_enterprise_is_in_a_park_once_at_a_time(world):
    park = world.park()
    stay = world.resident(park)
    with pytest.raises(IntegrityError), transaction.atomic():
        world.resident(park)
    stay.until = D(2022, 1, 1)
    stay.save()
    world.resident(park, since=D(2022, 2, 1))
    assert Resident.objects.count() == 2


def test_enterprises_of_a_sample_stand_apart(world):
    from industry.models import Enterprise

    Enterprise.objects.create(name_zh="甲")
    Enterprise.objects.create(name_zh="甲", sample=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enterprise.objects.create(name_zh="甲")


@pytest.mark.parametrize(
    ("kind", "field"),
    [("project", "signed_on"), ("project", "started_on"), ("event", "date"), ("park", "opened_on")],
)
def test_day_lies_within_the_pairing(world, kind, field):
    row = make(world, kind)
    row.stage = "started" if field == "started_on" else getattr(row, "stage", "")
    setattr(row, field, D(2020, 12, 31))
    with pytest.raises(ValidationError) as error:
        row.clean()
    assert list(error.value.message_dict) == [field]


@pytest.mark.parametrize(("kind", "field"), [("payment", "paid_on"), ("resident", "since")])
def test_day_of_a_row_below_lies_within_the_pairing_of_the_row_above(world, kind, field):
    row = make(world, kind)
    row.pairing_id = None
    setattr(row, field, D(2020, 12, 31))
    with pytest.raises(ValidationError) as error:
        row.clean()
    assert list(error.value.message_dict) == [field]


def test_talks_may_be_older_than_the_pairing(world):
    world.project(talks_on=D(2020, 11, 1), signed_on=D(2021, 3, 1)).full_clean()


def test_money_beyond_the_contract_needs_a_reason(world):
    project = world.project(contract_amount=Decimal(100))
    world.payment(project, D(2022, 1, 1), Decimal("60.5"))
    more = Payment(project=project, paid_on=D(2022, 2, 1), amount=Decimal("39.6"))
    with translation.override("en"), pytest.raises(ValidationError) as error:
        more.full_clean(exclude=["pairing"])
    (sentence,) = error.value.message_dict["amount"]
    assert "100.1" in sentence
    assert "reason" in sentence
    more.amount = Decimal("39.5")
    more.full_clean(exclude=["pairing"])
    project.over_contract_reason = "追加投资，补充协议在签"
    more.amount = Decimal(500)
    more.full_clean(exclude=["pairing"])


def test_contract_does_not_sink_below_what_came(world):
    project = world.project(contract_amount=Decimal(100))
    world.payment(project, D(2022, 1, 1), Decimal(60))
    gone = world.payment(project, D(2022, 1, 2), Decimal(30))
    gone.deleted_at = timezone.now()
    gone.save()
    project.contract_amount = Decimal(60)
    project.full_clean()
    project.contract_amount = Decimal("59.99")
    with pytest.raises(ValidationError) as error:
        project.full_clean()
    assert list(error.value.message_dict) == ["contract_amount"]


def test_rows_below_go_where_the_row_goes(world):
    project, park = world.project(), world.park()
    payment = world.payment(project, D(2022, 1, 1), 5)
    gone = world.payment(project, D(2022, 1, 2), 5, deleted_at=timezone.now())
    stay = world.resident(park)
    for row in (project, park):
        row.pairing = world.two
        row.save()
    for row in (payment, gone, stay):
        assert type(row).everything.get(pk=row.pk).pairing == world.two
