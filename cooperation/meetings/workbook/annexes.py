"""The annexes as sheets: what was restated, and what stays to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.worksheet.worksheet import Worksheet

from cooperation import formatting
from cooperation.meetings.material import Material
from cooperation.meetings.workbook.styles import Pen, height
from cooperation.models import OpenItem
from cooperation.spreadsheets.cells import SAMPLE_MARK
from cooperation.spreadsheets.workbooks import print_on_a4

Line = Sequence[Any]
WIDTHS = (5, 60, 22, 12, 12, 30, 26)


def has_items(material: Material) -> bool:
    """Whether there is a meeting that may have left something to be done."""
    return bool(material.meeting or material.carried or material.settled or material.decisions)


def write_items(material: Material, pen: Pen, page: Worksheet) -> None:
    """What earlier meetings left, what was done since, what is decided now."""
    titles = [_("No."), _("Item"), _("Responsible office"), _("To be done by"), _("Done on"),
              _("Outcome"), _("Meeting")]  # fmt: skip
    top = _head(material, pen, page, _("Open items and decisions"), titles)
    parts: list[tuple[str, Iterable[Line]]] = [
        (_("Not done yet"), map(_item, material.carried)),
        (_("Done since the last meeting"), map(_item, material.settled)),
        (_("Decisions of this meeting"), ([one.text] for one in material.decisions)),
    ]
    for heading, lines in parts:
        top = _part(pen, page, top, heading, lines, len(titles))
    print_on_a4(page, head=_head_row(material), widths=WIDTHS)


def _item(item: OpenItem) -> Line:
    return [
        item.text,
        item.responsible,
        formatting.day(item.due) if item.due else "",
        formatting.day(item.done_on) if item.done_on else "",
        item.outcome,
        item.meeting.title,
    ]


def _head_row(material: Material) -> int:
    return 3 if material.programme.sample else 2


def _head(
    material: Material, pen: Pen, page: Worksheet, title: str, titles: Sequence[str]
) -> int:
    """Title, mark and the columns' titles; gives the first free row."""
    pen.put(page, 1, 1, title, "title")
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(titles))
    page.row_dimensions[1].height = 30
    if material.programme.sample:
        pen.put(page, 2, 1, SAMPLE_MARK, "notice")
        page.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(titles))
    at = _head_row(material)
    for column, name in enumerate(titles, start=1):
        pen.put(page, at, column, name, "head")
    page.freeze_panes = f"A{at + 1}"
    return at + 1


def _part(
    pen: Pen, page: Worksheet, top: int, heading: str, lines: Iterable[Line], width: int
) -> int:
    """A heading and its numbered lines; an empty part says so."""
    for column in range(1, width + 1):
        pen.put(page, top, column, heading if column == 1 else None, "group")
    page.merge_cells(start_row=top, end_row=top, start_column=1, end_column=width)
    top += 1
    number = 0
    for number, line in enumerate(lines, start=1):
        pen.put(page, top, 1, number, "middle")
        for column in range(2, width + 1):
            value = line[column - 2] if column - 2 < len(line) else None
            pen.put(page, top, column, value, "text")
        texts = [(str(v), w, "text") for v, w in zip(line, WIDTHS[1:], strict=False) if v]
        page.row_dimensions[top].height = height(texts)
        top += 1
    if not number:
        for column in range(1, width + 1):
            pen.put(page, top, column, _("none") if column == 2 else None, "text")
        top += 1
    return top
