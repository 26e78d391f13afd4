"""Each mark of a chart of 保障 leads to exactly its rows: the filtered list says the same."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import translation

from cooperation.ledgers.pages import ledger_page
from cooperation.models import Pairing, Programme
from cooperation.sampling.world import CITY
from cooperation.sampling.writing import write_sample
from cooperation.sectors import PanelScope, get_sector
from tests.people import make_person
from tests.rows import until_module_ends
from tests.sectors import support_rows as make

pytestmark = pytest.mark.slow

D = datetime.date
SECTOR = get_sector("support")
PANELS = {panel.slug: panel for panel in SECTOR.panels}
LEDGERS = {ledger.name: ledger for ledger in SECTOR.ledgers}
# The list's total that a mark's value equals, and that of `second`; "" = the number of rows.
TOTALS = {
    "funds": ("amount", ""),
    "budgets": ("budget", "paid"),
    "payments": ("amount", ""),
    "works": ("", ""),
    "postings": ("people", ""),
    "donations": ("cash", "goods_value"),
}
SECONDS = {"budgets", "donations"}


@pytest.fixture(scope="module")
def sample(published, django_db_blocker):
    """Two years and a bit of the sample programme, and an official who sees all of it."""
    with until_module_ends(django_db_blocker):
        write_sample(CITY, months=26, seed=1)
        programme = Programme.objects.get(sample=True)
        yield programme, make_person("panel_official", "official", programme=programme)


@pytest.fixture(params=["", "dongqu-liuzhi"], ids=["all", "one"])
def scope(request, sample, db):
    programme, user = sample
    pairing = Pairing.objects.filter(programme=programme, slug=request.param).first()
    return PanelScope(programme, user, D(2022, 1, 1), D(2022, 9, 30), pairing)


def listed(scope, panel, query):
    """The list that a mark leads to: the page adds pairing and, without dates, the period."""
    asked = {"pairing": scope.pairing.slug} if scope.pairing else {}
    if not {"since", "until"} & set(query):
        asked |= {"since": scope.first.isoformat(), "until": scope.last.isoformat()}
    params = QueryDict(mutable=True)
    params.update(asked | dict(query))
    page = ledger_page(LEDGERS[panel.ledger], scope.programme, scope.user, params)
    assert page.filter.form.is_valid(), page.filter.form.errors
    return page


def value_of(page, total):
    return page.totals[total].value if total else page.count


@pytest.mark.slow
@pytest.mark.parametrize("slug", PANELS)
def test_mark_leads_to_its_rows(scope, slug):
    panel = PANELS[slug]
    marks = list(panel.marks(scope))
    assert len(marks) > 1
    first, second = TOTALS[slug]
    for mark in marks:
        page = listed(scope, panel, mark.query)
        assert page.count
        assert mark.value == value_of(page, first), mark
        if slug in SECONDS:
            assert mark.second == value_of(page, second), mark
        assert mark.part is None or 0 <= mark.part <= mark.value


@pytest.mark.slow
@pytest.mark.parametrize("slug", [slug for slug in PANELS if slug != "works"])
def test_marks_together_are_the_whole_period(scope, slug):
    """No row is left out and none stands behind two marks."""
    panel = PANELS[slug]
    marks = list(panel.marks(scope))
    page = listed(scope, panel, {})
    assert sum(listed(scope, panel, mark.query).count for mark in marks) == page.count
    first, second = TOTALS[slug]
    assert sum(mark.value or 0 for mark in marks) == value_of(page, first)
    if slug in SECONDS:
        assert sum(mark.second or 0 for mark in marks) == value_of(page, second)


@pytest.mark.slow
def test_works_are_all_projects_under_way(scope):
    scope = replace(scope, last=D(2023, 2, 28))
    marks = list(PANELS["works"].marks(scope))
    page = listed(scope, PANELS["works"], {"status": "under_way", "until": "2023-02-28"})
    assert sum(mark.value for mark in marks) == page.count
    rows = page.table.ordered()
    late = [row for row in rows if row.planned_end and row.planned_end < scope.last]
    assert sum(mark.part for mark in marks) == len(late)
    assert late or scope.pairing


def period(world, user):
    return PanelScope(world.programme, user, D(2022, 1, 1), D(2022, 12, 31))


@pytest.mark.parametrize("slug", PANELS)
@pytest.mark.parametrize("rows", [1, 20])
def test_panel_costs_the_same_at_every_size(world, official, slug, rows, django_assert_num_queries):
    for number in range(rows):
        for row in make.MAKE.values():
            row(world, world.two if number % 2 else world.one)
    scope = period(world, official)
    assert official.grants
    with django_assert_num_queries(2 if slug == "funds" else 1):
        assert list(PANELS[slug].marks(scope))


def test_cash_and_goods_are_never_added(world, official):
    make.donation(world, amount=Decimal("8.14"))
    make.donation(world, kind="goods", amount=Decimal(57))
    make.donation(world, kind="goods", amount=None, date=D(2022, 7, 3))
    june, july = PANELS["donations"].marks(period(world, official))
    assert (june.value, june.second) == (Decimal("8.14"), Decimal(57))
    # Goods that nobody valued are unknown, not nothing.
    assert (july.value, july.second) == (None, None)


def test_budget_and_payments_stand_apart(world, official):
    project = make.project(world, budget=Decimal(100))
    make.payment(world, project=project, amount=Decimal(30), date=D(2023, 2, 1))
    make.project(world, status="", budget=None)
    under_way, unknown = PANELS["budgets"].marks(period(world, official))
    assert (under_way.value, under_way.second) == (Decimal(100), Decimal(30))
    assert (unknown.value, unknown.second, unknown.query) == (None, None, {"status": "unknown"})


def test_works_say_which_are_late(world, official):
    make.project(world, progress=30, planned_end=D(2022, 12, 30))
    make.project(world, progress=49, planned_end=D(2022, 12, 31))
    make.project(world, progress=100)
    make.project(world, progress=None)
    make.project(world, status="completed", progress=100, completed_on=D(2022, 5, 1))
    marks = PANELS["works"].marks(period(world, official))
    assert [(m.query["progress"], m.value, m.part) for m in marks] == [
        ("25-49", 2, 1),
        ("100", 1, 0),
        ("unknown", 1, 0),
    ]


def test_panels_show_what_the_reader_may_see(world, clerk, other_clerk):
    make.fund(world, world.one)
    make.fund(world, world.two, amount=7)
    # The clerk's sector is another one; the other clerk's pairing is the second.
    assert list(PANELS["funds"].marks(period(world, clerk))) == []
    (mark,) = PANELS["funds"].marks(period(world, other_clerk))
    assert (mark.value, mark.query["pairing"]) == (7, "two")


def test_people_are_sent_in_two_directions(world, official):
    make.posting(world, role="doctor", people=4)
    make.posting(world, role="doctor", people=2, direction="west_to_east")
    with translation.override("en"):
        marks = list(PANELS["postings"].marks(period(world, official)))
    assert [(m.group, m.label, m.value) for m in marks] == [
        ("East to west", "Doctor", 4),
        ("West to east", "Doctor", 2),
    ]
