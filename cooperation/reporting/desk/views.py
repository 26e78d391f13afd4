"""My work: the page a clerk or reviewer begins with."""

from __future__ import annotations

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cooperation.calendar import today
from cooperation.formatting import month_name
from cooperation.period import programme_of
from cooperation.reporting.addresses import month_of
from cooperation.reporting.desk.work import work_of


@require_GET
def monthly_list(request):
    """What is due, late, returned and waiting, month by month."""
    programme = programme_of(request)
    month = month_of(request.GET.get("month", ""))
    work = work_of(request.user, programme, month, today())
    context = {
        **admin.site.each_context(request),
        "title": _("Monthly reports"),
        "programme": programme,
        "work": work,
        "month_name": month_name(work.month.year, work.month.month) if work.month else "",
    }
    return TemplateResponse(request, "admin/monthly_list.html", context)
