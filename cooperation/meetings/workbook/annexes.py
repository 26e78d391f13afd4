"""Annexes as sheets: a title, the columns' titles, and parts of numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.worksheet.worksheet import Worksheet

from cooperation import formatting
from cooperation.meetings.material import Material
from cooperation.meetings.workbook.styles import Pen, height
from cooperation.models import OpenItem
from cooperation.spreadsheets.workbooks import as_one, print_on_a4

Line = Sequence[Any]


class Annex:
    """One sheet of lists, written from top to bottom."""

    def __init__(self, material: Material, pen: Pen, page: Worksheet, widths: Sequence[float]):
        self.pen, self.page, self.widths = pen, page, widths
        self.mark = material.short_mark
        self.top = 1

    def head(self, title: str, titles: Sequence[str]) -> None:
        """The title, the mark of samples and previews and the columns' titles, on every page."""
        self._across(title, "title")
        self.page.row_dimensions[1].height = 30
        if self.mark:
            self._across(self.mark, "notice")
        for column, name in enumerate(titles, start=1):
            self.pen.put(self.page, self.top, column, name, "head")
        told = [(t, w, "head") for t, w in zip(titles, self.widths, strict=True)]
        self.page.row_dimensions[self.top].height = height(told)
        print_on_a4(self.page, head=self.top, widths=self.widths)
        self.top += 1
        self.page.freeze_panes = f"A{self.top}"

    def part(self, heading: str, lines: Iterable[Line], none: str = "") -> None:
        """A heading and its numbered lines; an empty part says so."""
        for column in range(2, len(self.widths) + 1):
            self.pen.put(self.page, self.top, column, None, "group")
        self._across(heading, "group")
        found = list(lines)
        for number, line in enumerate(found, start=1):
            self._line([number, *line])
        if not found:
            self._line([None, none or _("none")])

    def _line(self, line: Line) -> None:
        texts = []
        for column, width in enumerate(self.widths, start=1):
            value = line[column - 1] if column <= len(line) else None
            # A number comes with its format.
            value, fmt = value if isinstance(value, tuple) else (value, "")
            look = "number" if fmt else "middle" if column == 1 else "text"
            self.pen.put(self.page, self.top, column, value, look, fmt)
            if isinstance(value, str):
                texts.append((value, width, look))
        self.page.row_dimensions[self.top].height = height(texts)
        self.top += 1

    def _across(self, text: str, look: str) -> None:
        self.pen.put(self.page, self.top, 1, text, look)
        as_one(self.page, self.top, 1, len(self.widths))
        self.top += 1


def has_items(material: Material) -> bool:
    """Whether there is a meeting that may have left something to be done."""
    return bool(material.meeting or material.carried or material.settled or material.decisions)


def write_items(material: Material, pen: Pen, page: Worksheet) -> None:
    """What earlier meetings left, what was done since, what is decided now."""
    annex = Annex(material, pen, page, (5, 60, 22, 12, 12, 30, 26))
    annex.head(
        _("Open items and decisions"),
        [
            _("No."),
            _("Item"),
            _("Responsible office"),
            _("To be done by"),
            _("Done on"),
            _("Outcome"),
            _("Joint meeting"),
        ],
    )
    annex.part(_("Not done yet"), map(_item, material.carried))
    annex.part(_("Done since the last meeting"), map(_item, material.settled))
    annex.part(_("Decisions of this meeting"), ([one.text] for one in material.decisions))


def _item(item: OpenItem) -> Line:
    return [
        item.text,
        item.responsible,
        formatting.day(item.due) if item.due else "",
        formatting.day(item.done_on) if item.done_on else "",
        item.outcome,
        item.meeting.title,
    ]
