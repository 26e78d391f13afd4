"""What stands around a list: the refreshed part, chips, page sizes, own columns, the way back."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from cooperation import sectors
from cooperation.models import SavedView
from cooperation.sectors import Panel
from labor.models import TransferBatch
from tests.reporting.test_form import fields

pytestmark = pytest.mark.slow

LIST = "/labor/batches/"
HERE = "?programme=try"
HTMX = {"HTTP_HX_REQUEST": "true"}


def bare(html):
    """The part of the list, without the tokens that are drawn anew for every page."""
    found = html[html.index('<div id="ledger-list"') :]
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", found)


@pytest.mark.parametrize(
    "query",
    ["", "&travel=coach&sort=-people", "&since=nonsense", "&q=nichts", "&columns=start,people"],
)
def test_refreshed_part_is_the_very_part_of_the_page(signed_in, world, query):
    world.batch()
    page = signed_in.get(f"{LIST}{HERE}{query}")
    part = signed_in.get(f"{LIST}{HERE}{query}", **HTMX)
    assert part.content.decode().startswith('<div id="ledger-list"')
    assert bare(page.content.decode()).startswith(bare(part.content.decode()).rstrip())
    assert "HX-Request" in page["Vary"]
    assert "HX-Request" in part["Vary"]


def test_page_from_the_browsers_history_is_whole(signed_in, world):
    answer = signed_in.get(f"{LIST}{HERE}", **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<!doctype html>" in answer.content.decode()


def test_refreshed_part_leads_to_the_login_when_the_session_is_over(client, world):
    answer = client.get(f"{LIST}{HERE}", **HTMX)
    assert "/accounts/login/" in answer["HX-Redirect"]


def shown(client, query="", address=LIST):
    return client.get(f"{address}{HERE}{query}").context["list"]


def test_chips_say_the_filters_and_take_one_away(signed_in, world):
    world.batch(people=3)
    query = "&q=米&pairing=one&since=2021-01-02&travel=coach&people_min=2&sort=people&page=1"
    found = {chip.name: chip for chip in shown(signed_in, query).chips}
    assert {name: (chip.label, chip.words) for name, chip in found.items()} == {
        "q": ("关键词", "米"),
        "pairing": ("结对", "甲组团 ↔ 甲区"),
        "since": ("日期从", "2021-01-02"),
        "travel": ("输送方式", "专车"),
        "people_min": ("人数不低于", "2"),
    }
    assert found["travel"].url == (
        f"{LIST}?programme=try&q=%E7%B1%B3&pairing=one&since=2021-01-02&people_min=2&sort=people"
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("pairing=nowhere", "nowhere"),
        ("since=2021-13-01", "2021-13-01"),
        ("people_min=abc", "abc"),
        ("travel=" + "x" * 10_000, "x" * 40 + "…"),
    ],
)
def test_chip_of_what_makes_no_sense(signed_in, world, query, words):
    (chip,) = shown(signed_in, f"&{query}").chips
    assert (chip.bad, chip.words) == (True, words)


def test_clear_takes_all_filters_and_nothing_else(signed_in, world):
    query = "&q=x&travel=coach&sort=people&size=25&from=flow&year=2021&page=1"
    assert shown(signed_in, query).address.cleared == (
        f"{LIST}?programme=try&sort=people&size=25&from=flow&year=2021"
    )


def test_form_keeps_what_is_no_filter(signed_in, world):
    html = signed_in.get(f"{LIST}{HERE}&travel=coach&sort=people&size=25&page=2").content.decode()
    form = html.split("data-list-filters>")[1].split("</form>")[0]
    hidden = re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form)
    assert hidden == [("programme", "try"), ("sort", "people"), ("size", "25")]


@pytest.mark.parametrize(
    ("size", "rows"),
    [("", 50), ("25", 25), ("100", 100), ("200", 120), ("7", 50), ("-25", 50), ("２５", 50),
     ("1e2", 50), ("9" * 5000, 50)],
)  # fmt: skip
def test_page_size_of_the_address(signed_in, world, size, rows):
    TransferBatch.objects.bulk_create(
        TransferBatch(pairing=world.one, start="2021-03-01", travel="coach", people=1)
        for _ in range(120)
    )
    found = shown(signed_in, f"&size={size}")
    assert len(found.page.rows) == rows
    assert found.page.paginator.num_pages == -(-120 // rows)


def test_page_size_is_kept_for_the_person_and_stands_in_the_address(signed_in, world, official):
    state = shown(signed_in, "&travel=coach&page=3").state
    answer = signed_in.post(f"{LIST}settings/", {"state": state, "size": "100"})
    assert "size=100" in answer.url
    assert "travel=coach" in answer.url
    assert "page=" not in answer.url
    assert shown(signed_in).size == 100
    assert shown(signed_in, "&size=25").size == 25
    assert SavedView.objects.get().columns == ""


def test_columns_are_kept_for_the_person_and_this_ledger(signed_in, world, official, client):
    world.batch(title_zh="某批")
    form = {"state": "programme=try&q=某", "order": ["start", "people", "title"],
            "show": ["people", "title"], "up": "title"}  # fmt: skip
    answer = signed_in.post(f"{LIST}settings/", form)
    # The form is still open, for whoever has no script and moves another one.
    assert answer.url == f"{LIST}?programme=try&q=%E6%9F%90&arrange=1"
    html = signed_in.get(answer.url).content.decode()
    assert '<details class="menu" id="columns" open>' in html
    assert [head["name"] for head in shown(signed_in).page.headers] == ["start", "title", "people"]
    assert "own choice" in html or "自选" in html
    assert shown(signed_in, address="/industry/projects/").usual
    signed_in.post(f"{LIST}settings/", {"state": "", "reset": ""})
    assert shown(signed_in).usual
    assert SavedView.objects.get().columns == ""
    client.force_login(world.person("another", "official"))
    assert shown(client).usual


def test_totals_stand_below_their_columns_wherever_they_are(signed_in, world):
    world.batch(people=7, lifted=3)
    page = shown(signed_in, "&columns=lifted,travel,people").page
    assert [cell["text"] for cell in page.footer] == ["3", "", "7"]


def test_list_sorts_by_a_column_that_is_hidden(signed_in, world):
    world.batch(people=7)
    world.batch(people=9)
    page = shown(signed_in, "&columns=start,travel&sort=-people").page
    assert [row.people for row in page.rows] == [9, 7]


@pytest.mark.parametrize(
    "columns",
    ["amount", "people,__class__", "pairing__programme", "all", ",", "x" * 10_000, "start;people"],
)
def test_columns_of_the_address_make_no_fault(signed_in, world, columns):
    world.batch()
    answer = signed_in.get(LIST, {"programme": "try", "columns": columns})
    assert answer.status_code == 200
    assert "x" * 100 not in re.sub(r'="[^"]*"', "", answer.content.decode())


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"order": "people", "show": "amount", "up": "__class__", "down": "x" * 10_000},
        {"state": "x" * 10_000},
        {"size": "7"},
        {"size": "9" * 100},
        {"view": ""},
    ],
)
def test_settings_take_no_harm(signed_in, world, form):
    assert signed_in.post(f"{LIST}settings/", form).status_code == 302
    assert signed_in.get(f"{LIST}{HERE}").status_code == 200


def test_nul_in_the_settings_is_a_bad_request(signed_in, world):
    for state in ("q=a\0", "q=%00"):
        assert signed_in.post(f"{LIST}settings/", {"state": state}).status_code == 400


def test_way_back_to_the_chart(signed_in, world, monkeypatch):
    panel = Panel("flow", "去向", "batch", "flow", lambda scope: ())
    labor = replace(sectors.get_sector("labor"), panels=(panel,))
    monkeypatch.setitem(sectors._registry, "labor", labor)
    back = shown(signed_in, "&from=flow&year=2021&through=6&travel=coach").back
    assert back == {
        "label": "去向",
        "url": "/labor/?programme=try&year=2021&through=6#panel-flow",
    }
    one = shown(signed_in, "&from=flow&year=2021&chart-of=one&pairing=two").back["url"]
    assert one == "/labor/?programme=try&year=2021&pairing=one#panel-flow"
    assert shown(signed_in, "&from=flow").back["url"] == "/labor/?programme=try#panel-flow"
    # It stays while one filters, sorts and turns pages.
    page = shown(signed_in, "&from=flow&year=2021&travel=coach")
    assert "from=flow&year=2021" in page.address.without("travel")
    assert "from=flow" in page.page.headers[0]["url"]
    for strange in ("", "&from=nothing", "&from=javascript:alert(1)"):
        assert shown(signed_in, strange).back is None


def test_page_works_without_scripts(signed_in, world):
    """Filters, order and pages are links and forms; nothing waits for a script."""
    TransferBatch.objects.bulk_create(
        TransferBatch(pairing=world.one, start="2021-03-01", travel="coach", people=1)
        for _ in range(60)
    )
    html = signed_in.get(f"{LIST}{HERE}").content.decode()
    part = bare(html)
    assert f'<form class="filters card" method="get" action="{LIST}"' in part
    assert 'href="?programme=try&amp;page=2"' in part
    assert 'id="by-people" href="?programme=try&amp;sort=people"' in part
    for name in ("settings", "views"):
        assert f'method="post" action="{LIST}{name}/' in part
    assert re.findall(r"hx-(?:get|post|trigger|vals|on)", part) == []


def test_a_place_renamed_in_the_workplace_shows_at_once(signed_in, world):
    """The names of pairings are kept under the data version, which that raises."""
    world.batch(pairing=world.city)
    assert "东市 ↔ 西市" in bare(signed_in.get(f"{LIST}{HERE}").content.decode())
    keeper = Client()
    keeper.force_login(world.person("keeper", "administrator", programme=None))
    place = world.city.west_place
    address = reverse("admin:cooperation_place_change", args=[place.pk])
    typed = {"name_zh": "新市", "level": place.level, "parent": place.parent_id or "",
             "change_reason": "改名"}  # fmt: skip
    assert keeper.post(address, fields(keeper.get(address)) | typed).status_code == 302
    html = bare(signed_in.get(f"{LIST}{HERE}").content.decode())
    assert ("东市 ↔ 新市" in html, "东市 ↔ 西市" in html) == (True, False)
