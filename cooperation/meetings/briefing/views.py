"""The page on which the secretary reads and edits the briefing, and its plain text to copy."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cooperation.access import account_required, can_seal
from cooperation.meetings.briefing.choices import choices_of, length_of
from cooperation.meetings.briefing.page import BriefingPage, language_of
from cooperation.meetings.briefing.writing import LONGEST, Typed, written_over
from cooperation.models import Meeting
from cooperation.period import refuse_nul


@account_required
@require_http_methods(["GET", "HEAD", "POST"])
def briefing_edit(request, pk: int):
    """Every paragraph with its linked numbers; who keeps the meeting writes over them."""
    page, notes = _page(request, pk)
    may_edit = can_seal(request.user, page.meeting.programme)
    typed = Typed(request.GET.get("edit", ""), "") if may_edit else None
    if request.method == "POST":
        typed = _save(request, page, may_edit)
        if not typed.problem:
            return redirect(f"{page.url}#p-{typed.key}")
    context = {
        "page": page,
        "programme": page.meeting.programme,
        "may_edit": may_edit,
        "typed": typed,
        "longest": LONGEST,
        "notes": notes,
        "choices": choices_of(page),
    }
    status = 400 if typed and typed.problem else 200
    return render(request, "meetings/briefing.html", context, status=status)


@account_required
@require_GET
def briefing_text(request, pk: int):
    """The same words without links, to copy."""
    page, _notes = _page(request, pk)
    lines = [page.meeting.title, ""]
    for part in page.briefing.sections:
        lines += [part.title, *(one.text for one in part.paragraphs), ""]
    if page.meeting.programme.sample:
        lines.insert(0, _("Sample data: for trying things out, not actual progress."))
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request, pk: int) -> tuple[BriefingPage, list[str]]:
    refuse_nul(request)
    seen = Meeting.objects.visible_to(request.user).newest_first()
    meeting = get_object_or_404(seen, pk=pk)
    notes: list[str] = []
    length = length_of(request.GET.get("length", ""), notes)
    return BriefingPage.of(meeting, length, language_of(request.GET.get("lang", ""))), notes


def _save(request, page: BriefingPage, may_edit: bool) -> Typed:
    if not may_edit:
        raise PermissionDenied(_("Only the secretary of the programme edits the briefing."))
    words = "" if "revert" in request.POST else request.POST.get("text", "")
    key, token = request.POST.get("key", ""), request.POST.get("token", "")
    try:
        return written_over(page, request.user, key=key, text=words, token=token)
    except KeyError as unknown:
        raise Http404(key[:60]) from unknown
