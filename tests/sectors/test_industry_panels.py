"""Each mark of a chart leads to exactly the rows behind it, in the sample and in a small world."""

import datetime
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone, translation

from cooperation.ledgers.pages import ledger_page
from cooperation.models import Pairing, Programme, User
from cooperation.sectors import PanelScope, get_sector
from tests.rows import until_module_ends

pytestmark = pytest.mark.slow

D = datetime.date
# Panel → the column whose total in the list is the mark's value; "" = the number of rows.
VALUES = {
    "pipeline": "",
    "contract-and-paid": "contract_amount",
    "payments": "amount",
    "clusters": "",
    "parks": "",
    "jobs": "jobs",
}
PARTS = {"jobs": "jobs_lifted"}


def panel_of(slug):
    return next(panel for panel in get_sector("industry").panels if panel.slug == slug)


def ledger_of(name):
    return next(ledger for ledger in get_sector("industry").ledgers if ledger.name == name)


def marks_of(slug, scope):
    return list(panel_of(slug).marks(scope))


def listed(slug, scope, mark):
    """The list that a mark leads to, as the page makes its address."""
    ledger = ledger_of(panel_of(slug).ledger)
    params = QueryDict(mutable=True)
    if scope.pairing is not None:
        params["pairing"] = scope.pairing.slug
    if not {"since", "until"} & set(mark.query):
        params["since"], params["until"] = scope.first.isoformat(), scope.last.isoformat()
    for name, value in mark.query.items():
        params[name] = value
    return ledger_page(ledger, scope.programme, scope.user, params)


def assert_leads_to_its_rows(slug, scope):
    """How many marks were compared."""
    compared = 0
    for mark in marks_of(slug, scope):
        page = listed(slug, scope, mark)
        assert not page.filter.form.errors, (slug, mark)
        if VALUES[slug]:
            assert page.totals[VALUES[slug]].value == mark.value, (slug, mark)
        else:
            assert page.count == mark.value, (slug, mark)
        if slug in PARTS:
            assert page.totals[PARTS[slug]].value == mark.part, (slug, mark)
        compared += 1
    return compared


def test_every_panel_is_compared():
    assert {panel.slug for panel in get_sector("industry").panels} == set(VALUES)


@pytest.fixture(scope="module")
def sampled(published, django_db_setup, django_db_blocker):
    """Sixteen months of the sample."""
    from django.core.management import call_command

    with until_module_ends(django_db_blocker):
        call_command("sample", months=16, verbosity=0)
        yield Programme.objects.get(code="sample-city")


@pytest.fixture
def reader(sampled, db):
    from cooperation.models import Assignment

    user = User.objects.create_user("reader", password="a long enough word 8")
    Assignment.objects.create(user=user, role="official", programme=sampled)
    return user


@pytest.mark.slow
@pytest.mark.parametrize("slug", sorted(VALUES))
@pytest.mark.parametrize("slug_of_pairing", ["", "xiaolan-panzhou"])
@pytest.mark.parametrize(
    ("first", "last"), [(D(2021, 1, 1), D(2021, 4, 30)), (D(2022, 1, 1), D(2022, 3, 31))]
)
def test_marks_of_the_sample_lead_to_their_rows(
    sampled, reader, slug, slug_of_pairing, first, last
):
    pairing = None
    if slug_of_pairing:
        pairing = Pairing.objects.get(programme=sampled, slug=slug_of_pairing)
    scope = PanelScope(sampled, reader, first, last, pairing)
    assert assert_leads_to_its_rows(slug, scope) > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", [ledger.name for ledger in get_sector("industry").ledgers])
def test_sample_fills_every_list(sampled, reader, name):
    assert ledger_page(ledger_of(name), sampled, reader, QueryDict()).count > 3


@pytest.mark.slow
def test_lists_behind_the_sums_hold_their_rows(sampled, reader):
    """A month's ledger sum is the count or the total of the list that stands behind it."""
    sector = get_sector("industry")
    columns = {
        "industry.invested": "amount",
        "industry.contracted": "contract_amount",
        "industry.jobs": "jobs",
        "industry.jobs_lifted": "jobs_lifted",
    }
    assert set(sector.behind) == set(sector.sums)
    pairing = Pairing.objects.get(programme=sampled, slug="huoju-shuicheng")
    compared = 0
    for code, behind in sector.behind.items():
        ledger = ledger_of(behind.ledger)
        for first, last in ((D(2021, 5, 1), D(2021, 5, 31)), (D(2022, 3, 1), D(2022, 3, 31))):
            total = {m: v for _pk, m, v in sector.sums[code]([pairing.pk], first, last)}
            params = QueryDict(mutable=True)
            params.update({"pairing": pairing.slug, "until": last.isoformat(), **behind.query})
            if not behind.stock:
                params["since"] = first.isoformat()
            page = ledger_page(ledger, sampled, reader, params)
            value = page.totals[columns[code]].value if code in columns else page.count
            assert (value or 0) == total.get(first, 0), (code, first)
            compared += bool(total)
    assert compared >= 12


