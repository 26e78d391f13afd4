"""The list of exports, and the check of a file against it."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods
from django_tables2 import RequestConfig

from cooperation.access import account_required
from cooperation.meetings.audit.checking import NotChecked, found_by
from cooperation.meetings.audit.filters import ExportFilter
from cooperation.meetings.audit.tables import ExportTable
from cooperation.models import Export
from cooperation.period import programmes_for, refuse_nul

PER_PAGE = 50


@require_GET
@account_required
def export_list(request):
    """Of the programmes that the reader keeps, else the reader's own; the newest first."""
    refuse_nul(request)
    seen = Export.objects.visible_to(request.user).newest_first()
    seen = seen.select_related("pairing__east_place", "pairing__west_place")
    filtered = ExportFilter(request.GET, seen, programmes=programmes_for(request))
    table = ExportTable(filtered.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return render(request, "meetings/export_list.html", {"filter": filtered, "table": table})


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def export_check(request):
    """A file or a checksum, and what is known of it."""
    context, status = {}, 200
    if request.method == "POST":
        text = request.POST.get("checksum", "")
        context = {"text": text[:200]}
        try:
            context["found"] = found_by(text, request.FILES.get("file"), request.user)
        except NotChecked as why:
            context["problem"], status = str(why), 422
    return render(request, "meetings/export_check.html", context, status=status)
