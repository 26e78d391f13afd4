"""Rows → sums per pairing and month, judged by a naive double; exact, in one query."""

import csv
import datetime
import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.conf import settings

from consumption.models import Fair, Purchase
from cooperation.models import Indicator
from cooperation.sectors import all_sectors, get_sector
from labor.models import TransferBatch
from tests.sectors import labor_doubles
from tests.sectors.industry_rows import INDUSTRY, INDUSTRY_STATES, fill_industry
from tests.sectors.test_support_sums import NAIVE as SUPPORT

pytestmark = pytest.mark.slow

D = datetime.date
FIRST, LAST = D(2021, 1, 1), D(2023, 6, 30)


def day(rng):
    return D(2020, 11, 1) + datetime.timedelta(days=rng.randrange(1200))


def amount(rng):
    return Decimal(rng.randrange(1, 10**9)).scaleb(-4)


@pytest.fixture
def rows(world):
    """A few hundred rows of every ledger with awkward fractions, some before and after."""
    rng = random.Random(7)
    pairings = [world.city, world.one, world.two]
    TransferBatch.objects.bulk_create(
        TransferBatch(
            pairing=rng.choice(pairings),
            start=day(rng),
            travel=rng.choice(TransferBatch.Travel.values),
            people=rng.randrange(1, 300),
        )
        for _ in range(200)
    )
    product = world.product("茶叶")
    fill_industry(pairings, rng)
    Purchase.objects.bulk_create(
        Purchase(
            pairing=rng.choice(pairings),
            date=day(rng),
            product=product,
            channel=rng.choice(Purchase.Channel.values),
            mode=rng.choice(Purchase.Mode.values),
            amount=amount(rng),
        )
        for _ in range(400)
    )
    Fair.objects.bulk_create(
        Fair(pairing=rng.choice(pairings), start=day(rng), title_zh="展销会") for _ in range(80)
    )
    return world


def naive(entries, pairings):
    """(pairing id, day, value) → sums, the slow and obvious way."""
    sums = defaultdict(Decimal)
    for pairing, when, value in entries:
        if pairing in pairings and when and value is not None and FIRST <= when <= LAST:
            sums[pairing, when.replace(day=1)] += Decimal(value)
    return dict(sums)


NAIVE = {
    "labor.transfers": lambda: [
        (r.pairing_id, r.start, r.people) for r in TransferBatch.objects.all() if r.travel != "own"
    ],
    **INDUSTRY,
    "consumption.purchases": lambda: [
        (r.pairing_id, r.date, r.amount) for r in Purchase.objects.all()
    ],
    "consumption.direct_purchases": lambda: [
        (r.pairing_id, r.date, r.amount) for r in Purchase.objects.all() if r.mode == "direct"
    ],
    "consumption.assisted_sales": lambda: [
        (r.pairing_id, r.date, r.amount) for r in Purchase.objects.all() if r.mode == "help"
    ],
    "consumption.platform_832": lambda: [
        (r.pairing_id, r.date, r.amount)
        for r in Purchase.objects.all()
        if r.channel == "platform832"
    ],
    "consumption.exhibitions": lambda: [(r.pairing_id, r.start, 1) for r in Fair.objects.all()],
}


def test_every_sum_has_a_double():
    """Those of labor's other ledgers stand in labor_doubles.py."""
    declared = {code for sector in all_sectors() for code in sector.sums}
    elsewhere = {*labor_doubles.NAIVE, *SUPPORT}
    assert declared - elsewhere == {*NAIVE, *INDUSTRY_STATES}


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(NAIVE))
def test_sums_equal_the_naive_ones(rows, code, django_assert_num_queries):
    total = get_sector(code.split(".")[0]).sums[code]
    for pairings in ([rows.one.pk], [rows.city.pk, rows.one.pk, rows.two.pk]):
        with django_assert_num_queries(1):
            found = total(pairings, FIRST, LAST)
        expected = naive(NAIVE[code](), pairings)
        assert {(pk, month): value for pk, month, value in found} == expected
        assert len(found) == len(expected) > 3
        assert all(type(value) is Decimal for _, _, value in found)


def test_direct_and_helped_make_the_whole(rows):
    sums = get_sector("consumption").sums
    pairings = [rows.city.pk, rows.one.pk, rows.two.pk]

    def whole(code):
        return sum(value for _, _, value in sums[code](pairings, FIRST, LAST))

    parts = whole("consumption.direct_purchases") + whole("consumption.assisted_sales")
    assert parts == whole("consumption.purchases")


def test_month_of_unknown_values_is_absent(world):
    world.project(signed_on=D(2022, 3, 1), contract_amount=None)
    contracted = get_sector("industry").sums["industry.contracted"]
    assert contracted([world.one.pk], FIRST, LAST) == []


def test_batch_over_two_months_counts_in_the_first(world):
    world.batch(start=D(2021, 2, 19), end=D(2021, 3, 1), people=198)
    transfers = get_sector("labor").sums["labor.transfers"]
    assert transfers([world.one.pk], FIRST, LAST) == [(world.one.pk, D(2021, 2, 1), Decimal(198))]


def test_sums_of_many_fractions_are_exact(world):
    """A thousand tenths as floats are 99.9999999999986."""
    product = world.product("茶")
    Purchase.objects.bulk_create(
        Purchase(
            pairing=world.one, date=D(2022, 1, 5), product=product, mode="direct", amount="0.1"
        )
        for _ in range(1000)
    )
    purchases = get_sector("consumption").sums["consumption.purchases"]
    assert purchases([world.one.pk], FIRST, LAST) == [(world.one.pk, D(2022, 1, 1), Decimal(100))]
    count, totals = Purchase.objects.all().totals("amount")
    assert (count, totals) == (1000, {"amount": (Decimal(100), 1000)})


def test_sums_are_in_the_catalogue_and_have_rows_behind():
    with (settings.BASE_DIR / "seeds" / "indicators.csv").open(encoding="utf-8") as file:
        codes = {row["code"]: row for row in csv.DictReader(file)}
    for sector in all_sectors():
        for code in sector.sums:
            assert codes[code]["sector"] == sector.slug
            stock = codes[code]["kind"] == Indicator.Kind.STOCK
            assert code not in sector.behind or sector.behind[code].stock == stock
