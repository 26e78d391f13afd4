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


# Chosen by hand and remembered, width of the window, language: one of each, for they are slow.
LOOKS = {
    "large text on the narrowest telephone": ({"size": "large"}, (320, 390), "en", False),
    "dark, at twice the size of a desk": ({"theme": "dark"}, (720,), "zh", True),
}


@pytest.mark.parametrize("look", LOOKS)
def test_other_looks_are_sound(page, context, site, sign_in, accessibility_faults, look):
    """320 px with large text is also text at twice its size; 720 px is a desk at 200 %."""
    chosen, widths, language, thorough = LOOKS[look]
    cookie = {"name": "django_language", "value": LANGUAGES[language], "url": site}
    context.add_cookies([cookie])
    sign_in(page, "secretary")
    page.evaluate("all => Object.entries(all).forEach(one => localStorage.setItem(...one))", chosen)
    faults = {}
    for name, address in PAGES.items():
        page.goto(address)
        found = []
        for width in widths:
            page.set_viewport_size({"width": width, "height": 640})
            if (beyond := page.evaluate(OVERFLOW)) > 0:
                found.append(f"{beyond} pixels wider than {width}")
        if found := found + (accessibility_faults(page) if thorough else []):
            faults[name] = found
    assert faults == {}


def test_large_text_is_one_click_and_remembered(page, sign_in):
    sign_in(page, "secretary")
    page.goto(PAGES["pairings"])
    size = "() => parseFloat(getComputedStyle(document.body).fontSize)"
    assert page.evaluate(size) < 18
    page.locator("[data-toggle-size]").click()
    page.goto(PAGES["indicators"])
    assert page.evaluate(size) == 18
    assert page.locator("[data-toggle-size]").get_attribute("aria-pressed") == "true"
    page.locator("[data-toggle-size]").click()
    assert page.evaluate(size) < 18


def test_the_systems_few_colours_keep_shapes_focus_and_marks(page, sign_in):
    """Forced colours take grounds and shadows away, not what they say."""
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    sign_in(page, "secretary")
    page.goto(PAGES["overview-sample"])
    shape = "chip => getComputedStyle(chip, '::before').content"
    chips = page.locator("main .chip:not(.plain)")
    assert all(chip.evaluate(shape).strip('"') for chip in chips.all())
    fills = "all => all.map(one => getComputedStyle(one).fill)"
    marks = page.locator(".bullet .fill, .bullet .back").evaluate_all(fills)
    assert len(set(marks)) == 2
    page.keyboard.press("Tab")
    outline = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"


def test_charts_are_drawn_without_help_from_outside(page, sign_in):
    sign_in(page, "secretary")
    page.goto(PAGES["overview-sample"])
    # A chart is drawn when it comes into view, so that the tables come first.
    page.locator(".plot").first.scroll_into_view_if_needed()
    page.evaluate(DRAW_CHARTS)
    assert page.locator(".js-plotly-plot .main-svg").count() > 0
