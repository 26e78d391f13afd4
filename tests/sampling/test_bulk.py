"""A nation's tables lose their keys and indexes while they are filled, and have them again."""

import gc

import pytest
from django.db import IntegrityError, connection, transaction

from cooperation.models import Pairing, Programme
from cooperation.sampling.bulk import bare_table, patient_collector, unchecked
from labor.models import TransferBatch

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL holds a nation"
)


def definitions():
    """Every key and index of every table, as PostgreSQL tells them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE conrelid <> 0"
        )
        constraints = set(cursor.fetchall())
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        )
        return constraints, set(cursor.fetchall())


@on_postgresql
def test_keys_and_indexes_are_as_before(db):
    before = definitions()
    with unchecked(crowd=True), bare_table(TransferBatch, crowd=True):
        inside = definitions()
    assert definitions() == before
    foreign = {one for one in before[0] if one[2].startswith("FOREIGN KEY")}
    assert len(foreign) > 100
    assert before[0] - inside[0] == foreign
    gone = {name for name, _definition in before[1] - inside[1]}
    assert gone
    assert all("labor" in name or "batch" in name for name in gone)


@on_postgresql
def test_a_row_that_names_nothing_is_refused_at_the_end(db):
    with pytest.raises(IntegrityError), transaction.atomic(), unchecked(crowd=True):
        TransferBatch.objects.bulk_create(
            [TransferBatch(pairing_id=10**9, start="2021-02-17", travel="coach", people=1)]
        )


def test_others_keep_theirs(db, django_assert_num_queries):
    with django_assert_num_queries(0), unchecked(), bare_table(TransferBatch):
        assert not Pairing.objects.none()
    assert Programme.objects.count() == 0


def test_the_collector_is_as_before():
    before = gc.get_threshold()
    with patient_collector():
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
