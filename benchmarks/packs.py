"""A sealed pack: how long, how much memory, and what it costs beside its data files alone.

Each is sealed by `manage.py pack --seal` in a process of its own, as the site does it; the time
includes the start of that process, and the memory is the largest of it and of those it starts.
"""

from __future__ import annotations

import datetime
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from benchmarks.server import ask_for, serving
from cooperation.meetings.packs.builds import OPEN, ask
from cooperation.models import Assignment, Meeting, Pack, PackBuild, Programme, Role, User

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE_KB = 1024
SLOWER = 0.2
WARM, ROUNDS = 5, 30
# Seconds and megabytes.
GOALS = {"city": (8, 250), "nation": (60, None)}


@dataclass
class Sealed:
    """What one pack cost. start: of a process that does nothing, in seconds; cpu: of all of it
    and of what it started, which says more on a machine that others use."""

    seconds: float
    cpu: float
    megabytes: float
    start: float
    pack: Pack


def measure_packs(programme: Programme, scale: str) -> int:
    """Print what the pack of a programme costs; how many goals were missed."""
    meeting, secretary = _prepared(programme)
    connection.close()
    found = _sealed(meeting, secretary)
    size = sum(found.pack.files.exclude(kind="zip").values_list("size", flat=True))
    seconds, megabytes = GOALS.get(scale, (None, None))
    slow = seconds is not None and found.seconds > seconds
    heavy = megabytes is not None and found.megabytes > megabytes
    print(f"\nA sealed pack, {scale}, {connection.vendor}, both languages:")
    goal = f", goal {seconds}: {_verdict(slow)}" if seconds else ""
    print(
        f"- {found.seconds:.1f} s ({found.cpu:.1f} s of CPU), {found.start:.1f} of it the start "
        f"of the process{goal}"
    )
    goal = f", goal {megabytes}: {_verdict(heavy)}" if megabytes else ""
    print(f"- {found.megabytes:.0f} MB at most{goal}")
    print(f"- {found.pack.files.count()} files, {size / 1024 / 1024:.1f} MB")
    start = time.perf_counter()
    _run("--verify", found.pack.code)
    print(f"- checked and built again in {time.perf_counter() - start:.1f} s", flush=True)
    return slow + heavy


def measure_readers(programme: Programme, urls: Sequence[str], session: str) -> int:
    """Print how much longer pages take while a pack is built as the site builds it; 1 if the
    goal was missed."""
    meeting, secretary = _prepared(programme)
    with serving() as running:
        pages = [running.address + url for url in urls]
        for page in pages * WARM:
            ask_for(page, session)
        usual = [_seconds(page, session) for page in pages * ROUNDS]
        build = ask(meeting, secretary, reason="measured with readers")
        beside: list[float] = []
        while PackBuild.objects.get(pk=build.pk).state in OPEN:
            beside += [_seconds(page, session) for page in pages]
    before, during = _p95(usual), _p95(beside)
    over = during > before * (1 + SLOWER)
    print(
        f"- other pages meanwhile, p95: {before * 1000:.0f} ms before, {during * 1000:.0f} during "
        f"({during / before - 1:+.0%}, {len(beside)} pages), goal +{SLOWER:.0%}: {_verdict(over)}",
        flush=True,
    )
    return over


def _seconds(page: str, session: str) -> float:
    start = time.perf_counter()
    ask_for(page, session)
    return time.perf_counter() - start


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95) - 1]


def _prepared(programme: Programme) -> tuple[Meeting, User]:
    """A meeting in October of the programme's last year, and its secretary."""
    year = programme.years[-1]
    meeting, _made = Meeting.objects.get_or_create(
        programme=programme,
        title_zh="联席会议",
        title_en="Joint meeting",
        on=datetime.date(year, 10, 20),
        year=year,
        through=9,
    )
    user, _made = User.objects.get_or_create(username="bench-secretary")
    Assignment.objects.get_or_create(user=user, role=Role.SECRETARY, programme=programme)
    return meeting, user


def _sealed(meeting: Meeting, secretary: User) -> Sealed:
    start = time.perf_counter()
    _run("--help")
    idle = time.perf_counter() - start
    arguments = ["--meeting", str(meeting.pk), "--seal", "--by", secretary.username]
    begun, before = time.perf_counter(), _cpu()
    _run(*arguments, "--reason", "measured again")
    seconds, cpu = time.perf_counter() - begun, _cpu() - before
    # The largest child so far: nothing else that was started here comes near it.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE_KB
    return Sealed(seconds, cpu, peak, idle, Pack.objects.filter(meeting=meeting).newest_first()[0])


def _cpu() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _run(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "pack", *arguments],
        cwd=ROOT,
        env=os.environ,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _verdict(missed: bool) -> str:
    return "missed" if missed else "reached"
