"""Pages as a browser meets them on a slow office line: first content, shifts, bytes.

Chromium behind 1.5 Mbit/s and 100 ms, with an empty cache, against the real server. What is
measured is the largest contentful paint, how far things moved, the longest of a few clicks,
and what the page and its charts' data weigh.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import brotli
from django.conf import settings

LINE = {
    "offline": False,
    "latency": 100,
    "downloadThroughput": 187_500,
    "uploadThroughput": 187_500,
}
CHROMIUM = "/usr/bin/chromium"
# HTML and charts as they travel, compressed.
LCP_MS, CLICK_MS, SHIFT, HTML_KB, JSON_KB = 1000, 100, 0.02, 60, 40
KILOBYTE = 1024
CHART_DATA = re.compile(r'<script id="[^"]*" type="application/json">(.*?)</script>', re.DOTALL)
CLICKED = ("details.menu summary", "details.data summary")
WATCH = """
window.seen = {lcp: 0, shift: 0, click: 0, what: ""};
new PerformanceObserver(list => { for (const e of list.getEntries()) {
  seen.lcp = e.startTime;
  seen.what = e.element ? e.element.tagName + "." + e.element.className : "";
} }).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const e of list.getEntries())
  if (!e.hadRecentInput) seen.shift += e.value; }).observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => { for (const e of list.getEntries())
  seen.click = Math.max(seen.click, e.duration); }).observe(
    {type: "event", durationThreshold: 16, buffered: true});
"""


@dataclass(frozen=True)
class Vitals:
    """What one page cost: milliseconds, share of the window that moved, bytes."""

    first: float
    largest: float
    what: str
    shift: float
    click: float
    html: int
    html_wire: int
    charts: int
    wire: int

    @property
    def missed(self) -> list[str]:
        """The goals that were missed, by name."""
        return [
            name
            for name, over in (
                ("LCP", self.largest > LCP_MS),
                ("click", self.click > CLICK_MS),
                ("shift", self.shift > SHIFT),
                ("HTML", self.html_wire > HTML_KB * KILOBYTE),
                ("charts", self.charts > JSON_KB * KILOBYTE),
            )
            if over
        ]


@contextmanager
def chromium() -> Iterator:
    """The system's browser, as the browser tests start it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def slow_page(browser, server: str, session: str) -> Iterator:
    """A page of a fresh browser, signed in, behind the slow line."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    if session:
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}]
        )
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    page.add_init_script(WATCH)
    page.received = 0

    def count(event):
        page.received += event["encodedDataLength"]

    line.on("Network.loadingFinished", count)
    try:
        yield page
    finally:
        context.close()


def vitals(browser, server: str, session: str, path: str) -> Vitals:
    """Open a page, let it settle, click a little."""
    with slow_page(browser, server, session) as page:
        answer = page.goto(server + path, wait_until="load")
        if answer.status != 200 or page.url != server + path:
            raise SystemExit(f"{path} answered {answer.status} at {page.url}")
        html = answer.body()
        page.wait_for_timeout(1500)
        before = page.evaluate("seen")
        first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        for selector in CLICKED:
            if page.locator(selector).count():
                page.locator(selector).first.click()
                page.wait_for_timeout(300)
        charts = "".join(CHART_DATA.findall(html.decode())).encode()
        return Vitals(
            first,
            before["lcp"],
            before["what"],
            before["shift"],
            page.evaluate("seen.click"),
            len(html),
            len(brotli.compress(html)),
            len(brotli.compress(charts)) if charts else 0,
            page.received,
        )


def print_vitals(browser, server: str, session: str, pages: dict[str, str]) -> int:
    """A line for each page; how many miss a goal."""
    print(
        "\n| on 1.5 Mbit/s, 100 ms | first paint ms | largest ms | what | shift | click ms "
        f"| HTML KB | compressed | charts KB | all KB | goal |\n|{'---|' * 11}"
    )
    missed = 0
    for name, path in pages.items():
        found = vitals(browser, server, session, path)
        missed += bool(found.missed)
        print(
            f"| {name} | {found.first:.0f} | {found.largest:.0f} | {found.what} "
            f"| {found.shift:.3f} | {found.click:.0f} | {found.html / KILOBYTE:.0f} "
            f"| {found.html_wire / KILOBYTE:.0f} | {found.charts / KILOBYTE:.0f} "
            f"| {found.wire / KILOBYTE:.0f} "
            f"| {json.dumps(found.missed) + ' missed' if found.missed else 'reached'} |",
            flush=True,
        )
    return missed
