"""Every page, at a desk and on a telephone, in both languages: sound and within its width."""

import pytest

from tests.browser.pages import LANGUAGES, PAGES, WIDTHS
from tests.browser.server import DRAW_CHARTS

# What sticks out of the page to the right; scrolling inside a table's own box is allowed.
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_sound(page, context, site, sign_in, accessibility_faults, width, language):
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    cookie = {"name": "django_language", "value": LANGUAGES[language], "url": site}
    context.add_cookies([cookie])
    sign_in(page, "secretary")
    faults = {}
    for name, address in PAGES.items():
        status = page.goto(address).status
        page.evaluate(DRAW_CHARTS)
        found = [] if status == 200 else [f"status {status}"]
        if (beyond := page.evaluate(OVERFLOW)) > 0:
            found.append(f"{beyond} pixels wider than the window")
        if found := found + accessibility_faults(page):
            faults[name] = found
    assert faults == {}


def test_charts_are_drawn_without_help_from_outside(page, sign_in):
    sign_in(page, "secretary")
    page.goto(PAGES["overview-sample"])
    # A chart is drawn when it comes into view, so that the tables come first.
    page.locator(".plot").first.scroll_into_view_if_needed()
    page.evaluate(DRAW_CHARTS)
    assert page.locator(".js-plotly-plot .main-svg").count() > 0
