"""A number opens its explanation: with the keyboard alone, beside the page, and without script."""

from tests.browser.pages import SAMPLE

FIGURE = ".matrix a.fig"
PANEL = "dialog[open]"


def tab_to(page, selector):
    """Press Tab until the first match has the focus, as somebody without a mouse does."""
    # From just before the table, so that the test does not walk through the whole page.
    page.locator(".matrix").locator("xpath=ancestor::*[@tabindex='0'][1]").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return page.evaluate("document.activeElement.getAttribute('href')")
    raise AssertionError(f"no stop at {selector}")


def test_keyboard_opens_and_closes_the_panel(page, sign_in, accessibility_faults):
    sign_in(page, "official")
    page.goto(f"/?{SAMPLE}")
    address = page.url
    href = tab_to(page, FIGURE)
    page.keyboard.press("Enter")
    page.wait_for_selector(PANEL)
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    assert page.url == address
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector(PANEL, state="detached")
    assert page.evaluate("document.activeElement.getAttribute('href')") == href
    assert page.url == address


def test_steps_inside_the_panel_are_taken_back(page, sign_in):
    sign_in(page, "official")
    page.goto(f"/?{SAMPLE}")
    page.locator(FIGURE).first.click()
    title = page.locator(f"{PANEL} .explain-head p")
    whole = title.inner_text()
    page.locator(f"{PANEL} .explain-parts a.fig").first.click()
    page.wait_for_function(
        "whole => document.querySelector('dialog .explain-head p').innerText !== whole", arg=whole
    )
    page.go_back()
    page.wait_for_function(
        "whole => document.querySelector('dialog .explain-head p').innerText === whole", arg=whole
    )
    page.go_back()
    page.wait_for_selector(PANEL, state="detached")
    assert page.url.endswith(SAMPLE)


def test_a_number_is_a_link_of_its_own(page, context, sign_in, accessibility_faults):
    """With a modifier key it opens in a new tab; the panel leads to the same page."""
    sign_in(page, "official")
    page.goto(f"/?{SAMPLE}")
    href = page.locator(FIGURE).first.get_attribute("href")
    with context.expect_page() as opened:
        page.locator(FIGURE).first.click(modifiers=["Control"])
    other = opened.value
    other.wait_for_load_state()
    assert other.url.endswith(href)
    assert page.locator(PANEL).count() == 0
    assert accessibility_faults(other) == []
    other.set_viewport_size({"width": 320, "height": 640})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert other.evaluate(wide) <= 0
