"""Labor's rows → sums per pairing and month, judged by a naive double and by the lists."""

import datetime
import random
from decimal import Decimal

import pytest

from cooperation.calendar import last_day
from cooperation.sectors import get_sector
from labor.ledger import months_between
from labor.models import JobFair, Training, Workshop, WorkshopCount, WorkshopStatus
from tests.sectors import labor_rows as rows
from tests.sectors.labor_doubles import NAIVE

pytestmark = pytest.mark.slow

D = datetime.date
FIRST, LAST = D(2021, 3, 1), D(2022, 6, 30)


def day(rng):
    return D(2021, 1, 1) + datetime.timedelta(days=rng.randrange(700))


def gone(rng):
    """One row in eight was taken out."""
    moment = datetime.datetime(2023, 1, 1, tzinfo=datetime.UTC)
    return moment if rng.random() < 0.125 else None


@pytest.fixture
def ledgers(world):
    """Some hundred rows in three pairings, before, in and after the period."""
    rng = random.Random(11)
    pairings = [world.city, world.one, world.two]
    Training.objects.bulk_create(
        Training(
            pairing=rng.choice(pairings),
            start=day(rng),
            topic_zh="焊工",
            people=rng.choice([None, rng.randrange(1, 90), rng.randrange(1, 90)]),
            deleted_at=gone(rng),
        )
        for _number in range(400)
    )
    JobFair.objects.bulk_create(
        JobFair(
            pairing=rng.choice(pairings), date=day(rng), title_zh="招聘会", deleted_at=gone(rng)
        )
        for _number in range(300)
    )
    for number in range(36):
        row = rows.workshop(
            world, pairings[number % 3], name_zh=f"车间{number}", opened=day(rng),
            deleted_at=gone(rng),
        )  # fmt: skip
        days = sorted({day(rng) for _change in range(3)})
        for since in days:
            rows.status(row, since, rng.choice(WorkshopStatus.Status.values))
        for date in sorted({day(rng) for _count in range(rng.randrange(4))}):
            rows.count(row, date, 50, rng.choice([None, rng.randrange(50)]))
    return world


@pytest.mark.parametrize("code", sorted(NAIVE))
def test_sums_equal_the_naive_ones(ledgers, code, django_assert_num_queries):
    sums = get_sector("labor").sums[code]
    for pairings in ([ledgers.one.pk], [ledgers.city.pk, ledgers.one.pk, ledgers.two.pk]):
        with django_assert_num_queries(1):
            found = sums(pairings, FIRST, LAST)
        assert {(pk, month): value for pk, month, value in found} == NAIVE[code](
            pairings, FIRST, LAST
        )
        assert len(found) > 10
        assert all(type(value) is Decimal for _, _, value in found)


def test_every_sum_of_labor_has_a_list_behind_it():
    sector = get_sector("labor")
    assert set(sector.behind) == set(sector.sums) == {*NAIVE, "labor.transfers"}
    assert {behind.ledger for behind in sector.behind.values()} <= {
        ledger.name for ledger in sector.ledgers
    }


COLUMN = {
    "labor.transfers": "people",
    "labor.trained": "people",
    "labor.workshop_jobs": "people",
    "labor.workshop_jobs_lifted": "lifted",
}


@pytest.mark.parametrize("code", [*sorted(NAIVE), "labor.transfers"])
def test_list_behind_a_sum_adds_up_to_it(ledgers, official, code):
    """For one month: the rows of the month, or for a stock the state at its end."""
    sector, month = get_sector("labor"), D(2022, 3, 1)
    for travel in ("coach", "own", "other"):
        ledgers.batch(travel=travel, start=D(2022, 3, 5), people=7)
    behind, pairing = sector.behind[code], ledgers.one
    query = {**behind.query, "pairing": pairing.slug, "until": last_day(month).isoformat()}
    if not behind.stock:
        query["since"] = month.isoformat()
    page = rows.listed(behind.ledger, ledgers.programme, official, **query)
    [(_, _, expected)] = sector.sums[code]([pairing.pk], month, last_day(month))
    found = rows.total(page, COLUMN[code]) if code in COLUMN else page.count
    assert (found or 0) == expected > 0


def test_workshop_is_in_production_until_something_else_is_told(world):
    row = rows.workshop(world, opened=D(2022, 1, 10))
    rows.status(row, D(2022, 3, 1), "paused")
    rows.status(row, D(2022, 5, 31), "in_production")
    rows.status(row, D(2022, 7, 1), "deregistered")
    rows.count(row, D(2022, 2, 28), 20, 12)
    rows.count(row, D(2022, 4, 30), 5)
    sums = get_sector("labor").sums
    asked = ([world.one.pk], D(2022, 1, 1), D(2022, 7, 31))
    standing = [int(value) for _, _, value in sums["labor.workshops"](*asked)]
    assert standing == [1, 1, 1, 1, 1, 1, 0]
    jobs = {month.month: int(value) for _, month, value in sums["labor.workshop_jobs"](*asked)}
    # In January nobody had counted: unknown. Paused in March and April: nobody works there.
    assert jobs == {2: 20, 3: 0, 4: 0, 5: 5, 6: 5, 7: 0}
    lifted = sums["labor.workshop_jobs_lifted"](*asked)
    # Of the count in April nobody said how many were lifted out of poverty.
    assert {month.month: int(value) for _, month, value in lifted} == {2: 12, 3: 0, 4: 0, 7: 0}


def test_rows_below_a_row_that_was_taken_out_never_count(world, official):
    row = rows.workshop(world)
    rows.count(row, D(2022, 2, 1), 20)
    batch = world.batch(people=10)
    receipt = rows.receipt(batch, rows.employer("TCL"), 10)
    rows.taken_out(row)
    rows.taken_out(batch)
    asked = ([world.one.pk], D(2022, 1, 1), D(2022, 12, 31))
    assert get_sector("labor").sums["labor.workshop_jobs"](*asked) == []
    assert not WorkshopCount.objects.visible_to(official).exists()
    assert not type(receipt).objects.visible_to(official).exists()
    [employer] = rows.listed("employer", world.programme, official).rows
    assert employer.received is None
    assert Workshop.everything.count() == 1


def test_months_of_a_period():
    assert months_between(D(2021, 12, 1), D(2022, 2, 28)) == [
        D(2021, 12, 1), D(2022, 1, 1), D(2022, 2, 1),
    ]  # fmt: skip
    assert months_between(D(2022, 2, 1), D(2022, 2, 27)) == []
