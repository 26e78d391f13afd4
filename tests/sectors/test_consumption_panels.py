"""Every mark of the sector's charts leads to a list that adds up to it; taken-out rows never
count; the statements do not grow."""

import datetime
from copy import deepcopy
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone, translation

from consumption.models import Fair, Purchase
from consumption.sector import FAIRS, PURCHASES
from cooperation.ledgers.scope import listed_rows
from cooperation.models import Indicator, Programme, User
from cooperation.sampling.figures import Figures
from cooperation.sampling.world import CITY
from cooperation.sectors import PanelScope, get_sector
from tests.rows import until_module_ends

pytestmark = pytest.mark.slow

D = datetime.date
FIRST, LAST = D(2022, 1, 1), D(2022, 10, 31)
LEDGERS = {"purchase": PURCHASES, "fair": FAIRS}
SLUGS = [
    "modes", "months", "channels", "kinds", "products", "townships", "season", "suppliers",
    "fairs",
]  # fmt: skip


@pytest.fixture(scope="module")
def module_sample(django_db_setup, django_db_blocker):
    with until_module_ends(django_db_blocker):
        call_command("seed", verbosity=0)
        call_command("sample", months=24, verbosity=0)
        row = Purchase.objects.filter(date__gte=FIRST, date__lte=LAST).first()
        row.deleted_at = timezone.now()
        row.save()
        yield Programme.objects.get(code="sample-city")


@pytest.fixture
def programme(module_sample, db):
    return deepcopy(module_sample)


@pytest.fixture
def reader(programme):
    return User.objects.create_superuser("reader", password="a long enough word 8")


@pytest.fixture(params=["all", "xiaolan-panzhou"])
def scope(request, programme, reader):
    pairing = programme.pairings.filter(slug=request.param).first()
    return PanelScope(programme, reader, FIRST, LAST, pairing)


def panel(slug):
    return next(one for one in get_sector("consumption").panels if one.slug == slug)


def listed(scope, mark, ledger):
    """The rows that the page leads to: it adds the pairing and, where none are named, dates."""
    params = QueryDict(mutable=True)
    if not {"since", "until"} & set(mark.query):
        params.update({"since": scope.first.isoformat(), "until": scope.last.isoformat()})
    if scope.pairing:
        params["pairing"] = scope.pairing.slug
    params.update(mark.query)
    rows, choices = listed_rows(ledger, scope.programme, scope.user)
    filterset = ledger.filterset(params, rows, pairings=choices)
    assert filterset.is_valid(), filterset.errors
    return filterset.qs


def naive(scope, model, date):
    rows = model.objects.filter(pairing__programme=scope.programme)
    return [
        row
        for row in rows
        if FIRST <= getattr(row, date) <= LAST
        and (scope.pairing is None or row.pairing_id == scope.pairing.pk)
    ]


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "fairs"])
def test_list_behind_each_mark_adds_up_to_it(scope, slug):
    marks = list(panel(slug).marks(scope))
    assert marks
    for mark in marks:
        rows = list(listed(scope, mark, PURCHASES))
        if mark.second is None:
            assert sum(row.amount for row in rows) == mark.value, mark
        else:
            parts = {"direct": Decimal(0), "help": Decimal(0)}
            for row in rows:
                parts[row.mode] += row.amount
            assert (parts["direct"], parts["help"]) == (mark.value, mark.second), mark
        assert rows or not mark.value


@pytest.mark.parametrize("slug", ["modes", "months", "channels", "kinds", "season"])
def test_marks_together_are_all_purchases(scope, slug):
    total = sum(row.amount for row in naive(scope, Purchase, "date"))
    marks = panel(slug).marks(scope)
    assert sum(mark.value + (mark.second or 0) for mark in marks) == total > 0


def test_list_behind_a_fair_is_the_fair(scope):
    marks = list(panel("fairs").marks(scope))
    expected = {fair.pk: fair for fair in naive(scope, Fair, "start")}
    assert 1 < len(marks) <= len(expected)
    for mark in marks:
        (fair,) = listed(scope, mark, FAIRS)
        assert (mark.value, mark.second) == (fair.sales_on_site, fair.sales_after)
        assert fair == expected[fair.pk]
    values = [mark.value for mark in marks]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("slug", ["products", "suppliers", "townships"])
def test_largest_come_first_and_no_more_than_can_be_read(scope, slug):
    values = [mark.value for mark in panel(slug).marks(scope)]
    assert values == sorted(values, reverse=True)
    assert len(values) <= 15


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("months", [1, 10])
def test_a_panel_is_one_statement(programme, reader, slug, months, django_assert_num_queries):
    scope = PanelScope(programme, reader, FIRST, D(2022, months, 28))
    list(panel(slug).marks(scope))  # the reader's assignments
    with django_assert_num_queries(1):
        list(panel(slug).marks(scope))


def test_unknown_stays_apart_from_nothing(programme, reader):
    """A fair of which only a published total is known has no sales on site, not 0."""
    city = programme.pairings.get(kind="city")
    Fair.objects.create(
        pairing=city, start=D(2022, 3, 1), title_zh="某会", sales_all=300, exactness="about"
    )
    Purchase.objects.filter(date__gte=FIRST, date__lte=LAST).update(buyer_place=None)
    scope = PanelScope(programme, reader, FIRST, D(2022, 3, 31))
    with translation.override("en"):
        mark = next(one for one in panel("fairs").marks(scope) if one.label == "某会")
        (unknown,) = panel("townships").marks(scope)
    assert (mark.value, mark.second) == (None, None)
    assert mark.note == "all sales as published: ≈300.00"
    assert (unknown.label, unknown.query) == ("—", {"buyer_place": "null"})


def test_sample_says_in_most_months_what_was_declared_and_in_a_few_not(programme):
    indicators = Indicator.objects.prefetch_related("versions")
    figures = Figures(CITY, indicators, 2, 1)
    sums = get_sector("consumption").sums["consumption.assisted_sales"]
    pairings = {p.pk: p.slug for p in programme.pairings.all()}
    found = {(pairings[pk], m): v for pk, m, v in sums(pairings, D(2021, 1, 1), D(2022, 12, 31))}
    groups = {group.slug: group for group in CITY.pairings}
    same = [
        found.get((slug, D(2021 + n // 12, n % 12 + 1, 1)), Decimal(0)) == amount
        for slug, group in groups.items()
        for n, amount in enumerate(figures.amounts(group, "consumption.assisted_sales"))
    ]
    assert 0 < same.count(False) < len(same) / 8
