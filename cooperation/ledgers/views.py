"""List and detail of a ledger: for readers with an account, never public."""

from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from cooperation import access
from cooperation.ledgers.choosing import ChoosingFilter, offered
from cooperation.ledgers.declared import ledger_at
from cooperation.ledgers.details import described
from cooperation.ledgers.history import taken_out, told, workplace_url
from cooperation.ledgers.lists import list_url, shown_list
from cooperation.ledgers.preferences import kept_by, ledger_key
from cooperation.ledgers.scope import listed_rows, scope_of
from cooperation.models import Programme, SavedView
from cooperation.models.ledger import LIVE
from cooperation.period import programme_of, programmes_for, refuse_nul
from cooperation.sectors import Ledger, get_sector


@access.account_required
def ledger_list(request, sector: str, ledger: str, pk: int | None = None):
    """The rows of a ledger: filtered, sorted, counted, added up; as a saved view keeps them."""
    refuse_nul(request)
    declared, found = get_sector(sector), ledger_at(sector, ledger)
    kept = kept_by(request.user, ledger_key(sector, found))
    view = None if pk is None else kept.view(pk)
    programme = programme_of(request) if view is None else view_programme(request, view)
    if view and request.GET.get("programme") != programme.code:
        return redirect(_in_programme(request, programme))
    opening = kept.opening(programme)
    if opening and view is None and not set(request.GET) - {"programme"}:
        address = list_url(sector, found, "view", opening.pk)
        return redirect(f"{address}?{urlencode({'programme': programme.code})}")
    shown = shown_list(declared, found, programme, request.user, request.GET, kept, view)
    context = {
        "programme": programme, "sector": declared, "ledger": found, "list": shown,
        "page": shown.page,
    }  # fmt: skip
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, "ledgers/_list.html" if part else "ledgers/list.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@access.account_required
def ledger_names(request, sector: str, ledger: str, name: str):
    """The names that a filter offers for what is typed so far, as a part of the page."""
    refuse_nul(request)
    found, programme = ledger_at(sector, ledger), programme_of(request)
    rows, choices = listed_rows(found, programme, request.user)
    filterset = found.filterset({}, rows, pairings=choices)
    filterset.scope = partial(scope_of, found, programme, request.user)
    one = filterset.filters.get(name)
    if not isinstance(one, ChoosingFilter):
        raise Http404(name)
    typed = request.GET.get(name, "").strip()
    return HttpResponse(offered(one.suggest(typed)) if one.many else "")


def view_programme(request, view: SavedView) -> Programme:
    """The programme of a view, which the reader may have to leave while the view stays."""
    for programme in programmes_for(request):
        if programme.pk == view.programme_id:
            return programme
    raise Http404(view.pk)


def _in_programme(request, programme) -> str:
    """This very address, in the programme that its row or view belongs to."""
    query = request.GET.copy()
    query["programme"] = programme.code
    return f"{request.path}?{query.urlencode()}"


@access.account_required
def ledger_detail(request, sector: str, ledger: str, pk: int):
    """One row with all that is known of it. The page is its programme's."""
    refuse_nul(request)
    found = ledger_at(sector, ledger)
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
            "change_url": workplace_url(request.user, sector, row),
            "taken_out": taken_out(row),
            "changes": told(row),
        },
    )


def _row(request, ledger: Ledger, pk: int):
    """The row, and the programme whose page it is; a reference row's is the address's."""
    rows = ledger.model._default_manager
    if ledger.reference:
        programme = programme_of(request)
        seen = rows.visible_to(request.user).beside(programme)
        return get_object_or_404(seen, pk=pk), programme
    found = _seen(rows.all(), request.user, pk).first()
    if found is None:
        # A row that was taken out says so to whoever could see it before.
        gone = ledger.model.everything.exclude(LIVE)
        found = get_object_or_404(_seen(gone, request.user, pk))
    return found, found.pairing.programme


def _seen(rows, user, pk: int):
    return rows.visible_to(user).select_related("pairing__programme").filter(pk=pk)


def _place(sector: str, ledger: Ledger, programme) -> dict:
    """Where the page stands: its sector and ledger, with their addresses."""
    query = urlencode({"programme": programme.code})
    return {
        "sector": get_sector(sector),
        "ledger": ledger,
        "home_url": f"{reverse(f'{sector}:home')}?{query}",
        "list_url": f"{reverse(f'{sector}:{ledger.name}-list')}?{query}",
    }
