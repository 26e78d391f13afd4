"""Every read page opens, in both languages, and nonsense in the address never breaks one."""

import re

import pytest
from django.test import Client

from cooperation.models import Activity, Indicator, Pairing, Programme

pytestmark = pytest.mark.slow

PAGES = [
    "/",
    "/pairings/",
    "/indicators/",
    "/indicators/?view=pairings",
    "/changes/",
    "/reports/",
    "/activities/",
]
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*(src=|application/json))|\son\w+=\"")


def with_parameter(path, parameter):
    return f"{path}{'&' if '?' in path else '?'}{parameter}"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", ["zs-lps-2021", "sample-city"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_open(reader, path, code, language):
    reader.cookies["django_language"] = language
    response = reader.get(with_parameter(path, f"programme={code}"))
    assert response.status_code == 200
    html = response.content.decode()
    assert ("样例数据" in html or "Sample data" in html) == (code == "sample-city")
    assert not INLINE.search(html)
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in html


@pytest.mark.slow
@pytest.mark.parametrize(("code", "language"), [("zs-lps-2021", "zh-hans"), ("sample-city", "en")])
def test_every_pairing_indicator_and_activity_opens(reader, code, language):
    reader.cookies["django_language"] = language
    programme = Programme.objects.get(code=code)
    paths = [
        f"/pairings/{slug}/"
        for slug in Pairing.objects.filter(programme=programme).values_list("slug", flat=True)
    ]
    paths += [f"/indicators/{code}/" for code in Indicator.objects.values_list("code", flat=True)]
    paths += [
        f"/activities/{pk}/"
        for pk in Activity.objects.filter(programme=programme).values_list("pk", flat=True)[:5]
    ]
    for path in paths:
        assert reader.get(path, {"programme": code}).status_code == 200, path


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/changes/", "/reports/", "/activities/"])
@pytest.mark.parametrize(
    ("parameter", "status"),
    [
        ("year=abc", 200),
        ("year=99999", 200),
        ("year=%D9%A3", 200),
        ("year=" + "9" * 5000, 200),
        ("through=13", 200),
        ("through=-1", 200),
        ("through=0", 200),
        ("as_of=2025-02-30", 200),
        ("as_of=0001-01-01", 200),
        ("as_of=9999-12-31", 200),
        ("page=99999999", 200),
        ("page=abc", 200),
        ("sort=__class__", 200),
        ("sort=-start,kind&page=-1", 200),
        ("sector=nothing&kind=nothing&q=%F0%9F%98%80", 200),
        ("programme=nothing", 404),
        ("year=20%0025", 400),
        ("%00=1", 400),
        ("q=%00", 400),
    ],
)
def test_bad_parameters_lead_to_the_nearest_page(reader, path, parameter, status):
    assert reader.get(with_parameter(path, parameter)).status_code == status


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_bad_periods_on_every_page(reader, path):
    assert reader.get(with_parameter(path, "year=abc&through=13&as_of=x&page=0")).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/pairings/nothing/",
        "/indicators/labor.nothing/",
        "/indicators/nothing/",
        "/activities/999999/",
        "/activities/99999999999999999999/",
        "/pairings/%00/",
    ],
)
def test_unknown_things_are_not_found(reader, path):
    response = reader.get(path)
    assert response.status_code == 404
    assert "没有找到此页" in response.content.decode()


def test_a_corrected_address_says_so(reader):
    html = reader.get("/?programme=sample-city&year=1999&through=13").content.decode()
    assert "显示 2021 年" in html
    assert "显示 12 月" in html


def test_a_page_opens_on_the_newest_month_with_figures(reader):
    html = reader.get("/?programme=zs-lps-2021").content.decode()
    assert "2025年1—6月" in html


@pytest.mark.parametrize("path", PAGES)
def test_login_is_needed(programmes, db, path):
    response = Client().get(path)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("path", "open_to_all"),
    [
        ("/", True),
        ("/pairings/", True),
        ("/indicators/", True),
        ("/activities/", True),
        ("/reports/", False),
    ],
)
def test_public_dashboard(programmes, db, settings, path, open_to_all):
    settings.PUBLIC_DASHBOARD = True
    response = Client().get(path)
    assert response.status_code == (200 if open_to_all else 302)


def test_the_list_names_pairs_below_pairs_and_a_page_leads_back_up(reader):
    html = reader.get("/pairings/?programme=zs-lps-2021").content.decode()
    assert "/pairings/sansha-elike/" in html
    page = reader.get("/pairings/sansha-elike/?programme=zs-lps-2021").content.decode()
    crumbs = re.search(r'<p class="crumbs">.*?</p>', page)[0]
    assert "/pairings/henglan-wumeng/" in crumbs


@pytest.mark.parametrize(
    ("code", "head"), [("labor.workshops", "最新数"), ("labor.jobs", "本年累计")]
)
def test_a_stock_is_not_headed_as_a_sum(reader, code, head):
    html = reader.get(f"/indicators/{code}/?programme=sample-city").content.decode()
    heads = re.search(r'class="table figures"><thead>(.*?)</thead>', html)[1]
    assert {word for word in ("最新数", "本年累计") if word in heads} == {head}
