"""As it stood: one day of knowledge on every page, kept by its links, said by a ribbon."""

import datetime
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

pytestmark = pytest.mark.slow

DAY = "2022-05-31"
QUERY = f"programme=sample-city&year=2022&through=4&as_of={DAY}"
FIGURES = [
    "/",
    "/pairings/",
    "/pairings/xiaolan-panzhou/",
    "/indicators/",
    "/indicators/labor.east_jobs/",
    "/reports/",
    "/reports/completeness/",
    "/labor/",
    "/industry/",
    "/consumption/",
]
BACK = re.compile(r'<aside class="as-of.*?<a href="([^"]*)"', re.DOTALL)
NAVIGATION = re.compile(r'<nav class="nav".*?</nav>', re.DOTALL)
LINK = re.compile(r'href="([^"#]*)"')


def html_of(reader, address):
    reader.cookies["django_language"] = "en"
    response = reader.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def asked(address):
    return parse_qs(urlsplit(unescape(address)).query)


@pytest.mark.slow
@pytest.mark.parametrize("path", FIGURES)
def test_pages_of_figures_say_the_day_and_keep_it(reader, path):
    html = html_of(reader, f"{path}?{QUERY}&places=now")
    assert f"As known on {DAY}." in html
    (back,) = BACK.findall(html)
    assert urlsplit(unescape(back)).path == path
    # All else is kept.
    rest = {"programme": ["sample-city"], "year": ["2022"], "through": ["4"], "places": ["now"]}
    assert asked(back) == rest
    links = LINK.findall(NAVIGATION.search(html)[0])
    assert len(links) >= 7
    for link in links:
        assert asked(link) == {
            "programme": ["sample-city"], "as_of": [DAY], "places": ["now"],
        }, link  # fmt: skip
    assert BACK.findall(html_of(reader, unescape(back))) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", FIGURES)
def test_links_to_figures_keep_the_day(reader, path):
    """Whatever leads from a page of figures to another, in its text as well."""
    html = html_of(reader, f"{path}?{QUERY}")
    main = html.partition("<main")[2].partition("</main>")[0]
    pages = re.compile(r"^/(pairings|indicators|activities|changes|compare|explain)?/?")
    wanted = [a for a in LINK.findall(main) if a.startswith("/") and pages.match(a)]
    of_figures = [a for a in wanted if re.match(r"^/(pairings|indicators|activities)/", a)]
    assert [a for a in of_figures if asked(a).get("as_of") != [DAY]] == []
    if path != "/reports/completeness/":
        assert of_figures


def test_ribbon_is_off_without_a_day(reader):
    assert 'class="as-of' not in html_of(reader, "/pairings/?programme=sample-city")


def test_a_page_of_today_says_so_while_the_day_is_kept(reader):
    html = html_of(reader, f"/labor/batches/?programme=sample-city&as_of={DAY}")
    assert "This page shows today’s state." in html
    assert f"as_of={DAY}" in NAVIGATION.search(html)[0]


def test_activities_leave_out_what_came_later(reader):
    late, all_of_them = (
        html_of(reader, f"/activities/?programme=zs-lps-2021{more}")
        for more in ("&as_of=2022-12-31", "")
    )
    assert "Activities of later days are left out." in late
    days = re.findall(r"<td[^>]*nowrap[^>]*>\s*(\d{4})", late)
    assert days
    assert max(days) <= "2022"
    assert max(re.findall(r"<td[^>]*nowrap[^>]*>\s*(\d{4})", all_of_them)) > "2022"
    assert 'name="as_of" value="2022-12-31"' in late
    assert "&amp;as_of=2022-12-31" in late.partition("<main")[2]


def test_a_day_ahead_is_today(reader):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    html = html_of(reader, f"/indicators/?programme=sample-city&as_of={tomorrow}")
    assert f"{tomorrow} lies ahead" in html
    assert 'class="as-of' not in html
    assert "as_of" not in NAVIGATION.search(html)[0]


def test_a_day_before_the_programme_is_its_first(reader):
    html = html_of(reader, "/indicators/?programme=sample-city&as_of=1999-01-01&through=3")
    assert "was before the programme" in html
    assert re.search(r"As known on 2021-\d\d-\d\d", html)


def test_a_period_that_began_after_the_day_says_so(reader):
    html = html_of(reader, f"/indicators/?programme=sample-city&year=2022&through=9&as_of={DAY}")
    assert "September 2022 began after 2022-05-31" in html
    assert "began after" not in html_of(reader, f"/indicators/?{QUERY}")


@pytest.mark.slow
def test_downloads_are_those_of_the_day(reader):
    """The files that the reports page links to speak of the day as well."""
    html = html_of(reader, f"/reports/?{QUERY}")
    links = [unescape(a) for a in LINK.findall(html) if "/export." in a]
    assert len(links) == 6
    assert all(asked(link)["as_of"] == [DAY] for link in links)
    (link,) = (one for one in links if "/export.json" in one)
    then, now = (
        reader.get(address).json() for address in (link, link.replace(f"&as_of={DAY}", ""))
    )
    assert then != now
