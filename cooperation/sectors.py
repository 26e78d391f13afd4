"""The contract by which a sector plugs in, and the registry of those that did.

A sector app has a module `sector.py` that registers one frozen `Sector`. The core finds it
with `autodiscover_modules("sector")` and never imports a sector by name.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

    from cooperation.ledgers.filters import LedgerFilter
    from cooperation.ledgers.tables import LedgerTable
    from cooperation.models import LedgerQuerySet, Pairing, Programme, User

# (pairing id, first day of the month, sum); a month without rows is absent, not zero.
LedgerSum = tuple[int, datetime.date, Decimal]


@dataclass(frozen=True)
class Below:
    """What hangs below a ledger row: payments of a project, employers of a batch.

    `numbers` are the columns to align right.
    """

    label: Any
    headers: tuple[Any, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """One ledger of a sector: its rows, its list page and where the page lives.

    `slug` is the path below the sector ("batches") and `name` the URL name's stem ("batch"):
    `labor:batch-list` and `labor:batch-detail`.
    totals: the columns that the list adds up.
    period_totals: those of them that say something of a period, where not all do (money that
      came in place for the projects signed in a year is not the money of that year).
    detail_fields: what the row's own page prints; a property comes with its label.
    reference: rows that hang from no pairing (employers, suppliers, products): no pairing
      filter, no sums; everyone with an account reads them.
    """

    model: type[Model]
    slug: str
    name: str
    label: Any
    table: type[LedgerTable]
    filterset: type[LedgerFilter]
    queryset: Callable[[], LedgerQuerySet]
    totals: tuple[str, ...] = ()
    period_totals: tuple[str, ...] | None = None
    detail_fields: tuple[str | tuple[str, Any], ...] = ()
    below: Callable[[Model], Iterable[Below]] | None = None
    reference: bool = False


@dataclass(frozen=True)
class PanelScope:
    """Whose rows, and of when, a panel shows: January to the month, as the address says.

    `pairing` is None for the whole programme. map_day: the day whose map names the townships;
    None keeps the names of then.
    """

    programme: Programme
    user: User
    first: datetime.date
    last: datetime.date
    pairing: Pairing | None = None
    map_day: datetime.date | None = None

    def rows(self, rows: LedgerQuerySet) -> LedgerQuerySet:
        """Rows of a ledger that the reader may see, in this programme and pairing, of any day."""
        seen = rows.visible_to(self.user).in_programme(self.programme)
        return seen if self.pairing is None else seen.filter(pairing=self.pairing)

    def dated(self, rows: LedgerQuerySet, date: str) -> LedgerQuerySet:
        """`rows` of the period, by the field that dates them."""
        return self.rows(rows).filter(**{f"{date}__gte": self.first, f"{date}__lte": self.last})


@dataclass(frozen=True)
class Mark:
    """One mark of a chart: what it stands for, how much, and the list of the rows behind it.

    value: None is unknown, which is never 0.
    query: filters of the panel's list that leave exactly the rows behind the mark; the page
      adds programme, pairing and, where the mark names no dates of its own, the period.
    part: a subset (其中) of `value`. second: another quantity beside it, never added to it.
    group: where a flow goes to, or the row of a matrix. day: for months and calendars.
    note: what else is to be said, already translated ("平均 84 天").
    """

    label: str
    value: Decimal | int | None
    query: Mapping[str, str] = field(default_factory=dict)
    part: Decimal | int | None = None
    second: Decimal | int | None = None
    group: str = ""
    day: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """One chart of a sector's page with its table, made from ledger rows.

    shape: "bars" (ranked, `part` within), "stages" (bars in their own order), "months"
      (columns by `day`), "calendar" (days of the period), "flow" (label → group) or "matrix"
      (group × label).
    ledger: the `Ledger.name` whose list the marks lead to.
    marks: callable(scope) → marks; a fixed number of queries whatever the size.
    adds_up: whether the sum of the marks says something; not of a stock month by month, nor
      of shares and averages.
    second_drawn: whether the second quantity is of the first's unit, so that the two can be
      drawn to one scale; courses beside people are said in words only.
    """

    slug: str
    label: Any
    ledger: str
    shape: str
    marks: Callable[[PanelScope], Iterable[Mark]]
    help: Any = ""
    value_label: Any = ""
    part_label: Any = ""
    second_label: Any = ""
    decimals: int = 0
    adds_up: bool = True
    second_drawn: bool = True


@dataclass(frozen=True)
class Behind:
    """The list of the rows behind an indicator's ledger sum: `Ledger.name` and its filters.

    `stock`: the sum is the state at the month's end, of rows of any earlier day.
    """

    ledger: str
    query: Mapping[str, str] = field(default_factory=dict)
    stock: bool = False


@dataclass(frozen=True)
class Sector:
    """What the core needs to know of a sector.

    slug: also the app label, the URL prefix, `Indicator.sector` and the colour's name.
    sums: indicator code → callable(pairing ids, first day, last day) → `LedgerSum`s, one
      query whatever the number of pairings. For a stock the state at each month's end.
    behind: indicator code → where the rows of its sum are listed; one for each of `sums`.
    panels: the charts of the sector's page, in order.
    seed: callable() → the sector's own seed files, as `cooperation.seeding.tables.Table`s.
    sample: callable(context) that writes the sector's sample ledger rows.
    """

    slug: str
    label: Any
    position: int = 100
    ledgers: tuple[Ledger, ...] = ()
    sums: Mapping[str, Callable[..., Iterable[LedgerSum]]] = field(default_factory=dict)
    behind: Mapping[str, Behind] = field(default_factory=dict)
    panels: tuple[Panel, ...] = ()
    seed: Callable[..., Any] | None = None
    sample: Callable[..., Any] | None = None


_registry: dict[str, Sector] = {}


def register(sector: Sector) -> Sector:
    """Add a sector; a second one under the same slug is a programming error."""
    if sector.slug in _registry:
        raise ValueError(f"The sector {sector.slug!r} is registered twice.")
    _registry[sector.slug] = sector
    return sector


def unregister(slug: str) -> None:
    """Take a sector out again (tests that make one on the fly)."""
    _registry.pop(slug, None)


def all_sectors() -> list[Sector]:
    """The registered sectors in the order of the agreements."""
    return sorted(_registry.values(), key=lambda s: (s.position, s.slug))


def get_sector(slug: str) -> Sector:
    """The sector of that slug; KeyError if none is registered."""
    return _registry[slug]


def sector_label(slug: str) -> str:
    """The sector's name in the active language; the slug itself for an unknown one."""
    sector = _registry.get(slug)
    return str(sector.label) if sector else slug
