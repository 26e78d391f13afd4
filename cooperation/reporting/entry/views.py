"""The monthly form, inside the admin."""

from __future__ import annotations

import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cooperation.calendar import due_calendar, today
from cooperation.formatting import list_comma, month_name
from cooperation.models import Basis, Pairing, Side
from cooperation.reporting.actions import CorrectionKind, open_report
from cooperation.reporting.addresses import month_of
from cooperation.reporting.entry.cells import closed_answer, read_sent, save_sent
from cooperation.reporting.entry.differences import ask_parts
from cooperation.reporting.entry.forms import REPORTS, Desk, Outcome, act
from cooperation.reporting.entry.words import browser_words
from cooperation.reporting.problems import NotPossible, RecordRefused
from cooperation.reporting.reviews.log import log_of
from cooperation.sectors import sector_label


@require_POST
def monthly_open(request):
    """Open the form of a pairing, sector, side and month; begin it where it is owed."""
    sector, side = request.POST.get("sector", ""), request.POST.get("side", "")
    month = month_of(request.POST.get("month", ""))
    pairing_id = request.POST.get("pairing", "")
    if month is None or side not in Side.values or not re.fullmatch(r"[0-9]{1,18}", pairing_id):
        raise SuspiciousOperation("no such form")
    pairing = get_object_or_404(
        Pairing.objects.visible_to(request.user).select_related(
            "programme", "east_place", "west_place"
        ),
        pk=int(pairing_id),
    )
    try:
        report = open_report(pairing, sector=sector, side=side, month=month, by=request.user)
    except RecordRefused as refused:
        for problem in refused.problems:
            messages.error(request, problem.sentence)
        return redirect(f"{reverse('admin:monthly-list')}?programme={pairing.programme.code}")
    return redirect("admin:monthly-form", report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def monthly_form(request, pk: int):
    """One report: a line per indicator; save, submit, review."""
    desk = _desk(request, pk)
    if request.method != "POST":
        return _page(request, Outcome(desk, 200, desk.sheet()))
    outcome = act(request, desk)
    if outcome.status == 302:
        return redirect("admin:monthly-form", pk)
    return _page(request, outcome)


@require_POST
def monthly_cells(request, pk: int):
    """Save some cells as they are typed; JSON in and out, an answer for each cell."""
    desk = _desk(request, pk)
    if not desk.enters:
        raise PermissionDenied(_("This report is not assigned to you."))
    sent = read_sent(request.body)
    try:
        status, answer = save_sent(desk, sent)
    except NotPossible:
        status, answer = 409, closed_answer(desk)
    return JsonResponse(answer, status=status)


def _desk(request, pk: int) -> Desk:
    if pk >= 2**63:
        raise Http404
    return Desk(get_object_or_404(REPORTS.visible_to(request.user), pk=pk), request.user)


def _page(request, outcome: Outcome) -> TemplateResponse:
    desk, sheet = outcome.desk, outcome.sheet
    ask_parts(sheet)
    report = desk.report
    due_days = due_calendar(report.pairing.programme)
    name = month_name(report.month.year, report.month.month)
    heading = _("%(month)s %(sector)s report") % {
        "month": name,
        "sector": sector_label(report.sector),
    }
    context = {
        **admin.site.each_context(request),
        "title": heading,
        "subtitle": str(report.pairing),
        "programme": report.pairing.programme,
        "report": report,
        "desk": desk,
        "sheet": sheet,
        "outcome": outcome,
        "side": Side(report.side).label,
        "sector": sector_label(report.sector),
        "due": due_days.due(report.sector, report.month),
        "overdue": desk.editable and due_days.overdue(report.sector, report.month, today()),
        "reasons": CorrectionKind.choices,
        "bases": [(Basis.MONTH, _("Type the month")), (Basis.YTD, _("Type the year to date"))],
        "comma": list_comma(),
        "words": browser_words() if desk.editable else None,
        "history": log_of(desk.submissions),
    }
    return TemplateResponse(request, "admin/monthly_form.html", context, status=outcome.status)
