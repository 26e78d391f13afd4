"""The empty table that a file is made from, with a sheet that explains its columns."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from cooperation.ledgers.intake.plan import Office
from cooperation.ledgers.intake.titles import fields_of, title_of
from cooperation.spreadsheets.cells import csv_text
from cooperation.spreadsheets.workbooks import book_bytes, new_book, put, safe_name


def template_name(office: Office, fmt: str) -> str:
    """输送批次台账_导入模板.xlsx."""
    return safe_name([str(office.ledger.label), _("Template")], fmt)


def template_file(office: Office, fmt: str) -> bytes:
    """The head alone as CSV; as XLSX with the explanations beside it."""
    fields = fields_of(office.ledger.model)
    if fmt == "csv":
        return csv_text([[title_of(field) for field in fields]]).encode()
    book, page = new_book(_("Rows"))
    for column, field in enumerate(fields, start=1):
        put(page, 1, column, title_of(field), head=True)
        page.column_dimensions[get_column_letter(column)].width = 18
    page.freeze_panes = "A2"
    notes = book.create_sheet(_("Columns"))
    for row, line in enumerate(explained(office), start=1):
        for column, value in enumerate(line, start=1):
            put(notes, row, column, value, head=row == 1)
    for column, width in zip("ABC", (28, 12, 90), strict=True):
        notes.column_dimensions[column].width = width
    return book_bytes(book)


def explained(office: Office) -> list[tuple[str, str, str]]:
    """Each column, whether a new row needs it, and what may stand there."""
    lines = [(_("Column"), _("Needed"), _("What stands there"))]
    for field in fields_of(office.ledger.model):
        needed = _("Yes") if not field.blank and not field.has_default() else ""
        lines.append((title_of(field), needed, _what(field, office)))
    return lines


def _what(field: models.Field, office: Office) -> str:
    if field.name == "pairing":
        return "、".join(pairing.name for pairing in office.pairings)
    if field.name == "code":
        return _("The row's number in your own ledger; a later file finds the row by it")
    if field.is_relation:
        return _("The name of one that is known: %(kind)s") % {
            "kind": field.related_model._meta.verbose_name
        }
    if field.choices:
        return "、".join(str(label) for _value, label in field.flatchoices)
    if isinstance(field, models.DateField):
        return _("A day, as 2025-03-01")
    if isinstance(field, models.DecimalField | models.IntegerField):
        return _("A number")
    return _("Words; no names or numbers of persons")
