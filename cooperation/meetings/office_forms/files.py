"""What leaves: the filled form, and beside it the list of what we do not hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cooperation.formatting import period_name
from cooperation.meetings.office_forms.filling import Filled, Given
from cooperation.meetings.office_forms.mapping import field_names
from cooperation.models import OfficeForm
from cooperation.spreadsheets.cells import SAMPLE_MARK, csv_text
from cooperation.spreadsheets.workbooks import XLSX, safe_name

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"xlsx": XLSX, "docx": DOCX, "csv": "text/csv; charset=utf-8", "zip": "application/zip"}
FORM, LIST, BOTH = "form", "list", "both"
# Archives are dated to the form's period by their name; their entries carry no clock.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def stem(form: OfficeForm) -> str:
    """Their file's name without its ending."""
    return form.file_name.rpartition(".")[0] or form.name


def name_of(form: OfficeForm, year: int, through: int, what: str, ending: str) -> str:
    """月报_2025年1—9月.xlsx, marked as sample where it is."""
    parts = [SAMPLE_MARK] if form.programme.sample else []
    parts += [stem(form), period_name(year, through)]
    parts += [_("not held")] if what == LIST else []
    return safe_name(parts, ending)


def missing_rows(form: OfficeForm, filled: Filled, year: int, through: int) -> Iterator[list[Any]]:
    """The list as a table, with its head."""
    if form.programme.sample:
        yield [SAMPLE_MARK, _("Sample data: for trying things out, not actual progress.")]
    yield [form.name, form.department, period_name(year, through)]
    yield [
        _("Cell"),
        _("What stands beside it"),
        _("Indicator"),
        _("Place"),
        _("Column"),
        _("Why"),
        _("Known value"),
        _("Unit"),
        _("Filled in"),
    ]
    names = field_names()
    for one in filled.missing:
        yield _row(one, names)


def _row(one: Given, names: dict[str, str]) -> list[Any]:
    return [
        one.address,
        one.label,
        one.indicator,
        one.place,
        names.get(one.field, one.field),
        one.why,
        one.value,
        one.unit,
        _("yes") if one.written is not None else _("no"),
    ]


def download(
    form: OfficeForm, filled: Filled, year: int, through: int, what: str
) -> tuple[str, str, bytes]:
    """Name, content type and content of what was asked for."""
    ending = {FORM: form.kind, LIST: "csv", BOTH: "zip"}[what]
    name = name_of(form, year, through, what, ending)
    if what == FORM:
        return name, TYPES[ending], filled.content
    listed = csv_text(missing_rows(form, filled, year, through)).encode()
    if what == LIST:
        return name, TYPES[ending], listed
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in (
            (name_of(form, year, through, FORM, form.kind), filled.content),
            (name_of(form, year, through, LIST, "csv"), listed),
        ):
            entry = zipfile.ZipInfo(inner, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return name, TYPES[ending], out.getvalue()
