"""What the wide form shows, read from its address: year, indicator, basis, page.

What makes no sense leads to the nearest page that does, with a sentence saying so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cooperation import access, progress
from cooperation.calendar import today
from cooperation.models import Basis, Pairing, Programme, User
from cooperation.period import programme_of
from cooperation.scoreboard import CountedIndicator
from cooperation.scoreboard.catalogue import indicators_in_force

PER_PAGE = 50
_DIGITS = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One indicator in one year for some pairings, typed on one basis."""

    user: User
    programme: Programme
    year: int
    indicators: Sequence[CountedIndicator]
    indicator: CountedIndicator
    basis: str
    every: Sequence[Pairing]
    page: int
    notes: Sequence[str] = ()

    @property
    def pages(self) -> int:
        """How many pages the pairings fill."""
        return max(1, math.ceil(len(self.every) / PER_PAGE))

    @cached_property
    def pairings(self) -> Sequence[Pairing]:
        """The pairings of the page."""
        return self.every[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    def enters(self, pairing: Pairing) -> bool:
        """Whether this person fills in the reports that hold the indicator."""
        scope = access.Scope.of_pairing(pairing, self.indicator.sector, self.indicator.side)
        return access.can(self.user, access.ENTER, scope)

    def query(self, **more) -> str:
        """The same page with something else on it."""
        pairs = {
            "programme": self.programme.code,
            "year": self.year,
            "indicator": self.indicator.code,
            "basis": "" if self.basis == Basis.MONTH or self.indicator.is_stock else self.basis,
            "page": self.page if self.page > 1 else "",
        }
        return urlencode({key: value for key, value in (pairs | more).items() if value != ""})


def choice_of(request) -> Choice:
    """From the address. Raises PermissionDenied for those who fill in nothing here."""
    programme, notes = programme_of(request), []
    get = request.GET.get
    year = _year(get("year", ""), programme, notes)
    pairings = Pairing.objects.visible_to(request.user).reporting_in(programme)
    every = indicators_in_force(progress.month_end(year, 12), None)
    indicators = [one for one in every if _enters_any(request.user, one, pairings, year)]
    if not indicators:
        raise PermissionDenied(_("No report of this programme is assigned to you."))
    indicator = _indicator(get("indicator", ""), get("sector", ""), indicators, notes)
    basis = get("basis", "") or Basis.MONTH
    if basis not in (Basis.MONTH, Basis.YTD):
        notes.append(_("The address names no way of counting; the month's figures are shown."))
        basis = Basis.MONTH
    owing = [p for p in pairings if indicator.applies(p, year)]
    pages = max(1, math.ceil(len(owing) / PER_PAGE))
    text = get("page", "")
    page = int(text) if _DIGITS.fullmatch(text) else 1
    return Choice(
        request.user,
        programme,
        year,
        indicators,
        indicator,
        Basis.AT if indicator.is_stock else basis,
        owing,
        min(max(page, 1), pages),
        notes,
    )


def _enters_any(user: User, indicator: CountedIndicator, pairings, year: int) -> bool:
    return any(
        indicator.applies(pairing, year)
        and access.can(
            user,
            access.ENTER,
            access.Scope.of_pairing(pairing, indicator.sector, indicator.side),
        )
        for pairing in pairings
    )


def _year(text: str, programme: Programme, notes: list[str]) -> int:
    first, last = programme.years[0], programme.years[-1]
    usual = min(max(today().year, first), last)
    if not text:
        return usual
    year = int(text) if _DIGITS.fullmatch(text) else None
    if year is None or not first <= year <= last:
        near = usual if year is None else min(max(year, first), last)
        notes.append(
            _("The programme runs from %(first)d to %(last)d; %(year)d is shown.")
            % {"first": first, "last": last, "year": near}
        )
        return near
    return year


def _indicator(
    code: str, sector: str, indicators: Sequence[CountedIndicator], notes: list[str]
) -> CountedIndicator:
    found = next((one for one in indicators if one.code == code), None)
    if found:
        return found
    if code:
        notes.append(_("You do not fill in the indicator in the address; another one is shown."))
    return next((one for one in indicators if one.sector == sector), indicators[0])
