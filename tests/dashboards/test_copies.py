"""A copy stands alone, holds what its reader sees, and leads nowhere."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from cooperation.dashboards.copies.document import POLICY, one_file
from cooperation.models import Programme

pytestmark = pytest.mark.slow

LOADS = re.compile(r"""(?:src|href|action|srcset)\s*=\s*["'](?!#|data:)""")


def copy_of(browser, page, **more):
    return browser.get(f"/copy/?page={quote(page)}", **more)


def without_scripts(html):
    """Scripts hold code, in which addresses may stand without being asked for."""
    return re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)


@pytest.mark.parametrize(
    "page", ["/", "/indicators/", "/activities/", "/reports/", "/labor/", "/screen/?play=1"]
)
def test_a_copy_loads_nothing_and_leads_nowhere(reader, page):
    answer = copy_of(reader, f"{page}{'&' if '?' in page else '?'}programme=sample-city")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    html = answer.content.decode()
    plain = without_scripts(html)
    assert LOADS.findall(plain) == []
    assert "<form" not in plain
    assert "csrf" not in plain
    assert "林市长" not in plain
    assert POLICY.split(";")[0] in html.replace("&#x27;", "'")
    assert "样例数据" in plain
    version = Programme.objects.get(code="sample-city").data_version
    assert f"数据版本 {version}" in plain or f"state {version} of the data" in plain
    assert "programme=sample-city" in plain  # the address it was made from, as text


def test_the_library_comes_only_with_charts(reader):
    with_charts = copy_of(reader, "/?programme=sample-city").content
    without = copy_of(reader, "/activities/?programme=sample-city").content
    assert 1_000_000 < len(with_charts) < 2_000_000
    assert len(without) < 200_000


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("", 200),
        ("/nothing/", 404),
        ("/labor/batches/", 404),
        ("/labor/reconciliation/", 404),
        ("/admin/", 404),
        ("/accounts/password/", 404),
        ("/copy/?page=/", 404),
        ("/reports/export.csv", 404),
        ("//elsewhere.example/", 404),
        ("https://elsewhere.example/", 404),
        ("http://[", 404),
        ("relative", 404),
        ("/pairings/nothing/", 404),
        ("/?programme=nothing", 404),
    ],
)
def test_only_read_pages_are_copied(reader, page, status):
    assert copy_of(reader, page).status_code == status


def test_a_copy_asks_for_the_rights_of_its_page(programmes, db, settings):
    assert copy_of(Client(), "/?programme=sample-city")["Location"].startswith("/accounts/login/")
    settings.PUBLIC_DASHBOARD = True
    assert copy_of(Client(), "/?programme=sample-city").status_code == 200
    assert copy_of(Client(), "/reports/?programme=sample-city").status_code == 302


def test_a_copy_is_whole_even_for_a_browser_that_knows_the_page(reader):
    headers = {"If-None-Match": "*", "HX-Request": "true"}
    html = copy_of(reader, "/?programme=sample-city", headers=headers).content.decode()
    assert "</html>" in html


def test_what_is_rewritten_and_what_is_dropped():
    page = (
        '<html><head><link rel="preload" href="/elsewhere.css"></head><body class="x">'
        '<form action="/send/"><p>typed <input name="a"><b>deep</b></p></form>'
        '<a href="/labor/" class="plain" hx-get="/x/">labor</a><a href="#part">part</a>'
        '<a href="https://gov.example/a?b=1&amp;c=2">source</a>'
        '<svg><a href="/x/"><path d="M0 0"/></a></svg><img src="https://x.example/a.png">'
        '<script src="/static/js/site.js"></script><button>Send</button>&amp;&#8201;'
        '<script type="application/json">{"a": "<b>"}</script></body></html>'
    )
    html = one_file(page, "<aside>made</aside>")
    body = html.split("<body", 1)[1]
    assert body == (
        ' class="x" data-copy=""><aside>made</aside>'
        '<a class="plain">labor</a><a href="#part">part</a>'
        '<a title="https://gov.example/a?b=1&amp;c=2">source</a>'
        '<svg><a><path d="M0 0"/></a></svg>&amp;&#8201;'
        '<script type="application/json">{"a": "<b>"}</script></body></html>'
    )
    assert "elsewhere" not in html
