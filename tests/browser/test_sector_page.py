"""From a headline number to the sector's page, to a mark, to the rows under it, and back."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from cooperation.sectors import all_sectors
from tests.browser.pages import SAMPLE, WIDTHS
from tests.browser.server import DRAW_CHARTS
from tests.browser.test_pages import OVERFLOW

WITH_PANELS = [sector.slug for sector in all_sectors() if sector.panels]
pytestmark = pytest.mark.skipif(not WITH_PANELS, reason="no sector declares panels")
OPEN_ALL = "() => document.querySelectorAll('.panel details').forEach((d) => { d.open = true; })"


def lead_back(page, panel: str) -> None:
    """By the list's own link to the chart it was reached from, else by the browser's button."""
    link = page.locator(f'main a[href$="#{panel}"]')
    if link.count():
        link.first.click()
    else:
        page.go_back()


@pytest.mark.parametrize("sector", WITH_PANELS)
def test_from_a_number_to_its_rows_and_back(page, sign_in, sector):
    sign_in(page, "secretary")
    page.goto(f"/?{SAMPLE}")
    headline = page.locator(f'.headline[data-sector="{sector}"] a').first
    if headline.count():
        headline.click()
        page.locator(f'main a[href^="/{sector}/?"]').first.click()
    else:  # no headline of this sector on the overview
        page.goto(f"/{sector}/?{SAMPLE}")
    home = urlsplit(page.url)
    assert home.path == f"/{sector}/"

    chosen = page.locator(".panel").filter(has=page.locator(".panel-chart a")).first
    panel = chosen.get_attribute("id")
    mark = chosen.locator(".panel-chart a:visible").first
    wanted = urlsplit(mark.get_attribute("href"))
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == wanted.path)

    asked = parse_qs(urlsplit(page.url).query)
    assert asked == parse_qs(wanted.query)
    assert f"panel-{asked['from'][0]}" == panel
    assert asked["year"] == parse_qs(home.query)["year"]
    assert page.locator("main table tbody tr").count() > 0

    lead_back(page, panel)
    page.wait_for_url(lambda url: urlsplit(url).path == home.path)
    expect(page.locator(f"#{panel}")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sector", WITH_PANELS)
def test_panels_are_sound_with_everything_opened(
    page, sign_in, accessibility_faults, sector, width
):
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    sign_in(page, "secretary")
    page.goto(f"/{sector}/?{SAMPLE}")
    page.evaluate(DRAW_CHARTS)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(OVERFLOW) <= 0
    assert accessibility_faults(page) == []


def test_the_address_of_a_table_opens_it(page, sign_in):
    sign_in(page, "secretary")
    page.goto(f"/{WITH_PANELS[0]}/?{SAMPLE}")
    data = page.locator(".panel details.data > [id]").first
    name = data.get_attribute("id")
    expect(data).to_be_hidden()
    page.goto(f"/{WITH_PANELS[0]}/?{SAMPLE}#{name}")
    expect(data).to_be_visible()
