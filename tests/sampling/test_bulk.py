"""A nation's tables while they are filled: without their indexes, their keys looked at once."""

import gc

import pytest
from django.db import IntegrityError, connection, transaction

from cooperation.models import Pairing, Programme
from cooperation.sampling.bulk import (
    bare_table,
    may_go_unchecked,
    patient_collector,
    unchecked,
)
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
def test_indexes_are_as_before(db):
    before = definitions()
    with bare_table(TransferBatch, crowd=True):
        inside = definitions()
    assert definitions() == before
    assert inside[0] == before[0]
    gone = {name for name, _definition in before[1] - inside[1]}
    assert gone
    assert all("labor" in name or "batch" in name for name in gone)


def write_nobodys():
    batch = TransferBatch(pairing_id=10**9, start="2021-02-17", travel="coach", people=1)
    TransferBatch.objects.bulk_create([batch])


@on_postgresql
def test_a_row_that_names_nothing_is_refused_at_the_end(db):
    def write():
        with transaction.atomic(), unchecked([TransferBatch]):
            write_nobodys()
            assert TransferBatch.objects.count() == 1

    with pytest.raises(IntegrityError, match="pairing"):
        write()


@on_postgresql
def test_keys_are_looked_at_again_afterwards(db):
    with transaction.atomic(), unchecked([TransferBatch]):
        pass
    write_nobodys()
    with pytest.raises(IntegrityError):
        connection.check_constraints()


def test_others_keep_theirs(db, django_assert_num_queries):
    assert not may_go_unchecked()
    with django_assert_num_queries(0), bare_table(TransferBatch):
        assert not Pairing.objects.none()
    assert Programme.objects.count() == 0


def test_the_collector_is_as_before():
    before = gc.get_threshold()
    with patient_collector():
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
