"""One page of a ledger: filtered, sorted, counted, added up. Knows no HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from cooperation import formatting
from cooperation.ledgers.scope import listed_rows
from cooperation.models.ledger import LedgerSum

if TYPE_CHECKING:
    from django.http import QueryDict

    from cooperation.ledgers.filters import LedgerFilter
    from cooperation.ledgers.tables import LedgerTable
    from cooperation.models import Programme, User
    from cooperation.sectors import Ledger

ROWS_PER_PAGE = 50
# So far it costs less to fetch the rows before a page than to ask twice.
EARLY_PAGES = 10


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
    count: int
    totals: dict[str, LedgerSum]
    number: int
    params: QueryDict

    @cached_property
    def paginator(self) -> Paginator:
        """Pages by the one count that was made."""
        paginator = Paginator((), ROWS_PER_PAGE)
        paginator.count = self.count
        return paginator

    @cached_property
    def rows(self) -> list:
        """The rows of this page. On a late page their keys are found first, by an index alone
        where there is one, so that the rows of the pages before are not fetched."""
        if not self.count:
            return []
        ordered = self.table.lean(self.table.ordered())
        first = (self.number - 1) * ROWS_PER_PAGE
        page = slice(first, first + ROWS_PER_PAGE)
        if self.number <= EARLY_PAGES:
            return list(ordered[page])
        rows = self.ledger.queryset().filter(pk__in=ordered.values("pk")[page])
        return list(self.table.lean(rows).order_by(*ordered.query.order_by))

    @property
    def count_text(self) -> str:
        """How many rows match."""
        return formatting.number(self.count)

    @property
    def range_text(self) -> str:
        """Which of the rows this page shows."""
        first = (self.number - 1) * ROWS_PER_PAGE + 1
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
    def page_links(self) -> list[dict]:
        """Numbers of pages near this one; a gap has no address."""
        shown = self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
        return [
            {"text": number, "url": self._address(page=number) if number != "…" else ""}
            for number in shown
        ]

    @property
    def previous_url(self) -> str:
        """The page before, if any."""
        return self._address(page=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, if any."""
        return self._address(page=self.number + 1) if self.number < self.paginator.num_pages else ""

    def _address(self, **changes) -> str:
        pairs = [
            (key, value)
            for key, value in self.params.items()
            if key not in {"page", *changes} and value
        ]
        return "?" + urlencode(pairs + [(key, str(value)) for key, value in changes.items()])


def ledger_page(
    ledger: Ledger, programme: Programme, user: User, params: QueryDict, *, address: str = ""
) -> LedgerPage:
    """The page of a ledger that the parameters ask for, within what the reader may see.

    Three statements: the programme's pairings, count and sums, the rows. Reference rows hang
    from no pairing and cost two.
    """
    rows, choices = listed_rows(ledger, programme, user)
    filterset = ledger.filterset(params, rows, pairings=choices)
    table = ledger.table(
        filterset.qs,
        order_by=params.get("sort", ""),
        pairing_names={choice.pk: choice.name for choice in choices},
        detail=address,
        query=urlencode({"programme": programme.code}),
    )
    count, totals = filterset.qs.totals(*ledger.totals)
    pages = max(1, -(-count // ROWS_PER_PAGE))
    number = nearest_page(params.get("page", ""), pages)
    return LedgerPage(ledger, filterset, table, count, totals, number, params)
