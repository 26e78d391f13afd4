"""Writers of one programme's rows wait for each other in one order, and never in a circle."""

import threading

import pytest
from django.db import connection, transaction

from consumption.models import Product, Purchase
from cooperation.models import Programme
from tests.reporting.at_once import in_threads
from tests.sectors.conftest import World

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer anyway."),
]


def new_kind(row):
    product = Product.objects.get(pk=row.product_id)
    product.kind = "tea"
    product.save()


def new_note(row):
    mine = Purchase.objects.get(pk=row.pk)
    mine.note = "seen"
    mine.save(update_fields=["note"])


def new_mode(row):
    Purchase.objects.filter(pairing=row.pairing_id).update(mode="help")


@pytest.mark.parametrize("change", [new_kind, new_note, new_mode])
def test_whoever_changes_a_row_waits_for_the_clerk_at_work(change):
    """Also past the workplace, by the models alone."""
    row = World().purchase(amount="5")
    begun, done = threading.Event(), threading.Event()

    def clerk():
        with transaction.atomic():
            Programme.objects.filter(pairings=row.pairing_id).one_writer()
            begun.set()
            done.wait(1)  # the other has come as far as it can
            mine = Purchase.objects.get(pk=row.pk)
            mine.amount += 1
            mine.save(update_fields=["amount"])

    def other():
        begun.wait(60)
        change(row)
        done.set()

    assert in_threads(clerk, other) == [None, None]
    row.refresh_from_db()
    seen = {new_kind: row.product_kind, new_note: row.note, new_mode: row.mode}
    wanted = {new_kind: "tea", new_note: "seen", new_mode: "help"}
    assert (row.amount, seen[change]) == (6, wanted[change])
