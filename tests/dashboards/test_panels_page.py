"""The panels on a sector's page: every mark leads to exactly its rows; who sees what."""

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict

from cooperation import sectors
from cooperation.dashboards.panels.bars import bars
from cooperation.dashboards.panels.links import row_links
from cooperation.dashboards.panels.shown import shown_marks
from cooperation.ledgers.scope import pairing_choices
from cooperation.models import LedgerQuerySet
from cooperation.sectors import Mark, PanelScope, get_sector
from labor.models import TransferBatch
from tests.dashboards.example_panels import PANELS, example_panel, panels_of_labor, rows_of
from tests.sectors.conftest import World

pytestmark = pytest.mark.slow

D = datetime.date
PAGE = "/labor/?year=2022&through=6"
PERIOD = {"since": "2022-01-01", "until": "2022-06-30"}


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def opened(client, world):
    """`opened("clerk")` gives the page in English as that person."""
    people = {
        "official": world.person("official", "official"),
        "clerk": world.person("clerk", "clerk", pairing=world.one, sector="labor"),
        "other_clerk": world.person("other_clerk", "clerk", pairing=world.two),
        "clerk_of_industry": world.person("third", "clerk", pairing=world.one, sector="industry"),
    }

    def html_of(name="official", address=PAGE):
        client.force_login(people[name])
        client.cookies["django_language"] = "en"
        return client.get(address).content.decode()

    with panels_of_labor():
        yield html_of


def section_of(html, slug) -> str:
    """One panel's part of the page."""
    return re.search(rf'<section [^>]*id="panel-{slug}".*?</section>', html, re.S)[0]


def hrefs(html, slug) -> list[str]:
    """Where the marks and rows of a panel lead to; its foot leads to all rows."""
    section = section_of(html, slug).split('<p class="panel-foot">')[0]
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', section)]


def filters_of(href) -> dict[str, str]:
    assert urlsplit(href).path == "/labor/batches/"
    return dict(parse_qsl(urlsplit(href).query, strict_parsing=True))


def rows_behind(href, world, user):
    """How many batches an address lists and how many people they have: as the list asks."""
    ledger = get_sector("labor").ledgers[0]
    rows = ledger.queryset().visible_to(user).in_programme(world.programme)
    data = QueryDict(urlsplit(href).query)
    found = ledger.filterset(data, rows, pairings=pairing_choices(world.programme))
    assert found.is_valid(), found.errors
    count, totals = found.qs.totals("people")
    return count, totals["people"].value


def scope_of(world, user, pairing=None) -> PanelScope:
    return PanelScope(world.programme, user, D(2022, 1, 1), D(2022, 6, 30), pairing)


def marks_of(panel, scope):
    period = SimpleNamespace(year=2022, through=6)
    links = row_links(get_sector("labor"), panel, scope, period)
    return shown_marks(panel, panel.marks(scope), links, scope)


@pytest.mark.parametrize("who", ["official", "clerk"])
@pytest.mark.parametrize("of_one", [False, True])
def test_the_rows_behind_a_mark_add_up_to_it(client, world, opened, who, of_one):
    """All marks of all panels that speak of a batch's people, opened and read from the list."""
    rows_of(world, groups=2)
    world.batch(start=D(2021, 12, 31), people=1000)
    world.batch(start=D(2022, 7, 1), people=1000)
    opened(who)
    user = client.get(PAGE).wsgi_request.user
    scope = scope_of(world, user, world.one if of_one else None)
    asked = 0
    for panel in PANELS:
        if panel.slug in ("employers", "flows"):
            continue  # they count those received, not those who travelled
        for one in marks_of(panel, scope):
            assert client.get(one.url).status_code == 200
            count, people = rows_behind(one.url, world, user)
            assert one.mark.value == (count if panel.slug == "standing" else people), one.url
            asked += 1
    assert asked > 10


