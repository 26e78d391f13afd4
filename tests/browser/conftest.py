"""Journeys in a real browser against the real server, with a watch on every page.

`sign_in(page, name)` signs a demo account in; `accessibility_faults(page)` asks axe-core.
Each test fails at its end if a page broke the content security policy, wrote an error to the
console, or asked for anything outside the site; mark what is expected with
`@pytest.mark.expect_problems("404 (Not Found)")`.
SITE_URL=http://… (with DEMO_PASSWORD) uses a server that runs already.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_socket

from tests.browser.server import PASSWORD, chromium_options, throwaway_site

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_configure(config):
    """Register the marker of this folder."""
    config.addinivalue_line("markers", "expect_problems(*texts): problems that the test provokes")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the site; each worker has its own, from data that one of them prepares."""
    pytest_socket.enable_socket()
    if given := os.environ.get("SITE_URL"):
        yield given.rstrip("/")
        return
    beside = "PYTEST_XDIST_WORKER" in os.environ
    shared = tmp_path_factory.getbasetemp().parent / "site" if beside else None
    with throwaway_site(shared) as url:
        yield url


@pytest.fixture(autouse=True)
def _only_this_machine(site):
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """The system's Chromium."""
    return chromium_options()


@pytest.fixture(scope="session")
def base_url(site):
    """So that journeys name paths only."""
    return site


@pytest.fixture(scope="session")
def browser_context_args(base_url):
    """An office desk in China."""
    return {
        "base_url": base_url,
        "viewport": {"width": 1440, "height": 900},
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
    }


@pytest.fixture(autouse=True)
def problems(request, context, site):
    """What went wrong on any page of the test; must be empty at its end."""
    found = []

    def check_request(asked):
        parts = urlsplit(asked.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and not asked.url.startswith(f"{site}/"):
            found.append(f"request to outside: {asked.url}")

    def check_console(message):
        # Chromium reports breaches of the content security policy here, too.
        if message.type in {"error", "warning"}:
            found.append(f"console {message.type}: {message.text} ({message.location['url']})")

    context.on("request", check_request)
    context.on("console", check_console)
    context.on("weberror", lambda error: found.append(f"script error: {error.error}"))
    yield found
    marker = request.node.get_closest_marker("expect_problems")
    expected = marker.args if marker else ()
    assert [text for text in found if not any(part in text for part in expected)] == []


@pytest.fixture
def sign_in(site):
    """`sign_in(page, "secretary")` signs a demo account in and stands on its first page."""

    def signed_in(page, name):
        page.goto("/accounts/login/")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(os.environ.get("DEMO_PASSWORD") or PASSWORD)
        page.locator("form:has([name=password]) button").click()
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
        return page

    return signed_in


@pytest.fixture
def accessibility_faults():
    """`accessibility_faults(page)` lists what breaks WCAG 2.2 A and AA, by rule and place."""

    def faults(page):
        page.evaluate(AXE)
        result = page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG
        )
        return [
            f"{rule['id']}: {rule['help']} at {node['target']}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]

    return faults
