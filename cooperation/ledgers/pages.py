"""One page of a ledger: filtered, sorted, counted, added up. Knows no HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cooperation import formatting
from cooperation.ledgers.choosing import ChoosingFilter
from cooperation.ledgers.counting import Counted, count_of
from cooperation.ledgers.cursors import (
    Key,
    beyond,
    cursor_of,
    is_cursor,
    keys_of,
    opposite,
    with_values,
)
from cooperation.ledgers.filters import NAME_HERE
from cooperation.ledgers.scope import listed_rows, scope_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

    from cooperation.ledgers.filters import LedgerFilter
    from cooperation.ledgers.tables import LedgerTable
    from cooperation.models import Programme, User
    from cooperation.models.ledger import LedgerSum
    from cooperation.sectors import Ledger

ROWS_PER_PAGE = 50
# So far it costs less to fetch the rows before a page than to ask twice.
EARLY_PAGES = 10
# So many rows before a page are counted off; one that lies deeper is reached from its neighbour.
DEEPEST = 20_000
MOST_PAGES = 10**9


@dataclass(frozen=True)
class Position:
    """Where a page begins: its number, and the cursor that leads there, if any.

    `back`: the cursor is the first row of the page after it.
    """

    number: int
    cursor: str = ""
    back: bool = False
    # The number was asked for and lies too deep to be counted off.
    too_deep: bool = False


def place_of(
    params: QueryDict, pages: int | None, is_cursor: Callable[[str], bool], size: int
) -> Position:
    """The page that an address asks for, else the nearest that can be shown.

    Pages near either end are counted off; others need the cursor of a neighbour. `pages` is
    None where nobody counted them.
    """
    number = nearest_page(params.get("page", ""), MOST_PAGES if pages is None else pages)
    for name, back in (("after", False), ("before", True)):
        if (cursor := params.get(name, "")) and is_cursor(cursor):
            return Position(number, cursor, back)
    reach = DEEPEST // size
    if number > reach and (pages is None or number <= pages - reach):
        return Position(reach, too_deep=True)
    return Position(number)


def nearest_page(text: str, pages: int) -> int:
    """The page that was asked for, else the nearest there is: 0, -1, abc → 1, 9999 → last."""
    digits = text.strip()
    if digits.isascii() and digits.isdigit():
        return min(max(int(digits[:12]), 1), pages) if len(digits) <= 12 else pages
    return 1


@dataclass
class LedgerPage:
    """What a list page shows."""

    ledger: Ledger
    filter: LedgerFilter
    table: LedgerTable
    counted: Counted
    place: Position
    params: QueryDict
    size: int = ROWS_PER_PAGE

    @property
    def number(self) -> int:
        """The page's number."""
        return self.place.number

    @property
    def count(self) -> int:
        """How many rows match, as far as they were counted."""
        return self.counted.rows

    @property
    def more(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.counted.more

    @property
    def totals(self) -> Mapping[str, LedgerSum]:
        """What the filtered rows add up to; empty where they were not counted to the end."""
        return self.counted.totals

    @cached_property
    def paginator(self) -> Paginator:
        """Pages by the one count that was made."""
        paginator = Paginator((), self.size)
        paginator.count = max(self.count, self._known + 1) if self.more else self.count
        return paginator

    @cached_property
    def ordered(self) -> QuerySet:
        """All rows in the list's order, with what a cursor needs to know of them."""
        return with_values(self._in_order, self.keys)

    @cached_property
    def keys(self) -> list[Key]:
        """What the list is sorted by."""
        return keys_of(self._in_order)

    @cached_property
    def _in_order(self) -> QuerySet:
        return self.table.ordered()

    @cached_property
    def rows(self) -> list:
        """The rows of this page."""
        return self._slice[: self.size]

    @cached_property
    def _slice(self) -> list:
        """The rows of this page, and one more where the list goes on."""
        if not self.count and not self.more:
            return []
        if self.place.cursor:
            return self._from_cursor()
        first = (self.number - 1) * self.size
        last = self.count - first
        if not self.more and last < first and self.number > EARLY_PAGES:
            return self._from_the_end(last)
        page = slice(first, first + self.size + 1)
        if self.number <= EARLY_PAGES:
            return list(self.table.lean(self.ordered)[page])
        return self._fetched(self.ordered.values("pk")[page])

    def _from_cursor(self) -> list:
        rows = beyond(self.ordered, self.keys, self.place.cursor, back=self.place.back)
        found = list(self.table.lean(rows)[: self.size + (not self.place.back)])
        return found[::-1] if self.place.back else found

    def _from_the_end(self, last: int) -> list:
        """A page near the end is counted off from there."""
        page = slice(max(last - self.size - 1, 0), last)
        return self._fetched(opposite(self.ordered, self.keys).values("pk")[page])

    def _fetched(self, keys: QuerySet) -> list:
        """Rows by their keys, which an index alone has found: those of the pages before are
        not fetched. A filter may ask for other columns than the ledger, so they stay filtered."""
        return list(self.table.lean(self.ordered.filter(pk__in=keys)))

    @property
    def count_text(self) -> str:
        """How many rows match; "100 000+" where they were not counted to the end."""
        if not self.more:
            return formatting.number(self.count)
        return formatting.number(max(self.count, self._known)) + "+"

    @property
    def _known(self) -> int:
        """The rows up to the end of this page."""
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def notes(self) -> list[str]:
        """What of the address could not be used, and what was not counted."""
        said = []
        if self.bad_sort:
            said.append(_("The list cannot be sorted by that; the usual order is shown."))
        if self.place.too_deep:
            said.append(
                _("That page lies too deep to be counted off; narrow the dates or go on from here.")
            )
        if self.more:
            said.append(
                _("There are more rows than can be counted at once; narrow the filter for sums.")
            )
        return said

    @property
    def range_text(self) -> str:
        """Which of the rows this page shows."""
        first = (self.number - 1) * self.size + 1
        return f"{formatting.number(first)}–{formatting.number(first + len(self.rows) - 1)}"

    @property
    def filtered(self) -> bool:
        """Whether any filter was set."""
        return any(self.params.get(name) for name in self.filter.filters)

    @property
    def bad_sort(self) -> bool:
        """Whether the address asks for an order that there is not."""
        wanted = [alias for alias in self.params.get("sort", "").split(",") if alias]
        return wanted != [str(alias) for alias in self.table.order_by] and bool(wanted)

    @property
    def body(self) -> str:
        """The rows as HTML."""
        return self.table.body(self.rows)

    @property
    def footer(self) -> list[dict]:
        """The totals of the filtered set, below their columns."""
        return self.table.footer_cells(self.totals, self.count)

    @property
    def headers(self) -> list[dict]:
        """The table's head, with the address that sorts by each column."""
        return [
            {
                "name": column.name,
                "text": column.header,
                "css": column.column.css,
                "sorted": (
                    ("descending" if column.order_by_alias.is_descending else "ascending")
                    if column.is_ordered
                    else ""
                ),
                "url": self._address(sort=column.order_by_alias.next),
            }
            for column in self.table.columns
        ]

    @property
    def head(self) -> SafeString:
        """The same as HTML, put together here as the body is."""
        return format_html_join(
            "",
            '<th scope="col"{}{}><a id="by-{}" href="{}">{}</a></th>',
            (
                (
                    _attribute("class", head["css"]),
                    _attribute("aria-sort", head["sorted"]),
                    head["name"],
                    head["url"],
                    head["text"],
                )
                for head in self.headers
            ),
        )

    @property
    def page_links(self) -> list[dict]:
        """Numbers of pages near this one that can be counted off; a gap has no address."""
        shown = self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
        reach, pages = DEEPEST // self.size, self.paginator.num_pages
        return [
            {"text": number, "url": self._address(page=number) if number != "…" else ""}
            for number in shown
            if number in ("…", self.number) or not reach < number <= pages - reach
        ]

    @cached_property
    def previous_url(self) -> str:
        """The page before, if any: from this one's first row."""
        if self.number == 1 or not self.rows:
            return ""
        if self.number == 2:
            return self._address(page=1)
        return self._address(page=self.number - 1, before=cursor_of(self.rows[0], self.keys))

    @cached_property
    def next_url(self) -> str:
        """The page after, if any: from this one's last row."""
        if not self.rows or not self._goes_on:
            return ""
        return self._address(page=self.number + 1, after=cursor_of(self.rows[-1], self.keys))

    @property
    def _goes_on(self) -> bool:
        if self.place.cursor or self.more:
            return self.place.back or len(self._slice) > self.size
        return self.number < self.paginator.num_pages

    def _address(self, **changes) -> str:
        pairs = [
            (key, value)
            for key, value in self.params.items()
            if key not in {"page", "after", "before", *changes} and value
        ]
        return "?" + urlencode(pairs + [(key, str(value)) for key, value in changes.items()])


def _attribute(name: str, value: str) -> SafeString | str:
    return format_html(' {}="{}"', name, value) if value else ""


def ledger_page(
    ledger: Ledger,
    programme: Programme,
    user: User,
    params: QueryDict,
    *,
    address: str = "",
    columns: Sequence[str] = (),
    size: int = ROWS_PER_PAGE,
) -> LedgerPage:
    """The page of a ledger that the parameters ask for, within what the reader may see.

    `columns` are those shown, in order; none = the ledger's own choice.

    Three statements: the programme's pairings, count and sums, the rows. Reference rows hang
    from no pairing and cost two.
    """
    rows, choices = listed_rows(ledger, programme, user)
    filterset = ledger.filterset(params, rows, pairings=choices)
    query = urlencode({"programme": programme.code})
    filterset.scope = partial(scope_of, ledger, programme, user)
    if address:
        filterset.names_at = f"{address}names/{NAME_HERE}/?{query}"
    table = ledger.table(
        filterset.qs,
        order_by=params.get("sort", ""),
        pairing_names=choices.by_key,
        detail=address,
        query=query,
        columns=columns,
    )
    counted = count_of(filterset, ledger.totals, user, programme)
    pages = None if counted.more else max(1, -(-counted.rows // size))
    place = place_of(params, pages, lambda text: is_cursor(table.ordered(), text), size)
    return LedgerPage(ledger, filterset, table, counted, place, _by_key(params, filterset), size)


def _by_key(params: QueryDict, filterset: LedgerFilter) -> QueryDict:
    """The parameters with the key of whatever was typed by its name: links and saved views mean
    the same row also when it is called otherwise."""
    typed = {
        name: key
        for name, key in filterset.form.cleaned_data.items()
        if isinstance(filterset.filters[name], ChoosingFilter) and key != params.get(name, "")
    }
    if not typed:
        return params
    params = params.copy()
    for name, key in typed.items():
        params[name] = key
    return params
