"""The list of a sector's comparisons: filters, counts, scope, files."""

import csv
import dataclasses
import io
import re

import pytest
from openpyxl import load_workbook

from cooperation import sectors
from cooperation.models import Explanation, Pairing, Role
from tests.reconciliation.conftest import INVESTED, month

pytestmark = pytest.mark.slow

PAGE = "/industry/reconciliation/"


@pytest.fixture
def filled(world):
    """One of each state in March, and an agreeing pairing in April."""
    world.declare(10, month(3))
    world.pay(7, month(3))
    world.declare(5, month(3), pairing=world.other)
    world.pay(4, month(3), pairing=world.other)
    given = Explanation.objects.create(
        pairing=world.other, indicator=world.indicators[INVESTED], month=month(3),
        declared=5, ledger=4,
    )  # fmt: skip
    given.parts.create(kind="other_source", amount=1, note="=HYPERLINK(1)")
    world.declare(2, month(3), pairing=world.city)
    world.pay(9, month(4), pairing=world.city)
    world.declare(6, month(4))
    world.pay(6, month(4))
    return world


@pytest.fixture
def official(client, filled):
    client.force_login(filled.person("official", Role.OFFICIAL))
    return client


def page(client, **query):
    return client.get(PAGE, {"programme": "test", "year": 2024, "through": 12, **query})


def lines(response):
    return [
        (line.one.pairing.slug, line.one.month.month, str(line.one.state))
        for line in response.context["lines"]
    ]


WHOLE = [
    ("city", 3, "no_rows"),
    ("city", 4, "no_figure"),
    ("group", 3, "unexplained"),
    ("group", 4, "agrees"),
    ("other", 3, "explained"),
]


def test_every_month_that_has_something_is_a_line(official):
    assert lines(page(official)) == WHOLE


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"pairing": "group"}, ["group"]),
        ({"from": 4}, ["city", "group"]),
        ({"through": 3}, ["city", "group", "other"]),
        ({"state": "explained"}, ["other"]),
        ({"state": "unexplained", "pairing": "group"}, ["group"]),
        ({"indicator": INVESTED, "state": "no_rows"}, ["city"]),
        ({"year": 2023}, []),
    ],
)
def test_filters(official, query, kept):
    assert sorted({slug for slug, *_ in lines(page(official, **query))}) == kept


def test_counts_are_of_the_selection_whatever_the_state(official):
    for state in ("", "agrees"):
        counts = page(official, state=state).context["states"]
        assert {str(value): count for value, _label, _css, count in counts} == dict.fromkeys(
            ["unexplained", "explained", "no_rows", "no_figure", "agrees"], 1
        )
    counts = page(official, pairing="group").context["states"]
    assert [count for *_, count in counts] == [1, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"state": "stolen"}, "状态"),
        ({"pairing": "elsewhere"}, "结对"),
        ({"indicator": "labor.jobs"}, "指标"),
        ({"from": 13}, "13"),
        ({"from": "x"}, "月"),
        ({"from": 12, "through": 1}, "月"),
        ({"year": 1999}, "1999"),
    ],
)
def test_what_makes_no_sense_is_said(official, query, words):
    response = page(official, **query)
    assert response.status_code == 200
    notes = " ".join(response.context["period"].notes)
    assert notes
    assert "%(" not in notes


def test_a_page_has_fifty_lines_and_any_number_leads_to_one(official, filled):
    for number in range(20):
        pairing = filled.pairing(f"more-{number:02}", "group", filled.city)
        for at in (1, 2, 3):
            filled.pay(1, month(at), pairing=pairing)
    first = page(official)
    assert len(lines(first)) == 50
    assert sum(count for *_, count in first.context["states"]) == 65
    assert len(lines(page(official, page=2))) == 15
    for asked in ("99", "0", "-1", "x", "9" * 30):
        assert page(official, page=asked).status_code == 200
    assert lines(page(official, page="99")) == lines(page(official, page=2))


@pytest.mark.parametrize("more", [0, 8])
def test_statements_do_not_grow(client, filled, more, django_assert_num_queries):
    for number in range(more):
        pairing = filled.pairing(f"more-{number}", "group", filled.city)
        filled.declare(3, month(5), pairing=pairing)
        filled.pay(2, month(5), pairing=pairing)
    client.force_login(filled.clerk)
    page(client)
    # Session, person with grants, programmes, pairings; eight for the comparisons (see
    # test_months); the indicators to choose from, the forms.
    with django_assert_num_queries(14):
        assert len(lines(page(client))) == 5 + more


