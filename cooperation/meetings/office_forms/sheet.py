"""A form drawn as its sheet: every cell in its place, those that wait with what goes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cooperation import formatting
from cooperation.meetings.office_forms.filling import Given
from cooperation.meetings.office_forms.grid import Grid, GridCell
from cooperation.meetings.office_forms.mapping import Line


@dataclass
class DrawnCell:
    """text: what stands in it; given, line: what goes in and where it is mapped."""

    cell: GridCell
    text: str
    css: str
    line: Line | None = None
    given: Given | None = None
    number: str = ""
    title: str = ""


def drawn(
    grid: Grid, lines: Mapping[str, Line], given: Mapping[str, Given], names: Mapping[str, str]
) -> list[list[DrawnCell]]:
    """The grid's rows."""
    return [[_cell(cell, lines, given, names) for cell in line] for line in grid.lines]


def _cell(cell: GridCell, lines, given, names) -> DrawnCell:
    line, one = lines.get(cell.address), given.get(cell.address)
    if one is not None:
        return _mapped(cell, line, one, names)
    css = "formula" if cell.formula else "text" if cell.says else "free" if cell.waits else "fixed"
    return DrawnCell(cell, "ƒ" if cell.formula else cell.text, css, line)


def _mapped(cell: GridCell, line: Line | None, one: Given, names) -> DrawnCell:
    if one.written is not None:
        css = "filled partial" if one.partial else "filled"
    else:
        css = "missing partial" if one.partial else "missing"
    if line is not None and not line.on:
        css = "guess"
    shown = "" if one.would is None else formatting.number(one.would, _places(one.would))
    title = " · ".join(filter(None, (one.indicator, one.place, names.get(one.field, ""), one.why)))
    return DrawnCell(cell, cell.text, css, line, one, shown, title)


def _places(value: Decimal) -> int:
    """As many decimals as the number has."""
    return min(max(-int(value.normalize().as_tuple().exponent), 0), 6)
