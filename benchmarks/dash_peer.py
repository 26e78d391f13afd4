"""The overview beside a minimal Plotly Dash app over the same database.

Dash is installed into a folder that is thrown away; where no package index answers, nothing is
measured and that is said.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection

from benchmarks.server import Running, free_port, memory_of, stop, wait_for
from benchmarks.vitals import slow_page
from cooperation.models import Programme

HERE = Path(__file__).resolve().parent / "dash"
RUNS = 3
KILOBYTE, MEGABYTE = 1024, 1024 * 1024
# A cell of the first table that holds a number.
OURS, THEIRS = "table td b", ".dash-cell, .dash-spreadsheet td"


def beside_dash(browser, ours: Running, session: str, path: str, programme: Programme) -> None:
    """Print time to the first numbers, bytes and memory of both."""
    with tempfile.TemporaryDirectory(prefix="bench-dash-") as folder:
        python = _installed(Path(folder))
        if python is None:
            print("\nDash: not measured, no package index answered.")
            return
        print(f"\n| beside Dash | first numbers ms | KB | memory MB |\n|{'---|' * 4}")
        _line(browser, "ours", ours, session, path, OURS)
        with _serving(python, programme) as theirs:
            _line(browser, "Dash", theirs, "", "/", THEIRS)


def _line(browser, name: str, running: Running, session: str, path: str, number: str) -> None:
    times, size = [], 0
    for _run in range(RUNS):
        with slow_page(browser, running.address, session) as page:
            start = time.perf_counter()
            page.goto(running.address + path, wait_until="commit")
            page.locator(number).first.wait_for(timeout=60_000)
            times.append((time.perf_counter() - start) * 1000)
            page.wait_for_load_state("networkidle")
            size = page.received
    memory = memory_of(running.pid)[1]
    print(
        f"| {name} | {median(times):.0f} | {size / KILOBYTE:.0f} | {memory / MEGABYTE:.0f} |",
        flush=True,
    )


def _installed(folder: Path) -> Path | None:
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"]
    done = subprocess.run(install, capture_output=True, check=False)
    return None if done.returncode else python


@contextmanager
def _serving(python: Path, programme: Programme) -> Iterator[Running]:
    """Two workers of Dash on the same server program as the product."""
    port = free_port()
    environment = os.environ | {
        "PEER_DATABASE": _database(),
        "PEER_PROGRAMME": str(programme.pk),
    }
    command = [python, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "2", "--preload"]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "app:server"],
        cwd=HERE,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield Running(f"http://127.0.0.1:{port}", process.pid, time.perf_counter() - started)
    finally:
        stop(process)


def _database() -> str:
    if connection.vendor == "sqlite":
        return str(settings.DATABASES["default"]["NAME"])
    given = connection.settings_dict
    parts = {"dbname": given["NAME"], "user": given["USER"], "host": given["HOST"]}
    parts |= {"password": given["PASSWORD"], "port": given["PORT"]}
    text = "&".join(f"{key}={value}" for key, value in parts.items() if value)
    return f"postgresql:///?{text}"