@pytest.mark.parametrize(
    ("role", "scope", "seen"),
    [
        (Role.OFFICIAL, {}, {"city", "group", "other"}),
        (Role.SECRETARY, {}, {"city", "group", "other"}),
        (Role.ADMINISTRATOR, {}, {"city", "group", "other"}),
        (Role.CLERK, {"pairing": "other"}, {"other"}),
        (Role.CLERK, {"pairing": "group", "sector": "industry", "side": "east"}, {"group"}),
        (Role.CLERK, {"sector": "labor"}, set()),
        (Role.REVIEWER, {"sector": "industry"}, {"city", "group", "other"}),
    ],
)
def test_whose_ledgers_are_seen(client, filled, role, scope, seen):
    if "pairing" in scope:
        scope = {**scope, "pairing": getattr(filled, scope["pairing"])}
    client.force_login(filled.person("somebody", role, **scope))
    response = page(client)
    assert {slug for slug, *_ in lines(response)} == seen
    offered = {pairing.slug for pairing in response.context["chosen"].pairings}
    assert offered == seen
    rows = list(csv.reader(io.StringIO(file(client, "csv").content.decode("utf-8-sig"))))
    assert len(rows) - 8 == len(lines(response))


def file(client, fmt, **query):
    return client.get(
        f"{PAGE}export.{fmt}", {"programme": "test", "year": 2024, "through": 12, **query}
    )


def test_csv_holds_every_line_and_runs_no_formula(official):
    response = file(official, "csv")
    text = response.content.decode()
    assert text.startswith("\ufeff")
    assert "attachment" in response["Content-Disposition"]
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    body = [row for row in table if len(row) > 5][1:]
    assert [row[3:7] for row in body] == [
        ["2024-03", "2", "", ""],
        ["2024-04", "", "9", ""],
        ["2024-03", "10", "7", "3"],
        ["2024-04", "6", "6", "0"],
        ["2024-03", "5", "4", "1"],
    ]
    assert body[-1][10] == "1"
    assert body[-1][13] == "'=HYPERLINK(1)"
    filtered = file(official, "csv", state="agrees").content.decode()
    assert filtered.count("2024-0") == 1


def test_xlsx_holds_the_same(official):
    book = load_workbook(io.BytesIO(file(official, "xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    body = [row for row in rows if re.fullmatch(r"2024-\d\d", str(row[3]))]
    assert [row[4:7] for row in body] == [
        [2, None, None], [None, 9, None], [10, 7, 3], [6, 6, 0], [5, 4, 1],
    ]  # fmt: skip
    assert body[-1][13] == "=HYPERLINK(1)"
    assert all(c.data_type != "f" for row in book.active.iter_rows() for c in row)


def test_unknown_formats_are_not_found(official):
    assert official.get(f"{PAGE}export.pdf").status_code == 404


def test_lines_lead_to_rows_forms_and_pairings(client, filled, behind):
    client.force_login(filled.clerk)
    line = next(x for x in page(client).context["lines"] if x.one.state == "unexplained")
    report = filled.group.monthly_reports.get(month=month(3))
    assert line.form_url == f"/admin/monthly/{report.pk}/"
    assert client.get(line.form_url).status_code == 200
    assert client.get(line.rows_url).status_code == 200
    assert client.get(line.pairing_url).status_code == 200
    assert client.get(line.cell_url).status_code == 200
    client.force_login(filled.person("official", Role.OFFICIAL))
    assert {x.form_url for x in page(client).context["lines"]} == {""}


def test_without_a_list_of_rows_there_is_no_link(official, industry, monkeypatch):
    bare = dataclasses.replace(industry, behind={})
    monkeypatch.setitem(sectors._registry, "industry", bare)
    assert {x.rows_url for x in page(official).context["lines"]} == {""}


def test_pairings_that_report_nothing_are_not_compared(official, filled):
    school = filled.pairing("school", "school", filled.group, reports=False)
    filled.pay(3, month(3), pairing=school)
    assert lines(page(official)) == WHOLE
    assert not Pairing.objects.get(slug="school").reports