def test_a_mark_carries_period_programme_and_the_way_back(opened, world):
    rows_of(world)
    back = {"from": "travel", "year": "2022", "through": "6"}
    expected = {"programme": "try", **PERIOD, "travel": "coach", **back}
    links = hrefs(opened(), "travel")
    assert expected in map(filters_of, links)
    # The table's rows lead to the same places as the marks.
    assert sorted(links[: len(links) // 2]) == sorted(links[len(links) // 2 :])


def test_a_month_and_a_day_lead_to_their_own_days(opened, world):
    world.batch(start=D(2022, 2, 17))
    html = opened()
    month = filters_of(hrefs(html, "months")[0])
    assert (month["since"], month["until"]) == ("2022-02-01", "2022-02-28")
    day = filters_of(hrefs(html, "days")[0])
    assert (day["since"], day["until"]) == ("2022-02-17", "2022-02-17")


def test_days_that_a_mark_names_are_its_own(opened, world):
    world.batch(start=D(2021, 2, 17))
    found = filters_of(hrefs(opened(), "standing")[0])
    assert (found.get("since"), found["until"]) == (None, "2022-06-30")


def test_a_filter_named_but_empty_is_left_out(world):
    panel = example_panel(
        "open", "bars", lambda scope: [Mark("x", 1, {"since": "", "travel": "own"})]
    )
    user = world.person("official", "official")
    found = filters_of(marks_of(panel, scope_of(world, user))[0].url)
    assert found == {
        "programme": "try", "travel": "own", "from": "open", "year": "2022", "through": "6"
    }  # fmt: skip


def test_the_pages_pairing_is_kept_and_a_marks_own_wins(opened, world):
    rows_of(world)
    html = opened(address=f"{PAGE}&pairing=one")
    assert {filters_of(href)["pairing"] for href in hrefs(html, "travel")} == {"one"}
    assert {filters_of(href)["pairing"] for href in hrefs(html, "ways")} == {"one"}
    assert {filters_of(href)["chart-of"] for href in hrefs(html, "travel")} == {"one"}
    both = opened()
    assert {filters_of(href)["pairing"] for href in hrefs(both, "ways")} == {"one", "two"}
    assert all("pairing" not in filters_of(href) for href in hrefs(both, "travel"))
    assert "chart-of" not in both


def test_texts_of_a_filter_are_escaped(opened, world):
    name = '甲&乙=丙 <厂> "1" +#%'
    world.received(world.batch(start=D(2022, 3, 1)), name, 3)
    html = opened()
    assert filters_of(hrefs(html, "employers")[0])["q"] == name
    assert "<厂>" not in html
    assert "甲&amp;乙=丙 &lt;厂&gt;" in section_of(html, "employers")
    assert "甲&amp;乙=丙 &lt;厂&gt;" in section_of(html, "flows")


def test_unknown_is_not_zero(opened, world):
    world.received(world.batch(start=D(2022, 3, 1), people=8), "没说的厂", None)
    world.received(world.batch(start=D(2022, 3, 2), people=8), "说了的厂", 8)
    html = opened()
    section = section_of(html, "employers").split('<div class="panel-chart">')[1]
    bars = re.findall(r"<li>(.*?)</li>", section)
    assert ["—" in bar for bar in bars] == [False, True]
    assert ['class="whole"' in bar for bar in bars] == [True, False]
    assert re.search(r"8 \(1/2\)</td>", section_of(html, "employers"))
    assert "1 row has no number" in section_of(html, "flows")


def test_a_sum_that_means_nothing_is_not_printed(opened, world):
    rows_of(world)
    html = opened()
    assert "<tfoot>" in section_of(html, "travel")
    assert "<tfoot>" not in section_of(html, "standing")


@pytest.mark.parametrize(
    ("who", "people"),
    [("official", 66), ("clerk", 33), ("other_clerk", 33), ("clerk_of_industry", None)],
)
def test_everyone_sees_the_rows_that_are_theirs(opened, world, who, people):
    rows_of(world)
    html = opened(who)
    if people is None:
        assert 'id="panel-travel-head"' not in html
        assert re.search(
            r'<li id="panel-travel"><span>[^<]+</span> <a href="[^"]*from=travel', html
        )
    else:
        section = section_of(html, "travel")
        assert f'<td class="n">{people}</td>' in section.split("<tfoot>")[1]


def test_a_pairing_shows_its_own_rows_and_figures(opened, world):
    rows_of(world)
    html = opened(address=f"{PAGE}&pairing=two")
    assert '<td class="n">33</td>' in section_of(html, "travel").split("<tfoot>")[1]
    assert '<option value="two" selected>' in html
    assert "/labor/batches/?programme=try&amp;pairing=two&amp;since=2022-01-01" in html


@pytest.mark.parametrize("slug", ["nothing", "%F0%9F%98%80", "one' OR 1=1"])
def test_an_unknown_pairing_shows_all_and_says_so(opened, world, slug):
    rows_of(world)
    html = opened(address=f"{PAGE}&pairing={slug}")
    assert "none of this programme" in html
    assert '<td class="n">66</td>' in section_of(html, "travel").split("<tfoot>")[1]


def test_a_pairing_without_reports_has_ledgers_only(opened, world):
    world.two.reports = False
    world.two.save()
    rows_of(world)
    html = opened(address=f"{PAGE}&pairing=two")
    assert "owes no monthly reports" in html
    assert '<td class="n">33</td>' in section_of(html, "travel").split("<tfoot>")[1]


def test_declared_and_ledger_are_told_apart(opened, world):
    rows_of(world)
    html = opened()
    figures, ledgers = html.index('id="figures"'), html.index('id="ledgers"')
    assert figures < html.index("Declared by the offices") < ledgers
    assert ledgers < html.index("rows of the ledgers that you may see") < html.index("panel-travel")


def test_every_panel_says_what_and_how_to_read(opened, world):
    rows_of(world)
    html = opened()
    for panel in PANELS:
        section = section_of(html, panel.slug)
        assert f">{panel.label}</h3>" in section
        assert f'<p class="panel-help">{panel.help} <span>' in section
        assert f"{panel.value_label}</li>" in section.split("panel-keys")[1]


def test_only_what_occurs_is_explained(opened, world):
    world.received(world.batch(start=D(2022, 3, 1), people=8), "说了的厂", 8)
    told, half = "Unknown numbers come last", "Dashed: not yet due"
    html = opened()
    assert told not in section_of(html, "employers")
    assert half in section_of(html, "months")
    world.received(world.batch(start=D(2022, 3, 2), people=8), "没说的厂", None)
    html = opened(address="/labor/?year=2022&through=12")
    assert told in section_of(html, "employers")
    assert half not in section_of(html, "months")


def test_a_second_quantity_of_another_unit_is_not_drawn(world):
    marks = [Mark("x", 100, second=4)]
    for drawn in (True, False):
        panel = example_panel(
            "courses", "bars", lambda scope: marks, second_label="Courses", second_drawn=drawn
        )
        user = world.person(f"official{drawn}", "official")
        chart = bars(panel, marks_of(panel, scope_of(world, user)))
        assert ('class="second"' in chart) is drawn
        assert "Courses 4" in chart


def test_a_sector_without_panels_has_none(client, world, monkeypatch):
    bare = replace(get_sector("support"), panels=())
    monkeypatch.setitem(sectors._registry, "support", bare)
    client.force_login(world.person("official", "official"))
    assert 'class="panels"' not in client.get("/support/?year=2022&through=6").content.decode()


def test_the_page_has_no_inline_style(opened, world):
    rows_of(world)
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*(src=|application/json))", opened())


@pytest.mark.parametrize("groups", [1, 7])
def test_statements_do_not_grow_with_the_rows(
    client, world, opened, groups, django_assert_num_queries
):
    """Eight of the page, one for each ledger and each panel; a pairing costs no more."""
    rows_of(world, groups)
    opened()
    with django_assert_num_queries(20):
        client.get(PAGE)
    with django_assert_num_queries(20):
        client.get(f"{PAGE}&pairing=one")


def test_scope_reads_rows_through_their_own_guard(world):
    """A panel cannot forget the reader: its scope gives no rows without asking who it is."""
    clerk = world.person("clerk", "clerk", pairing=world.one)
    world.batch(world.two, start=D(2022, 3, 1))
    rows = scope_of(world, clerk).dated(TransferBatch.objects.all(), "start")
    assert isinstance(rows, LedgerQuerySet)
    assert not rows.exists()


def test_amounts_keep_their_decimals(world):
    marks = [Mark("x", Decimal("1234.5")), Mark("y", Decimal("0.005"))]
    panel = example_panel("money", "bars", lambda scope: marks, decimals=2)
    user = world.person("official", "official")
    shown = marks_of(panel, scope_of(world, user))
    assert [one.value for one in shown] == ["1\u2009234.50", "0.01"]
