"""The panel: a fragment beside the form, or a page of its own."""

from __future__ import annotations

import re

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cooperation.formatting import month_name
from cooperation.models import Basis
from cooperation.reporting.entry.panel.cell import Cell, cell_of, check
from cooperation.reporting.entry.panel.chart import chart_of, state_words
from cooperation.reporting.entry.panel.posted import Posted, act

CODE = re.compile(r"[\w.-]{1,60}", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
def monthly_cell(request, pk: int, code: str):
    """One cell of a report: its course, versions and checks; questions, answers, statements."""
    cell = _cell(request.user, pk, code)
    if request.method != "POST":
        return _panel(request, cell, Posted(200))
    posted = act(request.POST, cell)
    if posted.status != 302:
        # What changed under this person's hands is read anew.
        return _panel(request, _cell(request.user, pk, code), posted)
    if request.htmx:
        return _panel(request, _cell(request.user, pk, code), Posted(200, done=posted.done))
    messages.success(request, posted.done)
    return redirect("admin:monthly-cell", pk, code)


def _cell(user, pk: int, code: str) -> Cell:
    if pk >= 2**63 or not CODE.fullmatch(code):
        raise Http404
    try:
        return cell_of(user, pk, code)
    except LookupError as missing:
        raise Http404 from missing


def _panel(request, cell: Cell, posted: Posted) -> TemplateResponse:
    report, indicator = cell.report, cell.indicator
    draft = cell.draft
    own_month = draft.value if draft and draft.basis != Basis.YTD else None
    context = {
        "cell": cell,
        "posted": posted,
        "indicator": indicator,
        "report": report,
        "programme": report.pairing.programme,
        "chart": chart_of(cell.course, own_month),
        "month": month_name(report.month.year, report.month.month),
        "months": [(one, *state_words(one.state)) for one in reversed(cell.course.months)],
        "address": reverse("admin:monthly-cell", args=[report.pk, indicator.code]),
        "fragment": bool(request.htmx),
    }
    if request.htmx:
        return TemplateResponse(request, "admin/_cell_panel.html", context, status=posted.status)
    check(cell)
    context |= admin.site.each_context(request) | {
        "title": _("%(indicator)s, %(month)s")
        % {"indicator": indicator.name, "month": context["month"]},
        "subtitle": str(report.pairing),
    }
    return TemplateResponse(request, "admin/cell_panel.html", context, status=posted.status)
