"""Two people at the same moment, on a database that both reach by a connection of their own."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, contextmanager
from typing import Any

from django.db import connection, connections

# Seconds; a busy machine takes several times as long as a quiet one.
PATIENCE = 300


@contextmanager
def reached_by_threads(folder):
    """On SQLite the tests' database is in memory, where a second connection meets locks that
    no file has. So a copy of it in a file takes its place for every thread that begins now."""
    if connection.vendor != "sqlite":
        yield
        return
    path, options = folder / "at-once.sqlite3", connection.settings_dict
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as file:
        connection.connection.backup(file)
    memory = options["NAME"]
    options["NAME"] = str(path)
    try:
        yield
    finally:
        options["NAME"] = memory


def in_threads(*deeds: Callable[[], Any]) -> list[Any]:
    """Run all deeds at the same moment, each in a thread; what each gave back or raised."""
    start, answers = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(index: int, deed: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(PATIENCE)
            answers[index] = deed()
        except Exception as raised:
            answers[index] = raised
            start.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return answers


def in_one_thread(deed: Callable[[], Any]) -> Any:
    """A deed on the database of the threads; what it gave back."""
    [answer] = in_threads(deed)
    if isinstance(answer, Exception):
        raise answer
    return answer
