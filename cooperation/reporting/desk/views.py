"""The desk: the workplace's front page, the list by month, several approvals at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cooperation import access
from cooperation.calendar import due_calendar, today
from cooperation.formatting import month_labels, month_name
from cooperation.period import programme_of
from cooperation.reporting import actions
from cooperation.reporting.addresses import month_of
from cooperation.reporting.desk.home import home_of
from cooperation.reporting.desk.programme import programme_with_work
from cooperation.reporting.desk.work import year_of_work
from cooperation.reporting.reviews.several import chosen_submissions, refusal_of


@require_GET
def home(request):
    """My work, and below it the rows that the role may see."""
    return _home_page(request)


def _home_page(request, status: int = 200, **context):
    day = today()
    programme = programme_with_work(request, day)
    page = admin.site.index(
        request,
        {
            "title": _("My work"),
            "programme": programme,
            "home": home_of(request.user, programme, day, request.GET),
            "today": day,
            "heads": month_labels(),
            **context,
        },
    )
    page.status_code = status
    return page


@require_GET
def monthly_list(request):
    """The forms of a month, with the year's strip of months."""
    programme = programme_of(request)
    month = month_of(request.GET.get("month", ""))
    work = year_of_work(request.user, programme, due_calendar(programme), month, today())
    context = {
        **admin.site.each_context(request),
        "title": _("Monthly reports"),
        "programme": programme,
        "work": work,
        "month_name": month_name(work.month.year, work.month.month) if work.month else "",
    }
    return TemplateResponse(request, "admin/monthly_list.html", context)


@require_POST
def approve_several(request):
    """Approve all that were ticked, or none and say which stood in the way."""
    if not access.can(request.user, access.REVIEW):
        raise PermissionDenied(_("This part is for reviewers."))
    submissions, unseen = chosen_submissions(request.user, request.POST.getlist("submission"))
    if not submissions and not unseen:
        messages.warning(request, _("Nothing was ticked."))
        return _to_desk(request)
    try:
        if unseen:
            raise actions.SeveralRefused(len(submissions) + unseen)
        reviews = actions.approve_many(submissions, by=request.user)
    except actions.SeveralRefused as refused:
        refusal = refusal_of(refused, unseen)
        ticked = {submission.pk for submission in submissions}
        return _home_page(request, refusal.status, refusal=refusal, ticked=ticked)
    text = ngettext("%(n)d report approved.", "%(n)d reports approved.", len(reviews))
    messages.success(request, text % {"n": len(reviews)})
    return _to_desk(request)


def _to_desk(request):
    """The desk of the programme in the address."""
    query = urlencode({"programme": programme_of(request).code})
    return redirect(f"{reverse('admin:index')}?{query}")
