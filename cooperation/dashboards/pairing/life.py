"""When a pairing began and which townships belong to it since when: only what is published.

A day that nobody published is not drawn: its bar is an outline over the whole programme, and
words say so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.dashboards.frame import Frame
from cooperation.formatting import day, list_comma
from cooperation.models import Pairing, PairingMember, PlaceChange
from cooperation.prepared import Prepared


@dataclass(frozen=True)
class Span:
    """One line: a name, its bar, its days in words."""

    name: str
    bar: SafeString
    words: str
    leads: bool = False
    whole: bool = False
    ended: bool = False


@dataclass(frozen=True)
class Change:
    """What became of places that belong to it: 小榄镇、东升镇 → 小榄镇."""

    day: datetime.date
    before: str
    after: str
    kind: str


@dataclass(frozen=True)
class Life:
    """The lines over the programme's years, and the changes of its townships."""

    years: Sequence[int]
    spans: Sequence[Span]
    changes: Sequence[Change]


@dataclass(frozen=True)
class Axis:
    """The programme's calendar years, up to the day that the page speaks of."""

    first: datetime.date
    last: datetime.date
    today: datetime.date

    @classmethod
    def of(cls, frame: Frame) -> Axis:
        """From the first of January to the last of December."""
        years, period = frame.programme.years, frame.period
        last = datetime.date(years[-1], 12, 31)
        first = datetime.date(years[0], 1, 1)
        return cls(first, last, min(period.as_of or period.last_day, period.last_day))

    def x(self, day: datetime.date) -> float:
        """Where a day lies, from 0 to 100; days outside lie on the edge."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return round(min(max(share, 0.0), 1.0) * 100, 2)

    def bar(
        self,
        since: datetime.date | None,
        until: datetime.date | None,
        changes: Iterable[datetime.date],
    ) -> SafeString:
        """Filled from the first day to the last, or to the page's day while it goes on."""
        end = self.x(until or self.today)
        start = 0.0 if since is None else self.x(since)
        css = "open" if since is None else "known"
        ticks = "".join(
            f'<line class="turn" x1="{self.x(one)}" x2="{self.x(one)}" y1="0" y2="12"/>'
            for one in changes
        )
        return mark_safe(
            '<svg class="life-bar" viewBox="0 0 100 12" preserveAspectRatio="none" '
            'aria-hidden="true"><rect class="back" y="5" width="100" height="2"/>'
            f'<rect class="{css}" x="{start}" y="2" width="{max(end - start, 0.6):.2f}" '
            f'height="8"/>{ticks}</svg>'
        )


def life_of(frame: Frame, pairing: Pairing) -> Life:
    """Two statements: its townships, and what became of them."""
    axis = Axis.of(frame)
    members = _members_of(frame.request.user, pairing.pk)
    turns = _became_of([member.place_id for member in members], axis.first, axis.today)
    spans = [_own(pairing, axis), *(_member(member, turns, axis) for member in members)]
    return Life(list(frame.programme.years), spans, _changes(turns))


@Prepared
def _members_of(reader, pairing: int) -> QuerySet[PairingMember]:
    found = PairingMember.objects.visible_to(reader).filter(pairing=pairing)
    return found.select_related("place").order_by("-leads", "since", "place__code")


def _own(pairing: Pairing, axis: Axis) -> Span:
    words = _days(pairing.since, pairing.until)
    return Span(_("The pairing"), axis.bar(pairing.since, pairing.until, ()), words, whole=True)


def _member(member: PairingMember, turns: Sequence[PlaceChange], axis: Axis) -> Span:
    own = {turn.date for turn in turns if member.place_id in (turn.from_place_id, turn.to_place_id)}
    return Span(
        member.place.name,
        axis.bar(member.since, member.until, sorted(own)),
        _days(member.since, member.until),
        leads=member.leads,
        ended=member.until is not None,
    )


@Prepared
def _became_of(
    places: list[int], first: datetime.date, last: datetime.date
) -> QuerySet[PlaceChange]:
    """What became of the townships within the programme's years."""
    found = PlaceChange.objects.filter(
        Q(from_place__in=places) | Q(to_place__in=places), date__range=(first, last)
    )
    return found.select_related("from_place", "to_place").order_by("date", "to_place", "kind", "pk")


def _changes(turns: Iterable[PlaceChange]) -> list[Change]:
    """Several places that become one are one change."""
    return [
        Change(when, list_comma().join(one.from_place.name for one in some), to.name, kind)
        for (when, to, kind), some in groupby(
            turns, key=lambda one: (one.date, one.to_place, one.get_kind_display())
        )
    ]


def _days(since: datetime.date | None, until: datetime.date | None) -> str:
    if since is None and until is None:
        return _("first day not published")
    if until is None:
        return pgettext("a membership", "since %s") % day(since)
    if since is None:
        return pgettext("a membership", "until %s") % day(until)
    return f"{day(since)} — {day(until)}"
