"""The page of a sector's reconciliation, its files, and one comparison."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cooperation.access import account_required
from cooperation.dashboards.frame import PER_PAGE, page_number
from cooperation.dashboards.reconciliation import files
from cooperation.dashboards.reconciliation.cell import answer, cell_of
from cooperation.dashboards.reconciliation.lines import CSS, lines_of, list_url
from cooperation.dashboards.reconciliation.selection import Selection, selection_of
from cooperation.exports import download
from cooperation.period import programme_of
from cooperation.reconciliation import State
from cooperation.sectors import get_sector
from cooperation.spreadsheets.workbooks import FORMATS


@account_required
def reconciliation(request, sector: str):
    """Declared, ledger and difference of every month that has one of them."""
    chosen = selection_of(request, get_sector(sector))
    shown = chosen.shown
    paginator = Paginator(shown, PER_PAGE)
    page = page_number(request.GET.get("page", ""), paginator.num_pages)
    part = paginator.page(page).object_list
    context = chosen.frame.context(
        chosen=chosen,
        sector=chosen.sector,
        home_url=reverse(f"{sector}:home"),
        csv_url=reverse(f"{sector}:reconciliation-file", args=["csv"]),
        xlsx_url=reverse(f"{sector}:reconciliation-file", args=["xlsx"]),
        first=str(chosen.first),
        months_name=files.months_name(chosen),
        lines=lines_of(part, chosen.frame.programme, chosen.sector, request.user),
        states=_states(chosen),
        page=page,
        pages=paginator.get_elided_page_range(page, on_each_side=2, on_ends=1)
        if paginator.num_pages > 1
        else (),
    )
    return render(request, "dashboards/reconciliation.html", context)


@account_required
def reconciliation_file(request, sector: str, fmt: str):
    """What the page shows, all its lines together."""
    if fmt not in FORMATS:
        raise Http404(fmt)
    chosen = selection_of(request, get_sector(sector))
    content: str | bytes = (
        files.reconciliation_csv(chosen) if fmt == "csv" else files.reconciliation_xlsx(chosen)
    )
    return download(
        request,
        content,
        FORMATS[fmt],
        name=files.file_name(chosen, fmt),
        kind=f"reconciliation-{fmt}",
        programme=chosen.frame.programme,
        scope=f"{chosen.sector.label} · {files.months_name(chosen)}",
        rows=len(chosen.shown),
    )


@account_required
@require_http_methods(["GET", "HEAD", "POST"])
def reconciliation_cell(request, sector: str, pairing: str, code: str, month: str):
    """One pairing, indicator and month: the numbers, their history, the explanation."""
    declared, programme = get_sector(sector), programme_of(request)
    cell = cell_of(programme, declared, request.user, pairing, code, month)
    if request.method == "POST" and answer(cell, request.POST, request.user):
        messages.success(request, _("The explanation is kept; the reviewer reads it."))
        return redirect(cell.line.cell_url)
    context = {
        "programme": programme,
        "sector": declared,
        "cell": cell,
        "line": cell.line,
        "list_url": list_url(declared, programme, cell.one),
    }
    return render(request, "dashboards/reconciliation_cell.html", context, status=cell.status)


def _states(chosen: Selection) -> list[tuple[str, str, str, int]]:
    """Each state with its colour and how many there are."""
    return [(state, state.label, CSS[state], chosen.counts[state]) for state in State]
