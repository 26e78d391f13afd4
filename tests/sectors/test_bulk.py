"""Very many rows at once are the rows that `bulk_create` would have written."""

import datetime
import string
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consumption.models import Product, Purchase, Supplier
from cooperation import bulk
from labor.models import Employer, TransferBatch, TransferReceipt

DAY = datetime.date(2021, 2, 17)
# What COPY gives a meaning of its own, and what is rare.
TEXTS = [
    "", "\\N", "\\.", "a\tb", "a\nb", "a\r\nb", "\\", "'\"", "䶮㛃𬭚𠮷", "\u2028", "=1+1", "\\n",
]  # fmt: skip


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """One row is many."""
    monkeypatch.setattr(bulk, "FEW", 1)


def batch(world, **fields):
    return TransferBatch(pairing=world.one, start=DAY, travel="coach", people=10, **fields)


def test_rows_know_their_keys_and_what_they_name(world):
    batches = bulk.insert(TransferBatch, (batch(world, note=f"{n}") for n in range(3)))
    employer = Employer(name_zh="某厂")
    # Made before either had a key.
    receipts = [TransferReceipt(batch=one, employer=employer, people=5) for one in batches]
    bulk.insert(Employer, [employer])
    bulk.insert(TransferReceipt, receipts)
    kept = list(TransferReceipt.objects.order_by("pk").values_list("pk", "batch", "employer"))
    assert kept == [(one.pk, one.batch.pk, employer.pk) for one in receipts]
    assert len({one.pk for one in batches}) == 3
    # A row that is known is changed and not written again.
    batches[0].note = "anders"
    batches[0].save()
    assert TransferBatch.objects.count() == 3
    # The next row by the usual way has a key of its own.
    batch(world).save()
    assert TransferBatch.objects.count() == 4


@pytest.mark.parametrize("text", TEXTS)
def test_texts_come_back_as_they_were(world, text):
    bulk.insert(TransferBatch, [batch(world, note=text, title_zh=text)])
    assert TransferBatch.objects.values_list("note", "title_zh").get() == (text, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    note=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50),
    lifted=st.none() | st.integers(0, 10),
    end=st.none() | st.dates(DAY, datetime.date(2025, 12, 31)),
    code=st.text(string.ascii_letters, max_size=8),
)
def test_any_row_is_the_one_that_bulk_create_writes(world, note, lifted, end, code):
    with transaction.atomic():
        fields = {"note": note, "lifted": lifted, "end": end}
        TransferBatch.objects.bulk_create([batch(world, **fields, code=f"{code}1")])
        bulk.insert(TransferBatch, [batch(world, **fields, code=f"{code}2")])
        names = [f.attname for f in TransferBatch._meta.concrete_fields]
        own = {"id", "code", "created_at", "updated_at"}
        usual, ours = TransferBatch.objects.order_by("code").values(*names)
        assert {k: usual[k] for k in names if k not in own} == {
            k: ours[k] for k in names if k not in own
        }
        assert abs(ours["created_at"] - usual["created_at"]) < datetime.timedelta(minutes=1)
        transaction.set_rollback(True)


def test_what_the_database_forbids_is_refused_as_ever(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(TransferBatch, [batch(world), batch(world, lifted=11)])
    assert not TransferBatch.objects.exists()


def purchase(world, **fields):
    row = Purchase(
        pairing=world.one,
        date=DAY,
        product=Product.objects.get_or_create(name_zh="茶", kind="tea")[0],
        supplier=Supplier.objects.get_or_create(name_zh="某社")[0],
        mode="direct",
        amount=Decimal("1.5"),
        **fields,
    )
    row.take_over()
    return row


def test_variants_differ_in_the_named_columns_alone(world):
    groups = [
        (purchase(world, note=note), [(Decimal(n), DAY, None) for n in (1, 2)]) for note in "甲乙"
    ]
    bulk.insert_variants(Purchase, ("amount", "date", "quantity"), groups)
    kept = Purchase.objects.order_by("note", "amount").values_list("note", "amount", "product_kind")
    assert sorted(kept) == sorted(
        [("甲", 1, "tea"), ("甲", 2, "tea"), ("乙", 1, "tea"), ("乙", 2, "tea")]
    )


def test_few_rows_cost_no_question_for_keys(world, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(bulk, "FEW", 200)
    rows = [batch(world), batch(world)]
    with django_assert_num_queries(1):
        bulk.insert(TransferBatch, rows)
    assert all(row.pk for row in rows)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no COPY")
def test_many_rows_cost_two_statements(world, django_assert_num_queries):
    rows = [batch(world) for _number in range(3_000)]
    # The keys, and COPY.
    with django_assert_num_queries(2):
        bulk.insert(TransferBatch, rows)
    assert TransferBatch.objects.count() == 3_000


def test_what_cannot_be_written_is_refused_and_named(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no COPY")
    for wrong, error in (
        ({"people": object()}, TypeError),
        ({"created_at": datetime.datetime(2021, 1, 1)}, ValueError),  # noqa: DTZ001
    ):
        with pytest.raises((error, DatabaseError)), transaction.atomic():
            bulk.insert(TransferBatch, [batch(world, **wrong)])
    with pytest.raises((ValueError, DatabaseError)), transaction.atomic():
        bulk.insert(Purchase, [purchase(world, quantity=Decimal("NaN"), unit="吨")])


def test_a_row_cannot_name_one_that_is_not_written(world):
    with pytest.raises(ValueError, match=r"unsaved|not written"):
        bulk.insert(TransferReceipt, [TransferReceipt(batch=batch(world), employer=Employer())])


def test_a_key_that_is_given_stays(world):
    bulk.insert(TransferBatch, [batch(world, pk=10**6), batch(world)])
    assert TransferBatch.objects.filter(pk=10**6).exists()
