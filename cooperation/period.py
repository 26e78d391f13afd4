"""Which programme, year, month and day of knowledge a page speaks of, read from its address.

A value that makes no sense leads to the nearest page that does, with a note saying so; an
unknown programme is not found; a NUL byte is a bad request. Never an error of ours.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Max, OuterRef, Q, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.models import MonthlyReport, Pairing, Programme, PublishedReading

_DIGITS = re.compile(r"[0-9]{1,6}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Period:
    """January to `through` of `year`, as known on `as_of` (None = now).

    `notes` tell the reader what of the address could not be used.
    """

    programme: Programme
    year: int
    through: int
    as_of: datetime.date | None = None
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def last_day(self) -> datetime.date:
        """The last day of the period."""
        following = datetime.date(self.year + self.through // 12, self.through % 12 + 1, 1)
        return following - datetime.timedelta(days=1)

    @property
    def query(self) -> str:
        """The period as a query string, to keep it in links."""
        pairs = [
            ("programme", self.programme.code),
            ("year", self.year),
            ("through", self.through),
        ]
        if self.as_of:
            pairs.append(("as_of", self.as_of.isoformat()))
        return urlencode(pairs)


def programmes_for(request) -> list[Programme]:
    """The programmes the reader may open, real ones first; read once per request."""
    if not hasattr(request, "_programmes"):
        request._programmes = list(
            Programme.objects.visible_to(request.user).real_first().select_related("east", "west")
        )
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
    as_of = _as_of(request.GET.get("as_of", ""), notes)
    year = _year(request.GET.get("year", ""), programme, notes)
    through = month_in_address(request.GET.get("through", ""), notes)
    if year is None or through is None:
        newest = newest_month(programme, year, as_of)
        if year is None:
            year = newest.year
        if through is None:
            through = newest.month
    return Period(programme, year, through, as_of, tuple(notes))


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
    days = [day for day in found.values() if day is not None]
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


def _as_of(text: str, notes: list[str]) -> datetime.date | None:
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        notes.append(_("The day of knowledge in the address is not a day; today's is shown."))
        return None
