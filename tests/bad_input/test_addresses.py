"""Addresses as people shorten, mistype and forge them: the nearest page, never a fault of ours."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cooperation.models import Activity, MonthlyReport, Role

pytestmark = pytest.mark.slow

PAGES = {
    "completeness": "/reports/completeness/",
    "reports": "/reports/",
    "activities": "/activities/",
    "list": "/admin/monthly/",
    "desk": "/admin/",
    "wide": "/admin/monthly/wide/",
    "confirmations": "/admin/confirmations/",
    "checks": "/admin/monthly/checks/",
    "calendar": "/admin/calendar/",
    "targets": "/admin/targets/",
}
QUERIES = [
    *(f"year={text}" for text in ("", "abc", "2026.5", "２０２６", "1999", "-1", "0", "9" * 5000)),
    *(f"page={text}" for text in ("99999999", "0", "-1", "abc", "1e9", "9" * 5000)),
    *(f"month={text}" for text in ("2021-13", "0000-00", "２０２６-０３", "2021年2月", "9" * 5000)),
    *(f"sort={text}" for text in ("__class__", "unit__created_by__password", "--x", "a," * 1000)),
    "through=13&as_of=2025-02-30",
    "from=2025-03&to=2024-01",
    "from=2024-13&to=0",
    "sector=nothing&side=north&basis=__class__&indicator=labor.nothing&measure=x",
    "q=" + "长" * 2000 + "%F0%9F%98%80",
    "q=%ED%A0%80&sector=%ff%fe&month=%ff",
    "q=%3Cscript%3Ealert(1)%3C/script%3E&indicator=%22%3E%3Cb%3E&sector='",
]
NONSENSE = ("NaN", "Infinity", "-inf", ">None<", "None%")


def said(answer):
    """A page without its forms' tokens, which are drawn by chance and may spell anything."""
    return re.sub(r"[A-Za-z0-9]{32,}", "", answer.content.decode())


@pytest.fixture
def everybody(client, world):
    """One person who may open every page."""
    for role in (Role.REVIEWER, Role.ADMINISTRATOR):
        world.person("clerk", role)
    client.force_login(world.clerk)
    return client


@pytest.mark.parametrize("where", PAGES)
def test_no_address_is_a_fault_of_ours(everybody, world, where):
    world.approved()
    for query in QUERIES:
        answer = everybody.get(f"{PAGES[where]}?programme={world.programme.code}&{query}")
        html = said(answer)
        assert answer.status_code == 200, query[:60]
        assert "<script>alert(1)" not in html
        # The help on the checks quotes what people type.
        assert where == "checks" or not any(word in html for word in NONSENSE), query[:60]


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("query", ["programme=%00", "year=20%0025", "%00=1", "month=2024-03%00"])
def test_no_page_reads_nul(everybody, where, query):
    assert everybody.get(f"{PAGES[where]}?{query}").status_code in {200, 400}


LIST_MONTHS = {
    **dict.fromkeys(
        ("2024-03", "2024/3", "2024.03", "202403", "２０２４-０３", "2024年3月", " 2024-03\u200b"),
        datetime.date(2024, 3, 1),
    ),
    # The newest one that has ended, for what is no month or none of the programme's.
    **dict.fromkeys(
        ("2024-13", "2024-00", "2024年0月", "24-3", "Feb-24", "abc", "2012-01", "9999-12",
         "0000-01", "2024-03-05", "2024-1-2", "٢٠٢٤-٠٣", "9" * 5000, ""),
        datetime.date(2025, 12, 1),
    ),
}  # fmt: skip


def test_a_month_in_the_address(everybody, world):
    found = {}
    for text in LIST_MONTHS:
        data = {"programme": world.programme.code, "month": text}
        found[text] = everybody.get("/admin/monthly/", data).context["work"].month
    assert found == LIST_MONTHS


@pytest.mark.parametrize(
    ("month", "status"),
    [("2012-01", 302), ("2022-12", 302), ("2026-01", 302), ("2024-13", 400), ("2024年0月", 400),
     ("abc", 400), ("", 400), ("9" * 5000, 400)],
)  # fmt: skip
def test_a_month_that_is_not_owed_is_not_opened(everybody, world, month, status):
    data = {"pairing": world.group.pk, "sector": "labor", "side": "west", "month": month}
    answer = everybody.post(reverse("admin:monthly-open"), data)
    assert answer.status_code == status
    assert not MonthlyReport.objects.exists()
    if status == 302:
        html = everybody.get(answer.url).content.decode()
        assert "2023-01-01至2025-12-31" in html


@pytest.mark.parametrize(
    "path",
    [
        "/admin/monthly/{}/", "/admin/monthly/{}/review/", "/admin/monthly/{}/submissions/1/",
        "/admin/monthly/1/submissions/{}/", "/pairings/{}/", "/activities/{}/", "/indicators/{}/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(everybody, path):
    for text in (
        "9" * 21,
        "9" * 5000,
        "abc",
        "-1",
        "0",
        "1%2F..%2F2",
        "%00",
        "٣",
        "1.5",
        "%F0%9F%98%80",
    ):
        assert everybody.get(path.format(text)).status_code == 404, text


def test_signs_of_a_search_are_letters(everybody, world):
    day = datetime.date(2024, 5, 1)
    for title in ("增长100%_\\的考察", "考察"):
        Activity.objects.create(programme=world.programme, kind="visit", title_zh=title, start=day)
    for sign in ("%", "_", "\\", "100%_\\"):
        data = {"programme": world.programme.code, "q": sign, "year": ""}
        html = everybody.get("/activities/", data).content.decode()
        assert html.count("的考察") >= 1
        assert ">考察<" not in html


def test_an_activity_does_not_end_before_it_begins(world):
    start, end = datetime.date(2024, 5, 2), datetime.date(2024, 5, 1)
    activity = Activity(
        programme=world.programme, kind="visit", title_zh="考察", start=start, end=end
    )
    with pytest.raises(ValidationError):
        activity.full_clean()


@pytest.mark.parametrize("where", PAGES)
def test_a_programme_without_anything_shows_no_nonsense(everybody, world, where):
    world.group.delete()
    world.other.delete()
    for query in (
        "year=2023&through=1",
        "sector=labor&side=east&from=2023-01&to=2023-01",
        "year=2025",
    ):
        answer = everybody.get(f"{PAGES[where]}?programme={world.programme.code}&{query}")
        html = said(answer)
        assert answer.status_code in {200, 403}
        assert where == "checks" or not any(word in html for word in NONSENSE), query
