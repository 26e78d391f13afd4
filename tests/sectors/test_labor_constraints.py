"""Each rule of labor's ledgers is kept by the database and says in words what is wrong."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from labor.models import Employer, JobFair, Training, Workshop, WorkshopCount, WorkshopStatus
from tests.sectors import labor_rows as rows

D = datetime.date

TRAININGS = {
    "training_people_positive": {"people": 0},
    "training_lifted_within_people": {"people": 5, "lifted": 6},
    "training_ends_after_it_starts": {"start": D(2022, 3, 2), "end": D(2022, 3, 1)},
    "training_date_precision": {"start": D(2022, 3, 2), "precision": "month"},
    "training_days_from_one": {"days": 0},
    "training_brand_known": {"brand": "juggling"},
}
FAIRS = {
    "job_fair_date_precision": {"date": D(2022, 3, 2), "precision": "month"},
    "job_fair_employers_positive": {"employers": 0},
    "job_fair_intentions_within_posts": {"posts": 5, "intentions": 6},
}
WORKSHOPS = {"workshop_date_precision": {"opened": D(2022, 3, 2), "precision": "month"}}
EMPLOYERS = {
    "employer_industry_known": {"industry": "magic"},
    "employer_location_known": {"location": "moon"},
}
STATUSES = {
    "workshop_status_known": {"status": "lost", "reason": "?"},
    "workshop_status_has_reason": {"status": "paused", "reason": ""},
}
COUNTS = {"workshop_count_lifted_within_people": {"people": 5, "lifted": 6}}
MAKERS = {
    "training": (rows.training, TRAININGS),
    "fair": (rows.job_fair, FAIRS),
    "workshop": (rows.workshop, WORKSHOPS),
    "employer": (lambda world, **fields: rows.employer("某厂", **fields), EMPLOYERS),
    "status": (
        lambda world, **fields: WorkshopStatus.objects.create(
            workshop=rows.workshop(world),
            **{"since": D(2022, 2, 1), "status": "in_production", **fields},
        ),
        STATUSES,
    ),
    "count": (
        lambda world, **fields: WorkshopCount.objects.create(
            workshop=rows.workshop(world), **{"date": D(2022, 2, 1), "people": 5, **fields}
        ),
        COUNTS,
    ),
}
CASES = [(kind, name) for kind, (_make, cases) in MAKERS.items() for name in cases]


@pytest.mark.parametrize(("kind", "name"), CASES, ids=[name for _kind, name in CASES])
def test_rule_is_kept_and_explained(world, kind, name):
    make, cases = MAKERS[kind]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(world, **cases[name])
    row = make(world)
    for field, value in cases[name].items():
        setattr(row, field, value)
    constraint = next(c for c in row._meta.constraints if c.name == name)
    with pytest.raises(ValidationError) as error:
        constraint.validate(type(row), row)
    assert error.value.messages == [str(constraint.violation_error_message)]


def test_every_check_of_the_new_ledgers_is_tried():
    declared = {
        constraint.name
        for model in (Employer, JobFair, Training, Workshop, WorkshopCount, WorkshopStatus)
        for constraint in model._meta.constraints
        if not constraint.name.endswith(("_once", "_once_a_day"))
    }
    assert declared == {name for _kind, name in CASES}


def test_more_intentions_than_posts_need_a_note(world):
    fair = rows.job_fair(world, posts=5, intentions=6, note="一人登记几个岗位")
    fair.full_clean()
    rows.job_fair(world, posts=None, intentions=6).full_clean()


def test_lifted_without_people_is_refused(world):
    with pytest.raises(IntegrityError, match="training_lifted"), transaction.atomic():
        rows.training(world, people=None, lifted=3)


def test_one_status_and_one_count_a_day(world):
    row = rows.workshop(world)
    rows.status(row, D(2022, 2, 1), "paused")
    rows.count(row, D(2022, 2, 1), 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.status(row, D(2022, 2, 1), "in_production")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.count(row, D(2022, 2, 1), 6)


def test_name_of_a_workshop_stands_once_among_live_rows(world):
    rows.workshop(world)
    rows.workshop(world, world.two)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.workshop(world)
    rows.taken_out(Workshop.objects.get(pairing=world.one))
    rows.workshop(world)


@pytest.mark.parametrize("make", [rows.training, rows.job_fair, rows.workshop])
def test_row_lies_within_its_pairing(world, make):
    row = make(world)
    row.full_clean()
    setattr(row, row.dated_by, D(2020, 12, 31))
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert list(error.value.message_dict) == [row.dated_by]


def test_course_has_no_more_days_than_its_dates(world):
    course = rows.training(world, start=D(2022, 3, 1), end=D(2022, 3, 3), days=3)
    course.full_clean()
    course.days = 4
    with pytest.raises(ValidationError) as error:
        course.full_clean()
    assert list(error.value.message_dict) == ["days"]


def test_all_choices_are_allowed_by_the_database(world):
    for value in Training.Brand.values:
        rows.training(world, brand=value)
    for value in Employer.Industry.values:
        rows.employer(value, industry=value)
    for value in Employer.Location.values:
        rows.employer(value, location=value)
    row = rows.workshop(world)
    for number, value in enumerate(WorkshopStatus.Status.values, start=1):
        rows.status(row, D(2022, 2, number), value)


@pytest.mark.parametrize(
    "model", [Employer, JobFair, Training, Workshop, WorkshopCount, WorkshopStatus]
)
def test_no_field_names_a_person(model):
    """Counts and organisations only: what names a person is no field of any ledger."""
    names = {field.name for field in model._meta.get_fields()}
    assert not names & {"person", "worker", "phone", "id_number", "mobile", "contact"}
