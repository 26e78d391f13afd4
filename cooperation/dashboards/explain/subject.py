"""The number that is explained: a row of the scoreboard with the rows that stand around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from cooperation.access import approved_only_for
from cooperation.dashboards.frame import WHOLE, Frame
from cooperation.models import Pairing, User
from cooperation.scoreboard import Board, CountedIndicator, Part, Row, family, parts_of


@dataclass(frozen=True)
class Subject:
    """A row, what it is made of, and who asks.

    around: the subset, the whole, the total and the parts of the indicator, of the same place.
    """

    frame: Frame
    board: Board
    row: Row
    parts: Sequence[Part]
    around: Sequence[Row]

    @property
    def indicator(self) -> CountedIndicator:
        """What is counted."""
        return self.row.indicator

    @property
    def user(self) -> User:
        """The reader."""
        return self.frame.request.user

    @property
    def public(self) -> bool:
        """Whether the reader has no account: approved figures, no ledgers, no reasons."""
        return approved_only_for(self.user)

    @property
    def total(self) -> bool:
        """Whether it is the whole city's."""
        return self.row.kind == "total"

    @property
    def pairings(self) -> list[Pairing]:
        """Whose reports are behind it."""
        if self.total:
            return [part.pairing for part in self.parts if part.now]
        return [self.row.pairing] if self.row.pairing else []


def subject_of(request, code: str, whose: str) -> Subject:
    """From the address; not found where the year does not count it or nobody is so called."""
    frame = Frame.of(request)
    pairing = None if whose == WHOLE else frame.pairing(whose)
    board = frame.board(indicators=family(code), pairings=[pairing] if pairing else None)
    if code not in {one.code for one in board.indicators}:
        raise Http404(code)
    rows = [_row(board, pairing, one.code) for one in board.indicators]
    (row,) = (one for one in rows if one.indicator.code == code)
    around = [one for one in rows if one is not row and not one.not_applicable]
    return Subject(frame, board, row, parts_of(board, row), around)


def _row(board: Board, pairing: Pairing | None, code: str) -> Row:
    if pairing is None:
        return board.row("total", None, code)
    (row,) = board.rows_for(pairing.pk, {code})
    return row
