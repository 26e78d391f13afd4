"""A printed document as a list of parts, without a word of how any kind of file draws them.

DOCX, PDF and the projector's HTML are made from the same one, so that they say the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cooperation.meetings.text import FigureRef, Run, plain_text

if TYPE_CHECKING:
    from cooperation.meetings.material import Coder
    from cooperation.meetings.paper.drawings.drawing import Drawing

# A table of so many lines still has links in its fields.
MOST_LINKED = 60
LEFT, CENTER, RIGHT = "left", "center", "right"
PORTRAIT, LANDSCAPE = "portrait", "landscape"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2; number: "一、", "1.1", printed before its text.

    annex: whether an annex begins with it.
    """

    level: int
    text: str
    number: str = ""
    annex: bool = False

    @property
    def full(self) -> str:
        """Number and text as they are printed."""
        return f"{self.number}{self.text}"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. kind: "body" | "item" (of a list) | "note" (small, under a table)."""

    runs: tuple[Run, ...]
    key: str = ""
    kind: str = "body"

    @property
    def text(self) -> str:
        """Without links."""
        return plain_text(self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its alignment and its share of the width."""

    head: str
    align: str = LEFT
    width: int = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one field. figure: the value it prints. tone: "" or a state's name."""

    text: str
    figure: FigureRef | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. depth: 1 for "of which" and parts. group: one title over all columns."""

    cells: tuple[Cell, ...]
    depth: int = 0
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heads repeat on every page. unit: printed small at the right of the caption.

    indented: the column that a line's depth moves in.
    """

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()
    indented: int = 0
    size: str = "normal"  # "small" for many columns

    @property
    def linked(self) -> bool:
        """Whether its codes lead to their values; thousands of links outweigh a table."""
        return self.size == "normal" and len(self.lines) <= MOST_LINKED


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its caption; alt says in words what it shows.

    table: the same numbers, printed where the file cannot hold the picture.
    """

    drawing: Drawing
    caption: str
    alt: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to scan: what it opens, in words, the code as typed, the address."""

    label: str
    value: str
    code: str
    address: str


@dataclass(frozen=True, slots=True)
class QrCodes:
    """Codes to scan, side by side."""

    codes: tuple[QrCode, ...]


@dataclass(frozen=True, slots=True)
class AttachmentList:
    """附件: the titles of the annexes, after the text and before the first of them."""

    label: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page, lying or standing from here on."""

    orientation: str = PORTRAIT


Part = Heading | Text | Table | Picture | QrCodes | AttachmentList | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language.

    language: "zh-Hans" or "en". office: the line in red on top. line: number and day below it.
    facts: label and value of cut-off day, moment, reporting office. mark: printed on every page
    of sample data and of previews, else ""; short_mark: where there is little room. moment: the
    time that the file says it was made at. code, address, coder: as in the material.
    """

    language: str
    title: str
    office: str
    line: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    moment: datetime.datetime
    coder: Coder
    mark: str = ""
    code: str = ""
    address: str = ""
    subject: str = field(default="")
    short_mark: str = ""

    @property
    def chinese(self) -> bool:
        """Which of the two typographies applies."""
        return self.language.startswith("zh")

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures in their order."""
        return tuple(part for part in self.parts if isinstance(part, Picture))

    def code_of(self, figure: FigureRef | None) -> str:
        """The code printed beside a value; "" where none is."""
        return self.coder(figure) if figure is not None else ""

    def code_in_text(self, figure: FigureRef | None) -> str:
        """The code printed within a sentence, short enough to read past.

        The file's own code stands on every page and is left out; months covered have no code
        beside them, since the number that they belong to tells them on its page.
        """
        if figure is None or figure.column in ("covered", "due"):
            return ""
        return self.code_of(figure).removeprefix(f"{self.code}-")

    def address_of(self, code: str) -> str:
        """Where a code is looked up; "" where the document names no address."""
        return f"{self.address.rstrip('/')}/{code}/" if self.address and code else ""


def tables(document: Document) -> Iterator[Table]:
    """The tables in their order."""
    return (part for part in document.parts if isinstance(part, Table))
