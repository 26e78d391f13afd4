"""What was presented at the last meeting and is another figure now."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django_tables2 import RequestConfig

from cooperation.access import account_required
from cooperation.exports import download
from cooperation.meetings.restated.files import file_name, restated_csv
from cooperation.meetings.restated.page import page_context
from cooperation.meetings.restated.selection import Selection, selection_of
from cooperation.meetings.restated.table import PER_PAGE, RestatedTable
from cooperation.models import Meeting
from cooperation.period import refuse_nul

# SQLite takes no larger number.
LARGEST = 2**63 - 1
CSV = "text/csv; charset=utf-8"


@account_required
def meeting_restated(request, pk):
    """The page, or with `format=csv` the file; `since` takes a day instead of the last meeting."""
    refuse_nul(request)
    chosen = selection_of(_meeting(request, pk), request.GET.get("since", ""))
    if request.GET.get("format") == "csv" and chosen.restatement:
        return _csv(request, chosen)
    table = RestatedTable(chosen.restatement.lines if chosen.restatement else ())
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = page_context(chosen) | {"table": table}
    return render(request, "meetings/restated/changes.html", context)


def _meeting(request, pk: int) -> Meeting:
    if pk > LARGEST:
        raise Http404
    return get_object_or_404(Meeting.objects.visible_to(request.user).newest_first(), pk=pk)


def _csv(request, chosen: Selection) -> HttpResponse:
    """The file, written down as an export."""
    found, meeting = chosen.restatement, chosen.meeting
    text, name = restated_csv(meeting, found), file_name(found)
    return download(
        request,
        text,
        CSV,
        name=name,
        kind="restated",
        programme=meeting.programme,
        year=meeting.year,
        through=meeting.through,
        pairing=meeting.pairing,
        moment=chosen.board.moment,
        rows=len(found.lines),
    )
