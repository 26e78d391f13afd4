"""The monthly form: its page, the saving of a cell, and thirty clerks at once."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median, quantiles

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.load import Office, rush
from benchmarks.pages import fetch
from benchmarks.server import serving
from cooperation.models import Assignment, Figure, MonthlyReport, Programme, Role, User
from cooperation.reporting import actions
from cooperation.reporting.entry.checking import problems_of
from cooperation.reporting.entry.desks import held_in

CLERKS, OFFICIALS, SECONDS = 30, 10, 10
SAVES = 300
PAGE_STATEMENTS, PAGE_MS = 10, 40
SAVE_STATEMENTS, SAVE_P95_MS = 12, 30
CELL = "labor.east_jobs"


@dataclass(frozen=True)
class Opened:
    """An approved report that its clerk corrects, and the browser that is signed in."""

    report: MonthlyReport
    client: Client

    @property
    def session(self) -> str:
        return self.client.cookies[settings.SESSION_COOKIE_NAME].value


def measure_forms(programme: Programme, runs: int, official: Client) -> int:
    """Print what the form costs; how many goals were missed."""
    opened = list(_opened(programme))
    group = next(each for each in opened if each.report.pairing.parent_id)
    city = next((each for each in opened if each.report.pairing.parent_id is None), None)
    missed = 0
    for name, each in (("group", group), ("市本级", city)):
        if each is not None:
            missed += _page(name, each, runs)
            missed += _saves(name, each, SAVES if runs >= 25 else 20)
    missed += _load(programme, opened, official)
    return missed


def _opened(programme: Programme) -> Iterator[Opened]:
    """One report in each of up to thirty pairings, reopened; what is held is explained."""
    found: dict[int, MonthlyReport] = {}
    approved = MonthlyReport.objects.filter(
        pairing__programme=programme, sector="labor", side="west", state="approved"
    )
    for report in approved.select_related("pairing").order_by("-month", "pairing"):
        found.setdefault(report.pairing_id, report)
    for number, report in enumerate(list(found.values())[:CLERKS]):
        clerk = User.objects.create_user(f"bench-{programme.code}-{number}", password=None)
        Assignment.objects.create(
            user=clerk, role=Role.CLERK, programme=programme, pairing=report.pairing
        )
        actions.reopen(report, by=clerk, version=report.version, reason_kind="late_source")
        report.refresh_from_db()
        held = held_in(report.draft_cells)
        reasons = {
            (problem.place.indicator, problem.code): "checked for the benchmark"
            for problem in problems_of(report, held)
        }
        actions.confirm_checks(report, reasons, by=clerk, version=report.version)
        report.refresh_from_db()
        client = Client()
        client.force_login(clerk, settings.AUTHENTICATION_BACKENDS[-1])
        yield Opened(report, client)


def _page(name: str, opened: Opened, runs: int) -> int:
    address = reverse("admin:monthly-form", args=[opened.report.pk])
    fetch(opened.client, address)
    with CaptureQueriesContext(connection) as captured:
        fetch(opened.client, address)
    statements, times, computed = _asked(captured), [], []
    for _run in range(runs):
        start, cpu = time.perf_counter(), time.process_time()
        fetch(opened.client, address)
        times.append(1000 * (time.perf_counter() - start))
        computed.append(1000 * (time.process_time() - cpu))
    missed = statements > PAGE_STATEMENTS or median(times) > PAGE_MS
    first = _nothing_kept(lambda: fetch(opened.client, address), runs)
    print(
        f"- {name}, form page: {statements} statements (goal {PAGE_STATEMENTS}), median "
        f"{median(times):.1f} ms (goal {PAGE_MS}), CPU {median(computed):.1f} ms: "
        f"{_verdict(missed)}; {first}",
        flush=True,
    )
    return missed


def _saves(name: str, opened: Opened, saves: int) -> int:
    """A cell saved again and again, each time with another value, beside the bare write."""
    address = reverse("admin:monthly-cells", args=[opened.report.pk])
    cell = opened.report.draft_cells.get(indicator__code=CELL)
    seen = {"was": f"{cell.basis}¦{cell.value.normalize():f}¦{cell.note}"}
    version = opened.report.version

    def save(value: int) -> None:
        nonlocal version
        sent = {"text": str(value), "basis": cell.basis, "note": cell.note, "was": seen["was"]}
        body = json.dumps({"version": version, "cells": {CELL: sent}})
        response = opened.client.post(address, body, content_type="application/json")
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}: {response.content!r}")
        answer = response.json()
        version, seen["was"] = answer["version"], answer["cells"][CELL]["was"]

    first = int(cell.value)
    save(first + 1)
    with CaptureQueriesContext(connection) as captured:
        save(first + 2)
    statements, times, computed, bare = _asked(captured), [], [], []
    for number in range(saves):
        start, cpu = time.perf_counter(), time.process_time()
        save(first + number % 7)
        times.append(1000 * (time.perf_counter() - start))
        computed.append(1000 * (time.process_time() - cpu))
        start = time.perf_counter()
        _bare_save(cell.pk, opened.report.pk, first + number % 5)
        bare.append(1000 * (time.perf_counter() - start))
        version += 1
        seen["was"] = f"{cell.basis}¦{first + number % 5}¦{cell.note}"
    numbers = itertools.count(first + 10)
    after_release = _nothing_kept(lambda: save(next(numbers)), min(saves, 40))
    save(first)
    late = quantiles(times, n=20)[-1]
    missed = statements > SAVE_STATEMENTS or late > SAVE_P95_MS
    print(
        f"- {name}, saving a cell: {statements} statements (goal {SAVE_STATEMENTS}), "
        f"{saves} saves: median "
        f"{median(times):.1f} ms, p95 {late:.1f} ms (goal {SAVE_P95_MS}), "
        f"CPU {median(computed):.1f} ms, "
        f"{median(times) / median(bare):.1f} times the bare write: {_verdict(missed)}; "
        f"{after_release}",
        flush=True,
    )
    return missed


def _nothing_kept(ask: Callable[[], object], runs: int) -> str:
    """What it costs when something was released a moment ago, in words."""
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        ask()
    statements, times = _asked(captured), []
    for _run in range(runs):
        cache.clear()
        start = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - start))
    return f"after a release {statements} statements, median {median(times):.1f} ms"


def _asked(captured: CaptureQueriesContext) -> int:
    """Statements but for the beginning and the end of a transaction."""
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in captured)


def _bare_save(cell: int, report: int, value: int) -> None:
    """The same write in SQL: lock the report, write the cell, raise the version."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT version, state FROM cooperation_monthlyreport WHERE id = %s{lock}", [report]
        )
        cursor.fetchone()
        cursor.execute(
            "UPDATE cooperation_draftcell SET value = %s, version = version + 1 WHERE id = %s",
            [value, cell],
        )
        cursor.execute(
            "UPDATE cooperation_monthlyreport SET version = version + 1 WHERE id = %s", [report]
        )


