"""Products, organisations, fairs and purchases: what the database and the forms refuse."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from consumption.models import Buyer, Product, Purchase, Supplier
from cooperation.models import Activity, Place
from tests.sectors.conftest import World

D = datetime.date

FAIRS = {
    "fair_ends_after_it_starts": {"start": D(2022, 3, 2), "end": D(2022, 3, 1)},
    "fair_date_precision": {"start": D(2022, 3, 2), "precision": "month"},
    "fair_sales_on_site_not_negative": {"sales_on_site": "-0.01"},
    "fair_sales_after_not_negative": {"sales_after": "-1"},
    "fair_sales_all_not_negative": {"sales_all": "-1"},
    "fair_on_site_within_all": {"sales_on_site": "301", "sales_all": "300"},
    "fair_exactness_known": {"exactness": "hearsay"},
}
PURCHASES = {
    "purchase_at_fair_by_channel": {"channel": "canteen"},
    "purchase_public_has_no_name": {"buyer_kind": "public"},
}
PRODUCTS = {
    "product_kind_known": {"kind": "gold"},
    "product_certificate_known": {"certificate": "seal"},
    "product_number_has_certificate": {"certificate_number": "GB-1", "certificate": "none"},
}


def refused(row, name, fields):
    """The database refuses the row, and the constraint says why."""
    for field, value in fields.items():
        setattr(row, field, row._meta.get_field(field).to_python(value))
    constraint = next(c for c in row._meta.constraints if c.name == name)
    with pytest.raises(ValidationError) as error:
        constraint.validate(type(row), row)
    assert error.value.messages == [str(constraint.violation_error_message)]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize("name", FAIRS)
def test_fair_is_refused(world, name):
    refused(world.fair(), name, FAIRS[name])


@pytest.mark.parametrize("name", PURCHASES)
def test_purchase_is_refused(world, name):
    row = world.purchase(fair=world.fair(), buyer="某食堂")
    refused(row, name, PURCHASES[name])


@pytest.mark.parametrize("name", PRODUCTS)
def test_product_is_refused(world, name):
    refused(world.product(), name, PRODUCTS[name])


def test_fair_may_have_sold_nothing_or_nobody_knows(world):
    fair = world.fair(sales_on_site="0", sales_after=None, sales_all=None)
    fair.full_clean()
    fair.refresh_from_db()
    assert (fair.sales_on_site, fair.sales_after, fair.sales_all) == (Decimal(0), None, None)


def test_fair_number_stands_once_in_a_pairing(world):
    world.fair(code="1")
    world.fair(code="1", pairing=world.two)
    with pytest.raises(IntegrityError), transaction.atomic():
        world.fair(code="1")


def test_names_stand_once_apart_from_samples(world):
    for model in (Product, Supplier, Buyer):
        model.objects.create(name_zh="同名")
        model.objects.create(name_zh="同名", sample=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(name_zh="同名")


def test_product_of_one_name_may_come_from_two_districts(world):
    one, two = (
        Place.objects.create(code=code, level="county", name_zh=code) for code in ("D1", "D2")
    )
    for district in (None, one, two):
        Product.objects.create(name_zh="大米", district=district)
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.create(name_zh="大米", district=two)


def test_buyer_with_a_name_is_an_organisation(world):
    with pytest.raises(IntegrityError, match="buyer_is_organisation"), transaction.atomic():
        Buyer.objects.create(name_zh="张三", kind="public")


def problems(row):
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    return set(error.value.message_dict)


@pytest.mark.parametrize(
    ("pairing", "fair_of", "wrong"),
    [("one", "one", False), ("one", "city", False), ("one", "two", True), ("city", "one", True)],
)
def test_fair_is_the_pairings_or_the_citys(world, pairing, fair_of, wrong):
    row = world.purchase(getattr(world, pairing), fair=world.fair(getattr(world, fair_of)))
    if wrong:
        assert problems(row) == {"fair"}
    else:
        row.full_clean()


def test_fair_of_another_programmes_city_is_refused(world):
    other = World(code="other")
    assert problems(world.purchase(fair=other.fair(other.city))) == {"fair"}


def test_activity_of_a_fair_is_of_its_programme(world):
    other = World(code="other")
    values = {"kind": "exhibition", "title_zh": "展销", "start": D(2021, 5, 4)}
    own = Activity.objects.create(programme=world.programme, **values)
    far = Activity.objects.create(programme=other.programme, **values)
    world.fair(activity=own).full_clean()
    assert problems(world.fair(activity=far)) == {"activity"}


def test_sample_names_and_real_purchases_do_not_mix(world):
    row = world.purchase(
        product=Product.objects.create(name_zh="样例：茶", sample=True),
        supplier="真合作社",
    )
    row.buyer = Buyer.objects.create(name_zh="样例：食堂", sample=True)
    assert problems(row) == {"product", "buyer"}


def test_purchase_takes_over_what_its_names_say(world):
    township = Place.objects.create(code="T1", level="township", name_zh="小榄镇")
    buyer = Buyer.objects.create(name_zh="某工会", kind="union", township=township)
    tea = world.product("茶", kind="tea")
    row = world.purchase(product=tea, buyer_kind="public")
    assert (row.product_kind, row.buyer_kind, row.buyer_place) == ("tea", "public", None)
    row.buyer = buyer
    row.save()
    row.refresh_from_db()
    assert (row.buyer_kind, row.buyer_place) == ("union", township)


def test_purchases_follow_a_change_of_kind_taken_out_or_not(world):
    tea = world.product("茶", kind="other")
    rows = [world.purchase(product=tea, buyer="某单位") for _ in range(2)]
    Purchase.objects.filter(pk=rows[0].pk).update(deleted_at=rows[0].created_at)
    tea.kind = "tea"
    tea.save()
    buyer = rows[0].buyer
    buyer.kind = "enterprise"
    buyer.save()
    kinds = Purchase.everything.values_list("product_kind", "buyer_kind")
    assert list(kinds) == [("tea", "enterprise")] * 2


def test_fair_with_purchases_goes_only_with_them(world):
    """Whoever removes a sample removes both at once; a fair alone is not erased."""
    world.purchase(fair=world.fair())
    world.one.delete()
    assert not Purchase.everything.exists()
