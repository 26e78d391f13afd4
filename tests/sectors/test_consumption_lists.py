"""Lists of purchases, fairs, products and suppliers: text, filters, sums by reader, statements."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from consumption.models import Buyer, Fair, Product, Purchase, Supplier
from consumption.models import purchases as purchases_module
from consumption.sector import FAIRS, PRODUCTS, PURCHASES, SUPPLIERS
from cooperation.ledgers.pages import ledger_page
from cooperation.models import Place
from tests.sectors.conftest import World

pytestmark = pytest.mark.slow

D = datetime.date


def page_of(world, user, ledger, query=""):
    return ledger_page(ledger, world.programme, user, QueryDict(query), address="/x/")


def codes(page):
    return {row.code for row in page.rows}


@pytest.fixture
def four(world):
    """Purchases a, b, c, d."""
    township = Place.objects.create(code="T1", level="township", name_zh="小榄镇")
    Buyer.objects.create(
        name_zh="小榄食堂", name_en="Canteen", kind="institution", township=township
    )
    world.product("猕猴桃干", kind="processed", name_en="Dried kiwi")
    fair = world.fair(world.city, start=D(2022, 9, 3))
    return [
        world.purchase(code="a", amount="1", date=D(2021, 9, 1)),
        world.purchase(
            code="b", amount="2", date=D(2022, 9, 3), product="猕猴桃干", supplier="凉都合作社",
            fair=fair, mode="help",
        ),
        world.purchase(
            code="c", amount="3", date=D(2022, 3, 1), product="茶", buyer="小榄食堂",
            channel="canteen", voucher="ZS-7",
        ),
        world.purchase(world.two, code="d", amount="4", product="茶", channel="canteen"),
    ]  # fmt: skip


@pytest.mark.parametrize("few", [200, 0])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("猕猴桃", "ab"),
        ("干", "b"),
        ("DRIED", "b"),
        ("合作社", "b"),
        ("小榄", "c"),
        ("canteen", "c"),
        ("ZS-", "c"),
        ("S-7", ""),
        ("d", "bd"),  # "Dried kiwi" and the number d
        ("%", ""),
        ("_", ""),
        ("没有的", ""),
    ],
)
def test_text_is_found_in_names_and_numbers(world, official, four, monkeypatch, few, text, found):
    """By keys where few names fit, by a subquery where many do."""
    monkeypatch.setattr(purchases_module, "FEW_NAMES", few)
    query = QueryDict(mutable=True)
    query["q"] = text
    assert codes(page_of(world, official, PURCHASES, query.urlencode())) == set(found)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("season=9", "ab"),
        ("season=9&since=2022-01-01", "b"),
        ("season=13", "abcd"),
        ("mode=help", "b"),
        ("channel=canteen", "cd"),
        ("buyer_kind=institution", "c"),
        ("product_kind=processed", "b"),
        ("buyer_place=null", "abd"),
        ("supplier=null", "acd"),
        ("fair=null", "abcd"),
        ("product=abc", "abcd"),
        ("product=99999999999999999999", "abcd"),
        ("amount_min=2&amount_max=3", "bc"),
        ("pairing=two", "d"),
    ],
)
def test_filters_of_purchases(world, official, four, query, found):
    assert codes(page_of(world, official, PURCHASES, query)) == set(found)


def test_filters_by_what_is_named(world, official, four):
    _a, b, c, _d = four
    for name, key, found in (
        ("product", b.product_id, "b"),
        ("supplier", b.supplier_id, "b"),
        ("fair", b.fair_id, "b"),
        ("buyer_place", c.buyer_place_id, "c"),
    ):
        assert codes(page_of(world, official, PURCHASES, f"{name}={key}")) == set(found)


def test_key_in_the_address_tells_no_name_that_the_reader_does_not_see(client, world):
    """A fair of another pairing's own is named to nobody who guesses its key."""
    world.purchase(world.two, fair=world.fair(world.two, title_zh="乙组团展销会"))
    key = Fair.objects.get(title_zh="乙组团展销会").pk
    client.force_login(world.person("seller", "clerk", pairing=world.one, sector="consumption"))
    assert "乙组团展销会" not in client.get(f"/consumption/purchases/?fair={key}").content.decode()
    client.force_login(world.person("boss", "official"))
    assert "乙组团展销会" in client.get(f"/consumption/purchases/?fair={key}").content.decode()


@pytest.mark.parametrize("rows", [3, 120])
@pytest.mark.parametrize(("query", "statements"), [("", 3), ("q=猕猴桃", 4), ("mode=direct", 3)])
def test_statements_of_the_purchases(
    world, official, rows, query, statements, django_assert_num_queries
):
    """Pairings, count and sum, the rows with all that they name; a text asks the names once."""
    fair = world.fair()
    for number in range(rows):
        world.purchase(
            product=f"猕猴桃{number}", supplier=f"合作社{number}", buyer=f"食堂{number}",
            code=str(number), fair=fair,
        )  # fmt: skip
    assert official.grants
    if query.startswith("q=") and connection.vendor == "postgresql":
        # It is asked whether counting is in vain; inside the test's transaction, giving up in
        # time takes a savepoint and closes a cursor.
        statements += 4
    with django_assert_num_queries(statements):
        page = page_of(world, official, PURCHASES, query)
        shown = str(page.table.body(page.rows))
    assert page.count == rows
    assert shown.count("<tr>") == min(rows, 50)


