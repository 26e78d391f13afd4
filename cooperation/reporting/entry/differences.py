"""Differences from the ledgers on the monthly form: asked for once, explained in parts."""

from __future__ import annotations

from collections.abc import Mapping

from cooperation.models import User
from cooperation.reconciliation import (
    State,
    blank_parts,
    explain,
    read_parts,
    seen_numbers,
)
from cooperation.reporting.entry.sheet import Sheet
from cooperation.reporting.problems import Problem


def ask_parts(sheet: Sheet) -> None:
    """Blank lines to explain each difference that nobody has explained.

    Not those of an older explanation, even where there is one: what nobody typed would keep
    the report back if it no longer adds up.
    """
    for line in sheet.lines:
        one = line.compared
        if line.editable and line.parts is None and one and one.state == State.UNEXPLAINED:
            line.parts = blank_parts(one)


def read_differences(sheet: Sheet, post: Mapping[str, str]) -> list[Problem]:
    """Put the typed parts beside their lines; what is wrong with them.

    Where the figure has come to agree meanwhile, there is nothing to explain any more.
    """
    problems: list[Problem] = []
    for line in sheet.lines:
        one = line.compared
        if one is None or not line.editable:
            continue
        typed = read_parts(post, one)
        if typed.given and (one.differs or line.value is None):
            line.parts = typed
            problems += typed.problems if one.differs else []
    return problems


def unseen(sheet: Sheet, post: Mapping[str, str]) -> bool:
    """Whether a difference is unexplained that the page did not show: then it asks first."""
    return any(
        one.state == State.UNEXPLAINED
        and not (line.parts and line.parts.given)
        and post.get(f"xs-{line.code}", "") != seen_numbers(one)
        for line in sheet.lines
        if (one := line.compared)
    )


def keep_explanations(sheet: Sheet, by: User) -> int:
    """Write the explanations that were typed; how many."""
    written = 0
    for line in sheet.lines:
        one, typed = line.compared, line.parts
        if one and typed and one.differs and typed.usable:
            explain(one, typed, by=by)
            written += 1
    return written
