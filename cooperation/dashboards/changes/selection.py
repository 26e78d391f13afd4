"""What the page speaks of: since when, which indicator, whose; and the bridges of all that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cooperation.dashboards.changes.crossing import Crossing, city_crossing, pairing_crossing
from cooperation.dashboards.changes.origin import Choices, Origin, choices_of, origin_of
from cooperation.dashboards.frame import Frame, one_of
from cooperation.models import Pairing, PublishedReading
from cooperation.scoreboard import Board


@dataclass(frozen=True)
class Selection:
    """The page's choices. pairing: None for the whole city. wanted: the indicator asked for."""

    frame: Frame
    origin: Origin
    choices: Choices
    then: Board
    now: Board
    pairing: Pairing | None
    wanted: str

    @cached_property
    def crossings(self) -> list[Crossing]:
        """The bridges of the headline indicators, of what is published and of the one asked for,
        where they apply; of those about which nothing is known only the one asked for, unless
        nothing is known of any."""
        found = [self._crossing(one.code) for one in self.now.indicators]
        found = [one for one in found if not one.now.not_applicable]
        known = [one for one in found if _is_known(one) or one.now.indicator.code == self.wanted]
        return known or found

    def _crossing(self, code: str) -> Crossing:
        if self.pairing is None:
            return city_crossing(self.then, self.now, code)
        return pairing_crossing(self.then, self.now, code, self.pairing)

    @cached_property
    def chosen(self) -> Crossing | None:
        """The one asked for, else the one that moved most; None where nothing is counted."""
        for one in self.crossings:
            if one.now.indicator.code == self.wanted:
                return one
        return max(self.crossings, key=_moved, default=None)

    @property
    def pairings(self) -> Sequence[Pairing]:
        """Whose numbers may be chosen."""
        city = self.now.city
        return (*((city,) if city and city.reports else ()), *self.now.pairings)

    def query(self, **changed: str) -> str:
        """The page's address with some of it changed; an empty value leaves one out."""
        known = {
            "indicator": self.wanted,
            "pairing": self.pairing.slug if self.pairing else "",
            "since": self.origin.choice,
            **changed,
        }
        pairs = urlencode([(name, value) for name, value in known.items() if value])
        return f"?{self.frame.period.query}&{pairs}"


def selection_of(frame: Frame) -> Selection:
    """From the address: two boards of the headline indicators and of the one asked for."""
    notes = list(frame.period.notes)
    get = frame.request.GET.get
    choices = choices_of(frame)
    origin = origin_of(frame, choices, notes)
    wanted = get("indicator", "")
    counted = Q(headline=True) | Q(code=wanted) | Q(pk__in=_published(frame))
    now = frame.board(indicators=counted, since=False)
    then = origin.frame(frame).board(indicators=counted, since=False)
    if wanted and wanted not in {one.code for one in now.indicators}:
        notes.append(_("The address names no indicator; the one that moved most is shown."))
        wanted = ""
    offered = {p.slug: p for p in (*((now.city,) if now.city else ()), *now.pairings)}
    slug = one_of(get("pairing", ""), offered, _("Pairing"), notes)
    noted = Frame(frame.request, replace(frame.period, notes=tuple(notes)))
    return Selection(noted, origin, choices, then, now, offered.get(slug), wanted)


def _published(frame: Frame) -> QuerySet:
    """The indicators of which the year's readings speak of the whole city."""
    return PublishedReading.objects.filter(
        pairing__programme=frame.programme, whole=True, cutoff__year=frame.period.year
    ).values("indicator")


def _is_known(one: Crossing) -> bool:
    return one.bridge.now.value is not None or one.bridge.then.value is not None


def _moved(one: Crossing) -> tuple:
    """By points, then by whether anything moved at all, then by what is known."""
    bridge = one.bridge
    return (abs(bridge.points or Decimal(0)), bool(bridge.units), bridge.now.value is not None)
