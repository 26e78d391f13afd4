"""One run: fill, measure, print."""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from benchmarks.dash_peer import beside_dash
from benchmarks.data import NotOurs, fill, lengthen, prepare
from benchmarks.exports import measure_exports
from benchmarks.forms import measure_forms
from benchmarks.measure import Pair, compare
from benchmarks.multiply import nation_of
from benchmarks.nation import nation
from benchmarks.packs import measure_packs, measure_readers
from benchmarks.pages import Case, addresses, board_cases, cases, fetch, ledger_cases
from benchmarks.server import serving, two_workers
from benchmarks.unchanged import measure_unchanged
from benchmarks.vitals import CHROMIUM, chromium, print_vitals
from benchmarks.weight import page_weight
from cooperation.models import Programme

# Milliseconds that a page may take longer than the grouped SQL.
BUDGET = {"city": 25, "province": 50}
# A nation's page takes no longer than that SQL.
NATION_RATIO = 1.0
WEIGHT = {"without charts": 150, "with charts": 560}
MEGABYTE, KILOBYTE = 1024 * 1024, 1024
COLUMNS = (
    "scale", "page", "beside", "ms", "its ms", "difference", "ratio", "CPU ms", "its CPU ms",
    "statements", "KB", "peak MB", "goal",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Measure every size; 1 if a goal was missed."""
    try:
        user = prepare()
    except NotOurs:
        print("This database has accounts in it. Give an empty one.", file=sys.stderr)
        return 2
    missed = 0
    with override_settings(ROOT_URLCONF="benchmarks.urls", ALLOWED_HOSTS=["*"]):
        client = Client()
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
        print(f"database: {connection.vendor}, {options.runs} runs")
        if options.nation:
            return 1 if nation(client, options) else 0
        if options.only == "exports":
            return _exports(client, fill("city"), options)
        if options.only == "packs":
            return _packs(client, options)
        if options.only == "browser":
            return _browser(client, fill("city"))
        overview = b""
        for scale in options.scale or ["city", "province"]:
            programme = fill(scale)
            connection.cursor().execute("ANALYZE")
            print(f"\n| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
            which = board_cases if options.only == "boards" else cases
            for case in which(client, programme, BUDGET[scale]):
                missed += _measure(client, case, scale, options)
            if not options.profile:
                missed += measure_unchanged(client, programme)
            if scale == "province":
                missed += _nation_boards(client, programme, options)
            if options.only == "boards":
                continue
            lengthen(programme, options.purchases)
            connection.cursor().execute("ANALYZE")
            for case in ledger_cases(client, programme):
                _measure(client, replace(case, ratio=None), f"{scale}, long ledger", options)
            overview = overview or fetch(
                client, f"/?programme={programme.code}&year=2025&through=12"
            )
            print(f"\nMonthly form, {scale}:")
            missed += measure_forms(programme, options.runs, client)
        if options.only == "boards":
            return 1 if missed and not options.quick else 0
        missed += _weights(overview)
        missed += _server(client, options)
        missed += _browser(client, programme)
        missed += _exports(client, programme, options)
        if city := Programme.objects.filter(code="sample-city").first():
            missed += measure_packs(city, "city")
    return 1 if missed and not options.quick else 0


def _nation_boards(client: Client, province: Programme, options: argparse.Namespace) -> int:
    """The scoreboard's pages of five hundred pairings, where the database can be asked for them."""
    if connection.vendor != "postgresql":
        return 0
    programme = nation_of(province)
    print(f"\n| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    missed = 0
    for case in board_cases(client, programme, None, NATION_RATIO):
        missed += _measure(client, case, "nation", options)
    return missed


def _browser(client: Client, programme: Programme) -> int:
    """Pages in Chromium behind a slow line, and the overview beside Dash."""
    if not Path(CHROMIUM).exists():
        print("\nIn the browser: not measured, there is no Chromium.")
        return 0
    pages = addresses(programme)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    connection.close()
    with chromium() as browser, serving() as running:
        missed = print_vitals(browser, running.address, session, pages)
        beside_dash(browser, running, session, pages["overview"], programme)
    return missed


def _measure(client: Client, case: Case, scale: str, options: argparse.Namespace) -> bool:
    """One line of the table; whether the goal was missed."""
    if options.profile not in (None, case.name):
        return False

    def page() -> bytes:
        return fetch(client, case.url)

    if options.profile:
        _profile(page)
    pair = compare(case.name, page, case.other, options.runs)
    goal, missed = _goal(case, pair)
    print(
        f"| {scale} | {case.name} | {case.other_name} | {pair.page.milliseconds:.1f} "
        f"| {pair.other.milliseconds:.1f} | {pair.difference:+.1f} | {pair.ratio:.2f} "
        f"| {pair.page.cpu:.1f} | {pair.other.cpu:.1f} "
        f"| {pair.page.statements} | {pair.page.size / KILOBYTE:.0f} "
        f"| {pair.page.peak / MEGABYTE:.1f} | {goal} |",
        flush=True,
    )
    return missed


def _goal(case: Case, pair: Pair) -> tuple[str, bool]:
    if case.budget is not None:
        missed = pair.difference > case.budget
        return f"≤ +{case.budget:.0f} ms: {_verdict(missed)}", missed
    if case.ratio is not None:
        missed = pair.ratio > case.ratio
        return f"≤ {case.ratio:.2f}: {_verdict(missed)}", missed
    return "", False


def _verdict(missed: bool) -> str:
    return "missed" if missed else "reached"


def _weights(overview: bytes) -> int:
    missed = 0
    print("\nOverview on the wire (brotli):")
    for name, size in page_weight(overview).items():
        over = size > WEIGHT.get(name, size / KILOBYTE) * KILOBYTE
        goal = f", goal {WEIGHT[name]} KB: {_verdict(over)}" if name in WEIGHT else ""
        print(f"- {name}: {size / KILOBYTE:.0f} KB{goal}")
        missed += bool(goal) and over
    return missed


def _server(client: Client, options: argparse.Namespace) -> int:
    """Start time and memory of two workers."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    connection.close()
    scale = (options.scale or ["city"])[0]
    urls = [
        f"/?programme=sample-{scale}&year=2025&through=12",
        f"/consumption/purchases/?programme=sample-{scale}",
    ]
    server = two_workers(urls, session)
    heavy, slow = server.pss > 200 * MEGABYTE, server.start > 3
    print("\nServer, two workers:")
    print(
        f"- memory {server.pss / MEGABYTE:.0f} MB (shared pages counted once; "
        f"{server.rss / MEGABYTE:.0f} MB as the sum of all processes), goal 200: {_verdict(heavy)}"
    )
    print(f"- start {server.start:.1f} s, goal 3: {_verdict(slow)}")
    return heavy + slow


def _exports(client: Client, programme: Programme, options: argparse.Namespace) -> int:
    return measure_exports(client, programme, options.export_rows)


def _packs(client: Client, options: argparse.Namespace) -> int:
    """Packs of the city, of what else was asked for, and of a nation where that can be made."""
    city = fill("city")
    missed = measure_packs(city, "city")
    if "province" in (options.scale or []):
        measure_packs(fill("province"), "province")
    if connection.vendor == "postgresql" and not options.quick:
        whole = nation_of(fill("province"))
        missed += measure_packs(whole, "nation")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        missed += measure_readers(whole, list(addresses(city).values()), session)
    return 1 if missed and not options.quick else 0


def _profile(page) -> None:
    page()
    cache.clear()
    profile = cProfile.Profile()
    profile.runcall(page)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
