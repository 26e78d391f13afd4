"""List and detail of a ledger: for readers with an account, never public."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse

from cooperation import access
from cooperation.ledgers.details import described
from cooperation.ledgers.pages import ledger_page
from cooperation.period import programme_of, refuse_nul
from cooperation.sectors import Ledger, get_sector


@access.account_required
def ledger_list(request, sector: str, ledger: str):
    """The rows of a ledger: filtered, sorted, counted, added up."""
    declared = get_sector(sector)
    found = _ledger(sector, ledger)
    page = ledger_page(
        found, programme_of(request), request.user, request.GET, address=request.path
    )
    return render(request, "ledgers/list.html", {"sector": declared, "ledger": found, "page": page})


@access.account_required
def ledger_detail(request, sector: str, ledger: str, pk: int):
    """One row with all that is known of it. The page is its programme's."""
    refuse_nul(request)
    found = _ledger(sector, ledger)
    row, programme = _row(request, found, pk)
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
            "change_url": _change_url(request.user, sector, row),
        },
    )


def _row(request, ledger: Ledger, pk: int):
    """The row, and the programme whose page it is; a reference row's is the address's."""
    rows = ledger.model._default_manager.visible_to(request.user)
    if ledger.reference:
        programme = programme_of(request)
        return get_object_or_404(rows.beside(programme), pk=pk), programme
    row = get_object_or_404(rows.select_related("pairing__programme"), pk=pk)
    return row, row.pairing.programme


def _place(sector: str, ledger: Ledger, programme) -> dict:
    """Where the page stands: its sector and ledger, with their addresses."""
    query = urlencode({"programme": programme.code})
    return {
        "sector": get_sector(sector),
        "ledger": ledger,
        "home_url": f"{reverse(f'{sector}:home')}?{query}",
        "list_url": f"{reverse(f'{sector}:{ledger.name}-list')}?{query}",
    }


def _ledger(sector: str, slug: str) -> Ledger:
    for ledger in get_sector(sector).ledgers:
        if ledger.slug == slug:
            return ledger
    raise Http404(slug)


def _change_url(user, sector: str, row) -> str:
    """Where this person changes the row; empty for whoever may not."""
    reference = getattr(row, "pairing_id", None) is None
    scope = None if reference else access.Scope.of_pairing(row.pairing, sector)
    if not access.can(user, access.ENTER, scope, sector):
        return ""
    try:
        return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
