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

FIELD = re.compile(r"c-([0-9]{1,18}-(?:[1-9]|1[0-2]))", re.ASCII)
BASES = (Basis.MONTH, Basis.YTD)


@dataclass(frozen=True)
class Typed:
    """One cell that this person changed. was: what the page said was kept there."""

    cell: Cell
    text: str
    basis: str
    was: Held | None
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
        cell = self.cell
        return GridCell(cell.pairing, cell.month, self.basis, self.reading.value, self.was)


def read_grid(post: Mapping[str, str], sheet: Sheet) -> list[Typed]:
    """The cells that were changed; the others of the form are left alone."""
    cells, one, found = sheet.cells, sheet.indicator, []
    for name, text in post.items():
        match = FIELD.fullmatch(name)
        cell = cells.get(match[1]) if match else None
        if cell is None:
            continue
        kept, value, basis, shown = _was(post.get(f"w-{cell.key}", ""), sheet.choice.basis)
        if len(text) <= LONGEST and text.strip() == shown:
            continue
        reading = read_number(text, units=(one.unit_zh, one.unit_en), decimals=one.decimals)
        confirmed = text != "" and post.get(f"ok-{cell.key}") == text
        was = (kept, value) if kept else None
        found.append(Typed(cell, text, basis, was, confirmed, reading))
    return found


def _was(text: str, usual: str) -> tuple[str, Decimal | None, str, str]:
    """What the page said of a cell; a forged or missing one fits no cell that holds something."""
    parts = text.split(WAS, 3)
    if len(parts) != 4:
        return "", None, usual, ""
    kept, value, basis, shown = parts
    if value and not STRICT.fullmatch(value):
        return "", None, usual, ""
    known = Decimal(value) if value else None
    allowed = BASES if usual in BASES else (usual,)
    return kept, known, basis if basis in allowed else usual, shown
