"""The review of one report, any of its submissions, and several approvals at once."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cooperation.models import MonthlyReport, Submission
from cooperation.reporting.names import form_name, report_name
from cooperation.reporting.reviews.case import Case, Outcome, decide
from cooperation.reporting.reviews.log import deciding_review, reason_of
from cooperation.reporting.reviews.waiting import next_waiting


def _case(request, pk: int) -> Case:
    """The report as this person may see it."""
    if pk >= 2**63:
        raise Http404
    reports = MonthlyReport.objects.named().visible_to(request.user)
    return Case(get_object_or_404(reports, pk=pk), request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def monthly_review(request, pk: int):
    """Everything a reviewer asks of the newest submission, and the decision."""
    case = _case(request, pk)
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in ("action", "submission", "reason")}
        outcome = decide(case, **typed)
        if outcome.status == 302:
            return _go_on(request, outcome)
    elif case.newest is None:
        return redirect("admin:monthly-form", pk)
    else:
        outcome = Outcome(case, 200)
    return _review_page(request, outcome)


def _go_on(request, outcome: Outcome):
    """To the next report that waits; home where none does."""
    report = outcome.case.report
    programme = report.pairing.programme
    messages.success(request, outcome.done % {"report": report_name(report)})
    following = next_waiting(request.user, programme)
    if following is None:
        messages.info(request, _("Nothing else waits for review."))
        return redirect(f"{reverse('admin:index')}?programme={programme.code}")
    messages.info(request, _("The next one is this report."))
    return redirect("admin:monthly-review", following.report_id)


def _review_page(request, outcome: Outcome) -> TemplateResponse:
    case = outcome.case
    submission = case.newest
    context = _context(request, case) | {
        "title": _("Review"),
        "outcome": outcome,
        "submission": submission,
        **_compared(case, submission),
    }
    return TemplateResponse(request, "admin/monthly_review.html", context, status=outcome.status)


@require_GET
def monthly_submission(request, pk: int, number: int):
    """One submission as it was handed in: it stays readable for ever."""
    case = _case(request, pk)
    submission = case.numbered(number)
    if submission is None:
        raise Http404
    context = _context(request, case) | {
        "title": _("Submission %(number)d") % {"number": number},
        "submission": submission,
        "earlier": case.numbered(number - 1),
        "later": case.numbered(number + 1),
        "decision": deciding_review(submission),
        "events": [event for event in case.log if event.number == number],
        **_compared(case, submission),
    }
    return TemplateResponse(request, "admin/monthly_submission.html", context)


def _compared(case: Case, submission: Submission) -> dict:
    """A submission's lines beside what was decided on last time."""
    before = case.last_time(submission)
    decision = deciding_review(before) if before else None
    return {
        "before": before,
        "before_decision": decision.get_decision_display() if decision else "",
        "reason": reason_of(submission),
        "sheet": case.sheet(submission),
    }


def _context(request, case: Case) -> dict:
    report = case.report
    return {
        **admin.site.each_context(request),
        "programme": report.pairing.programme,
        "report": report,
        "heading": report_name(report),
        "form_name": form_name(report.sector, report.side),
        "case": case,
    }
