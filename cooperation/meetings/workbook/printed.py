"""The files of a period that are printed or shown: workbook, document, PDF, page."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.utils import timezone

from cooperation.meetings.material import Material
from cooperation.models import Pairing, Programme
from cooperation.scoreboard.facts import Horizon
from cooperation.spreadsheets.workbooks import XLSX

TYPES = {
    "xlsx": XLSX,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


class CannotPrint(Exception):
    """What writes files of this kind is not installed here."""


def report_material(
    programme: Programme,
    year: int,
    through: int,
    *,
    pairing: Pairing | None = None,
    as_of: datetime.date | None = None,
    code: str = "",
) -> Material:
    """What a printed file of the period is made from, as known now or at the end of a day."""
    from cooperation.meetings.packs.material import material_of

    now = timezone.now()
    moment = min(Horizon(as_of).moment or now, now)
    return material_of(programme, year, through, pairing=pairing, moment=moment, code=code)


def printed(fmt: str, material: Material) -> bytes:
    """The file; CannotPrint where its renderer or a library of the system is missing."""
    try:
        return _writers()[fmt](material)
    except (ImportError, OSError) as error:
        raise CannotPrint(f"{type(error).__name__}: {error}"[:300]) from error


def _writers() -> dict[str, Callable[[Material], bytes]]:
    return {"xlsx": _xlsx, "docx": _docx, "pdf": _pdf, "html": _html}


def _xlsx(material: Material) -> bytes:
    from cooperation.meetings.workbook.book import workbook_bytes

    return workbook_bytes(material)


def _docx(material: Material) -> bytes:
    from cooperation.meetings.paper import document_of, docx_bytes

    return docx_bytes(document_of(material))


def _pdf(material: Material) -> bytes:
    from cooperation.meetings.paper import document_of, pdf_bytes

    return pdf_bytes(document_of(material))


def _html(material: Material) -> bytes:
    from cooperation.meetings.paper import document_of, html_bytes

    return html_bytes(document_of(material))
