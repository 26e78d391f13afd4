"""What all files of a meeting are made from: one board and what stands beside it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cooperation.meetings.text import Briefing, FigureRef
from cooperation.models import Activity, AgendaItem, Decision, Meeting, OpenItem, Programme
from cooperation.scoreboard import Board
from cooperation.spreadsheets.cells import SAMPLE_MARK

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
    carried: what earlier meetings left to be done; settled: what was done since the last. draft:
    a look at what is not sealed.
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
    draft: bool = False

    @property
    def programme(self) -> Programme:
        """Whose figures they are."""
        return self.board.programme

    @property
    def short_mark(self) -> str:
        """What every page and sheet says of itself: sample data, preview; "" of neither."""
        return self._marked(SAMPLE_MARK)

    @property
    def mark(self) -> str:
        """The same in a sentence, for where there is room."""
        words = _("Sample data: for trying things out, not actual progress.")
        told = words.startswith(SAMPLE_MARK)
        return self._marked(words if told else f"{SAMPLE_MARK} · {words}")

    def _marked(self, sample: str) -> str:
        draft = _("Preview, not sealed") if self.draft else ""
        return " · ".join(filter(None, (draft, sample if self.programme.sample else "")))
