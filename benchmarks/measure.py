"""Measuring one thing beside another: medians, statements, bytes, memory."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

Answer = Callable[[], bytes]


@dataclass(frozen=True)
class Measured:
    """One thing's cost.

    cpu: what this process itself computed, a guard against a machine that is busy with other
    things. peak: the highest memory of a single run, beyond what was there before.
    """

    milliseconds: float
    cpu: float
    statements: int
    size: int
    peak: int


@dataclass(frozen=True)
class Pair:
    """A page beside the thing it is judged by."""

    name: str
    page: Measured
    other: Measured

    @property
    def difference(self) -> float:
        """Milliseconds that the page takes longer."""
        return self.page.milliseconds - self.other.milliseconds

    @property
    def ratio(self) -> float:
        """How many times as long the page takes."""
        return self.page.milliseconds / self.other.milliseconds


def compare(name: str, page: Answer, other: Answer, runs: int) -> Pair:
    """Both in turn, so that a slow moment of the machine meets both alike.

    Each run starts with an empty cache: what is measured is the work, not a copy of it.
    """
    costs = {page: _cost(page), other: _cost(other)}
    times: dict[Answer, list[tuple[float, float]]] = {page: [], other: []}
    for _run in range(runs):
        for thing, taken in times.items():
            cache.clear()
            gc.collect()
            start, cpu = time.perf_counter(), time.process_time()
            thing()
            taken.append((time.perf_counter() - start, time.process_time() - cpu))
    measured = [
        Measured(
            *(median(column) * 1000 for column in zip(*times[thing], strict=True)), *costs[thing]
        )
        for thing in (page, other)
    ]
    return Pair(name, *measured)


def _cost(thing: Answer) -> tuple[int, int, int]:
    """Statements, bytes and peak memory, after one run that warms templates and imports."""
    thing()
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        size = len(thing())
    statements = len(captured)  # the next request empties the log
    cache.clear()
    tracemalloc.start()
    thing()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return statements, size, peak
