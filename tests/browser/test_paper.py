"""On paper nothing is cut; a saved copy opens without any network."""

import re

import pytest

from tests.browser.pages import SAMPLE
from tests.browser.server import DRAW_CHARTS

UPRIGHT, ACROSS = (595, 842), (842, 595)
PAGES = {
    "overview": (f"/?{SAMPLE}&year=2023&through=9", UPRIGHT),
    "pairing": (f"/pairings/xiaolan-panzhou/?{SAMPLE}&year=2023&through=9", ACROSS),
    "indicator": (f"/indicators/labor.east_jobs/?{SAMPLE}&year=2023&through=9", ACROSS),
    "sector": (f"/labor/?{SAMPLE}&year=2023&through=9", ACROSS),
}
# What may not be cut asks for it, and is no higher than a sheet; nothing sticks out at the side.
CUT = """() => {
  const across = document.querySelector(".table.figures");
  const sheet = across ? { width: 1032, height: 680 } : { width: 695, height: 1000 };
  document.body.style.width = `${sheet.width}px`;
  const faults = new Set();
  for (const one of document.querySelectorAll("main tr, main .chart, main .headline, main .plot")) {
    const box = one.getBoundingClientRect();
    const name = one.className || one.tagName;
    if (!box.height) continue;
    if (getComputedStyle(one).breakInside !== "avoid") faults.add(`${name} may be cut`);
    if (box.height > sheet.height) faults.add(`${name} is higher than a sheet`);
    if (box.right > sheet.width + 1) faults.add(`${name} sticks out: ${box.right - sheet.width}`);
  }
  for (const head of document.querySelectorAll("main thead")) {
    const { display } = getComputedStyle(head);
    if (display !== "table-header-group") faults.add("a head is not repeated");
  }
  for (const one of document.querySelectorAll("form, nav, .btn, .chart-png")) {
    if (one.getClientRects().length) faults.add(`${one.className || one.tagName} is printed`);
  }
  document.body.style.width = "";
  return [...faults];
}"""
PREPARED = "() => { dispatchEvent(new Event('beforeprint')); }"
LETTERS = {"format": "A4", "prefer_css_page_size": True, "print_background": True}


@pytest.mark.parametrize("name", PAGES)
def test_sheets_of_a4_without_anything_cut(page, sign_in, name):
    address, size = PAGES[name]
    sign_in(page, "secretary")
    page.goto(address)
    page.evaluate(DRAW_CHARTS)
    sheets = page.pdf(**LETTERS)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", sheets)
    assert boxes
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {size}
    page.emulate_media(media="print")
    page.evaluate(PREPARED)
    assert page.evaluate(CUT) == []
    assert page.locator(".chart details.data:not([open])").count() == 0
    foot = page.evaluate("() => document.documentElement.style.getPropertyValue('--print-foot')")
    assert "2023-09-30" in foot
    assert "来源" in foot


def test_a_copy_opens_from_a_stick(browser, page, sign_in, tmp_path):
    sign_in(page, "secretary")
    page.goto(f"/?{SAMPLE}&year=2023&through=9")
    with page.expect_download() as waiting:
        page.locator(".page-tools a[href^='/copy/']").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    found = []
    context.on("console", lambda message: found.append(message.text))
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on("request", lambda asked: found.append(asked.url[:80]))
    alone = context.new_page()
    alone.goto(file.as_uri())
    alone.evaluate(DRAW_CHARTS)
    assert alone.locator(".js-plotly-plot .main-svg").count() > 0
    assert alone.locator(".copy-banner").is_visible()
    assert alone.locator(".sample-banner").is_visible()
    assert alone.locator("a[href]:not([href^='#'])").count() == 0
    assert [
        text
        for text in found
        if text not in {file.as_uri()[:80]} and text[:5] not in {"data:", "blob:"}
    ] == []
    context.close()
