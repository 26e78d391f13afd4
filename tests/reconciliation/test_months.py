"""All months compared, judged by a naive double; a fixed number of statements."""

import dataclasses
import random
from decimal import ROUND_HALF_UP, Decimal

import pytest

from cooperation.models import Explanation, Figure, Pairing
from cooperation.reconciliation import State, compare_cell, compare_months, rows_address
from cooperation.scoreboard import scoreboard
from cooperation.sectors import Sector
from industry.models import Payment
from tests.reconciliation.conftest import INVESTED, month

pytestmark = pytest.mark.slow

YEAR = 2024
CENT = Decimal("0.01")


def pairings_of(world):
    return Pairing.objects.reporting_in(world.programme)


def compared(world, sector, first=1, through=12, **options):
    found = compare_months(
        world.programme, sector, pairings_of(world), YEAR, first, through, **options
    )
    return {(one.pairing.slug, one.month.month): one for one in found}


def naive_declared(pairing, number):
    """The month of a flow, the slow and obvious way: from the figures that were written."""
    figures = {
        f.submission.report.month.month: (f.basis, f.value)
        for f in Figure.objects.filter(
            submission__report__pairing=pairing, submission__report__month__year=YEAR
        ).select_related("submission__report")
        if f.value is not None
    }

    def until(last):
        """The year to date, only where no month before it is missing."""
        total = Decimal(0)
        for back in range(last, 0, -1):
            if back not in figures:
                return None
            basis, value = figures[back]
            total += value
            if basis == "ytd":
                return total
        return total

    basis, value = figures.get(number, ("", None))
    if value is None or basis == "month":
        return value
    before = until(number - 1)
    return None if before is None else value - before


def naive_ledger(pairing, number):
    total = rows = 0
    for payment in Payment.objects.select_related("project"):
        day = payment.paid_on
        if payment.project.pairing_id == pairing.pk and (day.year, day.month) == (YEAR, number):
            rows += 1
            total += payment.amount
    return Decimal(total).quantize(CENT, ROUND_HALF_UP) if rows else None


@pytest.fixture
def history(world):
    """Two years of months and years to date with gaps, and payments that mostly fit them."""
    rng = random.Random(11)
    for pairing in (world.city, world.group, world.other):
        reached = Decimal(0)
        for number in range(1, 13):
            amount = Decimal(rng.randrange(1, 10**6)).scaleb(-2)
            reached += amount
            if rng.random() < 0.8:
                basis = rng.choice(["month", "ytd"])
                world.declare(reached if basis == "ytd" else amount, month(number),
                              pairing=pairing, basis=basis)  # fmt: skip
            if rng.random() < 0.7:
                part = Decimal(rng.randrange(1, 10**8)).scaleb(-4)
                world.pay(part, month(number), pairing=pairing)
                if rng.random() < 0.5 and amount > part:
                    world.pay(amount - part, month(number), pairing=pairing, day=28)
    world.pay(5, month(1, 2023))
    world.declare(7, month(12, 2023))
    return world


def test_the_months_equal_the_naive_ones(history, industry):
    expected = {}
    for pairing in pairings_of(history):
        for number in range(1, 13):
            numbers = naive_declared(pairing, number), naive_ledger(pairing, number)
            if numbers != (None, None):
                expected[pairing.slug, number] = numbers
    found = compared(history, industry)
    assert {key: (one.declared, one.ledger) for key, one in found.items()} == expected
    assert {one.state for one in found.values()} >= {
        State.AGREES, State.UNEXPLAINED, State.NO_ROWS, State.NO_FIGURE,
    }  # fmt: skip


def test_the_declared_months_are_the_scoreboards(history, industry):
    whole = scoreboard(history.programme, YEAR, 12, indicators=[INVESTED])
    for pairing in pairings_of(history):
        months = whole.declared_months(pairing, INVESTED)
        for number in range(1, 13):
            board = scoreboard(history.programme, YEAR, number, indicators=[INVESTED])
            (row,) = board.rows_for(pairing.pk)
            assert months[number - 1] == row.month


