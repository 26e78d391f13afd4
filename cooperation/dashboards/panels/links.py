"""Where the rows behind a mark are listed: an address of the ledger's own list."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from cooperation.calendar import last_day
from cooperation.ledgers.addresses import CHART_OF

if TYPE_CHECKING:
    from cooperation.period import Period
    from cooperation.sectors import Ledger, Mark, Panel, PanelScope, Sector

DATES = ("since", "until")


@dataclass(frozen=True)
class RowLinks:
    """Addresses of one ledger's list, filtered as a panel's page is.

    `period`: January to the month, unless a mark has days of its own. `back` tells the list
    which panel of which page the reader came from.
    """

    path: str
    base: dict[str, str]
    period: dict[str, str]
    back: dict[str, str]

    def of(self, mark: Mark, days: dict[str, str] | None = None) -> str:
        """The rows of a mark. `days` are those it stands for, where it names none itself.

        A filter that is named but empty is left out: `{"since": ""}` means "of any day".
        """
        dates = {} if set(mark.query) & set(DATES) else (days or self.period)
        return self._address(self.base | dates | dict(mark.query))

    @property
    def rows(self) -> str:
        """All rows of the period."""
        return self._address(self.base | self.period)

    @property
    def all_rows(self) -> str:
        """All rows of whatever day."""
        return self._address(self.base)

    def _address(self, filters: dict[str, str]) -> str:
        pairs = [(name, str(value)) for name, value in filters.items() if value not in ("", None)]
        return f"{self.path}?{urlencode([*pairs, *self.back.items()])}"


def row_links(sector: Sector, panel: Panel, scope: PanelScope, period: Period) -> RowLinks:
    """The addresses of a panel's marks."""
    ledger = _ledger(sector, panel)
    base = {"programme": scope.programme.code}
    dates = {}
    # The list may drop its own filter by pairing, and a mark may name another.
    of = {} if scope.pairing is None else {CHART_OF: scope.pairing.slug}
    if not ledger.reference:
        if scope.pairing is not None:
            base["pairing"] = scope.pairing.slug
        dates = between(scope.first, scope.last)
    return RowLinks(
        path=reverse(f"{sector.slug}:{ledger.name}-list"),
        base=base,
        period=dates,
        back={"from": panel.slug, "year": str(period.year), "through": str(period.through)} | of,
    )


def between(first: datetime.date, last: datetime.date) -> dict[str, str]:
    """Two days as the filters of a list; both are in."""
    return {"since": first.isoformat(), "until": last.isoformat()}


def month_of(day: datetime.date, scope: PanelScope) -> dict[str, str]:
    """The days of a mark's month that lie in the period."""
    first = day.replace(day=1)
    return between(max(first, scope.first), min(last_day(first), scope.last))


def _ledger(sector: Sector, panel: Panel) -> Ledger:
    for ledger in sector.ledgers:
        if ledger.name == panel.ledger:
            return ledger
    raise LookupError(f"The panel {panel.slug!r} names no ledger of {sector.slug!r}.")
