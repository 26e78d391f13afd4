"""Which columns a list shows: texts of addresses and forms, order, and what is read for them."""

import datetime

import pytest
from django.core.cache import cache
from django.http import QueryDict

from cooperation.ledgers.arrangement import arranged, within
from cooperation.ledgers.columns import columns_of, moved, offered, usual_columns
from cooperation.ledgers.pages import ledger_page
from cooperation.models import Place
from cooperation.sectors import all_sectors
from industry.models import Project
from industry.tables import ProjectTable
from labor.models import Employer
from labor.tables import TransferBatchTable
from tests import consumption_access
from tests.ledgers.conftest import EMPLOYERS, EmployerTable
from tests.sectors import industry_access, labor_rows, support_access

pytestmark = pytest.mark.slow

USUAL = ("start", "pairing", "title", "travel", "people", "lifted", "received")


@pytest.mark.parametrize(
    ("text", "shown", "unknown"),
    [
        ("", USUAL, ()),
        ("people", ("start", "people"), ()),
        ("people,travel,people", ("start", "people", "travel"), ()),
        ("lifted,start", ("start", "lifted"), ()),
        ("amount,people,__class__", ("start", "people"), ("amount", "__class__")),
        ("amount", USUAL, ("amount",)),
        ("all", (*USUAL, "origin", "code"), ()),
        (",,", USUAL, ()),
        ("x" * 10_000, USUAL, ("x" * 10_000,)),
    ],
)
def test_columns_of_a_text(text, shown, unknown):
    found = columns_of(TransferBatchTable, text)
    assert (found.shown, found.unknown) == (shown, unknown)


def test_optional_columns_are_shown_to_whoever_chose_them():
    assert usual_columns(EmployerTable) == ("name",)
    assert columns_of(EmployerTable, "township").shown == ("name", "township")
    assert columns_of(EmployerTable, "all").shown == ("name", "township")
    assert offered(EmployerTable, ("name",)) == [("name", True), ("township", False)]


@pytest.mark.parametrize(
    ("name", "step", "order"),
    [
        ("c", -1, "acbd"),
        ("c", 1, "abdc"),
        ("b", -1, "abcd"),  # the first keeps its place
        ("d", 1, "abcd"),
        ("a", 1, "abcd"),
        ("x", 1, "abcd"),
        ("", -1, "abcd"),
    ],
)
def test_moved(name, step, order):
    assert "".join(moved("abcd", name, step)) == order


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("order=start&order=people&order=travel&show=travel&show=people", "start,people,travel"),
        ("order=start&order=people&order=travel&show=travel&up=travel&show=people",
         "start,travel,people"),
        ("order=start&order=people&order=travel&show=travel", "start,travel"),
        ("order=start&order=people&show=people&reset=", ",".join(USUAL)),
        ("order=amount&show=amount&order=people&show=people", "start,people"),
        ("", ",".join(USUAL)),
    ],
)  # fmt: skip
def test_form_arranges(query, shown):
    assert ",".join(arranged(TransferBatchTable, QueryDict(query))) == shown


def test_form_leads_back_to_the_same_list():
    state = "programme=try&q=%E7%B1%B3&page=7&after=x&arrange=1&columns=people"
    assert within(state, columns="", size="100") == "programme=try&q=%E7%B1%B3&size=100"


def every_column():
    return [
        pytest.param(sector.slug, ledger, name, id=f"{ledger.name}-{name}")
        for sector in all_sectors()
        for ledger in sector.ledgers
        for name in ledger.table.base_columns
    ]


@pytest.mark.parametrize(("sector", "ledger", "name"), every_column())
def test_every_column_is_read_and_sorted_by_one_statement(
    world, official, django_assert_num_queries, sector, ledger, name
):
    """Shown alone, and sorted by while it is hidden; every ledger has a row here."""
    labor_rows.fill(world, 1)
    for one_of_each in (industry_access.one_of_each, consumption_access.rows):
        one_of_each(world.one, datetime.date(2022, 1, 1))
    support_access.rows_in(world.one)
    for pairing in (world.one, world.two):
        world.purchase(pairing)
        world.payment(world.project(pairing), "2022-01-01", 7)
    assert official.grants
    first = ledger.table.link
    for columns in ((first, name), (first,)):
        params = QueryDict(f"sort=-{name}")
        cache.clear()
        # Pairings where there are any, count and sums, rows.
        with django_assert_num_queries(2 if ledger.reference else 3):
            page = ledger_page(
                ledger, world.programme, official, params, address="/x/", columns=columns
            )
            assert page.body.count("<tr>") == len(page.rows) > 0
        assert not page.bad_sort
        assert [head["name"] for head in page.headers] == list(dict.fromkeys(columns))


def test_list_reads_the_columns_it_shows_and_no_others(world, official):
    world.project(enterprise_zh="甲")
    table = ProjectTable(Project.objects.for_list(), columns=("enterprise", "jobs"))
    (row,) = table.lean(table.ordered())
    assert row.get_deferred_fields() == {
        field.attname for field in Project._meta.concrete_fields
    } - {"id", "enterprise_id", "jobs"}


@pytest.mark.parametrize("rows", [2, 40])
def test_named_rows_are_read_with_the_list(world, official, django_assert_num_queries, rows):
    for number in range(rows):
        place = Place.objects.create(code=f"X{number}", level="township", name_zh=f"镇{number}")
        Employer.objects.create(name_zh=f"厂{number}", township=place)
    Employer.objects.create(name_zh="无镇厂")
    for sort, first in (("township", "镇0"), ("-township", f"镇{min(rows - 1, 9)}")):
        params = QueryDict(f"sort={sort}")
        with django_assert_num_queries(2):
            page = ledger_page(
                EMPLOYERS, world.programme, official, params, address="/x/",
                columns=("name", "township"),
            )  # fmt: skip
            assert first in page.body.split("</tr>")[0]
        # Unknown comes last, whichever way.
        assert "—" in page.body.split("</tr>")[-2]


def test_columns_to_choose_from_are_in_the_readers_language(client, world, official):
    client.force_login(official)
    pages = {}
    for language in ("zh-hans", "en", "zh-hans"):
        client.cookies["django_language"] = language
        pages.setdefault(language, []).append(client.get("/labor/batches/").content.decode())
    chosen = [
        [text.split("data-arrange>")[1].split("</ol>")[0] for text in pages[one]] for one in pages
    ]
    assert chosen[0][0] == chosen[0][1]
    assert "People" in chosen[1][0]
    assert "People" not in chosen[0][0]
