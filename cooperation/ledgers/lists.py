"""A list page: a page of the ledger with all that stands around its table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.ledgers.addresses import ARRANGE, CHART_OF, EDITED, Address
from cooperation.ledgers.chips import Chip, chips
from cooperation.ledgers.columns import ALL, Columns, columns_of, offered, usual_columns
from cooperation.ledgers.pages import LedgerPage, ledger_page
from cooperation.ledgers.preferences import Kept
from cooperation.ledgers.saved_views import (
    may_change,
    share_choices,
    size_of,
    state_of,
    view_params,
)
from cooperation.models import SavedView
from cooperation.models.saved_views import PAGE_SIZES

if TYPE_CHECKING:
    from cooperation.ledgers.tables import LedgerTable
    from cooperation.models import Programme, User
    from cooperation.sectors import Ledger, Sector

# A list that was asked for as it is, by somebody for whom it opens with a view.
PLAIN = "plain"
# A column in the form that arranges them: name, label, whether it is shown; how it is moved.
FIRST = (
    '<li class="fixed"><input type="hidden" name="order" value="{0}"><label>'
    '<input type="checkbox" name="show" value="{0}"{2} disabled> {1}</label></li>'
)
OTHER = (
    '<li><input type="hidden" name="order" value="{0}"><label>'
    '<input type="checkbox" name="show" value="{0}"{2}> {1}</label><span class="moves">'
    '<button class="move" name="up" value="{0}" aria-label="{3} {1}">↑</button>'
    '<button class="move" name="down" value="{0}" aria-label="{4} {1}">↓</button></span></li>'
)


@dataclass
class ShownList:
    """What the list page shows. `view` is the saved view that is open, if any."""

    sector: Sector
    ledger: Ledger
    programme: Programme
    user: User
    kept: Kept
    view: SavedView | None
    page: LedgerPage
    columns: Columns
    size: int
    address: Address
    strange: tuple[str, ...]
    arranging: bool

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are set."""
        return chips(self.page.filter, self.address)

    @property
    def gone(self) -> list[str]:
        """What the open view asks for and the ledger no longer has."""
        if self.view is None:
            return []
        values = [f"{chip.label} “{chip.words}”" for chip in self.chips if chip.bad]
        return [*values, *self.strange, *self.columns.unknown]

    @property
    def column_choices(self) -> SafeString:
        """All columns for the form, as `<li>`s; the first is always shown and cannot be moved.

        Twenty columns through a template cost as much as fifty rows; they are kept as written.
        """
        return _column_choices(self.ledger.table, self.columns.shown, get_language())

    @property
    def usual(self) -> bool:
        """Whether the columns are the ledger's own choice."""
        return self.columns.shown == usual_columns(self.ledger.table)

    @property
    def sizes(self) -> list[tuple[int, bool]]:
        """The page sizes, and which one it is."""
        return [(size, size == self.size) for size in PAGE_SIZES]

    @cached_property
    def state(self) -> str:
        """The list as it is shown, as a query string: also what no link needs to say."""
        params = self.address.params.copy()
        params["columns"], params["size"] = str(self.columns), str(self.size)
        return Address("", params, self.address.filters).state

    @property
    def state_of_all(self) -> str:
        """The same with all columns."""
        params = QueryDict(self.state, mutable=True)
        params["columns"] = ALL
        return params.urlencode()

    @property
    def changed(self) -> bool:
        """Whether the list is no longer as the open view keeps it."""
        return self.view is not None and state_of(self.ledger, QueryDict(self.state)) != state_of(
            self.ledger, view_params(self.view)
        )

    @property
    def may_change(self) -> bool:
        """Whether the reader keeps the open view."""
        return self.view is not None and may_change(self.user, self.view)

    @property
    def menu(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The views of this programme by who shares them: name, address, keeper."""
        groups = []
        for shared in SavedView.Shared:
            found = [
                {
                    "view": view,
                    "url": self.url("view", view.pk),
                    "by": "" if view.owner_id == self.user.pk else str(view.owner),
                }
                for view in self.kept.of(self.programme)
                if view.shared == shared
            ]
            if found:
                groups.append((shared.label, found))
        return groups

    @property
    def share_choices(self) -> list[tuple[str, Any]]:
        """With whom the reader may share a new view."""
        return share_choices(self.user, self.programme)

    @property
    def plain_url(self) -> str:
        """The list without any view."""
        query = {"programme": self.programme.code}
        if self.kept.opening(self.programme):
            query[PLAIN] = "1"
        return f"{self.url('list')}?{urlencode(query)}"

    @property
    def back(self) -> dict[str, str] | None:
        """The chart from which the reader came, on the sector's page of the same period."""
        params = self.address.params
        for panel in self.sector.panels:
            if panel.slug == params.get("from"):
                period = [(k, params[k]) for k in ("year", "through") if params.get(k)]
                of = [("pairing", params[CHART_OF])] if params.get(CHART_OF) else []
                query = urlencode([("programme", self.programme.code), *period, *of])
                home = reverse(f"{self.sector.slug}:home")
                return {"label": panel.label, "url": f"{home}?{query}#panel-{panel.slug}"}
        return None

    @property
    def home_url(self) -> str:
        """The sector's page."""
        query = urlencode({"programme": self.programme.code})
        return f"{reverse(f'{self.sector.slug}:home')}?{query}"

    def url(self, page: str, *args) -> str:
        """The address of one of the ledger's pages: list, view, views, settings."""
        return list_url(self.sector.slug, self.ledger, page, *args)

    @property
    def settings_url(self) -> str:
        """Where columns and page size are sent."""
        return self.url("settings")

    @property
    def views_url(self) -> str:
        """Where a new view is sent."""
        return self.url("views")

    @property
    def change_url(self) -> str:
        """Where the open view is changed."""
        return self.url("view-change", self.view.pk) if self.view else ""


@lru_cache(maxsize=256)
def _column_choices(
    table: type[LedgerTable], shown: tuple[str, ...], language: str | None
) -> SafeString:
    columns = table.base_columns
    first, *others = (
        (escape(name), escape(columns[name].verbose_name or name), " checked" if chosen else "")
        for name, chosen in offered(table, shown)
    )
    moves = escape(_("Move up:")), escape(_("Move down:"))
    items = (OTHER.format(*other, *moves) for other in others)
    return mark_safe(FIRST.format(*first) + "".join(items))


def list_url(sector: str, ledger: Ledger, page: str, *args) -> str:
    """The address of one of a ledger's pages."""
    return reverse(f"{sector}:{ledger.name}-{page}", args=args)


def shown_list(
    sector: Sector,
    ledger: Ledger,
    programme: Programme,
    user: User,
    asked: QueryDict,
    kept: Kept,
    view: SavedView | None = None,
) -> ShownList:
    """The list that an address asks for; without further words it is as `view` keeps it.

    Columns and page size: those of the address, else the view's, else the person's own.
    """
    params, strange = _params(ledger, asked, view)
    if view is None and kept.opening(programme):
        params[PLAIN] = "1"
    arranging = bool(params.pop(ARRANGE, ""))
    columns = columns_of(ledger.table, params.get("columns") or (kept.columns if not view else ""))
    size = size_of(params.get("size", "")) or kept.size
    page = ledger_page(
        ledger,
        programme,
        user,
        params,
        address=list_url(sector.slug, ledger, "list"),
        columns=columns.shown,
        size=size,
    )
    path = list_url(sector.slug, ledger, "view", view.pk) if view else page.table.detail
    address = Address(path, page.params, frozenset(page.filter.filters))
    return ShownList(
        sector,
        ledger,
        programme,
        user,
        kept,
        view,
        page,
        columns,
        size,
        address,
        strange,
        arranging,
    )


def _params(
    ledger: Ledger, asked: QueryDict, view: SavedView | None
) -> tuple[QueryDict, tuple[str, ...]]:
    """The whole state of the list, and the filters of the view that there are no longer."""
    if view is None:
        return asked.copy(), ()
    saved = view_params(view)
    own = {"sort", "columns", "size", *ledger.filterset.base_filters}
    strange = tuple(name for name in saved if name not in own)
    params = asked.copy()
    if EDITED not in asked:
        for name in own.intersection(saved):
            params.setdefault(name, saved[name])
        params[EDITED] = "1"
    return params, strange
