"""Which programme, year, month and day of knowledge a page speaks of, read from its address.

A value that makes no sense leads to the nearest page that does, with a note saying so; an
unknown programme is not found; a NUL byte is a bad request. Never an error of ours.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.formatting import day, month_name, period_name
from cooperation.models import MonthlyReport, Pairing, Programme, PublishedReading
from cooperation.prepared import Prepared

# Townships as they were then, or under the unit that has their area on the map of the day.
THEN, NOW = "then", "now"
_DIGITS = re.compile(r"[0-9]{1,6}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Period:
    """January to `through` of `year`, as known on `as_of` (None = now).

    `places`: townships under their names of `then`, or of `now`. `notes` tell the reader what of
    the address could not be used.
    """

    programme: Programme
    year: int
    through: int
    as_of: datetime.date | None = None
    notes: tuple[str, ...] = field(default=(), compare=False)
    places: str = THEN

    @property
    def map_day(self) -> datetime.date | None:
        """The day whose map names the townships; None where each keeps its name of then."""
        return (self.as_of or timezone.localdate()) if self.places == NOW else None

    @property
    def last_day(self) -> datetime.date:
        """The last day of the period."""
        following = datetime.date(self.year + self.through // 12, self.through % 12 + 1, 1)
        return following - datetime.timedelta(days=1)

    @property
    def foot(self) -> str:
        """What stands below a page or drawing that leaves the screen, in the active language:
        样例数据 · 中山—六盘水 · 2025年1—6月 · 截至 2025-06-30."""
        parts = [_("Sample data")] if self.programme.sample else []
        parts += [self.programme.name, period_name(self.year, self.through)]
        parts.append(_("up to %(day)s") % {"day": day(self.last_day)})
        if self.as_of:
            parts.append(_("as known on %(day)s") % {"day": day(self.as_of)})
        return " · ".join(parts)

    @cached_property
    def query(self) -> str:
        """The period as a query string, to keep it in links."""
        pairs = [
            ("programme", self.programme.code),
            ("year", self.year),
            ("through", self.through),
        ]
        if self.as_of:
            pairs.append(("as_of", self.as_of.isoformat()))
        if self.places == NOW:
            pairs.append(("places", NOW))
        return urlencode(pairs)


@Prepared
def _open_to(reader) -> QuerySet[Programme]:
    return Programme.objects.visible_to(reader).real_first().select_related("east", "west")


def programmes_for(request) -> list[Programme]:
    """The programmes the reader may open, real ones first; read once per request."""
    if not hasattr(request, "_programmes"):
        request._programmes = _open_to(request.user)
    return request._programmes


def programme_of(request) -> Programme:
    """The programme in the address, else the newest real one the reader may open."""
    refuse_nul(request)
    code = request.GET.get("programme", "")
    programmes = programmes_for(request)
    if not programmes:
        raise PermissionDenied(_("No programme is open to this account yet."))
    if not code:
        return programmes[0]
    for programme in programmes:
        if programme.code == code:
            return programme
    raise Http404(code)


def refuse_nul(request) -> None:
    """No database keeps a NUL byte, and no reader types one."""
    for key, values in request.GET.lists():
        if "\0" in key or any("\0" in value for value in values):
            raise SuspiciousOperation("NUL byte in the address")


def period_of(request, programme: Programme) -> Period:
    """Year, month and day of knowledge in the address, or the newest month with figures."""
    notes: list[str] = []
    as_of = as_of_in(request, programme, notes)
    year = _year(request.GET.get("year", ""), programme, notes)
    through = month_in_address(request.GET.get("through", ""), notes)
    if year is None or through is None:
        newest = newest_month(programme, year, as_of)
        if year is None:
            year = newest.year
        if through is None:
            through = newest.month
    if as_of is not None and as_of < datetime.date(year, through, 1):
        notes.append(
            _("%(month)s began after %(day)s: nothing of it was known yet.")
            % {"month": month_name(year, through), "day": day(as_of)}
        )
    places = places_in(request, notes)
    return Period(programme, year, through, as_of, tuple(notes), places)


def places_in(request, notes: list[str]) -> str:
    """Whose names the townships bear, from the address; as they were, unless it says now."""
    text = request.GET.get("places", "")
    if text not in ("", THEN, NOW):
        notes.append(_("The address asks for no map we know; places are shown as they were then."))
    return NOW if text == NOW else THEN


def kept_in_links(request) -> dict[str, str]:
    """What every link keeps while it is in the address: the day of knowledge, the map."""
    kept = {}
    if as_of := as_of_in(request, None, []):
        kept["as_of"] = as_of.isoformat()
    if places_in(request, []) == NOW:
        kept["places"] = NOW
    return kept


def newest_month(
    programme: Programme, year: int | None = None, as_of: datetime.date | None = None
) -> datetime.date:
    """The newest month, of a year where one is given, that has figures or published readings.

    Without any: December of the year, or the programme's last month that has begun.
    """
    months, readings = Q(), Q()
    if year is not None:
        months &= Q(month__year=year)
        readings &= Q(cutoff__year=year)
    if as_of is not None:
        months &= Q(month__lte=as_of)
        readings &= Q(cutoff__lte=as_of)
    # The newest month pairing by pairing: each is one look into an index, where the newest of
    # the programme would read all of its reports.
    reported = MonthlyReport.objects.filter(
        months, pairing=OuterRef("pk"), submissions__isnull=False
    ).order_by("-month")
    published = PublishedReading.objects.filter(readings, pairing=OuterRef("pk")).order_by(
        "-cutoff"
    )
    found = (
        Pairing.objects.filter(programme=programme)
        .annotate(
            reported=Subquery(reported.values("month")[:1]),
            published=Subquery(published.values("cutoff")[:1]),
        )
        .aggregate(Max("reported"), Max("published"))
    )
    days = [found_day for found_day in found.values() if found_day is not None]
    if days:
        return max(days).replace(day=1)
    if year is not None:
        return datetime.date(year, 12, 1)
    return min(timezone.localdate(), programme.until).replace(day=1)


def _year(text: str, programme: Programme, notes: list[str]) -> int | None:
    if not text:
        return None
    first, last = programme.years[0], programme.years[-1]
    if not _DIGITS.fullmatch(text):
        notes.append(_("The year in the address is not a year; the newest is shown."))
        return None
    year = min(max(int(text), first), last)
    if year != int(text):
        notes.append(
            _("The programme runs from %(first)d to %(last)d; %(year)d is shown.")
            % {"first": first, "last": last, "year": year}
        )
    return year


def month_in_address(text: str, notes: list[str]) -> int | None:
    """A month from 1 to 12, or the nearest one with a note; None where none is given."""
    if not text:
        return None
    if not _DIGITS.fullmatch(text):
        notes.append(_("The month in the address is not a month; the usual one is shown."))
        return None
    month = min(max(int(text), 1), 12)
    if month != int(text):
        notes.append(
            _("A year has the months 1 to 12; month %(month)d is shown.") % {"month": month}
        )
    return month


def as_of_in(request, programme: Programme | None, notes: list[str]) -> datetime.date | None:
    """The day of knowledge in the address; None for now, and for a day that lies ahead.

    Before the programme began nothing was known: its first day is the nearest.
    """
    text = request.GET.get("as_of", "")
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        as_of = datetime.date.fromisoformat(text)
    except ValueError:
        notes.append(_("The day of knowledge in the address is not a day; today's is shown."))
        return None
    if as_of > timezone.localdate():
        notes.append(_("%(day)s lies ahead; what is known today is shown.") % {"day": day(as_of)})
        return None
    if programme is not None and as_of < programme.since:
        notes.append(
            _("%(day)s was before the programme; its first day, %(first)s, is shown.")
            % {"day": day(as_of), "first": day(programme.since)}
        )
        return programme.since
    return as_of
