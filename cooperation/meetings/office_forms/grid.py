"""A sheet or a document's table as a grid: what stands in it, and which cells wait for a number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

# A form is drawn and mapped up to here; further out nobody fills anything in.
MOST_ROWS = 400
MOST_COLUMNS = 60

# Longer texts are no placeholders; and the search for one in a long text takes for ever.
MOST_WAITING = 300

# What stands where a number is to be written: a line, an empty bracket, a dash, nought, dots.
PLACEHOLDER = re.compile(
    r"_{2,}|[\[【〔(]\s*_*\s*[\]】〕)]|[-—–―]{1,4}|\.{3,}|(?<![\d.])0(?:\.0+)?(?![\d.])|[xX×]{2,}"
)
_WAITING = re.compile(rf"(?:{PLACEHOLDER.pattern})\s*(?:[%‰]|[\u4e00-\u9fff/]{{1,4}})?")


@dataclass(slots=True)
class GridCell:
    """A cell at its upper left corner; width, height: how many columns and rows it spans.

    formula, number: it holds one. percent: a number in it is shown times 100. hidden: nobody
    sees it. framed: it has a border, so it belongs to a table even where nothing stands in it.
    """

    row: int
    column: int
    address: str
    text: str = ""
    width: int = 1
    height: int = 1
    formula: bool = False
    number: bool = False
    percent: bool = False
    hidden: bool = False
    framed: bool = False

    @property
    def waits(self) -> bool:
        """Whether a number may be written here."""
        return not self.formula and not self.hidden and is_waiting(self.text)

    @property
    def says(self) -> bool:
        """Whether it is a text that may name something."""
        return bool(self.text.strip()) and not (self.formula or self.number or self.waits)


@dataclass
class Grid:
    """name: of the sheet, or of the table. above: what stands over a document's table."""

    name: str
    above: tuple[str, ...] = ()
    rows: int = 0
    columns: int = 0
    cut: bool = False
    lines: list[list[GridCell]] = field(default_factory=list)
    _at: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, cells: list[GridCell], above: tuple[str, ...] = ()) -> Grid:
        """Of its cells; what lies outside of its texts and frames is left out.

        ValueError where cells lie upon each other: no program writes that, and it takes for ever.
        """
        told = [c for c in cells if c.text.strip() or c.formula or c.number or c.framed]
        rows = max((c.row + c.height - 1 for c in told), default=0)
        columns = max((c.column + c.width - 1 for c in told), default=0)
        grid = cls(name, above, min(rows, MOST_ROWS), min(columns, MOST_COLUMNS))
        grid.cut = rows > MOST_ROWS or columns > MOST_COLUMNS
        reached = 0
        for cell in cells:
            if cell.row <= grid.rows and cell.column <= grid.columns:
                cell.height = min(cell.height, grid.rows - cell.row + 1)
                cell.width = min(cell.width, grid.columns - cell.column + 1)
                reached += cell.height * cell.width
                if reached > 2 * MOST_ROWS * MOST_COLUMNS:
                    raise ValueError(cell.address)
                for row in range(cell.row, cell.row + cell.height):
                    for column in range(cell.column, cell.column + cell.width):
                        grid._at.setdefault((row, column), cell)
        grid.lines = [
            [
                cell
                for column in range(1, grid.columns + 1)
                if (cell := grid.at(row, column)) and (cell.row, cell.column) == (row, column)
            ]
            for row in range(1, grid.rows + 1)
        ]
        return grid

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a place: a merged one everywhere that it reaches."""
        return self._at.get((row, column))

    def in_row(self, row: int) -> list[GridCell]:
        """The cells that cover a row, from the left, each once."""
        cells = (self.at(row, column) for column in range(1, self.columns + 1))
        return list({id(cell): cell for cell in cells if cell}.values())

    def is_title(self, cell: GridCell) -> bool:
        """Whether a text reaches over nearly the whole width, or alone in a row without cells
        that wait."""
        if cell.width >= max(3, self.columns - 1):
            return True
        others = [other for other in self.in_row(cell.row) if other is not cell]
        return cell.height == 1 and self.columns > 2 and not any(map(_counts, others))


def _counts(cell: GridCell) -> bool:
    """Whether a cell beside a text makes its row more than a title: any but a bare hole."""
    return bool(cell.text.strip()) or cell.formula or cell.number or cell.waits


def plain(text: str) -> str:
    """Compatibility forms as one, without format characters, blanks in a row as one."""
    text = unicodedata.normalize("NFKC", text[:300])
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def is_waiting(text: str) -> bool:
    """Nothing, or a placeholder with or without its unit."""
    if len(text) > MOST_WAITING and text.strip():
        return False
    words = plain(text)
    return not words or bool(_WAITING.fullmatch(words))
