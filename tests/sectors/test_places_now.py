"""Townships of the past on today's map: the same people and money, under other names."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.http import QueryDict

from consumption.charts import townships
from consumption.sector import PURCHASES
from cooperation.ledgers.pages import ledger_page
from cooperation.models import PlaceChange
from labor.panels import PANELS, flows
from tests.sectors import labor_rows as rows
from tests.sectors.labor_marks import check, scope_of

pytestmark = pytest.mark.slow

D = datetime.date
FLOWS = next(panel for panel in PANELS if panel.slug == "flows")


@pytest.fixture
def merged(world):
    """Two townships that became a third, and one that is what it was."""
    old, other, new, same = (
        rows.township(code, name)
        for code, name in (("e1", "老镇"), ("e2", "东镇"), ("e3", "新镇"), ("e4", "古镇镇"))
    )
    for place in (old, other):
        PlaceChange.objects.create(
            from_place=place, to_place=new, date=D(2021, 7, 19), kind="merge"
        )
    return old, other, new, same


@pytest.fixture
def scope(world, official):
    return scope_of(world.programme, official)


def on_todays_map(scope):
    return replace(scope, map_day=D(2026, 1, 1))


def test_flows_of_merged_townships_are_one(world, scope, merged, django_assert_num_queries):
    home = rows.township("w1", "双水街道")
    for place, people in zip(merged, (1, 2, 4, 8), strict=True):
        employer = rows.employer(f"厂{people}", township=place)
        rows.receipt(world.batch(people=people, origin=home, start=D(2021, 3, 1)), employer, people)
    then = check(FLOWS, scope)
    assert sorted((mark.group, mark.value) for mark in then) == [
        ("东镇", 2), ("古镇镇", 8), ("新镇", 4), ("老镇", 1),
    ]  # fmt: skip
    # Each mark's list still adds up to it, and the whole is the same.
    now = check(FLOWS, on_todays_map(scope))
    assert [(mark.label, mark.group, mark.value) for mark in now] == [
        ("双水街道", "古镇镇", 8), ("双水街道", "新镇", 7),
    ]  # fmt: skip
    assert sum(mark.value for mark in now) == sum(mark.value for mark in then)
    # The sums, the map, the places' names; here no flow begins at a pairing's western end.
    with django_assert_num_queries(3):
        list(flows(on_todays_map(scope)))


def test_flows_from_a_township_that_was_renamed(world, scope, merged):
    old, other, _new, same = merged
    works = rows.employer("灯饰厂", township=same)
    for place, people in ((old, 3), (other, 4), (None, 5)):
        rows.receipt(world.batch(people=people, origin=place, start=D(2021, 3, 1)), works, people)
    found = check(FLOWS, on_todays_map(scope))
    assert {(mark.label, mark.value) for mark in found} == {("新镇", 7), ("甲区", 5)}


def test_purchases_of_merged_townships_are_one(world, scope, merged):
    for place, amount in zip((*merged, None), ("1.1", "2.2", "4.4", "8.8", "16"), strict=True):
        world.purchase(amount=Decimal(amount), date=D(2021, 3, 1), buyer_place=place)
    then, now = townships(scope), townships(on_todays_map(scope))
    assert [(mark.label, mark.value) for mark in now] == [
        ("—", Decimal("16")), ("古镇镇", Decimal("8.8")), ("新镇", Decimal("7.7")),
    ]  # fmt: skip
    assert len(then) == 5
    assert sum(mark.value for mark in now) == sum(mark.value for mark in then)
    for mark in now:
        params = QueryDict(mutable=True)
        params.update(mark.query)
        page = ledger_page(PURCHASES, world.programme, scope.user, params)
        assert not page.filter.form.errors
        assert page.totals["amount"].value == mark.value


@pytest.mark.parametrize("value", ["now-", "now-0", "now-99999", "now-x", "now-" + "9" * 30])
def test_a_unit_that_no_row_names_is_no_choice(signed_in, value):
    assert signed_in.get("/consumption/purchases/", {"buyer_place": value}).status_code == 200
    wanted = {"employer_township": f"x #{value}", "origin": value}
    assert signed_in.get("/labor/batches/", wanted).status_code == 200
