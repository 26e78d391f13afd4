"""Where a reader keeps a list: columns, page size, saved views. Always of the own account."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cooperation import access
from cooperation.ledgers.addresses import EDITED
from cooperation.ledgers.arrangement import arranged, moving, within
from cooperation.ledgers.columns import usual_columns
from cooperation.ledgers.declared import ledger_at
from cooperation.ledgers.lists import list_url
from cooperation.ledgers.preferences import Kept, keep, kept_by, ledger_key
from cooperation.ledgers.saved_views import (
    MOST_VIEWS,
    ViewForm,
    is_too_long,
    keep_state,
    may_change,
    may_delete,
    size_of,
    typed_state,
)
from cooperation.ledgers.views import view_programme
from cooperation.models import SavedView
from cooperation.period import programme_of, refuse_nul
from cooperation.sectors import Ledger, get_sector

# The form comes back with what is wrong with it.
WITH_PROBLEMS = 422


@access.account_required
@require_POST
def list_settings(request, sector: str, ledger: str):
    """Columns and page size: kept for the person, or, in an open view, in the address alone."""
    found = ledger_at(sector, ledger)
    kept = kept_by(request.user, ledger_key(sector, found))
    view = _posted_view(request, kept)
    state = _state(request)
    if size := size_of(request.POST.get("size", "")):
        changes = {"size": str(size)}
    else:
        changes = {"columns": ",".join(arranged(found.table, request.POST))}
    if view:
        query = within(state, **changes, **moving(request.POST), **{EDITED: "1"})
        return redirect(f"{list_url(sector, found, 'view', view.pk)}?{query}")
    _keep(request.user, sector, found, changes)
    query = within(state, **changes | {"columns": ""}, **moving(request.POST))
    return redirect(f"{list_url(sector, found, 'list')}?{query}")


@access.account_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request, sector: str, ledger: str):
    """All views of a list that the reader may open, and the form for a new one."""
    refuse_nul(request)
    found, programme = ledger_at(sector, ledger), programme_of(request)
    state = _state(request)
    posted = request.method == "POST"
    new = SavedView(owner=request.user, programme=programme, ledger=ledger_key(sector, found))
    form = ViewForm(
        request.POST if posted else None,
        instance=new,
        user=request.user,
        state=typed_state(found, state),
    )
    if posted and (view := form.kept()):
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
        return _to_view(sector, found, view)
    kept = kept_by(request.user, new.ledger)
    context = _frame(sector, found, programme) | {
        "form": form, "state": state, "views": kept.of(programme), "most": MOST_VIEWS,
        "opening": kept.opening(programme),
    }  # fmt: skip
    status = WITH_PROBLEMS if posted else 200
    return render(request, "ledgers/views.html", context, status=status)


@access.account_required
@require_http_methods(["GET", "HEAD", "POST"])
def view_change(request, sector: str, ledger: str, pk: int):
    """One view: name and readers, replace, delete, open the list with it."""
    refuse_nul(request)
    found = ledger_at(sector, ledger)
    kept = kept_by(request.user, ledger_key(sector, found))
    view = kept.view(pk)
    view.programme = view_programme(request, view)
    act = ACTIONS.get(request.POST.get("action", ""))
    if act:
        return act(request, sector, found, kept, view)
    form = ViewForm(request.POST or None, instance=view, user=request.user, state=None)
    if request.method == "POST":
        _require(may_change(request.user, view))
        if form.kept():
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
            return _to_view(sector, found, view)
    context = _frame(sector, found, view.programme) | {
        "form": form, "view": kept.view(pk),
        "opens": kept.opening(view.programme) == view,
        "may_change": may_change(request.user, view),
        "may_delete": may_delete(request.user, view),
        "view_url": _view_url(sector, found, view),
    }  # fmt: skip
    status = WITH_PROBLEMS if request.method == "POST" else 200
    return render(request, "ledgers/view_change.html", context, status=status)


def _replace(request, sector: str, ledger: Ledger, kept: Kept, view: SavedView):
    """The view keeps the list as it is now."""
    _require(may_change(request.user, view))
    keep_state(view, typed_state(ledger, _state(request)))
    if is_too_long(view):
        messages.error(request, _("These filters are too long to be kept."))
    else:
        view.save()
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return _to_view(sector, ledger, view)


def _delete(request, sector: str, ledger: Ledger, kept: Kept, view: SavedView):
    """The view goes; the rows it showed stay."""
    _require(may_delete(request.user, view))
    view.delete()
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    query = urlencode({"programme": view.programme.code})
    return redirect(f"{list_url(sector, ledger, 'views')}?{query}")


def _open(request, sector: str, ledger: Ledger, kept: Kept, view: SavedView):
    """The person's list opens with the view from now on, or no longer does."""
    opens = kept.opening(view.programme) != view
    keep(request.user, ledger_key(sector, ledger), opens_with=view if opens else None)
    said = _("The list opens with “%(name)s”.") if opens else _("The list opens without a view.")
    messages.success(request, said % {"name": view.name})
    return _to_view(sector, ledger, view)


ACTIONS = {"replace": _replace, "delete": _delete, "open": _open}


def _state(request) -> str:
    """The list's state as the form carries it."""
    state = request.POST.get("state", "") or request.GET.get("state", "")
    if "\0" in state or "%00" in state:
        raise SuspiciousOperation("NUL byte in a state")
    return state


def _posted_view(request, kept: Kept) -> SavedView | None:
    """The view from whose page the form was sent."""
    key = request.POST.get("view", "")
    return (
        kept.view(int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0)
        if key
        else None
    )


def _keep(user, sector: str, ledger: Ledger, changes: dict[str, str]) -> None:
    """Into the person's own setting; the ledger's own choice of columns is kept as none."""
    values = {name: int(value) if name == "size" else value for name, value in changes.items()}
    if values.get("columns") == ",".join(usual_columns(ledger.table)):
        values["columns"] = ""
    keep(user, ledger_key(sector, ledger), **values)


def _require(right: bool) -> None:
    if not right:
        raise PermissionDenied(_("This view is kept by somebody else."))


def _view_url(sector: str, ledger: Ledger, view: SavedView) -> str:
    query = urlencode({"programme": view.programme.code})
    return f"{list_url(sector, ledger, 'view', view.pk)}?{query}"


def _to_view(sector: str, ledger: Ledger, view: SavedView):
    return redirect(_view_url(sector, ledger, view))


def _frame(sector: str, ledger: Ledger, programme) -> dict:
    """Where the page stands."""
    query = urlencode({"programme": programme.code})
    return {
        "programme": programme,
        "sector": get_sector(sector),
        "ledger": ledger,
        "list_url": f"{list_url(sector, ledger, 'list')}?{query}",
        "views_url": f"{list_url(sector, ledger, 'views')}?{query}",
    }
