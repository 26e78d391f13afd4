"""Stand-ins for the rooms that write text and files, so that packs are tested by themselves.

The data files are the product's own CSV and JSON; the others say what they were made from.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cooperation.meetings import briefing as briefing_room
from cooperation.meetings import restated as restated_room
from cooperation.meetings.packs.kinds import FileKind
from cooperation.meetings.report import file_name, report_json, report_text
from cooperation.meetings.text import Briefing, Paragraph, Run, Section


def data(of):
    """Official and plain CSV, and JSON, of the board alone."""
    board = of.material.board
    lines = [f"{row.kind},{row.indicator.code},{row.ytd},{row.target}" for row in board.rows]
    return {
        file_name(board, "csv"): "\n".join(lines).encode(),
        f"plain-{file_name(board, 'csv')}": report_text(board, layout="plain").encode(),
        file_name(board, "json"): report_json(board).encode(),
    }


def words(of):
    """Stands for the document."""
    material = of.material
    return {of.name("docx"): f"{material.code} {material.briefing.text}".encode()}


def absent(of):
    """Stands for a renderer whose libraries are not installed."""
    raise ImportError("cannot load library 'pango'")


KINDS = (
    FileKind("data", "data", data, data=True),
    FileKind("docx", "document", words),
    FileKind("pdf", "print", absent, begin=absent),
)


def briefing(board, *, length, meeting=None, earlier=None, edits=None, restated=None, events=()):
    """One paragraph, which an edit replaces."""
    text = f"{length} {len(board.rows)} {len(events)}"
    if edits and "overall" in edits:
        text = edits["overall"].text
    paragraph = Paragraph("overall", (Run(text),))
    return Briefing(length, (Section("overall", "Overall", (paragraph,)),))


def restated(board, since):
    """Nothing changed."""
    return SimpleNamespace(since=since, lines=(), effects=(), nothing=True)


def stand_in(monkeypatch):
    """Put the doubles where the packs import from."""
    for room, made in ((briefing_room, briefing), (restated_room, restated)):
        monkeypatch.setattr(room, made.__name__, made)
    monkeypatch.setattr("cooperation.meetings.packs.material._coder", lambda *about: str)
    monkeypatch.setattr("cooperation.meetings.packs.material.code_address", lambda: "/f/")


@pytest.fixture
def doubles(monkeypatch):
    """The stand-ins for one test."""
    stand_in(monkeypatch)
    return KINDS
