"""The report as a download, written by the same functions as the command's file."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from cooperation.access import account_required
from cooperation.meetings import report
from cooperation.period import period_of, programme_of


def _board(request):
    programme = programme_of(request)
    period = period_of(request, programme)
    pairing = None
    if name := request.GET.get("pairing", ""):
        try:
            pairing = report.find_pairing(programme, name)
        except report.UnknownPairing as unknown:
            raise Http404(name[:60]) from unknown
    return report.report_board(
        programme, period.year, period.through, pairing=pairing, as_of=period.as_of
    )


def _download(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode("utf-8"), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


@account_required
def report_csv(request):
    """The official table, or with `layout=plain` one column per field."""
    board = _board(request)
    layout = "plain" if request.GET.get("layout") == "plain" else "official"
    text = report.report_text(board, layout=layout)
    return _download(text, "text/csv", report.file_name(board, "csv"))


@account_required
def report_json(request):
    """The board's rows as JSON."""
    board = _board(request)
    return _download(report.report_json(board), "application/json", report.file_name(board, "json"))
