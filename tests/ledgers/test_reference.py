"""Ledgers whose rows hang from no pairing: list, summary, page, statements."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from cooperation.ledgers import views
from cooperation.ledgers.pages import ledger_page
from cooperation.ledgers.summary import ledger_summaries
from cooperation.models import Place, ReferenceQuerySet
from cooperation.period import Period
from cooperation.sectors import get_sector
from labor.models import Employer
from tests.ledgers.conftest import EMPLOYERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def townships(world):
    return [
        Place.objects.create(code=f"T{number}", level="township", name_zh=name)
        for number, name in enumerate(("小榄镇", "三乡镇", "无人镇"))
    ]


@pytest.fixture
def employers(townships):
    """Three real ones and a made-up one."""
    return [
        Employer.objects.create(name_zh=name, township=township, sample=name == "样例厂")
        for name, township in (
            ("甲厂", townships[0]),
            ("乙厂", townships[1]),
            ("丙厂", None),
            ("样例厂", townships[0]),
        )
    ]


def page_of(world, user, query=""):
    return ledger_page(EMPLOYERS, world.programme, user, QueryDict(query), address="/x/")


def names(page):
    return {row.name_zh for row in page.rows}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"甲厂", "乙厂", "丙厂"}),
        ("q=甲", {"甲厂"}),
        ("pairing=one&since=2021-01-01&until=2021-02-01", {"甲厂", "乙厂", "丙厂"}),
    ],
)
def test_list_knows_text_and_no_pairing_or_dates(world, official, employers, query, found):
    page = page_of(world, official, query)
    assert names(page) == found
    assert set(page.filter.filters) == {"q", "township"}
    assert page.count == len(found)


def test_list_of_a_place(world, official, employers, townships):
    page = page_of(world, official, f"township={townships[0].pk}")
    assert names(page) == {"甲厂"}


def test_made_up_rows_stand_beside_a_sample_only(world, official, employers):
    world.programme.sample = True
    assert names(page_of(world, official)) == {"样例厂"}


def test_everyone_with_an_account_reads_reference_rows(world, clerk, other_clerk, employers):
    rows = ReferenceQuerySet(Employer)
    seen = [rows.visible_to(user).count() for user in (clerk, other_clerk, AnonymousUser())]
    assert seen == [4, 4, 0]


def test_summary_counts_all_of_them(world, official, employers, with_ledgers):
    with_ledgers(EMPLOYERS)
    sector = get_sector("labor")
    from cooperation.ledgers import summary

    addresses, summary.reverse = summary.reverse, lambda name: f"/{name}/"
    try:
        (found,) = ledger_summaries(sector, Period(world.programme, 2021, 6), official)
    finally:
        summary.reverse = addresses
    assert (found.rows, found.sums, found.dated) == ("3", (), False)
    assert found.url == found.all_url == "/labor:employer-list/?programme=try"


def test_page_of_a_row_is_the_programmes(
    rf, world, official, employers, with_ledgers, monkeypatch, townships
):
    with_ledgers(EMPLOYERS)
    queryset = type(Employer.objects.all())
    monkeypatch.setattr(queryset, "beside", ReferenceQuerySet.beside, raising=False)
    monkeypatch.setattr(views, "reverse", lambda name, **kwargs: f"/{name}/")
    request = rf.get("/x/", {"programme": "try"})
    request.user, request.htmx = official, False
    html = views.ledger_detail(request, "labor", "employers", employers[0].pk).content.decode()
    assert "小榄镇" in html
    assert "<h1>甲厂</h1>" in html


@pytest.mark.parametrize("rows", [2, 70])
def test_statements_do_not_grow(world, official, rows, django_assert_num_queries):
    for number in range(rows):
        place = Place.objects.create(code=f"X{number}", level="township", name_zh=f"镇{number}")
        Employer.objects.create(name_zh=f"厂{number}", township=place)
    assert official.grants
    # Count, rows, and the places of the select, or that there are too many for one.
    with django_assert_num_queries(3):
        page = page_of(world, official)
        assert len(page.rows) == min(rows, 50)
        options = str(page.filter.form["township"])
    assert options.count("<option") == (rows + 1 if rows < 60 else 0)
