"""The sums of purchases and fairs, the lists behind them, and rows that were taken out."""

import datetime
import random
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone

from consumption.ledger import BEHIND, SUMS
from consumption.models import Fair, Purchase
from consumption.sector import FAIRS, PURCHASES
from cooperation.ledgers.pages import ledger_page

pytestmark = pytest.mark.slow

D = datetime.date
FIRST, LAST = D(2022, 1, 1), D(2022, 3, 31)
LEDGERS = {"purchase": PURCHASES, "fair": FAIRS}


@pytest.fixture
def rows(world):
    """Purchases and fairs around a quarter, every fifth of them taken out."""
    rng = random.Random(3)
    for number in range(60):
        gone = {"deleted_at": timezone.now() if number % 5 == 0 else None}
        day = D(2021, 12, 1) + datetime.timedelta(rng.randrange(150))
        pairing = rng.choice([world.city, world.one, world.two])
        world.purchase(
            pairing, date=day, mode=rng.choice(["direct", "help"]),
            channel=rng.choice(["platform832", "canteen"]),
            amount=Decimal(rng.randrange(1, 10**6)).scaleb(-4), **gone,
        )  # fmt: skip
        world.fair(pairing, start=day, **gone)
    return world


@pytest.mark.parametrize("code", sorted(SUMS))
def test_rows_behind_a_sum_add_up_to_it(rows, official, code):
    """Month by month and pairing by pairing, as the page of the list reads them."""
    pairings = {p.pk: p.slug for p in (rows.city, rows.one, rows.two)}
    behind, found = BEHIND[code], 0
    for pk, month, value in SUMS[code](pairings, FIRST, LAST):
        query = QueryDict(mutable=True)
        query.update(behind.query)
        last = (month.replace(day=28) + datetime.timedelta(4)).replace(day=1)
        query["since"] = month.isoformat()
        query["until"] = (last - datetime.timedelta(1)).isoformat()
        query["pairing"] = pairings[pk]
        page = ledger_page(LEDGERS[behind.ledger], rows.programme, official, query, address="/x/")
        listed = page.count if behind.ledger == "fair" else page.totals["amount"].value
        assert listed == value, (code, month)
        found += 1
    assert found > 4


def test_every_sum_has_its_list():
    assert set(BEHIND) == set(SUMS)


@pytest.mark.parametrize("code", sorted(SUMS))
def test_taken_out_rows_never_count(rows, code):
    before = SUMS[code]([rows.one.pk], FIRST, LAST)
    Purchase.everything.exclude(deleted_at=None).delete()
    Fair.everything.exclude(deleted_at=None).delete()
    assert SUMS[code]([rows.one.pk], FIRST, LAST) == before
    Purchase.objects.update(deleted_at=timezone.now())
    Fair.objects.update(deleted_at=timezone.now())
    assert SUMS[code]([rows.one.pk], FIRST, LAST) == []