def test_a_part_of_the_year_is_that_part_of_the_whole(history, industry):
    whole = compared(history, industry)
    part = compared(history, industry, first=4, through=6)
    assert part == {key: one for key, one in whole.items() if 4 <= key[1] <= 6}
    for (slug, number), one in part.items():
        pairing = next(p for p in pairings_of(history) if p.slug == slug)
        assert compare_cell(history.programme, industry, pairing, INVESTED, month(number)) == one


def test_a_stock_is_the_count_of_that_very_month(world):
    """A count that is carried on from an earlier month was not declared for this one."""
    for number, count in ((2, 3), (4, 5)):
        world.approved(month(number), workshops=count)

    def counts(pairings, first, last):
        return [(world.group.pk, month(n), Decimal(c)) for n, c in ((2, 3), (3, 4), (4, 4))]

    sector = Sector("labor", "Labor", sums={"labor.workshops": counts})
    found = compared(world, sector, through=6)
    assert {key: (one.declared, one.ledger, one.state) for key, one in found.items()} == {
        ("group", 2): (3, 3, State.AGREES),
        ("group", 3): (None, 4, State.NO_FIGURE),
        ("group", 4): (5, 4, State.UNEXPLAINED),
    }


def test_the_newest_explanation_counts_while_it_fits(world, industry):
    world.declare(10, month(3))
    world.pay(7, month(3))
    cell = {"pairing": world.group, "indicator": world.indicators[INVESTED], "month": month(3)}
    assert compared(world, industry)["group", 3].state == State.UNEXPLAINED
    Explanation.objects.create(**cell, declared=10, ledger=7)
    assert compared(world, industry)["group", 3].state == State.EXPLAINED
    # A newer one of other numbers shows instead, and does not fit.
    newer = Explanation.objects.create(**cell, declared=10, ledger=6)
    one = compared(world, industry)["group", 3]
    assert (one.state, one.given) == (State.UNEXPLAINED, newer)


def test_a_row_that_was_taken_out_unsettles_the_explanation(world, industry):
    world.declare(10, month(3))
    world.pay(7, month(3))
    late = world.pay(1, month(3))
    cell = {"pairing": world.group, "indicator": world.indicators[INVESTED], "month": month(3)}
    Explanation.objects.create(**cell, declared=10, ledger=8)
    assert compared(world, industry)["group", 3].state == State.EXPLAINED
    late.delete()
    assert compared(world, industry)["group", 3].state == State.UNEXPLAINED


def test_what_a_pairing_does_not_owe_is_not_compared(world, industry):
    world.pay(7, month(3))
    assert ("group", 3) in compared(world, industry)
    world.indicators[INVESTED].not_for.add(world.group)
    assert compared(world, industry) == {}


def test_a_returned_report_declares_nothing(world, industry):
    world.declare(10, month(3))
    world.pay(10, month(3))
    submission = world.group.monthly_reports.get().submissions.get()
    submission.reviews.create(decision="returned", reason="look again", by=world.reviewer)
    assert compared(world, industry)["group", 3].state == State.NO_FIGURE


@pytest.mark.parametrize("more", [0, 6])
def test_statements_do_not_grow(history, industry, more, django_assert_num_queries):
    for number in range(more):
        pairing = history.pairing(f"more-{number}", "group", history.city)
        history.declare(3, month(5), pairing=pairing)
        history.pay(2, month(5), pairing=pairing)
    pairings = pairings_of(history)
    Explanation.objects.create(
        pairing=history.group, indicator=history.indicators[INVESTED], month=month(5),
        declared=1, ledger=2,
    ).parts.create(kind="late_row", amount=-1)  # fmt: skip
    # Indicators, pairings, figures, readings, targets; one sum; explanations and their parts.
    with django_assert_num_queries(8):
        found = compare_months(history.programme, industry, pairings, YEAR, 1, 12)
    assert len(found) > 20


def test_rows_behind_a_sum_have_an_address(world, behind, industry):
    place = (INVESTED, world.programme, world.group, month(2))
    assert rows_address(dataclasses.replace(industry, behind={}), *place) == ""
    assert rows_address(behind, *place) == (
        "/industry/projects/?programme=test&pairing=group&kind=new_landing"
        "&since=2024-02-01&until=2024-02-29"
    )