def test_taken_out_rows_are_in_no_list_and_no_sum(world, official, four):
    Purchase.objects.filter(code="d").update(deleted_at=timezone.now())
    assert codes(page_of(world, official, PURCHASES)) == set("abc")
    tea = page_of(world, official, PRODUCTS, "q=茶").rows[0]
    assert (tea.purchases_count, tea.amount) == (1, Decimal(3))


def sums(world, user, ledger):
    rows = page_of(world, user, ledger).rows
    return {row.name_zh: (row.purchases_count, row.amount and Decimal(row.amount)) for row in rows}


def test_products_say_what_the_reader_may_see_of_their_purchases(
    world, official, other_clerk, four
):
    Product.objects.create(name_zh="未售", kind="other")
    assert sums(world, official, PRODUCTS) == {
        "猕猴桃": (1, Decimal(1)),
        "猕猴桃干": (1, Decimal(2)),
        "茶": (2, Decimal(7)),
        "未售": (None, None),
    }
    assert sums(world, other_clerk, PRODUCTS) == {
        "猕猴桃": (None, None),
        "猕猴桃干": (None, None),
        "茶": (1, Decimal(4)),
        "未售": (None, None),
    }
    assert sums(world, official, SUPPLIERS) == {"凉都合作社": (1, Decimal(2))}


@pytest.mark.parametrize("ledger", [PRODUCTS, SUPPLIERS], ids=["products", "suppliers"])
@pytest.mark.parametrize("number", [2, 60])
def test_statements_of_the_names(world, official, ledger, number, django_assert_num_queries):
    for index in range(number):
        world.purchase(product=f"茶{index}", supplier=f"合作社{index}")
    assert official.grants
    with django_assert_num_queries(2):
        page = page_of(world, official, ledger)
        page.table.body(page.rows)
    assert page.count == number


def test_late_page_of_the_products_has_its_sums(world, official, monkeypatch):
    monkeypatch.setattr("cooperation.ledgers.pages.EARLY_PAGES", 0)
    world.purchase(product="茶", amount="5")
    (row,) = page_of(world, official, PRODUCTS).rows
    assert Decimal(row.amount) == 5


def test_fairs_keep_three_kinds_of_sales_apart(world, official):
    world.fair(sales_on_site="12.5", sales_after="30", start=D(2022, 1, 5))
    world.fair(sales_all="300", exactness="about", start=D(2022, 1, 4))
    page = page_of(world, official, FAIRS)
    body = str(page.table.body(page.rows))
    assert body.index("12.50") < body.index("30.00") < body.index("≈300.00")
    assert page.totals["sales_on_site"] == (Decimal("12.5"), 1)
    assert page.totals["sales_after"] == (Decimal(30), 1)
    assert "sales_all" not in page.totals


def test_city_fairs_are_read_by_all_who_work_in_the_sector(world, clerk, other_clerk, official):
    other = World(code="far")
    world.fair(world.city, code="city")
    world.fair(world.one, code="one")
    world.fair(world.two, code="two")
    other.fair(other.city, code="far")
    seen = {
        user.username: codes(page_of(world, user, FAIRS)) for user in (clerk, other_clerk, official)
    }
    assert seen == {
        "clerk": set(),
        "other_clerk": {"city", "two"},
        "official": {"city", "one", "two"},
    }
    outsider = other.person("outsider", "clerk", pairing=other.one)
    assert codes(page_of(world, outsider, FAIRS)) == set()


def test_page_of_a_fair_adds_up_what_was_bought_there(signed_in, world):
    fair = world.fair(world.city, sales_on_site="9")
    for pairing, product, amount in (
        (world.one, "茶", "1.25"),
        (world.one, "米", "2"),
        (world.two, "茶", "3"),
    ):
        world.purchase(pairing, product=product, amount=amount, fair=fair)
    world.purchase(product="茶", amount="100")
    html = signed_in.get(f"/consumption/fairs/{fair.pk}/?programme=try").content.decode()
    text = " ".join(html.replace("<", " <").split())
    for cells in (
        ("甲组团 ↔ 甲区", "2", "3.25"),
        ("乙组团 ↔ 乙区", "1", "3.00"),
        ("茶", "2", "4.25"),
        ("米", "1", "2.00"),
    ):
        at = text.index(f">{cells[0]} ")
        assert [f">{cell} " in text[at : at + 120] for cell in cells] == [True] * 3, cells


def test_suppliers_of_a_sample_stand_beside_a_sample_only(world, official):
    Supplier.objects.create(name_zh="样例：合作社", sample=True)
    assert sums(world, official, SUPPLIERS) == {}
