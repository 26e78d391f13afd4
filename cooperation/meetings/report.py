"""The report for the joint meeting: one board, written as official table, plain CSV or JSON.

Nothing is computed here: every number is a field of the board's rows.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cooperation import formatting
from cooperation.meetings.official import official_table
from cooperation.meetings.sources import citations
from cooperation.models import Pairing, Programme
from cooperation.scoreboard import Board, scoreboard
from cooperation.scoreboard.facts import Horizon
from cooperation.scoreboard.rows import FIELDS
from cooperation.spreadsheets.cells import SAMPLE_MARK, csv_text

FORMATS = ("csv", "json")
LAYOUTS = ("official", "plain")
# What one of the usual systems refuses in a file's name.
_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|\r\n\t\0', "-"))


class UnknownPairing(LookupError):
    """No pairing of the programme answers to the given name, or several do."""


def find_pairing(programme: Programme, name: str) -> Pairing:
    """The reporting pairing with this slug, or the only one whose name contains the text."""
    reporting = list(programme.pairings.reporting().with_ends())
    exact = [p for p in reporting if p.slug == name]
    names = [p for p in reporting if any(name in part for part in (p.slug, *_end_names(p)) if part)]
    # The city's name is part of nothing, but a county may be called like a city: groups first.
    found = exact or [p for p in names if p.kind != "city"] or names
    if len(found) == 1:
        return found[0]
    choices = ", ".join(f"{p.slug} ({p.name})" for p in reporting)
    raise UnknownPairing(
        _("No single pairing is called “%(name)s”. The reporting pairings are: %(choices)s.")
        % {"name": name[:60], "choices": choices}
    )


def _end_names(pairing: Pairing) -> Iterable[str]:
    for place in (pairing.east_place, pairing.west_place):
        if place:
            yield place.name_zh
            yield place.name_en
    yield pairing.east_body_zh
    yield pairing.east_body_en
    yield pairing.west_body_zh
    yield pairing.west_body_en


def report_board(
    programme: Programme,
    year: int,
    through: int,
    *,
    pairing: Pairing | None = None,
    as_of: datetime.date | None = None,
    approved_only: bool = False,
) -> Board:
    """The board a report is written from: the whole city, or one pairing."""
    return scoreboard(
        programme,
        year,
        through,
        pairings=[pairing] if pairing else None,
        as_of=as_of,
        approved_only=approved_only,
    )


def report_text(board: Board, *, fmt: str = "csv", layout: str = "official") -> str:
    """The report as text; CSV begins with a BOM."""
    if fmt == "json":
        return report_json(board)
    return csv_text(plain_lines(board) if layout == "plain" else official_table(board))


def report_json(board: Board) -> str:
    """The board as JSON, with what it speaks of on top."""
    return json.dumps(
        {
            "programme": board.programme.code,
            "programme_name": board.programme.name,
            "sample": board.programme.sample,
            "notice": SAMPLE_MARK if board.programme.sample else "",
            "year": board.year,
            "through": board.through,
            "as_of": board.as_of.isoformat() if board.as_of else None,
            "rows": [row.as_dict() | {"citations": citations(board, row)} for row in board.rows],
        },
        ensure_ascii=False,
        indent=1,
    )


def file_name(board: Board, fmt: str) -> str:
    """中山—六盘水…_2023年1—12月_xiaolan-panzhou.csv, marked as sample where it is."""
    period = formatting.period_name(board.year, board.through)
    parts = [SAMPLE_MARK] if board.programme.sample else []
    parts += [board.programme.name, period]
    if not board.with_city:
        parts += [pairing.slug for pairing in board.pairings]
    if board.as_of:
        parts.append(board.as_of.isoformat())
    name = "_".join(parts)
    return f"{name.translate(_NOT_IN_FILE_NAMES)}.{fmt}"


def export_facts(board: Board) -> dict[str, Any]:
    """What the list of exports keeps of a board's file."""
    return {
        "programme": board.programme,
        "year": board.year,
        "through": board.through,
        "pairing": None if board.with_city else board.pairings[0],
        "rows": len(board.rows),
        "moment": Horizon(board.as_of, until=board.moment).moment,
    }


def plain_lines(board: Board) -> Iterable[list[Any]]:
    """The head and one line for each row, as in the JSON; unknown is None."""
    sample = board.programme.sample
    yield [*FIELDS, "citations", *(["notice"] if sample else [])]
    for row in board.rows:
        fields = list(row.as_dict().values())
        yield [*fields, "; ".join(citations(board, row)), *([SAMPLE_MARK] if sample else [])]