@pytest.fixture
def scope(world, official):
    return PanelScope(world.programme, official, D(2022, 1, 1), D(2022, 4, 30))


def test_pipeline_is_that_of_the_last_day(world, scope):
    world.project(talks_on=D(2022, 4, 20))
    world.project(talks_on=D(2022, 5, 2))
    world.project(signed_on=D(2022, 4, 10), started_on=D(2022, 5, 3))
    world.project(signed_on=D(2022, 4, 20), ended_on=D(2022, 5, 9), end_reason="市场变化")
    world.project(signed_on=D(2022, 4, 30), deleted_at=timezone.now())
    world.project(world.two, production_on=D(2021, 3, 1))
    with translation.override("en"):
        found = {
            mark.query["stage_then"]: (mark.value, mark.note)
            for mark in marks_of("pipeline", scope)
        }
    assert found == {
        "talks": (1, "median 10 days"),
        "signed": (2, "median 15 days"),
        "started": (0, ""),
        "production": (1, "median 425 days"),
        "ended": (0, ""),
    }
    assert assert_leads_to_its_rows("pipeline", scope) == 5


def test_contract_and_money_in_place_are_apart(world, scope):
    before = world.project(signed_on=D(2021, 5, 1), contract_amount="1000")
    signed = world.project(signed_on=D(2022, 2, 1), contract_amount="500.25")
    world.project(world.two, signed_on=D(2022, 2, 1))
    for project in (before, signed):
        world.payment(project, D(2022, 3, 1), "10")
    world.payment(signed, D(2022, 5, 1), "99")
    found = {m.query["pairing"]: (m.value, m.second) for m in marks_of("contract-and-paid", scope)}
    # A contract that nobody named is unknown, not 0.
    assert found == {"one": (Decimal("500.25"), Decimal(20)), "two": (None, None)}
    assert assert_leads_to_its_rows("contract-and-paid", scope) == 2


def test_project_without_a_park_or_in_one_taken_out_has_its_mark(world, scope):
    park = world.park(name_zh="甲园")
    world.project(park=park)
    world.project(park=park)
    world.project()
    park.deleted_at = timezone.now()
    park.save()
    with translation.override("en"):
        found = [(mark.label, mark.value) for mark in marks_of("parks", scope)]
    assert found == [("甲园", 2), ("No park", 1)]
    assert assert_leads_to_its_rows("parks", scope) == 2


def test_jobs_are_those_of_the_projects_that_start(world, scope):
    world.project(signed_on=D(2022, 1, 1), jobs=99)
    world.project(started_on=D(2022, 2, 1), jobs=40, jobs_lifted=10)
    world.project(started_on=D(2022, 3, 1), jobs=5, jobs_lifted=None)
    world.project(started_on=D(2022, 5, 1), jobs=7)
    (mark,) = marks_of("jobs", scope)
    assert (mark.value, mark.part) == (45, 10)
    assert assert_leads_to_its_rows("jobs", scope) == 1


def test_clerk_sees_the_marks_of_the_assignment(world, scope, other_clerk):
    world.project(signed_on=D(2022, 1, 5))
    world.project(world.two, signed_on=D(2022, 1, 5))
    own = PanelScope(world.programme, other_clerk, scope.first, scope.last)
    assert [m.value for m in marks_of("clusters", scope)] == [2]
    assert [m.value for m in marks_of("clusters", own)] == [1]


@pytest.mark.parametrize("slug", sorted(VALUES))
@pytest.mark.parametrize("size", [1, 30])
def test_statements_do_not_grow(world, scope, slug, size, django_assert_num_queries):
    for number in range(size):
        group = world.group(f"g{number}", "丙", f"丙{number}", 50)
        project = world.project(
            group, enterprise_zh=f"企业{number}", started_on=D(2022, 2, 1), jobs=3,
            park=world.park(group, name_zh=f"园{number}"), signed_on=D(2022, 1, 1),
        )  # fmt: skip
        world.payment(project, D(2022, 2, 3), 4)
    _ = scope.user.grants
    statements = {"pipeline": 1, "clusters": 1, "payments": 1, "contract-and-paid": 3}
    with django_assert_num_queries(statements.get(slug, 2)):
        assert marks_of(slug, scope)
