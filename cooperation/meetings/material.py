"""What all files of a meeting are made from: one board and what stands beside it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cooperation.meetings.text import Briefing, FigureRef
from cooperation.models import Activity, AgendaItem, Decision, Meeting, OpenItem, Programme
from cooperation.scoreboard import Board

if TYPE_CHECKING:
    from cooperation.meetings.restated.restatement import Restatement

# From a value to the code printed beside it; "" where none is printed.
Coder = Callable[[FigureRef], str]


def no_codes(figure: FigureRef) -> str:
    """For files whose numbers cannot be looked up: previews."""
    return ""


@dataclass(frozen=True)
class Material:
    """Everything a file may print, in the active language.

    moment: what was recorded before it is known. code: the file's own code ("" in a preview),
    address: where its codes are looked up. restated: None where there was no meeting before.
    carried: what earlier meetings left to be done; settled: what was done since the last.
    """

    board: Board
    moment: datetime.datetime
    briefing: Briefing
    meeting: Meeting | None = None
    restated: Restatement | None = None
    events: tuple[Activity, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    carried: tuple[OpenItem, ...] = ()
    settled: tuple[OpenItem, ...] = ()
    code: str = ""
    address: str = ""
    coder: Coder = no_codes

    @property
    def programme(self) -> Programme:
        """Whose figures they are."""
        return self.board.programme
