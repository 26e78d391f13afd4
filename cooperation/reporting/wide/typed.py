"""What came back from the wide form, cell by cell; nothing of it is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cooperation.models import Basis
from cooperation.reporting.actions.grid import GridCell, Held
from cooperation.reporting.problems import Problem, problem_of
from cooperation.reporting.wide.sheet import WAS, Cell, Sheet
from cooperation.typed.numbers import LONGEST, STRICT, Reading, read_number
from cooperation.typed.words import one_line

FIELD = re.compile(r"c-([0-9]{1,18}-(?:[1-9]|1[0-2])-[0-9]{1,18})", re.ASCII)
BASES = (Basis.MONTH, Basis.YTD)


@dataclass(frozen=True)
class Typed:
    """One cell that this person changed.

    was: what the page said was kept there; seen: the same in the words of the page.
    """

    cell: Cell
    text: str
    basis: str
    note: str
    was: Held | None
    seen: str
    confirmed: bool
    reading: Reading

    def problems(self) -> list[Problem]:
        """Why it cannot be read, or what has to be confirmed first."""
        text = self.text[: LONGEST + 1]
        if self.reading.problem:
            return [problem_of(self.reading.problem, self.cell.label, text)]
        if self.reading.ask and not self.confirmed:
            return [problem_of(self.reading.ask, self.cell.label, text, held=True)]
        return []

    @property
    def grid_cell(self) -> GridCell:
        """As it is to be kept."""
        cell, value = self.cell, self.reading.value
        code = cell.indicator.code
        return GridCell(cell.pairing, cell.month, code, self.basis, value, self.note, self.was)


def read_grid(post: Mapping[str, str], sheet: Sheet) -> list[Typed]:
    """The cells that were changed; the others of the form are left alone."""
    cells, found = sheet.cells, []
    for name, text in post.items():
        match = FIELD.fullmatch(name)
        cell = cells.get(match[1]) if match else None
        if cell is None:
            continue
        one = cell.indicator
        seen = post.get(f"w-{cell.key}", "")
        kept, value, basis, shown, noted = _was(seen, cell.usual)
        # Without JavaScript there is no field for the note: it stays.
        note = one_line(post.get(f"n-{cell.key}", noted))
        if len(text) <= LONGEST and text.strip() == shown and note == noted:
            continue
        reading = read_number(text, units=(one.unit_zh, one.unit_en), decimals=one.decimals)
        confirmed = text != "" and post.get(f"ok-{cell.key}") == text
        was = (kept, value, noted) if kept else None
        found.append(Typed(cell, text, basis, note, was, seen[:2000], confirmed, reading))
    return found


def _was(text: str, usual: str) -> tuple[str, Decimal | None, str, str, str]:
    """What the page said of a cell; a forged or missing one fits no cell that holds something."""
    parts = text.split(WAS, 4)
    if len(parts) != 5:
        return "", None, usual, "", ""
    kept, value, basis, shown, note = parts
    if value and not STRICT.fullmatch(value):
        return "", None, usual, "", ""
    known = Decimal(value) if value else None
    allowed = BASES if usual in BASES else (usual,)
    return kept, known, basis if basis in allowed else usual, shown, note
