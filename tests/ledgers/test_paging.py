"""Walking a list by its neighbours: every row once, in order, either way, at any depth."""

import datetime
import re
from html import unescape
from itertools import pairwise
from urllib.parse import urlencode

import pytest

from cooperation.ledgers import lists, pages
from industry.models import Project
from labor.models import TransferBatch

pytestmark = pytest.mark.slow

D = datetime.date
COLUMNS = [
    "enterprise", "pairing", "kind", "cluster", "stage", "signed_on", "contract_amount", "jobs",
]  # fmt: skip


# A stage and its day; in talks nothing is signed yet.
DATED = (
    lambda number: {"stage": "signed", "signed_on": D(2021, 1 + number % 4, 3)},
    lambda number: {"stage": "started", "started_on": D(2021, 6, 1)},
    lambda number: {"stage": "talks", "talks_on": D(2020, 12, 1)},
)


@pytest.fixture
def many(world, monkeypatch):
    """Twenty-three projects with equal and unknown values, four on a page."""
    monkeypatch.setattr(lists, "size_of", lambda _text: 4)
    for number in range(23):
        world.project(
            [world.one, world.two][number % 2],
            enterprise_zh=f"企业{number % 5}\"'<",
            kind=["new_landing", "expansion"][number % 2],
            **DATED[number % 3](number),
            cluster=["lighting", "textiles"][number % 2],
            contract_amount=None if number % 4 == 0 else f"{number % 6 + 1}.25",
            jobs=None if number % 7 == 0 else number % 3,
        )
    return list(Project.objects.order_by("pk"))


def keys_on(response) -> list[int]:
    body = response.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    return [int(key) for key in re.findall(r'href="/industry/projects/(\d+)/', body)]


def link(response, rel) -> str:
    found = re.search(rf'<a rel="{rel}" href="([^"]*)"', response.content.decode())
    return unescape(found[1]) if found else ""


def naive(rows, column, down):
    """The rows as the list sorts them: unknown last either way, ties by key."""
    value = {
        "enterprise": lambda row: row.enterprise.name_zh.encode(),
        "pairing": lambda row: row.pairing.position,
    }.get(column, lambda row: getattr(row, column))
    known = [row for row in rows if value(row) is not None]
    unknown = [row for row in rows if value(row) is None]
    known.sort(key=lambda row: (value(row), row.pk), reverse=down)
    unknown.sort(key=lambda row: row.pk, reverse=down)
    return [row.pk for row in known + unknown]


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("column", COLUMNS)
def test_every_row_is_met_once_forth_and_back(signed_in, many, column, sign):
    expected = naive(many, column, bool(sign))
    response = signed_in.get(f"/industry/projects/?sort={sign}{column}")
    forth, seen = [keys_on(response)], [response]
    while address := link(response, "next"):
        response = signed_in.get(f"/industry/projects/{address}")
        forth.append(keys_on(response))
        seen.append(response)
    assert [key for page in forth for key in page] == expected
    back = [forth[-1]]
    while address := link(response, "prev"):
        response = signed_in.get(f"/industry/projects/{address}")
        back.append(keys_on(response))
    assert back == forth[::-1]


@pytest.mark.parametrize("number", [1, 3, 4, 5, 6])
def test_pages_are_counted_off_from_either_end(signed_in, many, monkeypatch, number):
    monkeypatch.setattr(pages, "EARLY_PAGES", 1)
    expected = naive(many, "contract_amount", False)
    response = signed_in.get(f"/industry/projects/?sort=contract_amount&page={number}")
    assert keys_on(response) == expected[(number - 1) * 4 : number * 4]


def test_page_too_deep_to_count_is_the_nearest_and_says_so(signed_in, many, monkeypatch):
    monkeypatch.setattr(pages, "DEEPEST", 8)
    response = signed_in.get("/industry/projects/?sort=jobs&page=4")
    assert keys_on(response) == naive(many, "jobs", False)[4:8]
    assert "该页太深" in response.content.decode()
    # From its neighbour it is reached, and the last ones are near.
    for _step in range(2):
        response = signed_in.get(f"/industry/projects/{link(response, 'next')}")
    assert keys_on(response) == naive(many, "jobs", False)[12:16]
    last = signed_in.get("/industry/projects/?sort=jobs&page=6")
    assert keys_on(last) == naive(many, "jobs", False)[20:]
    assert "page=3" not in {*re.findall(r'href="\?[^"]*(page=\d)"', last.content.decode())}


CURSORS = [
    "abc", "[]", "[1]", "[1,2,3]", '["x","y"]', "[true,1]", '["2021-02-30",1]', "[1e999,1]",
    '["9' + "9" * 400 + '",1]', "[" * 500, '["\\u0000",1]', '[{"a":1},1]',
    "[5,99999999999999999999]", "x" * 5000, '["NaN",1]', '["-Infinity",7]', "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("sort", ["contract_amount", "-signed_on"])
def test_cursor_that_is_none_is_left_out(signed_in, many, sort):
    second = keys_on(signed_in.get(f"/industry/projects/?sort={sort}&page=2"))
    for cursor in CURSORS:
        for name in ("after", "before"):
            query = urlencode({"sort": sort, "page": "2", name: cursor}, errors="replace")
            assert keys_on(signed_in.get(f"/industry/projects/?{query}")) == second, cursor


def test_next_page_survives_a_row_that_goes(signed_in, many):
    first = signed_in.get("/industry/projects/?sort=jobs")
    expected = naive(many, "jobs", False)
    Project.objects.filter(pk=expected[1]).delete()
    second = signed_in.get(f"/industry/projects/{link(first, 'next')}")
    assert keys_on(second) == expected[4:8]


def test_deep_page_costs_the_same_statements(
    signed_in, world, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(lists, "size_of", lambda _text: 10)
    TransferBatch.objects.bulk_create(
        TransferBatch(pairing=world.one, start=D(2021, 1, 1), travel="coach", people=number + 1)
        for number in range(200)
    )
    response = signed_in.get("/labor/batches/?sort=people&page=15")
    address = f"/labor/batches/{link(response, 'next')}"
    with django_assert_num_queries(6):
        signed_in.get(address)
    with django_assert_num_queries(6):
        signed_in.get("/labor/batches/?sort=people")


def test_page_numbers_grow_along_the_links(signed_in, many):
    response = signed_in.get("/industry/projects/?sort=jobs")
    numbers = [1]
    while address := link(response, "next"):
        numbers.append(int(re.search(r"page=(\d+)", address)[1]))
        response = signed_in.get(f"/industry/projects/{address}")
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))
    assert len(numbers) == 6
