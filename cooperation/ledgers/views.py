"""List and detail of a ledger: for readers with an account, never public."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cooperation import access
from cooperation.ledgers.declared import ledger_at
from cooperation.ledgers.details import described
from cooperation.ledgers.history import taken_out, told, workplace_url
from cooperation.ledgers.pages import ledger_page
from cooperation.period import programme_of, refuse_nul
from cooperation.sectors import Ledger, get_sector


@access.account_required
def ledger_list(request, sector: str, ledger: str):
    """The rows of a ledger: filtered, sorted, counted, added up."""
    declared = get_sector(sector)
    found = ledger_at(sector, ledger)
    page = ledger_page(
        found, programme_of(request), request.user, request.GET, address=request.path
    )
    return render(request, "ledgers/list.html", {"sector": declared, "ledger": found, "page": page})


@access.account_required
def ledger_detail(request, sector: str, ledger: str, pk: int):
    """One row with all that is known of it. The page is its programme's."""
    refuse_nul(request)
    found = ledger_at(sector, ledger)
    # A row that was taken out says so to whoever could see it before.
    rows = getattr(found.model, "everything", found.model._default_manager).visible_to(request.user)
    row = get_object_or_404(rows.select_related("pairing__programme"), pk=pk)
    programme = row.pairing.programme
    if request.GET.get("programme") != programme.code:
        return redirect(f"{request.path}?{urlencode({'programme': programme.code})}")
    return render(
        request,
        "ledgers/detail.html",
        {
            "programme": programme,
            **_place(sector, found, programme),
            "row": row,
            "lines": described(found, row),
            "below": found.below(row) if found.below else (),
            "sources": row.sources.all() if hasattr(row, "sources") else (),
            "change_url": workplace_url(request.user, sector, row),
            "taken_out": taken_out(row),
            "changes": told(row),
        },
    )


def _place(sector: str, ledger: Ledger, programme) -> dict:
    """Where the page stands: its sector and ledger, with their addresses."""
    query = urlencode({"programme": programme.code})
    return {
        "sector": get_sector(sector),
        "ledger": ledger,
        "home_url": f"{reverse(f'{sector}:home')}?{query}",
        "list_url": f"{reverse(f'{sector}:{ledger.name}-list')}?{query}",
    }
