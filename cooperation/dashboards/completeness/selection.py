"""Which forms the page counts: year, months, sector, side, pairing and day, from the address.

What makes no sense leads to the nearest page that does, with a sentence saying so.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.calendar import due_calendar
from cooperation.dashboards.completeness.counts import MEASURES, Completeness
from cooperation.dashboards.frame import Frame, one_of
from cooperation.filing import owed_forms
from cooperation.models import Indicator, Pairing, Side
from cooperation.period import month_in_address
from cooperation.sectors import Sector, all_sectors


@dataclass(frozen=True)
class Selection:
    """What the page speaks of. `first` and the frame's period are its months."""

    frame: Frame
    first: int
    sector: str
    side: str
    pairing: Pairing | None
    measure: str
    pairings: Sequence[Pairing]
    sectors: Sequence[Sector]
    indicators: Sequence[Indicator]

    @property
    def today(self) -> datetime.date:
        """The day as of which it is counted."""
        return min(self.frame.period.as_of or timezone.localdate(), timezone.localdate())

    @property
    def months(self) -> tuple[datetime.date, datetime.date]:
        """First and last month."""
        period = self.frame.period
        return (
            datetime.date(period.year, self.first, 1),
            datetime.date(period.year, period.through, 1),
        )

    @property
    def query(self) -> str:
        """All of it as a query string, for the files."""
        pairs = [("from", self.first), ("sector", self.sector), ("side", self.side)]
        pairs.append(("pairing", self.pairing.slug if self.pairing else ""))
        return f"{self.frame.period.query}&{urlencode([(k, v) for k, v in pairs if v])}"

    def counted(self) -> Completeness:
        """The counts; one statement beside the calendar's."""
        forms = owed_forms(
            [self.pairing] if self.pairing else self.pairings,
            self.indicators,
            due_calendar(self.frame.programme),
            *self.months,
            sector=self.sector,
            timely=True,
            as_of=self.frame.period.as_of,
        )
        return Completeness((f for f in forms if self.side in ("", f.side)), self.today)


def selection_of(request) -> Selection:
    """From the address."""
    frame = Frame.of(request)
    notes: list[str] = []
    pairings = Pairing.objects.visible_to(request.user).reporting_in(frame.programme)
    indicators = list(Indicator.objects.prefetch_related("not_for"))
    kept = {indicator.sector for indicator in indicators}
    sectors = [sector for sector in all_sectors() if sector.slug in kept]
    get = request.GET.get
    first = month_in_address(get("from", ""), notes)
    first, through = first or 1, frame.period.through
    if first > through:
        first, through = through, first
        notes.append(_("The first month came after the last one; they are exchanged."))
    slugs = {pairing.slug: pairing for pairing in pairings}
    chosen = one_of(get("pairing", ""), slugs, _("Pairing"), notes)
    sector = one_of(get("sector", ""), {s.slug for s in sectors}, _("Sector"), notes)
    side = one_of(get("side", ""), set(Side.values), _("Side"), notes)
    measure = get("measure", "")
    period = replace(frame.period, through=through, notes=(*frame.period.notes, *notes))
    return Selection(
        Frame(request, period),
        first,
        sector,
        side,
        slugs.get(chosen),
        measure if measure in MEASURES else MEASURES[0],
        pairings,
        sectors,
        indicators,
    )
