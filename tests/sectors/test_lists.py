"""The list pages of the ledgers: filters, order, totals, pages, scope, statements, bad input."""

import datetime
import re
from html import unescape

import pytest
from django.utils import translation

from consumption.models import Purchase
from cooperation.formatting import THIN_SPACE
from cooperation.models import Assignment, User
from labor.models import TransferBatch
from tests.sectors.conftest import World

pytestmark = pytest.mark.slow

D = datetime.date
LISTS = ["/labor/batches/", "/industry/projects/", "/consumption/purchases/"]


def table(response):
    """The rows of the page as lists of cell texts."""
    html = response.content.decode()
    body = html.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in html else ""
    return [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in body.split("</tr>")
        if "<td" in row
    ]


def column(response, number=0):
    return [row[number] for row in table(response)]


def footer(response):
    html = response.content.decode().split("<tfoot>")[1].split("</tfoot>")[0]
    return [
        unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t", html)
    ]


def test_row_shows_every_column(signed_in, world):
    world.batch(
        start=D(2021, 2, 19), end=D(2021, 3, 1), people=1198, title_zh="专车<1>", travel="coach"
    )
    response = signed_in.get("/labor/batches/")
    assert [row[:6] for row in table(response)] == [
        ["2021-02-19—2021-03-01", "甲组团 ↔ 甲区", "专车<1>", "专车", f"1{THIN_SPACE}198", "—"]
    ]
    assert "专车<1>" not in response.content.decode()


def test_row_in_english(signed_in, world):
    signed_in.cookies["django_language"] = "en"
    world.purchase(
        channel="platform832", mode="help", amount="12345.6789", quantity="2.50", unit="t"
    )
    assert table(signed_in.get("/consumption/purchases/")) == [
        [
            "2021-05-04",
            "Group one ↔ District one",
            "Kiwi fruit",
            "Fruit",
            "—",
            "832 platform",
            "Help with sales",
            "2.5 t",
            f"12{THIN_SPACE}345.68",
        ]
    ]


def test_project_shows_contract_and_money_in_place_apart(signed_in, world):
    project = world.project(contract_amount="500", signed_on=D(2022, 1, 1), jobs=12)
    world.payment(project, D(2022, 2, 1), "30.25")
    world.payment(project, D(2022, 3, 1), "10")
    world.project(enterprise_zh="无款企业", stage="talks")
    response = signed_in.get("/industry/projects/")
    assert [row[6:9] for row in table(response)] == [["500.00", "40.25", "12"], ["—", "—", "—"]]
    assert footer(response)[6:9] == ["500.00 1/2", "40.25 1/2", "12 1/2"]


def test_date_of_a_month_shows_the_month(signed_in, world):
    world.batch(start=D(2021, 3, 1), precision="month")
    assert column(signed_in.get("/labor/batches/")) == ["2021-03"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["茶", "油", "米"]),
        ("pairing=one", ["茶", "米"]),
        ("pairing=city", []),
        ("pairing=nowhere", ["茶", "油", "米"]),
        ("since=2022-01-01", ["茶", "油"]),
        ("until=2022-01-01", ["油", "米"]),
        ("since=2022-01-02&until=2021-01-01", []),
        ("mode=help", ["油"]),
        ("mode=nothing", ["茶", "油", "米"]),
        ("channel=fair&mode=direct", ["茶", "米"]),
        ("amount_min=2", ["茶", "油"]),
        ("amount_max=2", ["油", "米"]),
        ("amount_min=abc", ["茶", "油", "米"]),
        ("amount_min=1e400", ["茶", "油", "米"]),
        ("amount_min=NaN", ["茶", "油", "米"]),
        ("since=2022-13-45", ["茶", "油", "米"]),
        ("q=茶", ["茶"]),
        ("q=Rice", ["米"]),
        ("q=rice", ["米"]),
        ("q=某单位", ["油"]),
        ("q=%25", ["米"]),
        ("q=_", ["油"]),
        ("q=%5C", ["茶"]),
        ("q=" + "长" * 101, ["茶", "油", "米"]),
    ],
)
def test_filters_find(signed_in, world, query, found):
    world.product("米", name_en="Rice 100%")
    world.purchase(product="米", amount="1", date=D(2021, 7, 1))
    world.purchase(
        world.two, product="油", mode="help", amount="2", voucher="_b", buyer="某单位",
        date=D(2022, 1, 1),
    )  # fmt: skip
    world.purchase(product="茶", amount="3", code="\\b", date=D(2023, 7, 1))
    response = signed_in.get(f"/consumption/purchases/?{query}")
    assert response.status_code == 200
    assert column(response, 2) == found


