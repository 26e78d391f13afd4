"""The report as a download, written by the same functions as the command's file."""

from django.http import Http404

from cooperation.access import account_required
from cooperation.exports import download
from cooperation.meetings import report
from cooperation.models import Pairing
from cooperation.period import Period, period_of, programme_of


def asked(request) -> tuple[Period, Pairing | None]:
    """The period in the address, and the one pairing it names, if any; else 404."""
    programme = programme_of(request)
    period = period_of(request, programme)
    name = request.GET.get("pairing", "")
    if not name:
        return period, None
    try:
        return period, report.find_pairing(programme, name)
    except report.UnknownPairing as unknown:
        raise Http404(name[:60]) from unknown


def _board(request):
    period, pairing = asked(request)
    return report.report_board(
        period.programme, period.year, period.through, pairing=pairing, as_of=period.as_of
    )


def _download(request, board, content: str | bytes, content_type: str, fmt: str):
    """The board's file; the list of exports keeps what it speaks of."""
    return download(
        request,
        content,
        content_type,
        name=report.file_name(board, fmt),
        kind=f"report-{fmt}",
        **report.export_facts(board),
    )


@account_required
def report_csv(request):
    """The official table, or with `layout=plain` one column per field."""
    board = _board(request)
    layout = "plain" if request.GET.get("layout") == "plain" else "official"
    text = report.report_text(board, layout=layout)
    return _download(request, board, text, "text/csv; charset=utf-8", "csv")


@account_required
def report_json(request):
    """The board's rows as JSON."""
    board = _board(request)
    text = report.report_json(board)
    return _download(request, board, text, "application/json; charset=utf-8", "json")
