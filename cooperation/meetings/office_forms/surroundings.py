"""What stands around a cell that waits: its row's labels, its column's heads, what is above."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from cooperation.meetings.office_forms.grid import PLACEHOLDER, Grid, GridCell, plain
from cooperation.meetings.office_forms.labels import Label, label, units_in

# What a reader looks at above a table's head.
_LINES_ABOVE = 8
_LOOKED_AT = 3
_CAPTION = re.compile(r"(?:单位|日期|时间|部门|地区|县区|人)\s*:|^【")


@dataclass
class Surroundings:
    """row, column: the labels, the nearest first. above: the lines over the head, likewise.

    units: what the row and the column say the number is counted in.
    """

    cell: GridCell
    row: list[GridCell]
    column: list[GridCell]
    above: tuple[str, ...]
    row_labels: list[Label] = field(default_factory=list)
    column_labels: list[Label] = field(default_factory=list)
    row_units: list[str] = field(default_factory=list)
    column_units: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands beside the cell, as a list prints it."""
        sides = [
            " · ".join(plain(cell.text) for cell in reversed(side))
            for side in (self.row, self.column)
        ]
        return " | ".join(side for side in sides if side)[:300]


@dataclass
class Reader:
    """Reads a grid cell by cell; what lies above a head is read once."""

    grid: Grid
    _above: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def told(self) -> set[int]:
        """The rows in which anything stands."""
        rows = range(1, self.grid.rows + 1)
        return {r for r in rows if any(c.says or c.number for c in self.grid.in_row(r))}

    def around(self, cell: GridCell) -> Surroundings:
        """Everything around a cell."""
        row, column = self.labels_of(cell), self.heads_of(cell)
        top = min((head.row for head in column), default=cell.row)
        found = Surroundings(cell, row, column, self._lines_above(top))
        found.row_labels, found.row_units = _sorted_out(row)
        found.row_units += units_in(PLACEHOLDER.sub("", plain(cell.text), count=1))
        found.column_labels, found.column_units = _sorted_out(column)
        return found

    def labels_of(self, cell: GridCell) -> list[GridCell]:
        """The texts left of a cell, from the nearest on, as long as they touch each other."""
        found: list[GridCell] = []
        for column in range(cell.column - 1, 0, -1):
            other = self.grid.at(cell.row, column)
            if other is not None and other.says and not self.grid.is_title(other):
                if other not in found:
                    found.append(other)
            elif found and not (other is not None and other.number):
                break
        return found

    def heads_of(self, cell: GridCell) -> list[GridCell]:
        """The texts of the head over a cell, from the lowest on."""
        found: list[GridCell] = []
        for row in range(cell.row - 1, 0, -1):
            if not found and row not in self.told:
                break  # an empty row: what stands above is another table
            other = self.grid.at(row, cell.column)
            if other is not None and _is_head(other) and not self.grid.is_title(other):
                if other not in found:
                    found.append(other)
            elif found:
                break
        return found

    def _lines_above(self, top: int) -> tuple[str, ...]:
        if top not in self._above:
            lines: list[str] = []
            for row in range(top - 1, max(top - 1 - _LINES_ABOVE, 0), -1):
                cells = self.grid.in_row(row)
                if self._ends(cells):
                    break
                lines += [plain(cell.text) for cell in cells if cell.says]
            self._above[top] = (*lines, *self.grid.above)
        return self._above[top]

    def _ends(self, cells: list[GridCell]) -> bool:
        """Whether a row is one of the table before, with cells of its own that wait."""
        said = [cell for cell in cells if cell.says]
        if not said or any(self.grid.is_title(c) or not _is_head(c) for c in said):
            return False
        return sum(c.waits and c.column > said[0].column for c in cells) > _LOOKED_AT


def _is_head(cell: GridCell) -> bool:
    """Whether a text may be a table's head, and not a caption such as 单位：万元 or 【水城区】."""
    return cell.says and not _CAPTION.search(plain(cell.text))


def _sorted_out(cells: list[GridCell]) -> tuple[list[Label], list[str]]:
    """The labels that name something, and the units: of a cell of their own or in brackets."""
    labels, units = [], []
    for cell in cells:
        own = units_in(cell.text)
        if own:
            units += own if len(own) == 1 else []
            continue
        one = label(cell.text)
        if one.unit:
            units.append(one.unit)
        labels.append(one)
    return labels, units