def test_wrong_filter_is_said_beside_its_field(signed_in, world):
    world.purchase()
    for query in ("since=2022-13-45", "amount_min=abc", "mode=nothing", "pairing=nowhere"):
        html = signed_in.get(f"/consumption/purchases/?{query}").content.decode()
        assert html.count("errorlist") == 1, query


def test_batch_is_found_by_its_employer_once(signed_in, world):
    batch = world.batch(people=50)
    world.received(batch, "TCL电器", 20)
    world.received(batch, "TCL照明", 20)
    world.batch(people=7)
    response = signed_in.get("/labor/batches/?q=TCL")
    assert column(response, 4) == ["50"]
    assert footer(response)[4] == "50"


def test_totals_are_of_the_filtered_set_not_of_the_page(signed_in, world):
    TransferBatch.objects.bulk_create(
        TransferBatch(pairing=world.one, start=D(2021, 3, 1), travel="coach", people=10)
        for _ in range(120)
    )
    world.batch(world.two, people=1000, lifted=400)
    response = signed_in.get("/labor/batches/?pairing=one")
    assert len(table(response)) == 50
    assert footer(response)[:6] == ["共120条", "", "", "", f"1{THIN_SPACE}200", "—"]
    assert footer(signed_in.get("/labor/batches/"))[4:6] == [f"2{THIN_SPACE}200", "400 1/121"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "first", "rows"),
    [
        ("", 1, 50),
        ("1", 1, 50),
        ("2", 51, 50),
        ("3", 101, 20),
        ("99999999", 101, 20),
        ("9" * 5000, 101, 20),
        ("0", 1, 50),
        ("-1", 1, 50),
        ("abc", 1, 50),
        ("1.5", 1, 50),
        ("２", 1, 50),
    ],
)
@pytest.mark.parametrize("early", [10, 0])
def test_page_is_the_nearest(signed_in, world, monkeypatch, page, first, rows, early):
    monkeypatch.setattr("cooperation.ledgers.pages.EARLY_PAGES", early)
    TransferBatch.objects.bulk_create(
        TransferBatch(pairing=world.one, start=D(2021, 3, 1), travel="coach", people=number)
        for number in range(1, 121)
    )
    found = column(signed_in.get("/labor/batches/", {"sort": "people", "page": page}), 4)
    assert found == [str(number) for number in range(first, first + rows)]


@pytest.mark.slow
def test_each_column_sorts_both_ways(signed_in, world):
    world.project(
        enterprise_zh="乙", kind="expansion", stage="signed", cluster="lighting",
        signed_on=D(2022, 1, 1), contract_amount="5", jobs=3, jobs_lifted=1,
    )  # fmt: skip
    with_money = world.project(
        world.two, enterprise_zh="甲", stage="talks", cluster="textiles", contract_amount=None,
    )  # fmt: skip
    world.payment(with_money, D(2022, 2, 1), "7")
    signs = {"up": "", "down": "-"}
    first = {
        "enterprise": ("乙", "甲"),
        "pairing": ("乙", "甲"),
        "kind": ("乙", "甲"),
        "cluster": ("乙", "甲"),
        "stage": ("乙", "甲"),
        # Unknown comes last, whichever way.
        "signed_on": ("乙", "乙"),
        "contract_amount": ("乙", "乙"),
        "paid": ("甲", "甲"),
        "jobs": ("乙", "乙"),
        "jobs_lifted": ("乙", "乙"),
    }
    from industry.tables import ProjectTable

    assert set(first) == set(ProjectTable.base_columns) - set(ProjectTable.optional)
    for name, (up, down) in first.items():
        ups = column(signed_in.get(f"/industry/projects/?sort={signs['up']}{name}"))
        downs = column(signed_in.get(f"/industry/projects/?sort={signs['down']}{name}"))
        assert (ups[0], downs[0]) == (up, down), name


