"""Bad figures and bad moments: what is held or refused on submitting, and what is never lost."""

import datetime
import json
from decimal import Decimal
from html import unescape

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from cooperation.models import DraftCell, MonthlyReport, Programme, Submission
from cooperation.reporting import actions
from cooperation.reporting.problems import RecordRefused
from cooperation.reporting.record import RecordEntry, record_many
from tests.reporting.test_form import fields, texts, url
from tests.reporting.wide_grid import Grid, values
from tests.reporting.world import APRIL, MARCH, fresh

pytestmark = pytest.mark.slow

MONEY = "industry.invested"
JUNE = datetime.date(2024, 6, 1)
STEADY = ("100", "90", "110", "95", "105")
# What is typed for June in 万元 → the check that holds it, and what it says.
TYPED = {
    "1000000": ("M01", "约为平常值（102.50）的10\u2009000倍。请核对单位：是否应为100.00？"),
    "0.01": ("M02", "10\u2009000分之一。请核对单位：是否应为100.00？"),
    "800": ("M08", "近6个数中位数（102.50）的7.8倍"),
    "600": ("L05", "累计"),
}


@pytest.fixture
def money(world):
    """Steady years of one indicator, up to May."""
    entries = [
        RecordEntry(
            world.group,
            "industry",
            "west",
            datetime.date(year, month, 1),
            {
                MONEY: (
                    "month",
                    Decimal(STEADY[month % 5] if year < 2024 else STEADY[month - 1]),
                    "",
                )
            },
        )
        for year in (2023, 2024)
        for month in range(1, 13 if year < 2024 else 6)
    ]
    record_many(entries, channel=Submission.Channel.SAMPLE)
    return world


class Form:
    """The monthly form: figures typed and handed in at once."""

    def __init__(self, client, world, month=JUNE, sector="industry"):
        client.force_login(world.clerk)
        self.client = client
        self.report = world.report(month, sector=sector)
        self.page = client.get(url(self.report))

    def submit(self, typed, **more):
        data = {f"v-{code}": text for code, text in typed.items()}
        data = {**fields(self.page), **data, "action": "submit", **more}
        self.page = self.client.post(url(self.report), data)
        return self.page

    def why(self, code, indicator):
        return f"why-{code}-{indicator}"


class Wide(Form):
    """The wide form: the same cell, and its month handed in."""

    def __init__(self, client, world):
        self.world = world
        self.grid = Grid(client, world, world.clerk, indicator=MONEY)
        self.grid.get()

    def submit(self, typed, **more):
        self.page = self.grid.send(
            {(self.world.group, 6): typed[MONEY]}, "submit", months=[6], **more
        )
        self.report = MonthlyReport.objects.get(month=JUNE)
        if self.page.context:
            self.grid.sheet = self.page.context["sheet"]
        return self.page

    def why(self, code, indicator):
        (fault,) = [f for f in self.page.context["outcome"].faults if f.problem.code == code]
        return fault.why


@pytest.mark.parametrize("way", [Form, Wide])
@pytest.mark.parametrize("text", TYPED)
def test_what_is_held_on_submitting_goes_with_a_reason(client, money, text, way):
    code, words = TYPED[text]
    form = way(client, money)
    page = form.submit({MONEY: text})
    assert page.status_code == 422
    html = unescape(page.content.decode())
    assert words in html
    assert fresh(form.report).state == "draft"
    assert DraftCell.objects.get(report=form.report).value == Decimal(text)
    for reason in ("", " ", "。", "x"):
        assert form.submit({MONEY: text}, **{form.why(code, MONEY): reason}).status_code == 422
    assert form.submit({MONEY: text}, **{form.why(code, MONEY): "合同一次到账"}).status_code == 302
    submission = Submission.objects.get(report=form.report)
    assert submission.figures.get().value == Decimal(text)
    assert [c.reason for c in submission.confirmed_checks.all()] == ["合同一次到账"]


@pytest.mark.parametrize(
    ("prepare", "code", "words"),
    [("late", "D19", "已逾期"), ("target", "L11", "为年度目标（4）的250.00%")],
)
def test_a_whole_report_is_held_until_a_reason_is_given(client, world, prepare, code, words):
    if prepare == "late":
        Programme.objects.update(collect_from=None)
    else:
        world.target("labor.jobs", 2024, 4)
    form = Form(client, world, MARCH, "labor")
    labor = {f"labor.{name}": text for name, text in texts().items()}
    page = form.submit(labor)
    assert page.status_code == 422
    assert words in unescape(page.content.decode())
    assert not Submission.objects.exists()
    why = form.why(code, "labor.jobs" if prepare == "target" else "")
    assert form.submit(labor, **{why: "汛期道路中断"}).status_code == 302
    assert Submission.objects.get().confirmed_checks.get().reason == "汛期道路中断"


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ({"jobs_lifted": "120"}, "L01", "120"),
        ({"jobs_lifted": "", "east_jobs": "", "workshops": ""}, "W08", "有3格未填"),
        ({"workshops": "-3"}, "N14", "不能为负"),
        ({"workshops": "无"}, "N00", "没有发生请填0，尚不清楚请留空"),
        ({"workshops": "—"}, "N00", "没有发生请填0，尚不清楚请留空"),
        ({"workshops": "/"}, "N00", "没有发生请填0，尚不清楚请留空"),
        ({"workshops": "-"}, "N15", "没有发生请填0，尚不清楚请留空"),
    ],
)
def test_what_is_refused_on_submitting(client, world, typed, code, words):
    form = Form(client, world, MARCH, "labor")
    page = form.submit({f"labor.{k}": text for k, text in {**texts(), **typed}.items()})
    html = unescape(page.content.decode())
    assert page.status_code == 422
    assert f'data-code="{code}"' in html
    assert words in html
    assert not Submission.objects.exists()
    shown = fields(page)
    assert {name: shown[f"v-labor.{name}"] for name in typed} == typed


