"""A process of its own for a build, so that the site's processes stay free for readers.

A queue was rejected: it is one more service to run for a thing that happens once a month.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections

_SIGN_SECONDS = 15.0


def spawn(build: int, language: str) -> None:
    """Start `manage.py pack --build`, apart from this process and after it in line.

    language: in which it tells its steps and why it failed.
    """
    told = ["--build", str(build), "--speak", language]
    process = subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "pack", *told],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Whoever ends is waited for, or it would stay in the table of processes.
    threading.Thread(target=process.wait, daemon=True).start()


@contextmanager
def signs_of_life(build: int) -> Iterator[None]:
    """While inside, the build's row says every few seconds that the process lives."""
    from cooperation.meetings.packs.builds import sign_of_life

    over = threading.Event()

    def tell() -> None:
        try:
            while not over.wait(_SIGN_SECONDS) and sign_of_life(build):
                connections.close_all()
        finally:
            connections.close_all()

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