@pytest.mark.parametrize("sort", ["__class__", "pairing__programme", "-nothing", "-", ",", "a\n"])
def test_unknown_order_is_the_usual_one(signed_in, world, sort):
    world.batch(start=D(2021, 3, 1), people=1)
    world.batch(start=D(2022, 3, 1), people=2)
    response = signed_in.get("/labor/batches/", {"sort": sort})
    assert response.status_code == 200
    assert column(response, 4) == ["2", "1"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("query", ["q=%00", "page=%00", "pairing=a%00b", "x%00=1", "sort=%00"])
def test_nul_byte_is_a_bad_request(signed_in, address, query):
    assert signed_in.get(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("address", LISTS)
def test_unknown_programme_is_not_found(signed_in, address):
    assert signed_in.get(f"{address}?programme=nowhere").status_code == 404


@pytest.mark.parametrize("address", LISTS)
def test_anonymous_reader_is_sent_to_the_login(client, world, settings, address):
    settings.PUBLIC_DASHBOARD = True
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_clerk_sees_the_rows_of_the_assignment(client, world, clerk, other_clerk, official):
    world.batch(world.one, people=1)
    world.batch(world.two, people=2)
    world.purchase(world.one, product="米")
    world.purchase(world.two, product="油")
    seen = {}
    for user in (clerk, other_clerk, official, world.person("secretary", "secretary")):
        client.force_login(user)
        seen[user.username] = (
            column(client.get("/labor/batches/"), 4),
            column(client.get("/consumption/purchases/"), 2),
        )
    everything = (["2", "1"], ["油", "米"])
    assert seen == {
        "clerk": (["1"], []),
        "other_clerk": (["2"], ["油"]),
        "official": everything,
        "secretary": everything,
    }


def test_list_shows_one_programme_at_a_time(client, world):
    other = World(code="other", sample=True)
    user = User.objects.create_user("both", password="a long enough word 8")
    Assignment.objects.create(user=user, role="official")
    client.force_login(user)
    world.batch(people=1)
    other.batch(people=2)
    assert column(client.get("/labor/batches/"), 4) == ["1"]
    response = client.get("/labor/batches/?programme=other")
    assert column(response, 4) == ["2"]
    assert "programme=other" in response.content.decode().split("<tbody>")[1]


@pytest.mark.parametrize("rows", [3, 300])
def test_statements_do_not_grow_with_the_rows(
    client, world, official, rows, django_assert_num_queries
):
    Purchase.objects.bulk_create(
        Purchase(
            pairing=world.one if number % 2 else world.two,
            date=D(2021, 3, 1),
            product=world.product(f"米{number}"),
            mode="direct",
            amount=1,
        )
        for number in range(rows)
    )
    client.force_login(official)
    address = "/consumption/purchases/?since=2021-01-01"
    # What the filters offer is kept for a minute, pairings for ten.
    client.get("/consumption/purchases/")
    # Session, account, own setting and views, programmes; count and sums, rows.
    with django_assert_num_queries(6):
        response = client.get(address)
    assert len(table(response)) == min(rows, 50)
    # The same sums are not asked for again while nothing changes.
    with django_assert_num_queries(5):
        client.get(f"{address}&sort=amount")


@pytest.mark.parametrize("groups", [0, 40])
def test_statements_do_not_grow_with_the_pairings(
    client, world, official, groups, django_assert_num_queries
):
    for number in range(groups):
        world.batch(world.group(f"more-{number}", "丙组团", f"丙区{number}", 30 + number))
    client.force_login(official)
    # One more than above for the townships of origin to choose from, read once a minute.
    with django_assert_num_queries(8 if groups else 7):
        client.get("/labor/batches/")


def test_empty_ledger_says_so(signed_in):
    assert "还没有" in signed_in.get("/labor/batches/").content.decode()
    assert "没有符合" in signed_in.get("/labor/batches/?q=x").content.decode()


def test_filters_and_order_are_kept_in_the_links(signed_in, world):
    TransferBatch.objects.bulk_create(
        TransferBatch(pairing=world.one, start=D(2021, 3, 1), travel="coach", people=5)
        for _ in range(60)
    )
    html = signed_in.get("/labor/batches/?travel=coach&sort=-people&page=1").content.decode()
    assert 'href="?travel=coach&amp;sort=-people&amp;page=2"' in html
    assert 'href="?travel=coach&amp;sort=people"' in html
    assert 'aria-sort="descending"' in html


def test_stock_rendering_gives_the_same_cells(world):
    """The quick body and django-tables2's own cells say the same."""
    from industry.models import Project
    from industry.tables import ProjectTable

    world.project(contract_amount="12.5", signed_on=D(2022, 1, 1), enterprise_zh="<甲>")
    names = {world.one.pk: "甲 & 乙"}
    with translation.override("zh-hans"):
        listed = ProjectTable(Project.objects.for_list(), pairing_names=names)
        quick = re.findall(
            r"<td[^>]*>(?:<a[^>]*>)?(.*?)(?:</a>)?</td>", listed.body(listed.ordered())
        )
        row = listed.rows[0]
        stock = [str(row.get_cell(column.name)) for column in listed.columns]
    assert quick == stock
