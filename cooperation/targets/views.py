"""The grid of targets, its files and its history, inside the admin."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from cooperation import access
from cooperation.calendar import today
from cooperation.exports import download
from cooperation.formatting import year_name
from cooperation.models import Programme
from cooperation.period import programme_of, programmes_for
from cooperation.spreadsheets.uploads import LARGEST_FILE, FileRefused
from cooperation.spreadsheets.workbooks import FORMATS
from cooperation.targets.book import Book
from cooperation.targets.document import Document
from cooperation.targets.files import file_name, targets_csv, targets_xlsx
from cooperation.targets.forms import Outcome, act, copied
from cooperation.targets.history import history_of
from cooperation.targets.intake import read_targets
from cooperation.targets.sheet import Sheet

# Clerks see the targets of their figures on the form; here is where they are agreed.
READERS = frozenset({access.ADMINISTER, access.SEAL, access.REVIEW})
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
def targets_grid(request):
    """Indicator × pairing: read, type, check, save; `copy` starts from last year's."""
    programme, year, writes = _place(request)
    if request.method == "POST":
        _refuse_readers(writes)
        outcome = act(programme, year, request.POST, request.user)
        if outcome.status == 302:
            _say_saved(request, outcome.saved)
            return redirect(_address("targets-grid", programme, year))
    elif writes and "copy" in request.GET:
        outcome = copied(Book(programme, year))
    else:
        outcome = Outcome(Sheet(Book(programme, year)))
    context = _context(request, programme, year, writes) | {
        "title": _("Targets of %(year)s") % {"year": year_name(year)},
        "outcome": outcome,
        "sheet": outcome.sheet,
        "waiting": len(outcome.sheet.changed),
    }
    return TemplateResponse(request, "admin/targets_grid.html", context, status=outcome.status)


@require_GET
def targets_history(request):
    """Every record of an indicator's targets, pairing by pairing."""
    programme, year, writes = _place(request)
    book = Book(programme, year)
    code = request.GET.get("indicator", "")
    one = next((one for one in book.indicators if one.code == code), None)
    if one is None:
        raise Http404
    context = _context(request, programme, year, writes) | {
        "title": one.name,
        "indicator": one,
        "histories": history_of(book, one, _("Whole city")),
    }
    return TemplateResponse(request, "admin/targets_history.html", context)


@require_GET
def targets_file(request):
    """The grid as XLSX or CSV."""
    programme, year, _writes = _place(request)
    fmt = request.GET.get("format", "xlsx")
    if fmt not in FORMATS:
        raise Http404
    sheet = Sheet(Book(programme, year))
    content = targets_xlsx(sheet) if fmt == "xlsx" else targets_csv(sheet)
    return download(
        request,
        content,
        FORMATS[fmt],
        name=file_name(sheet, fmt),
        kind=f"targets-{fmt}",
        programme=programme,
        year=year,
        rows=len(sheet.book.indicators),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def targets_upload(request):
    """A file of targets: what it would change, before anything is changed."""
    programme, year, writes = _place(request)
    _refuse_readers(writes)
    intake, problem, status = None, None, 200
    upload = request.FILES.get("file")
    if upload is not None:
        try:
            intake = read_targets(Book(programme, year), upload)
            status = 422 if intake.refused else 200
        except FileRefused as refused:
            problem, status = refused.problem(upload.name or ""), refused.status
    elif request.method == "POST":
        status = 422
    context = _context(request, programme, year, writes) | {
        "title": _("Targets of %(year)s from a file") % {"year": year_name(year)},
        "intake": intake,
        "problem": problem,
        "missing": upload is None and request.method == "POST",
        "most": LARGEST_FILE // 2**20,
        "document": Document(),
    }
    return TemplateResponse(request, "admin/targets_upload.html", context, status=status)


def _place(request) -> tuple[Programme, int, bool]:
    """Programme and year of the address, and whether the reader may write; 403 for others."""
    if not access.can_any(request.user, READERS):
        raise PermissionDenied(_("Targets are kept by administrators."))
    programme = programme_of(request)
    writes = access.can_administer(request.user, programme)
    return programme, _year(request.GET.get("year", ""), programme), writes


def _year(text: str, programme: Programme) -> int:
    """The year in the address, else this year; the nearest one of the programme."""
    year = int(text) if _YEAR.fullmatch(text) else today().year
    return min(max(year, programme.years[0]), programme.years[-1])


def _refuse_readers(writes: bool) -> None:
    if not writes:
        raise PermissionDenied(_("Targets are kept by administrators."))


def _say_saved(request, saved: int) -> None:
    words = ngettext("%(n)d target was recorded.", "%(n)d targets were recorded.", saved)
    messages.success(request, words % {"n": saved})


def _query(programme: Programme, year: int) -> str:
    return urlencode({"programme": programme.code, "year": year})


def _address(name: str, programme: Programme, year: int) -> str:
    return f"{reverse(f'admin:{name}')}?{_query(programme, year)}"


def _context(request, programme: Programme, year: int, writes: bool) -> dict:
    return {
        **admin.site.each_context(request),
        "programme": programme,
        "programmes": programmes_for(request),
        "year": year,
        "years": programme.years,
        "year_name": year_name(year),
        "year_before": year - 1,
        "writes": writes,
        "query": _query(programme, year),
    }
