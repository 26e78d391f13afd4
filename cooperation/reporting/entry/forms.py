"""One page, one report: what the buttons of the monthly form do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cooperation.models import MonthlyReport, Submission
from cooperation.reporting import actions
from cooperation.reporting.entry.desks import REPORTS, Desk, Outcome
from cooperation.reporting.entry.filling import fill_in, stale, version_of
from cooperation.reporting.problems import NotPossible, RecordRefused, StaleVersion

__all__ = ["REPORTS", "Desk", "Outcome", "act"]


def act(request: HttpRequest, desk: Desk) -> Outcome:
    """Do what the pressed button says."""
    action = request.POST.get("action", "save")
    deeds = {
        "withdraw": _withdraw,
        "approve": _approve,
        "return": _return,
        "reopen": _reopen,
    }
    if action not in deeds:
        return fill_in(request, desk, action)
    try:
        deeds[action](request, desk)
    except RecordRefused as refused:
        reason = request.POST.get("reason", "")[:1000]
        return Outcome(desk, 422, desk.sheet(), refused.problems, typed_reason=reason)
    except (StaleVersion, NotPossible):
        return stale(desk, {})
    return Outcome(desk)


def _looked_at(request, desk: Desk) -> Submission:
    """The submission this person saw; another one has come since if it is not the newest."""
    text = request.POST.get("submission", "")
    for submission in desk.submissions:
        if str(submission.pk) == text:
            return submission
    raise StaleVersion(desk.report)


def _withdraw(request, desk: Desk) -> None:
    actions.withdraw(_looked_at(request, desk), by=desk.user)
    messages.success(request, _("Withdrawn. It can be changed and submitted again."))


def _approve(request, desk: Desk) -> None:
    submission = _looked_at(request, desk)
    twice = desk.report.state == MonthlyReport.State.APPROVED
    actions.approve(submission, by=desk.user)
    messages.success(request, _("Approved already.") if twice else _("Approved and locked."))


def _return(request, desk: Desk) -> None:
    reason = request.POST.get("reason", "")
    actions.return_(_looked_at(request, desk), by=desk.user, reason=reason)
    messages.success(request, _("Returned with the reason."))


def _reopen(request, desk: Desk) -> None:
    actions.reopen(
        desk.report,
        by=desk.user,
        version=version_of(request),
        reason_kind=request.POST.get("reason_kind", ""),
        reason=request.POST.get("reason", ""),
    )
    messages.success(
        request,
        _("Reopened. The approved figures show on until the correction is submitted."),
    )
