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


def test_a_new_kind_of_a_product_waits_for_a_clerk_at_its_purchase():
    row = World().purchase(amount="5")
    begun, meanwhile = threading.Event(), threading.Event()

    def clerk():
        with transaction.atomic():
            Programme.objects.filter(pairings=row.pairing_id).one_writer()
            begun.set()
            meanwhile.wait(1)  # the other has come as far as it can
            mine = Purchase.objects.get(pk=row.pk)
            mine.amount += 1
            mine.save()

    def administrator():
        begun.wait(60)
        product = Product.objects.get(pk=row.product_id)
        product.kind = "tea"
        product.save()
        meanwhile.set()

    assert in_threads(clerk, administrator) == [None, None]
    row.refresh_from_db()
    assert (row.amount, row.product_kind) == (6, "tea")