def _load(programme: Programme, opened: list[Opened], official: Client) -> int:
    """Clerks submit within ten seconds while officials read, on the real server."""
    before = {each.report.pk: each.report.submissions.count() for each in opened}
    connection.close()
    clerks = [
        Office(
            each.session,
            reverse("admin:monthly-form", args=[each.report.pk]),
            f"n-{CELL}",
            f"load run {number}",
        )
        for number, each in enumerate(opened)
    ]
    pages = [
        f"/?programme={programme.code}&year=2025&through=12",
        f"/reports/?programme={programme.code}",
    ]
    session = official.cookies[settings.SESSION_COOKIE_NAME].value
    with serving() as server:
        result = rush(server.address, clerks, pages, session, OFFICIALS, SECONDS)
    lost = [
        number
        for number, each in enumerate(opened)
        if each.report.submissions.count() != before[each.report.pk] + 1
        or not Figure.objects.filter(
            submission__report=each.report, indicator__code=CELL, note=f"load run {number}"
        ).exists()
    ]
    missed = bool(result.errors or lost)
    print(
        f"- {len(clerks)} clerks submit within {SECONDS} s while {OFFICIALS} officials read "
        f"({result.reads} pages): {len(result.errors)} errors, {len(lost)} lost; submitting took "
        f"{result.median:.0f} ms (median), {result.longest:.0f} ms (longest): {_verdict(missed)}",
        flush=True,
    )
    for error in result.errors[:5]:
        print(f"  - {error}")
    return missed


def _verdict(missed: bool) -> str:
    return "missed" if missed else "reached"
