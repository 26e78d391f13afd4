"""Each rule of the ledgers is kept by the database and says in words what is wrong."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from labor.models import Employer, TransferBatch, TransferReceipt

D = datetime.date

BATCHES = {
    "batch_people_positive": {"people": 0},
    "batch_lifted_within_people": {"people": 5, "lifted": 6},
    "batch_ends_after_it_starts": {"start": D(2021, 3, 2), "end": D(2021, 3, 1)},
    "batch_date_precision": {"start": D(2021, 3, 2), "precision": "month"},
    "batch_travel_known": {"travel": "rocket"},
}
PURCHASES = {
    "purchase_amount_positive": {"amount": "0"},
    "purchase_quantity_has_unit": {"quantity": "5", "unit": ""},
    "purchase_date_precision": {"date": D(2022, 5, 2), "precision": "year"},
    "purchase_mode_known": {"mode": "barter"},
    "purchase_channel_known": {"channel": "door"},
}
CASES = [
    *(("batch", name, fields) for name, fields in BATCHES.items()),
    *(("purchase", name, fields) for name, fields in PURCHASES.items()),
]


@pytest.mark.parametrize(("kind", "name", "fields"), CASES, ids=[case[1] for case in CASES])
def test_database_refuses_row(world, kind, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        getattr(world, kind)(**fields)


@pytest.mark.parametrize(("kind", "name", "fields"), CASES, ids=[case[1] for case in CASES])
def test_constraint_says_what_is_wrong(world, kind, name, fields):
    row = getattr(world, kind)()
    for field, value in fields.items():
        setattr(row, field, row._meta.get_field(field).to_python(value))
    constraint = next(c for c in row._meta.constraints if c.name == name)
    with pytest.raises(ValidationError) as error:
        constraint.validate(type(row), row)
    assert error.value.messages == [str(constraint.violation_error_message)]


@pytest.mark.parametrize("kind", ["batch", "project", "purchase"])
def test_ledger_number_stands_once_in_a_pairing(world, kind):
    make = getattr(world, kind)
    make(code="2021-1")
    make(code="2021-1", pairing=world.two)
    make(code="")
    make(code="")
    with pytest.raises(IntegrityError), transaction.atomic():
        make(code="2021-1")


def test_employer_receives_a_batch_once(world):
    batch = world.batch()
    world.received(batch, "TCL", 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        world.received(batch, "TCL", 2)
    with pytest.raises(IntegrityError, match="receipt_people_positive"), transaction.atomic():
        world.received(batch, "长虹", 0)
    assert TransferReceipt.objects.count() == 1


def test_unknown_counts_stay_unknown(world):
    batch = world.batch(lifted=None)
    receipt = world.received(batch, "TCL", None)
    batch.refresh_from_db()
    assert (batch.lifted, receipt.people) == (None, None)


def test_employers_of_a_sample_stand_apart(world):
    Employer.objects.create(name_zh="TCL")
    Employer.objects.create(name_zh="TCL", sample=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Employer.objects.create(name_zh="TCL")


def test_row_lies_within_its_pairing(world):
    row = TransferBatch(
        pairing=world.one, start=D(2020, 12, 31), travel="coach", people=3, precision="day"
    )
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert list(error.value.message_dict) == ["start"]
    row.start = D(2021, 1, 1)
    row.full_clean()


def test_all_text_choices_are_allowed_by_the_database(world):
    """The lists in the constraints are the lists of the choices."""
    for travel in TransferBatch.Travel.values:
        world.batch(travel=travel)
    from consumption.models import Purchase

    for channel in Purchase.Channel.values:
        world.purchase(channel=channel)
