"""The pages of the meetings, and the one deed on them: an item is done, or opened again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_tables2 import RequestConfig

from cooperation.access import account_required, can_seal
from cooperation.meetings.sittings.listing import MeetingFilter, MeetingTable
from cooperation.meetings.sittings.outcomes import FORMS
from cooperation.meetings.sittings.page import meeting_context
from cooperation.meetings.sittings.proposal import add_url
from cooperation.meetings.sittings.readiness import coming, readiness
from cooperation.models import Meeting, OpenItem, Pairing
from cooperation.period import programme_of


@account_required
@require_GET
def meeting_list(request):
    """All meetings of the programme, the next one with what is ready for it on top."""
    programme, today = programme_of(request), timezone.localdate()
    meetings = Meeting.objects.visible_to(request.user).filter(programme=programme)
    groups = Pairing.objects.groups_in(programme)
    filtered = MeetingFilter(
        request.GET, meetings.newest_first().with_counts(), programme=programme, pairings=groups
    )
    table = MeetingTable(filtered.qs, programme=programme)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    following = coming(programme, request.user, today)
    context = {
        "programme": programme,
        "filter": filtered,
        "table": table,
        "ready": readiness(following, programme, today) if following else None,
        "none_yet": not filtered.asked and not len(table.rows),
        "add_url": add_url(programme) if can_seal(request.user, programme) else "",
    }
    return render(request, "meetings/sittings/list.html", context)


@account_required
@require_GET
def meeting_detail(request, pk):
    """One meeting: agenda, decisions, what is to be done, what happened, its packs."""
    meeting = _meeting(request, pk)
    return render(request, "meetings/sittings/detail.html", meeting_context(request, meeting))


@account_required
@require_POST
def meeting_item(request, pk, item):
    """Mark one of the items that the meeting's page shows done, or open it again."""
    meeting = _meeting(request, pk)
    shown = OpenItem.objects.visible_to(request.user).shown_by(meeting)
    item = get_object_or_404(shown.select_related("meeting"), pk=item)
    if not can_seal(request.user, meeting.programme):
        raise PermissionDenied(_("Items are marked by the secretary of the joint meeting."))
    form_class = FORMS.get(request.POST.get("act", "done"))
    if form_class is None:
        raise Http404
    form = form_class(request.POST, item=item, today=timezone.localdate())
    if not form.is_valid():
        context = meeting_context(request, meeting, refused=form)
        return render(request, "meetings/sittings/detail.html", context, status=422)
    messages.success(request, form.done_text if form.save(request.user) else form.stale_text)
    return redirect(f"{reverse('meeting-detail', args=[pk])}#items")


def _meeting(request, pk) -> Meeting:
    """A meeting that the reader may see, with what its page names; else nothing is there."""
    named = {"programme": programme_of(request)} if "programme" in request.GET else {}
    meetings = Meeting.objects.visible_to(request.user).newest_first()
    related = meetings.select_related("programme__east", "programme__west", "activity",
                                      "pairing__east_place", "pairing__west_place")  # fmt: skip
    return get_object_or_404(related, pk=pk, **named)
