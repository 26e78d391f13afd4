"""A throw-away site for the browser: own database, own static files, the real server."""

import contextlib
import fcntl
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "browser-journeys-2026"
DATABASE = "site.sqlite3"
PREPARATION = (
    ("migrate", "--verbosity", "0"),
    ("seed",),
    ("sample", "--scale", "city"),
    ("demo_accounts",),
)


def manage(environment: dict[str, str], *arguments: str) -> subprocess.Popen:
    """Start a management command."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def finished(process: subprocess.Popen) -> None:
    """Wait for a command; raise with its output if it failed."""
    output, _ = process.communicate(timeout=300)
    if process.returncode:
        raise RuntimeError(f"{process.args} failed:\n{output.decode()}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_answer(url: str, server: subprocess.Popen, log: Path) -> None:
    """Return once the site answers."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped:\n{log.read_text()}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server does not answer:\n{log.read_text()}")


def _settings(folder: Path) -> dict[str, str]:
    """The environment of a site whose database and static files are in a folder."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DJANGO_ENV", "PUBLIC_DASHBOARD"}}
    return kept | {
        "DATABASE_URL": f"sqlite:///{folder}/{DATABASE}",
        "STATIC_ROOT": f"{folder}/static",
        "DEMO_PASSWORD": PASSWORD,
    }


def prepare(folder: Path) -> None:
    """Database and static files, made by the process that comes first; others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    done, failed = folder / "done", folder / "failed"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed.exists():
            raise RuntimeError(failed.read_text(encoding="utf-8"))
        if done.exists():
            return
        try:
            _make(_settings(folder))
        except Exception as error:
            # Nobody goes on from the remains.
            failed.write_text(str(error), encoding="utf-8")
            raise
        done.touch()


def _make(environment: dict[str, str]) -> None:
    static = manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    try:
        for step in PREPARATION:
            finished(manage(environment, *step))
    finally:
        finished(static)


def _copied(prepared: Path, folder: Path) -> None:
    """A database of one's own, with all that the prepared one holds."""
    with (
        contextlib.closing(sqlite3.connect(prepared / DATABASE)) as source,
        contextlib.closing(sqlite3.connect(folder / DATABASE)) as own,
    ):
        source.backup(own)


@contextlib.contextmanager
def throwaway_site(shared: Path | None = None) -> Iterator[str]:
    """Seeds, the sample city, the demo accounts with PASSWORD, served; yields the address.

    shared: a folder in which several processes prepare all that once; each has its own copy of
    the data.
    """
    # A terminated run must still stop its server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="site-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        prepare(shared or folder)
        environment = _settings(folder)
        if shared:
            _copied(shared, folder)
            environment["STATIC_ROOT"] = str(shared / "static")
        port = free_port()
        log = folder / "server.log"
        command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
        with log.open("wb") as out:
            server = subprocess.Popen(
                [*command, "cooperation.wsgi"],
                cwd=ROOT,
                env=environment | {"BIND": f"127.0.0.1:{port}"},
                stdout=out,
                stderr=out,
            )
        try:
            url = f"http://127.0.0.1:{port}"
            await_answer(url, server, log)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=20)


def chromium_options() -> dict:
    """Start options of the system's Chromium; nothing is downloaded and nothing phones home."""
    flags = ["--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]  # fmt: skip
    if os.geteuid() == 0:  # Chromium's sandbox refuses root
        flags.append("--no-sandbox")
    return {
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": flags,
    }


# Charts are drawn when they come into sight: bring each there, then wait for it.
DRAW_CHARTS = """async () => {
  for (const chart of document.querySelectorAll("[data-chart]")) {
    chart.scrollIntoView();
    while (!("drawn" in chart.dataset)) await new Promise((next) => setTimeout(next, 20));
  }
  scrollTo(0, 0);
}"""
