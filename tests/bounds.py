"""Bounds on work that do not depend on the machine or on what else runs on it."""

import signal
import sys
from contextlib import contextmanager

# A hundred times what the slowest of these texts takes; a hang takes longer than anybody waits.
HANG_SECONDS = 10


@contextmanager
def calls_at_most(limit):
    """Fail if the block calls more functions, Python's and C's, than `limit`; what a single
    one of them costs is not seen."""
    made = 0

    def count(frame, event, argument):
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
    assert made <= limit, f"{made} calls, {limit} allowed"


@contextmanager
def no_hang():
    """Fail if the block does not end by itself: an expression that backtracks.

    The limit is of this process's own computing time, and so wide that only a hang meets it. A
    loop in C that never looks for signals is found only once it ends.
    """

    def ended(number, frame):
        raise AssertionError(f"not done after {HANG_SECONDS} seconds of computing")

    before = signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
