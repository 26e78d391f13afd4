"""The printed files of a period as downloads; each is written down and gets its own code."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from cooperation.access import account_required
from cooperation.exports import download, new_code
from cooperation.meetings import report
from cooperation.meetings.views import asked
from cooperation.meetings.workbook.printed import TYPES, CannotPrint, printed, report_material


@require_GET
@account_required
def report_file(request, fmt: str):
    """Workbook, document, PDF or page; where it cannot be made, a page that says so."""
    period, pairing = asked(request)
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
