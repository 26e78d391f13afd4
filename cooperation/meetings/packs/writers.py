"""The moment of a pack, and waiting for those who were writing then.

A figure is dated when its row is made and seen when its transaction ends. Whoever reads in
between would miss it and find it later: a pack would not be rebuilt the same.
"""

from __future__ import annotations

import datetime
import time

from django.db import connection, transaction
from django.utils import timezone

_LONGEST_SECONDS = 20.0
_STEP = 0.05


class StillWriting(Exception):
    """Somebody has been writing for long; the pack can be asked for again."""


def moment_now() -> datetime.datetime:
    """Now, on SQLite while nobody else is writing."""
    if connection.vendor == "postgresql":
        return timezone.now()
    with transaction.atomic():  # begins IMMEDIATE: it waits for the one writer
        return timezone.now()


def wait_for_writers() -> None:
    """Until all who were writing when this was called have ended; StillWriting after a while.

    Who only reads has no transaction number and is not waited for: a backup may run for hours.
    """
    if connection.vendor != "postgresql":
        return
    end = time.monotonic() + _LONGEST_SECONDS
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xip(pg_current_snapshot())::text")
        writing = [row[0] for row in cursor.fetchall()]
        while writing:
            cursor.execute(
                "SELECT count(*) FROM unnest(%s::xid8[]) t WHERE pg_xact_status(t) = 'in progress'",
                [writing],
            )
            if not cursor.fetchone()[0]:
                return
            if time.monotonic() > end:
                raise StillWriting
            time.sleep(_STEP)