# --- what is never lost ----------------------------------------------------------------------


@pytest.fixture
def away():
    """`away(writing)`: from now on the database takes no writes (else: answers nothing)."""
    blocked = []

    def refuse(execute, sql, params, many, context):
        writes = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        if blocked and (writes or blocked[0] == "all"):
            raise OperationalError("the database is away")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield blocked.append
        blocked.clear()


@pytest.mark.parametrize("how", ["writing", "all"])
@pytest.mark.parametrize("button", ["save", "submit", "wide", "cells", "panel", "return"])
def test_a_database_that_is_away_loses_nothing(world, away, button, how):
    browser = Client(raise_request_exception=False)
    submission = world.submitted(APRIL)
    report = world.report(MARCH)
    browser.force_login(world.reviewer if button == "return" else world.clerk)
    address, kind = url(report), {}
    if button in ("save", "submit"):
        data = fields(browser.get(address)) | {"action": button, "v-labor.jobs": "12"}
    elif button == "wide":
        grid = Grid(browser, world, world.clerk)
        grid.get()
        address, key = grid.url, grid.key(world.group, 3)
        data = {"action": "save", "versions": grid.sheet.versions, f"c-{key}": "12"}
    elif button == "cells":
        address = reverse("admin:monthly-cells", args=[report.pk])
        cell = {"text": "12", "basis": "month", "note": "汛期", "was": "month¦¦"}
        data = json.dumps({"version": report.version, "cells": {"labor.jobs": cell}})
        kind = {"content_type": "application/json"}
    elif button == "panel":
        address = reverse("admin:monthly-cell", args=[submission.report_id, "labor.jobs"])
        data = {"action": "ask", "text": "几人？", "figure": "1"}
    else:
        address = url(submission.report)
        data = {"action": "return", "submission": submission.pk, "reason": "请核对台账"}
    away(how)
    answer = browser.post(address, data, **kind)
    assert answer.status_code == 503
    text = answer.content.decode()
    if button == "cells":
        assert "已保留" in answer.json()["trouble"]
        return
    assert "暂时无法保存，您填写的内容已保留在本页" in text
    shown = fields(answer)
    assert {name: shown[name] for name in data} == {k: str(v) for k, v in data.items()}


def test_who_was_moved_saves_nothing_more(client, world):
    form = Form(client, world, MARCH, "labor")
    wide = Grid(client, world, world.clerk)
    wide.get()
    world.clerk.assignments.update(pairing=world.other)
    assert form.submit({"labor.jobs": "12"}).status_code == 404
    cells = reverse("admin:monthly-cells", args=[form.report.pk])
    assert client.post(cells, b"{}", content_type="application/json").status_code == 404
    assert wide.send({(world.group, 3): "12"}).status_code in {302, 403, 422}
    world.clerk.assignments.all().delete()
    assert wide.send({(world.group, 3): "12"}).status_code == 403
    assert not DraftCell.objects.exists()


def test_old_months_stay_with_the_pairing_that_ended(client, world):
    report = world.submitted(MARCH).report
    world.group.until = datetime.date(2024, 3, 31)
    world.group.save()
    after = world.pairing("after", "group", world.city, since=datetime.date(2024, 4, 1))
    with pytest.raises(RecordRefused):
        world.report(APRIL)
    with pytest.raises(RecordRefused):
        world.report(MARCH, pairing=after)
    assert world.report(APRIL, pairing=after).pairing == after
    assert fresh(report).pairing == world.group
    client.force_login(world.reviewer)
    assert client.get(url(report)).status_code == 200
    actions.approve(report.submissions.get(), by=world.reviewer)
    assert fresh(report).state == "approved"


def test_a_pasted_block_is_taken_or_marked_cell_by_cell(client, world):
    """As it comes from a sheet: blanks, units, full-width digits, a merged heading."""
    grid = Grid(client, world, world.clerk)
    grid.get()
    good = ["12", "１３", "14人", "1,234", "", "0", " 15 ", "007"]
    bad = ["合计", "同上", "无", "3-5"]
    block = dict(zip([(world.group, m) for m in range(1, 13)], good + bad, strict=True))
    block |= {(world.other, m): str(m) for m in range(1, 13)}
    answer = grid.send(block)
    assert answer.status_code == 422
    faults = answer.context["outcome"].faults
    assert {f.key for f in faults} == {grid.key(world.group, m) for m in (9, 10, 11, 12)}
    cells = answer.context["sheet"].cells
    assert {place: cells[grid.key(*place)].text for place in block} == block
    assert values() == {}
    grid.sheet = answer.context["sheet"]
    block |= {(world.group, m): "" for m in (9, 10, 11, 12)}
    assert grid.send(block).status_code == 302
    kept = [values()["group", m][1] for m in (1, 2, 3, 4, 6, 7, 8)]
    assert kept == [12, 13, 14, 1234, 0, 15, 7]
    assert ("group", 5) not in values()
    assert len(values()) == 19
