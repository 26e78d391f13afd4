"""Purchases that carried names as text: the names become rows, and nothing said is lost."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BEFORE = [("consumption", "0002_rows_are_taken_out")]
AFTER = [("consumption", "0005_purchases_name_rows")]


@pytest.fixture
def before():
    """The models as they were."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def migrate():
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    return executor.loader.project_state(AFTER).apps


@pytest.fixture
def pairings(before):
    """A real pairing and one of a sample."""
    get = before.get_model
    place = get("cooperation", "Place").objects.create(code="P", level="city", name_zh="盘州市")
    made = []
    for sample in (False, True):
        programme = get("cooperation", "Programme").objects.create(
            code=f"p{sample}", name_zh="p", east=place, west=place, sample=sample,
            since=datetime.date(2021, 1, 1), until=datetime.date(2025, 12, 31),
        )  # fmt: skip
        made.append(
            get("cooperation", "Pairing").objects.create(
                programme=programme, slug="c", kind="city", east_place=place, west_place=place
            )
        )
    return made


def test_names_become_rows_and_rows_names(before, pairings):
    Purchase = before.get_model("consumption", "Purchase")
    real, sample = pairings
    place = real.east_place

    def purchase(pairing, **fields):
        values = {"date": datetime.date(2021, 5, 4), "mode": "direct", "amount": 1}
        return Purchase.objects.create(pairing=pairing, **values, **fields).pk

    tea = {"product_zh": "茶", "product_en": "Tea", "product_kind": "tea"}
    first = purchase(
        real, **tea, supplier="合作社", supplier_place=place, buyer="工会", buyer_kind="union",
        buyer_place=place,
    )  # fmt: skip
    taken_out = purchase(real, **tea, supplier="合作社", buyer="工会", buyer_kind="union")
    Purchase.objects.filter(pk=taken_out).update(deleted_at=datetime.datetime.now(datetime.UTC))
    other = purchase(
        real, product_zh="茶", product_kind="processed", buyer="工会", buyer_kind="market",
        supplier_place=place, note="原注",
    )  # fmt: skip
    public = purchase(real, product_zh="米", buyer="群众", buyer_kind="public")
    made_up = purchase(sample, **tea, supplier="合作社")

    apps = migrate()
    rows = {row.pk: row for row in apps.get_model("consumption", "Purchase").objects.all()}
    named = {
        model: sorted(
            apps.get_model("consumption", model).objects.values_list("name_zh", "sample", *more)
        )
        for model, more in (
            ("Product", ("kind",)),
            ("Supplier", ("district",)),
            ("Buyer", ("kind",)),
        )
    }
    assert named == {
        "Product": [("米", False, "other"), ("茶", False, "tea"), ("茶", True, "tea")],
        "Supplier": [("合作社", False, place.pk), ("合作社", True, None)],
        "Buyer": [("工会", False, "union")],
    }
    assert rows[first].note == rows[taken_out].note == rows[made_up].note == ""
    assert rows[first].product.name_en == "Tea"
    assert rows[first].supplier.name_zh == rows[taken_out].supplier.name_zh == "合作社"
    assert rows[made_up].product.sample
    assert rows[other].note.split("\n") == [
        "原注", "原记产品类别：processed", "原记采购单位类别：market", "原记供应方所在地：盘州市",
    ]  # fmt: skip
    assert (rows[other].product_kind, rows[other].buyer_kind) == ("tea", "union")
    assert (rows[public].buyer, rows[public].note) == (None, "原记采购单位：群众")

    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    back = executor.loader.project_state(BEFORE).apps.get_model("consumption", "Purchase")
    values = back.objects.filter(pk=first).values_list(
        "product_zh", "product_en", "supplier", "buyer"
    )
    assert list(values) == [("茶", "Tea", "合作社", "工会")]
