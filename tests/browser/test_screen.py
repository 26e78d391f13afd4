"""The slide show: each slide fits the wall of a meeting room; keys and the clock turn them."""

from itertools import pairwise

import pytest

from tests.browser.pages import LANGUAGES, REAL, SAMPLE
from tests.browser.server import DRAW_CHARTS

WALL = {"width": 1920, "height": 1080}
# How far a slide's content sticks out of its room, of the window, or of a drawing's own box.
BEYOND = """() => {
  const slide = document.querySelector(".slide.current");
  const room = slide.querySelector(".slide-room");
  const over = (box) =>
    Math.max(box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight, 0);
  const bounds = room.getBoundingClientRect();
  const out = [...slide.querySelectorAll(".card, .main-svg, td, .chip, li")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.bottom > bounds.bottom + 1 || box.right > bounds.right + 1);
  });
  return [over(document.documentElement), over(room), out.length];
}"""


def shown(page):
    """The number of the slide that fills the window."""
    return page.locator(".slide.current").get_attribute("id")


def drawn(page):
    """Wait until the charts of the slide are there."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('.slide.current [data-chart]')]"
        ".every((chart) => 'drawn' in chart.dataset)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("programme", "theme"), [(SAMPLE, "dark"), (REAL, "light")])
def test_nothing_is_scrolled_on_the_wall(page, context, site, sign_in, programme, theme, language):
    context.add_cookies([{"name": "django_language", "value": LANGUAGES[language], "url": site}])
    page.set_viewport_size(WALL)
    sign_in(page, "secretary")
    page.goto(f"/screen/?{programme}&play=1&theme={theme}&year=2023&through=12")
    beyond = {}
    count = page.locator(".slide").count()
    for number in range(1, count + 1):
        drawn(page)
        if (out := page.evaluate(BEYOND)) != [0, 0, 0]:
            beyond[number] = out
        page.keyboard.press("ArrowRight")
    assert count > 5
    assert beyond == {}
    assert page.locator("html").get_attribute("data-theme") == theme


def test_keys_turn_the_slides(page, sign_in):
    sign_in(page, "secretary")
    page.goto(f"/screen/?{SAMPLE}&play=1&slide=summary&slide=table&slide=lagging#slide-2")
    assert shown(page) == "slide-2"
    for key, slide in [
        ("End", 3), ("ArrowRight", 3), ("ArrowLeft", 2), ("Home", 1), ("Space", 2), ("PageUp", 1),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert (key, shown(page)) == (key, f"slide-{slide}")
    assert page.url.endswith("#slide-1")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "play" not in url)
    assert page.locator("[name=slide]:checked").count() == 3


def test_the_clock_turns_until_it_is_paused(page, sign_in):
    sign_in(page, "secretary")
    page.clock.install()
    page.goto(f"/screen/?{SAMPLE}&play=1&slide=summary&slide=table&every=20")
    page.clock.run_for(20_100)
    assert shown(page) == "slide-2"
    page.clock.run_for(20_100)
    assert shown(page) == "slide-1"
    page.keyboard.press("p")
    page.clock.run_for(60_000)
    assert shown(page) == "slide-1"
    assert page.locator("[data-screen=pause]").get_attribute("aria-pressed") == "true"


def test_without_scripts_the_slides_stand_one_below_the_other(browser, page, sign_in):
    sign_in(page, "secretary")
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state(), base_url=page.url
    )
    plain = context.new_page()
    plain.goto(f"/screen/?{SAMPLE}&play=1&year=2023&through=12")
    boxes = [slide.bounding_box() for slide in plain.locator(".slide").all()]
    assert len(boxes) > 5
    assert all(a["y"] + a["height"] <= b["y"] for a, b in pairwise(boxes))
    # A chart says that it needs scripts, and its table stands open.
    assert plain.locator(".chart-off").first.is_visible()
    assert plain.locator(".chart details.data table").first.is_visible()
    context.close()


def test_the_show_is_accessible(page, sign_in, accessibility_faults):
    sign_in(page, "secretary")
    page.goto(f"/screen/?{SAMPLE}&play=1&year=2023&through=7")
    for _ in range(page.locator(".slide").count()):
        drawn(page)
        assert accessibility_faults(page) == []
        page.keyboard.press("ArrowRight")


def test_charts_are_read_by_key_and_taken_as_a_picture(page, sign_in, tmp_path):
    sign_in(page, "secretary")
    page.goto(f"/?{SAMPLE}&year=2023&through=9")
    page.evaluate(DRAW_CHARTS)
    chart = page.locator("[data-chart]").first
    chart.focus()
    said = page.locator("[data-now]").first
    table = page.locator(".chart").first.locator("tbody tr")
    page.keyboard.press("End")
    assert said.text_content().startswith("12月")
    page.keyboard.press("Home")
    assert said.text_content().startswith("1月")
    for row in range(8):
        if row:
            page.keyboard.press("ArrowRight")
        month, now = table.nth(row).locator("th, td").all_text_contents()[:2]
        assert f"{month}: " in said.text_content()
        assert now.split(".")[0] in said.text_content()
    page.keyboard.press("ArrowDown")
    assert "; " not in said.text_content()
    with page.expect_download() as waiting:
        page.locator("[data-png]").first.click()
    picture = tmp_path / "chart.png"
    waiting.value.save_as(picture)
    assert waiting.value.suggested_filename.endswith(".png")
    assert picture.read_bytes()[16:24] == (2400).to_bytes(4) + (1350).to_bytes(4)
