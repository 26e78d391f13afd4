"""Which months, pairing, indicator and state the page shows, from the address.

What makes no sense leads to the nearest page that does, with a sentence saying so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cooperation.dashboards.frame import Frame, one_of
from cooperation.models import Pairing
from cooperation.period import month_in_address
from cooperation.reconciliation import Comparison, State, compare_months, compared_pairings
from cooperation.scoreboard.catalogue import indicators_in_force
from cooperation.sectors import Sector


@dataclass(frozen=True)
class Selection:
    """What the page speaks of. `first` and the frame's period are its months."""

    frame: Frame
    sector: Sector
    first: int
    pairings: Sequence[Pairing]
    pairing: Pairing | None
    indicator: str
    state: str

    @cached_property
    def indicators(self) -> list[tuple[str, str]]:
        """The indicators with a ledger that are counted in the year: code and name."""
        counted = indicators_in_force(self.frame.period.last_day, Q(code__in=self.sector.sums))
        return [(one.code, one.name) for one in counted]

    @cached_property
    def compared(self) -> list[Comparison]:
        """The comparisons of the chosen pairing and indicator, of every state."""
        period = self.frame.period
        return compare_months(
            period.programme,
            self.sector,
            [self.pairing] if self.pairing else self.pairings,
            period.year,
            self.first,
            period.through,
            [self.indicator] if self.indicator else None,
        )

    @property
    def shown(self) -> list[Comparison]:
        """Those of the chosen state."""
        return [one for one in self.compared if self.state in ("", one.state)]

    @cached_property
    def counts(self) -> Counter:
        """How many there are of each state."""
        return Counter(one.state for one in self.compared)

    @property
    def query(self) -> str:
        """All of it as a query string."""
        pairs = [
            ("from", self.first),
            ("pairing", self.pairing.slug if self.pairing else ""),
            ("indicator", self.indicator),
            ("state", self.state),
        ]
        return f"{self.frame.period.query}&{urlencode([(k, v) for k, v in pairs if v])}"


def selection_of(request, sector: Sector) -> Selection:
    """From the address; an indicator without a ledger shows all of them."""
    frame = Frame.of(request)
    notes: list[str] = []
    get = request.GET.get
    pairings = compared_pairings(request.user, frame.programme, sector.slug)
    first = month_in_address(get("from", ""), notes) or 1
    through = frame.period.through
    if first > through:
        first, through = through, first
        notes.append(_("The first month came after the last one; they are exchanged."))
    slugs = {pairing.slug: pairing for pairing in pairings}
    pairing = one_of(get("pairing", ""), slugs, _("Pairing"), notes)
    indicator = one_of(get("indicator", ""), sector.sums, _("Indicator"), notes)
    state = one_of(get("state", ""), State.values, _("State"), notes)
    # The ledgers are as they are today, so the figures beside them are today's as well.
    period = replace(frame.period, through=through, as_of=None, notes=(*frame.period.notes, *notes))
    return Selection(
        Frame(request, period), sector, first, pairings, slugs.get(pairing), indicator, state
    )
