"""The page on which one side confirms or disputes the other side's figures."""

from __future__ import annotations

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cooperation.formatting import month_name
from cooperation.period import programme_of
from cooperation.reporting.addresses import month_of
from cooperation.reporting.dialogue.confirmations import Confirmations, confirmations_of
from cooperation.reporting.dialogue.posted import Posted, act


@require_http_methods(["GET", "HEAD", "POST"])
def confirmations(request):
    """The figures of a month that the other side sees for itself."""
    programme = programme_of(request)
    month = month_of(request.GET.get("month", ""))
    page = confirmations_of(request.user, programme, month)
    if request.method != "POST":
        return _page(request, page, Posted(200))
    posted = act(request.POST, page, request.user)
    if posted.status != 302:
        # What changed under this person's hands is read anew.
        return _page(request, confirmations_of(request.user, programme, month), posted)
    messages.success(request, posted.done)
    query = {"programme": programme.code}
    if page.month:
        query["month"] = f"{page.month:%Y-%m}"
    return redirect(f"{reverse('admin:confirmations')}?{urlencode(query)}")


def _page(request, page: Confirmations, posted: Posted) -> TemplateResponse:
    month = page.month
    context = {
        **admin.site.each_context(request),
        "title": _("Figures to confirm"),
        "programme": page.programme,
        "page": page,
        "posted": posted,
        "month_name": month_name(month.year, month.month) if month else "",
        "months": [(f"{one:%Y-%m}", month_name(one.year, one.month)) for one in page.months],
        "chosen": f"{month:%Y-%m}" if month else "",
    }
    return TemplateResponse(request, "admin/confirmations.html", context, status=posted.status)
