"""The sums of 保障, judged by a naive double; rows that were taken out never count."""

import datetime
import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone

from cooperation.calendar import last_day
from cooperation.ledgers.pages import ledger_page
from cooperation.models import AidFund, AidPayment, AidProject, Donation, Posting
from cooperation.sectors import get_sector
from tests.sectors import support_rows as make

D = datetime.date
FIRST, LAST = D(2021, 1, 1), D(2023, 6, 30)
SPECIALISTS = {"teacher", "doctor", "technician", "other"}


def day(rng):
    return D(2020, 11, 1) + datetime.timedelta(days=rng.randrange(1200))


def amount(rng):
    return Decimal(rng.randrange(1, 10**8)).scaleb(-4)


def out(rng):
    """Now and then a row that was taken out."""
    return timezone.now() if rng.random() < 0.2 else None


@pytest.fixture
def rows(world):
    """A few hundred rows of every ledger with awkward fractions, some outside the period."""
    rng = random.Random(11)

    def anywhere(**fields):
        pairing = rng.choice([world.city, world.one, world.two])
        return {"pairing": pairing, "deleted_at": out(rng), **fields}

    projects = AidProject.objects.bulk_create(
        AidProject(
            **anywhere(),
            name_zh=f"项目{number}",
            kind=rng.choice(AidProject.Kind.values),
            status=rng.choice(["", *AidProject.Status.values]),
            status_reason="原因",
            approved_on=rng.choice([None, day(rng), day(rng)]),
        )
        for number in range(200)
    )
    AidFund.objects.bulk_create(
        AidFund(**anywhere(), date=day(rng), origin="city", amount=amount(rng)) for _ in range(200)
    )
    AidPayment.objects.bulk_create(
        AidPayment(
            pairing=project.pairing,
            project=project,
            date=day(rng),
            amount=amount(rng),
            deleted_at=out(rng),
        )
        for project in rng.choices(projects, k=300)
    )
    Posting.objects.bulk_create(
        Posting(
            **anywhere(),
            role=rng.choice(Posting.Role.values),
            direction=rng.choice(Posting.Direction.values),
            people=rng.randrange(1, 9),
            since=day(rng),
        )
        for _ in range(300)
    )
    Donation.objects.bulk_create(
        Donation(
            **anywhere(),
            date=day(rng),
            donor="某商会",
            **rng.choice(
                [{"kind": "cash", "amount": amount(rng)}, {"kind": "goods", "amount": amount(rng)},
                 {"kind": "goods", "amount": None}]
            ),
        )
        for _ in range(300)
    )  # fmt: skip
    return world


def standing(model):
    """Rows that were not taken out, looked at one by one."""
    return [row for row in model.everything.all() if row.deleted_at is None]


def given(kind):
    return [(r.pairing_id, r.date, r.amount) for r in standing(Donation) if r.kind == kind]


def sent(roles):
    return [
        (r.pairing_id, r.since, r.people)
        for r in standing(Posting)
        if r.direction == "east_to_west" and r.role in roles
    ]


NAIVE = {
    "support.fiscal_aid": lambda: [(r.pairing_id, r.date, r.amount) for r in standing(AidFund)],
    "support.aid_projects": lambda: [
        (r.pairing_id, r.approved_on, 1) for r in standing(AidProject) if r.status != "cancelled"
    ],
    "support.paid_out": lambda: [
        (r.pairing_id, r.date, r.amount)
        for r in standing(AidPayment)
        if r.project.deleted_at is None
    ],
    "support.donations_cash": lambda: given("cash"),
    "support.donations_goods": lambda: given("goods"),
    "support.cadres": lambda: sent({"cadre"}),
    "support.specialists": lambda: sent(SPECIALISTS),
}


def naive(entries, pairings):
    """(pairing id, day, value) → sums, the slow and obvious way."""
    sums = defaultdict(Decimal)
    for pairing, when, value in entries:
        if pairing in pairings and when and value is not None and FIRST <= when <= LAST:
            sums[pairing, when.replace(day=1)] += Decimal(value)
    return dict(sums)


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(NAIVE))
def test_sums_equal_the_naive_ones(rows, code, django_assert_num_queries):
    total = get_sector("support").sums[code]
    for pairings in ([rows.one.pk], [rows.city.pk, rows.one.pk, rows.two.pk]):
        with django_assert_num_queries(1):
            found = total(pairings, FIRST, LAST)
        expected = naive(NAIVE[code](), pairings)
        assert {(pk, month): value for pk, month, value in found} == expected
        assert len(found) == len(expected) > 3
        assert all(type(value) is Decimal for _, _, value in found)


def test_payment_goes_and_comes_with_its_project(world):
    paid = make.payment(world)
    sums = get_sector("support").sums["support.paid_out"]
    paid.project.deleted_at = timezone.now()
    paid.project.save()
    assert sums([world.one.pk], FIRST, LAST) == []
    assert AidPayment.objects.count() == 0
    paid.project.deleted_at = None
    paid.project.save()
    assert sums([world.one.pk], FIRST, LAST) == [(world.one.pk, D(2022, 5, 1), Decimal(10))]


def test_money_that_came_stays_when_its_project_is_taken_out(world):
    project = make.project(world)
    fund = make.fund(world, project=project)
    assert fund.purpose == "某村道路"
    project.deleted_at = timezone.now()
    project.save()
    fund.refresh_from_db()
    sums = get_sector("support").sums["support.fiscal_aid"]
    assert sums([world.one.pk], FIRST, LAST) == [(world.one.pk, D(2022, 4, 1), Decimal(50))]
    assert fund.purpose == ""


def test_month_of_goods_without_value_is_absent(world):
    make.donation(world, kind="goods", amount=None)
    sums = get_sector("support").sums["support.donations_goods"]
    assert sums([world.one.pk], FIRST, LAST) == []


def test_every_sum_says_where_its_rows_are():
    sector = get_sector("support")
    ledgers = {ledger.name for ledger in sector.ledgers}
    assert set(sector.behind) == set(sector.sums) == set(NAIVE)
    assert {behind.ledger for behind in sector.behind.values()} == ledgers


# The list's total that a sum is found in; "" = the number of rows.
TOTALS = {
    "support.fiscal_aid": "amount",
    "support.aid_projects": "",
    "support.paid_out": "amount",
    "support.donations_cash": "cash",
    "support.donations_goods": "goods_value",
    "support.cadres": "people",
    "support.specialists": "people",
}


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(NAIVE))
def test_list_behind_a_sum_adds_up_to_it(rows, official, code):
    sector = get_sector("support")
    behind = sector.behind[code]
    ledger = next(ledger for ledger in sector.ledgers if ledger.name == behind.ledger)
    found = sector.sums[code]([rows.one.pk], FIRST, LAST)
    for _pk, month, value in found:
        params = QueryDict(mutable=True)
        until = last_day(month) if month < LAST.replace(day=1) else LAST
        dates = {"since": month.isoformat(), "until": until.isoformat()}
        params.update({"pairing": "one", **dates, **behind.query})
        page = ledger_page(ledger, rows.programme, official, params)
        total = TOTALS[code]
        assert (page.totals[total].value if total else page.count) == value
    assert len(found) > 3
