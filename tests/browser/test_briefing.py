"""Before the meeting: from the overview alone, in few clicks, what a leader asks."""

import re

from tests.browser.pages import SAMPLE

MOST = 12
# A month in which a pairing lags in labor and the year is not over.
OCTOBER = "10"


class Clicks:
    """Counts what the official does; reading costs nothing."""

    def __init__(self, page):
        self.page = page
        self.made = 0

    def on(self, target):
        """Follow a link or press a button."""
        self.made += 1
        target.click()
        self.page.wait_for_load_state()

    def choose(self, name, value):
        """Pick from a select: opening it and picking."""
        self.made += 2
        self.page.locator(f"select[name={name}]").first.select_option(value)
        self.page.wait_for_url(re.compile(f"{name}={value}"))

    def back(self):
        """The browser's own button."""
        self.made += 1
        self.page.go_back()
        self.page.wait_for_load_state()


def test_a_leader_is_briefed_from_the_overview(page, sign_in):
    sign_in(page, "official")
    page.goto(f"/?{SAMPLE}")
    clicks = Clicks(page)
    clicks.choose("through", OCTOBER)

    # Which pairing lags in labor, and since when? The table says it.
    labor = page.locator(".matrix tbody[data-sector=labor] tr:not(.sector-row)").first
    lagging = labor.locator("td.s-watch, td.s-late")
    assert lagging.count() == 1
    place = lagging.evaluate(
        "cell => cell.closest('table').tHead.rows[0].cells[cell.cellIndex].innerText"
    )
    assert "六枝特区" in place
    assert re.search(r"略慢|滞后", lagging.inner_text())
    assert "10月起" in lagging.inner_text()

    # Will the purchases of the year be reached, and what does it take?
    clicks.on(page.locator("article.headline[data-sector=consumption] .headline-top a"))
    said = page.locator("main").inner_text()
    assert re.search(r"预计全年\s*[\d\u2009 ]+—[\d\u2009 ]+", said)
    assert re.search(r"可望完成|难以完成|尚不确定", said)
    assert re.search(r"还需每月\s*[\d\u2009 ]+", said)
    assert "各月走势推算" in said
    clicks.back()

    # What changed since the last meeting?
    clicks.on(page.get_by_role("link", name="与上次联席会议对比"))
    moved = page.locator("main .summary").inner_text()
    assert re.search(r"完成率由 .+ 变为 .+个百分点|没有变化", moved)
    assert re.search(r"已报月份：原 \d+/\d+，现 \d+/\d+", moved)
    assert "以来" in page.locator("main").inner_text()
    clicks.back()

    # Who has not reported?
    clicks.on(page.get_by_role("link", name="谁还没有报"))
    assert "月报报送情况" in page.locator("h1").inner_text()
    missing = page.locator("main td", has_text="未报")
    assert missing.count() > 0

    assert clicks.made <= MOST
