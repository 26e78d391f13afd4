"""Pages that did not change: how many a second, beside a view that answers nothing.

Both pass the whole stack of the product in this process, in turn, with an account signed in.
"""

from __future__ import annotations

import time
from statistics import median

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks.pages import addresses
from cooperation.models import Programme

GOAL = 0.4
EMPTY = "/empty/"
ROUNDS = 200


def measure_unchanged(client: Client, programme: Programme, rounds: int = ROUNDS) -> int:
    """Print requests a second; how many pages miss the goal."""
    asked = {name: _marked(client, url) for name, url in addresses(programme).items()}
    # The first page brings the cookie of its forms.
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    handler, missed = WSGIHandler(), 0
    print("\n| unchanged | requests/s | an empty view's | ratio | by CPU | statements | goal |")
    print(f"|{'---|' * 7}")
    for name, (url, mark) in asked.items():
        page = {"HTTP_COOKIE": cookies, "HTTP_IF_NONE_MATCH": mark}
        empty = {"HTTP_COOKIE": cookies}
        times: dict[str, list[float]] = {url: [], EMPTY: []}
        computed: dict[str, list[float]] = {url: [], EMPTY: []}
        for _round in range(rounds):
            for path, headers, expected in ((url, page, "304"), (EMPTY, empty, "200")):
                start, cpu = time.perf_counter(), time.process_time()
                status = _ask(handler, path, headers)
                times[path].append(time.perf_counter() - start)
                computed[path].append(time.process_time() - cpu)
                if not status.startswith(expected):
                    raise SystemExit(f"{path} answered {status}")
        with CaptureQueriesContext(connection) as captured:
            _ask(handler, url, page)
        ours, theirs = 1 / median(times[url]), 1 / median(times[EMPTY])
        by_cpu = median(computed[EMPTY]) / median(computed[url])
        over = ours / theirs < GOAL
        missed += over
        print(
            f"| {name} | {ours:.0f} | {theirs:.0f} | {ours / theirs:.2f} | {by_cpu:.2f} "
            f"| {len(captured)} | ≥ {GOAL}: {'missed' if over else 'reached'} |",
            flush=True,
        )
    return missed


def _marked(client: Client, url: str) -> tuple[str, str]:
    """The page's mark once the browser has its cookies."""
    client.get(url)
    return url, client.get(url)["ETag"]


def _ask(handler: WSGIHandler, url: str, headers: dict[str, str]) -> str:
    path, _question, query = url.partition("?")
    environ = RequestFactory(SERVER_NAME="localhost")._base_environ(
        PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD="GET", **headers
    )
    told: list[str] = []
    response = handler(environ, lambda status, _headers, _error=None: told.append(status))
    b"".join(response)
    response.close()
    return told[0]
