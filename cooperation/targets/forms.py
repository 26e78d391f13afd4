"""The posted grid, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cooperation.models import Programme, User
from cooperation.targets.book import Book, Key
from cooperation.targets.cells import Cell, plain
from cooperation.targets.document import Document
from cooperation.targets.record import TargetsRefused, record_targets
from cooperation.targets.sheet import Sheet
from cooperation.typed.problems import Problem

_CELL = re.compile(r"(t|ok)-([0-9]{1,18})-([0-9]{1,18})", re.ASCII)


@dataclass
class Outcome:
    """The grid to show; None where `saved` targets were written and the page is asked anew.

    copied: how many of last year's targets were typed in as a draft.
    """

    sheet: Sheet | None
    document: Document = field(default_factory=Document)
    status: int = 200
    saved: int | None = None
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Cell] = field(default_factory=list)
    copied: int | None = None


def posted_cells(post: Mapping[str, str]) -> tuple[dict[Key, str], set[Key]]:
    """The typed texts, and the cells whose question was answered with yes."""
    found: dict[str, dict[Key, str]] = {"t": {}, "ok": {}}
    for name, text in post.items():
        if match := _CELL.fullmatch(name):
            found[match[1]][int(match[2]), int(match[3])] = text
    confirmed = {key for key, text in found["ok"].items() if text and found["t"].get(key) == text}
    return found["t"], confirmed


def act(programme: Programme, year: int, post: Mapping[str, str], by: User) -> Outcome:
    """Save, or only check, what was typed."""
    typed, confirmed = posted_cells(post)
    document, version = Document.of(post), post.get("version", "")
    if post.get("action") != "save":
        sheet = Sheet(Book(programme, year), typed, confirmed=confirmed, version=version)
        return _refused(sheet, document, []) if sheet.stale else Outcome(sheet, document)
    try:
        saved = record_targets(
            programme,
            year,
            typed,
            document=document,
            version=version,
            confirmed=confirmed,
            by=by,
        )
    except TargetsRefused as refused:
        return _refused(refused.sheet, document, refused.problems)
    return Outcome(None, saved=saved, status=302)


def _refused(sheet: Sheet, document: Document, problems: list[Problem]) -> Outcome:
    conflicts = sheet.conflicts() if sheet.stale else []
    status = 409 if sheet.stale else 422
    return Outcome(sheet, document, status, problems=problems, conflicts=conflicts)


def copied(book: Book) -> Outcome:
    """Last year's targets typed into the cells that have none: a draft, nothing is written."""
    empty = Sheet(book)
    typed = {
        key: plain(cell.last_year, cell.indicator.decimals)
        for key, cell in empty.cells.items()
        if cell.last_year is not None and cell.now is None and cell.applies
    }
    return Outcome(Sheet(book, typed), copied=len(typed))
