"""Text with figures in it: what sentences, tables and printed files of a meeting are made of.

A number in a text knows which value it is, so that a page links it, a printed file gives it a
code and an edited one can be seen to have lost its link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cooperation.scoreboard import Row

# Columns of a row that may be printed, each with its letter in a code. Letters are never
# given to another column: printed codes refer to them. None looks like a digit (i, l, o).
COLUMNS = {
    "month": "a",
    "ytd": "b",
    "target": "c",
    "completion": "d",
    "pace_diff": "e",
    "last_year": "f",
    "change": "g",
    "since_pairing": "h",
    "needed_per_month": "p",
    "covered": "j",
    "due": "k",
    "share": "m",
    "average_per_month": "n",
    "subset_share": "q",
}


class FigureRef(NamedTuple):
    """One value of the scoreboard: a row, one of `COLUMNS`, and the period it was asked for.

    kind: total, own or pairing. pairing_id: None for the total.
    """

    kind: str
    pairing_id: int | None
    indicator_id: int
    column: str
    year: int
    through: int


def ref(row: Row, column: str) -> FigureRef:
    """The reference of a row's value."""
    pairing = None if row.kind == "total" or row.pairing is None else row.pairing.pk
    return FigureRef(row.kind, pairing, row.indicator.id, column, row.year, row.through)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text. figure: the value it prints, if it prints one.

    tone: "" | "strong" | "late" | "edited" (a number typed by the secretary, without a link).
    """

    text: str
    figure: FigureRef | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph under a stable name; generated: the sentences as the data give them.

    edited: whether somebody wrote it. stale: whether the sentence under an edit has changed
    since it was written.
    """

    key: str
    runs: tuple[Run, ...]
    generated: str = ""
    edited: bool = False
    stale: bool = False

    @property
    def text(self) -> str:
        """Without links."""
        return plain_text(self.runs)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a briefing."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The text of a meeting in one length ("short" 30 s, "medium" 3 min, "long" 10 min)."""

    length: str
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """Paragraph by paragraph, without titles."""
        return "\n".join(one.text for part in self.sections for one in part.paragraphs)


def plain_text(runs: Iterable[Run]) -> str:
    """The words of several runs."""
    return "".join(run.text for run in runs)
