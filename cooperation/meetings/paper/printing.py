"""The one place that calls the typesetter: Typst, one library with everything inside.

It needs no browser and no system library. WeasyPrint was measured first: 17 s and 510 MB for a
pack's PDF of 25 pages, most of it for the fields of tables; Typst takes one second.
"""

from __future__ import annotations

import datetime
import json
import os
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from cooperation.meetings.paper.drawings.drawing import Drawing
from cooperation.meetings.paper.typesetter import MISSING

DPI = 200
# Seconds; the largest document takes five on a slow machine.
PATIENCE = 120
_PROGRAM = Path(__file__).with_name("typesetter.py")
_SHEET = """#set page(margin: 0pt)
#let sheet(svg, width, height) = page(width: width, height: height, image(bytes(svg),
  format: "svg", width: width))
"""


class PrintingUnavailable(ImportError):
    """The server lacks what typesets: no PDF and no pictures of charts; all else is written."""


class Typesetting:
    """A source that is being set, in a process of its own, while the caller goes on."""

    def __init__(self, source: str, *, faces=None, format="pdf", ppi=None, timestamp=0) -> None:
        request = {
            "source": source,
            "faces": faces or {},
            "format": format,
            "ppi": ppi,
            "timestamp": timestamp,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._given_up = False
        self._done = _line(os.getpid()).submit(self._run, json.dumps(request).encode())

    def files(self) -> list[bytes]:
        """What was made of it, once it is; PrintingUnavailable where the server cannot."""
        done = self._done.result(timeout=3 * PATIENCE)
        if done.returncode == MISSING:
            raise PrintingUnavailable(
                _(
                    "PDF files and pictures of charts need the Python package typst and the fonts "
                    "fonts-noto-cjk on the server: install them, then build the file again."
                )
            )
        if done.returncode:
            words = done.stderr.decode("utf-8", "replace")[:500]
            raise RuntimeError(f"The typesetter failed: {words}")
        return list(_files(done.stdout))

    def give_up(self) -> None:
        """Nobody waits for it: it is taken out of the line, or stopped."""
        self._given_up = True
        self._done.cancel()
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _run(self, request: bytes) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-I", str(_PROGRAM)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
            self._process = process
            try:
                if self._given_up:
                    process.kill()
                out, error = process.communicate(request, timeout=PATIENCE)
            except BaseException:
                process.kill()
                raise
        return subprocess.CompletedProcess(command, process.returncode, out, error)


@cache
def _line(_process: int) -> ThreadPoolExecutor:
    """In which what is being set waits its turn, one at a time, whoever asks for it. A process
    that is forked has a line of its own: threads are not copied."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="typesetter")


def pdf_begun(
    source: str, faces: Mapping[str, Sequence[str]], moment: datetime.datetime
) -> Typesetting:
    """A source as tagged PDF that says it was made at the moment: one file.

    faces: names that the source uses → fonts in the wanted order.
    """
    return Typesetting(source, faces=faces, timestamp=int(moment.timestamp()))


def pictures_of(drawings: Sequence[Drawing]) -> list[bytes]:
    """Each drawing as PNG; PrintingUnavailable where the server cannot."""
    return pictures_begun(drawings).files() if drawings else []


def pictures_begun(drawings: Sequence[Drawing]) -> Typesetting:
    """Drawings, at least one, at 200 dots an inch, a CSS pixel being the 96th part of one."""
    sheets = "".join(
        f"#sheet({quoted(one.svg)}, {one.width * 0.75}pt, {one.height * 0.75}pt)\n"
        for one in drawings
    )
    return Typesetting(_SHEET + sheets, format="png", ppi=DPI)


def quoted(text: str) -> str:
    """A text as a string of a source; nothing in it is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _files(output: bytes):
    place = 0
    while place < len(output):
        (length,) = struct.unpack_from(">I", output, place)
        yield output[place + 4 : place + 4 + length]
        place += 4 + length
