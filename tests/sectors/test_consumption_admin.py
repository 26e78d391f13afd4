"""Purchases, fairs and what they name at the staff's workplace."""

import datetime

import pytest

from consumption.models import Buyer, Fair, Product, Purchase
from cooperation.models import ChangeLog

pytestmark = pytest.mark.slow

D = datetime.date
ADMIN = "/admin/consumption"


def purchase_form(world, **fields):
    return {
        "pairing": world.two.pk,
        "date": "2022-04-01",
        "precision": "day",
        "buyer_kind": "other",
        "product": world.product().pk,
        "channel": "fair",
        "mode": "help",
        "amount": "1.25",
        **fields,
    }


def fair_form(world, **fields):
    return {
        "pairing": world.two.pk,
        "start": "2022-04-01",
        "precision": "day",
        "title_zh": "某展销会",
        "exactness": "exact",
        **fields,
    }


def errors(response):
    form = response.context["adminform"].form
    return [error for messages in form.errors.values() for error in messages]


def test_clerk_enters_a_fair_and_what_was_bought_there(client, world, other_clerk):
    client.force_login(other_clerk)
    response = client.post(f"{ADMIN}/fair/add/", fair_form(world, sales_on_site="30.5"))
    assert response.status_code == 302, errors(response)
    fair = Fair.objects.get()
    buyer = Buyer.objects.create(name_zh="某工会", kind="union")
    response = client.post(
        f"{ADMIN}/purchase/add/", purchase_form(world, fair=fair.pk, buyer=buyer.pk)
    )
    assert response.status_code == 302, errors(response)
    row = Purchase.objects.get()
    assert (row.fair, row.buyer_kind, row.product_kind) == (fair, "union", "fruit")
    assert row.updated_by == other_clerk
    logged = ChangeLog.objects.filter(action="add").values_list("model", flat=True)
    assert set(logged) == {"consumption.Fair", "consumption.Purchase"}


def test_city_fair_is_offered_to_a_group_and_not_its_to_change(client, world, other_clerk):
    city, foreign = world.fair(world.city), world.fair(world.one)
    client.force_login(other_clerk)
    address = f"{ADMIN}/purchase/add/"
    assert client.post(address, purchase_form(world, fair=city.pk)).status_code == 302
    assert len(errors(client.post(address, purchase_form(world, fair=foreign.pk)))) == 1
    assert client.get(f"{ADMIN}/fair/{city.pk}/change/").status_code == 200
    changed = client.post(
        f"{ADMIN}/fair/{city.pk}/change/", fair_form(world, pairing=world.city.pk)
    )
    assert changed.status_code == 403
    assert client.get(f"{ADMIN}/fair/{foreign.pk}/change/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"amount": "0"}, "amount"),
        ({"quantity": "5", "unit": ""}, "quantity"),
        ({"date": "2020-12-31"}, "date"),
    ],
)
def test_wrong_purchase_is_refused(client, world, other_clerk, fields, wrong):
    client.force_login(other_clerk)
    response = client.post(f"{ADMIN}/purchase/add/", purchase_form(world, **fields))
    assert len(errors(response)) == 1, wrong
    assert not Purchase.objects.exists()


def test_purchase_at_a_fair_by_another_channel_is_refused(client, world, other_clerk):
    client.force_login(other_clerk)
    form = purchase_form(world, fair=world.fair(world.two).pk, channel="canteen")
    constraints = {c.name: c for c in Purchase._meta.constraints}
    message = str(constraints["purchase_at_fair_by_channel"].violation_error_message)
    assert errors(client.post(f"{ADMIN}/purchase/add/", form)) == [message]


def test_change_is_logged_with_before_and_after(client, world, other_clerk):
    old, new = world.product("茶"), world.product("米")
    row = world.purchase(world.two, product=old, date=D(2022, 4, 1), mode="help", amount="1.25")
    client.force_login(other_clerk)
    form = purchase_form(world, product=new.pk, change_reason="录错产品")
    assert client.post(f"{ADMIN}/purchase/{row.pk}/change/", form).status_code == 302
    entry = ChangeLog.objects.get(model="consumption.Purchase", action="change")
    assert (entry.before, entry.after, entry.reason) == ("product: 茶", "product: 米", "录错产品")


def test_clerk_adds_names_and_does_not_change_them(client, world, other_clerk, clerk):
    client.force_login(other_clerk)
    form = {"name_zh": "刺梨汁", "kind": "processed", "certificate": ""}
    assert client.post(f"{ADMIN}/product/add/", form).status_code == 302
    product = Product.objects.get(name_zh="刺梨汁")
    change = f"{ADMIN}/product/{product.pk}/change/"
    assert client.post(change, {**form, "name_zh": "别名"}).status_code == 403
    # The other one's sector is labor.
    client.force_login(clerk)
    assert client.get(f"{ADMIN}/product/").status_code == 403


@pytest.mark.parametrize("rows", [1, 60])
def test_forms_stay_light_however_many_names_there_are(client, world, other_clerk, rows):
    for number in range(rows):
        world.purchase(
            world.two, product=f"茶{number}", supplier=f"甲{number}", buyer=f"乙{number}"
        )
    client.force_login(other_clerk)
    html = client.get(f"{ADMIN}/purchase/add/").content.decode()
    assert html.count("茶") + html.count("甲1") + html.count("乙1") == 0
    assert len(html) < 60_000


@pytest.mark.parametrize("rows", [2, 40])
def test_statements_of_the_workplace_list(
    client, world, other_clerk, rows, django_assert_num_queries
):
    for number in range(rows):
        world.purchase(world.two, product=f"茶{number}")
    client.force_login(other_clerk)
    client.get(f"{ADMIN}/purchase/")
    with django_assert_num_queries(8):
        client.get(f"{ADMIN}/purchase/")


def test_workplace_finds_by_names_and_numbers(client, world, other_clerk):
    world.purchase(world.two, product="茶", voucher="ZS-1")
    world.purchase(world.two, product="米")
    client.force_login(other_clerk)
    for text in ("茶", "ZS"):
        html = client.get(f"{ADMIN}/purchase/", {"q": text}).content.decode()
        assert html.count('class="field-product') == 1, text


def test_lists_and_forms_open(client, world, other_clerk):
    world.purchase(world.two, supplier="甲", buyer="乙", fair=world.fair(world.two))
    client.force_login(other_clerk)
    for page in ("purchase", "fair", "product", "supplier", "buyer"):
        for part in ("", "add/"):
            html = client.get(f"{ADMIN}/{page}/{part}").content.decode()
            assert " style=" not in html, page
            assert "<script>" not in html, page
