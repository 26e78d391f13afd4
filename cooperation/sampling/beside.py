"""Two halves of a nation's sample at once, by two processes: the database has time for both."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from django.db import connections, transaction

# The other process begins with all that this one knows.
FORK = multiprocessing.get_context("fork")
READY, COMMIT, DONE = "ready", "commit", "done"


class OtherFailed(Exception):
    """The other process wrote nothing; its own words are on the error output."""


class Other:
    """What this process knows of the other."""

    def __init__(self, channel: Connection) -> None:
        self._channel = channel

    def wait(self, word: str = READY) -> None:
        """Until all its rows are written; they are committed with the end of `beside`."""
        try:
            said = self._channel.recv()
        except EOFError:
            said = ""
        if said != word:
            raise OtherFailed

    def commit(self) -> None:
        """Let it commit, and wait for it."""
        self._channel.send(COMMIT)
        self.wait(DONE)


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[Other]:
    """Do some work in a process of its own, in one transaction: it commits what it wrote once the
    body has ended well, and nothing otherwise. The body asks whether the other is ready before it
    commits itself. Outside any transaction."""
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=_work, args=(work, theirs, ours))
    process.start()
    theirs.close()
    other = Other(ours)
    try:
        yield other
        other.commit()
    except BaseException:
        process.terminate()
        raise
    finally:
        ours.close()
        process.join()


def _work(work: Callable[[], None], channel: Connection, others: Connection) -> None:
    others.close()
    for one in connections.all():
        # The socket is the first process's: here it is neither used nor closed.
        one.connection = None
    with transaction.atomic():
        work()
        channel.send(READY)
        if channel.recv() != COMMIT:
            raise OtherFailed
    channel.send(DONE)
