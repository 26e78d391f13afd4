"""Two workers of the real server: how soon they answer, how much memory they take."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

WORKERS = 2
REQUESTS = 12
PATIENCE = 30


@dataclass(frozen=True)
class Server:
    """rss counts shared pages in every process; pss counts them once."""

    start: float
    rss: int
    pss: int


@dataclass(frozen=True)
class Running:
    """A server that answers: its address, its parent process, how long it took to start."""

    address: str
    pid: int
    start: float


def two_workers(urls: list[str], session: str) -> Server:
    """Start the server, ask for pages as somebody signed in, read its memory, stop it."""
    with serving() as running:
        for url in urls * REQUESTS:
            ask_for(running.address + url, session)
        return Server(running.start, *memory_of(running.pid))


@contextmanager
def serving() -> Iterator[Running]:
    """gunicorn with two workers on this machine, for as long as the block runs."""
    port = free_port()
    environment = os.environ | {
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(WORKERS),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [
        str(Path(sys.executable).with_name("gunicorn")),
        "-c",
        "deploy/gunicorn.conf.py",
        "cooperation.wsgi:application",
    ]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield Running(f"http://127.0.0.1:{port}", process.pid, time.perf_counter() - started)
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """End a server that was started here."""
    process.send_signal(signal.SIGTERM)
    process.wait(PATIENCE)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Return once the server answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            return ask_for(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise SystemExit("The server did not start.")


def ask_for(url: str, session: str = "") -> None:
    """Read a page to its end, as somebody signed in; one that leads elsewhere ends the run."""
    request = urllib.request.Request(url)
    if session:
        request.add_header("Cookie", f"{settings.SESSION_COOKIE_NAME}={session}")
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        response.read()
        if response.url != url:
            raise SystemExit(f"{url} sent us to {response.url}")


def memory_of(parent: int) -> tuple[int, int]:
    """Bytes of the server's processes, the parent included."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    rss = pss = 0
    for pid in (str(parent), *children):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        rss += int(re.search(r"^Rss:\s+(\d+)", text, re.M)[1]) * 1024
        pss += int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) * 1024
    return rss, pss
