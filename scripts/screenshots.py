"""Pictures of the pages: `scripts/screenshots.py FOLDER [--url http://…] [--only overview]`.

Each page at 1440 and 390 pixels, in Chinese and English, signed in as the secretary. Without
--url it prepares and serves a throw-away site; with it, DEMO_PASSWORD is that site's.
"""

import argparse
import contextlib
import itertools
import os
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.pages import LANGUAGES, PAGES, WIDTHS
from tests.browser.server import DRAW_CHARTS, PASSWORD, chromium_options, throwaway_site


def sign_in(page: Page) -> None:
    """As the secretary, who sees everything."""
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill("secretary")
    page.locator("[name=password]").fill(os.environ.get("DEMO_PASSWORD") or PASSWORD)
    page.locator("form:has([name=password]) button").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def take(page: Page, address: str, path: Path) -> None:
    """One full page, after its charts are drawn."""
    response = page.goto(address)
    page.evaluate(DRAW_CHARTS)
    page.screenshot(path=path, full_page=True)
    print(f"{path} {response.status if response else '?'}", flush=True)


def take_all(url: str, folder: Path, pages: dict[str, str]) -> None:
    """Every page in every width and language."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_options())
        for (width, height), (suffix, language) in itertools.product(
            WIDTHS.items(), LANGUAGES.items()
        ):
            context = browser.new_context(
                base_url=url,
                viewport={"width": width, "height": height},
                timezone_id="Asia/Shanghai",
                reduced_motion="reduce",
            )
            context.add_cookies([{"name": "django_language", "value": language, "url": url}])
            page = context.new_page()
            take(page, "/accounts/login/", folder / f"login-{width}-{suffix}.png")
            sign_in(page)
            for name, address in pages.items():
                take(page, address, folder / f"{name}-{width}-{suffix}.png")
            context.close()
        browser.close()


def main() -> None:
    """Read the arguments, have a site, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", help="a site that runs already")
    parser.add_argument("--only", nargs="+", choices=sorted(PAGES), default=list(PAGES))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    pages = {name: PAGES[name] for name in options.only}
    site = contextlib.nullcontext(options.url) if options.url else throwaway_site()
    with site as url:
        take_all(url.rstrip("/"), options.folder, pages)


if __name__ == "__main__":
    main()
