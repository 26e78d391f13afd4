"""What a mark of labor's charts stands for, where that is not plain."""

import datetime

from django.utils.translation import gettext

from labor.panels import PANELS
from tests.sectors import labor_rows as rows
from tests.sectors.labor_marks import check, scope_of

D = datetime.date
PANEL = {panel.slug: panel for panel in PANELS}


def test_batch_goes_where_all_its_employers_lie(world, official):
    city, other, unsaid = (
        rows.employer(name, location=place)
        for name, place in (("甲", "east_city"), ("乙", "west_near"), ("丙", ""))
    )
    cases = ([city], [city, other], [city, unsaid], [])
    for people, chosen in enumerate(cases, start=1):
        batch = world.batch(people=people, start=D(2021, 3, 1))
        for one in chosen:
            rows.receipt(batch, one)
        found = check(PANEL["destinations"], scope_of(world.programme, official))
    assert {mark.query["destination"]: mark.value for mark in found} == {
        "east_city": 1, "several": 2, "unknown": 7,
    }  # fmt: skip
    # Nobody gave a number: unknown, which is not 0.
    assert {
        mark.value for mark in check(PANEL["employers"], scope_of(world.programme, official))
    } == {None}


def test_employer_of_a_like_name_is_not_meant(world, official):
    one, other = rows.employer("TCL"), rows.employer("TCL电器")
    batch = world.batch(people=30)
    rows.receipt(batch, one, 10)
    rows.receipt(batch, other, 20)
    found = check(PANEL["employers"], scope_of(world.programme, official))
    assert [(mark.label, mark.value) for mark in found] == [("TCL电器", 20), ("TCL", 10)]
    page = rows.listed("batch", world.programme, official, employer="TCL")
    assert rows.total(page, "received") == 30


def test_flow_starts_at_the_district_where_no_township_is_known(world, official):
    home, there = rows.township("w1", "双水街道"), rows.township("e1", "古镇镇")
    works = rows.employer("灯饰厂", township=there)
    for pairing, origin, people in (
        (world.one, home, 3),
        (world.one, None, 5),
        (world.two, None, 7),
    ):
        rows.receipt(world.batch(pairing, people=people, origin=origin), works, people)
    rows.receipt(world.batch(people=9, origin=home), rows.employer("某厂"), 9)
    found = check(PANEL["flows"], scope_of(world.programme, official))
    assert {(mark.label, mark.group, mark.value) for mark in found} == {
        ("双水街道", "古镇镇", 3), ("甲区", "古镇镇", 5), ("乙区", "古镇镇", 7),
        ("双水街道", gettext("Township unknown"), 9),
    }  # fmt: skip
