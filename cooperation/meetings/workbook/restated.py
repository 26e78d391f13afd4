"""The annex of restated figures as a sheet."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from cooperation.meetings.material import Material
from cooperation.meetings.workbook.styles import Pen


def write_restated(material: Material, pen: Pen, page: Worksheet) -> None:
    """Line by line what was another figure at the last meeting; then the effects."""
