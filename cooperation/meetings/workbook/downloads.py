"""The printed files of a period as downloads; each is written down and gets its own code."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from cooperation.access import account_required
from cooperation.exports import download, new_code
from cooperation.meetings import report
from cooperation.meetings.views import asked
from cooperation.meetings.workbook.printed import TYPES, CannotPrint, printed, report_material

# One file takes about 0.05 s for each reporting pairing, and holds one of the server's few workers
# for that long: with more of them everybody else would wait.
MOST_PAIRINGS = 60


@require_GET
@account_required
def report_file(request, fmt: str):
    """Workbook, document, PDF or page; where it cannot be made, or would take too long within
    a request, a page that says so."""
    period, pairing = asked(request)
    pairings = 1 if pairing else period.programme.pairings.filter(reports=True).count()
    if pairings > MOST_PAIRINGS:
        return _too_large(request, period, pairings)
    code = new_code()
    material = report_material(
        period.programme,
        period.year,
        period.through,
        pairing=pairing,
        as_of=period.as_of,
        code=code,
    )
    try:
        data = printed(fmt, material)
    except CannotPrint:
        context = {"programme": period.programme, "period": period, "format": fmt.upper()}
        return render(request, "meetings/cannot_print.html", context, status=503)
    facts = report.export_facts(material.board) | {"moment": material.moment, "code": code}
    name = report.file_name(material.board, fmt)
    return download(request, data, TYPES[fmt], name=name, kind=f"report-{fmt}", **facts)


def _too_large(request, period, pairings: int):
    context = {
        "programme": period.programme,
        "period": period,
        "pairings": pairings,
        "most": MOST_PAIRINGS,
    }
    return render(request, "meetings/too_large.html", context, status=422)
