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

# Pairings on a page: of one indicator, and where each stands below every indicator.
PER_PAGE, PER_WHOLE_PAGE = 50, 10
# In the address instead of a code: every indicator of a sector and side.
ALL = "all"
_DIGITS = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One indicator in one year for some pairings, typed on one basis.

    whole: every indicator that this person fills in of the same sector and side, the first of
    which is `indicator`. basis: how flows are typed; stocks are counted at the month's end.
    """

    user: User
    programme: Programme
    year: int
    indicators: Sequence[CountedIndicator]
    indicator: CountedIndicator
    basis: str
    every: Sequence[Pairing]
    page: int
    whole: bool = False
    notes: Sequence[str] = ()

    @property
    def pages(self) -> int:
        """How many pages the pairings fill."""
        return _pages(self.every, self.whole)

    @cached_property
    def pairings(self) -> Sequence[Pairing]:
        """The pairings of the page."""
        size = PER_WHOLE_PAGE if self.whole else PER_PAGE
        return self.every[(self.page - 1) * size : self.page * size]

    @cached_property
    def shown(self) -> Sequence[CountedIndicator]:
        """The indicators of the page."""
        return _same_report(self.indicators, self.indicator) if self.whole else [self.indicator]

    def basis_of(self, one: CountedIndicator) -> str:
        """What a figure typed for an indicator counts."""
        return Basis.AT if one.is_stock else self.basis

    def enters(self, pairing: Pairing) -> bool:
        """Whether this person fills in the reports that hold the indicator."""
        scope = access.Scope.of_pairing(pairing, self.indicator.sector, self.indicator.side)
        return access.can(self.user, access.ENTER, scope)

    def query(self, **more) -> str:
        """The same page with something else on it."""
        pairs = {
            "programme": self.programme.code,
            "year": self.year,
            **shown_query(self.indicator, self.whole),
            "basis": "" if self.basis == Basis.MONTH else self.basis,
            "page": self.page if self.page > 1 else "",
        }
        return urlencode({key: value for key, value in (pairs | more).items() if value != ""})


def shown_query(one: CountedIndicator, whole: bool) -> dict[str, str]:
    """What an address says of one indicator, or of all that are in its report."""
    if whole:
        return {"indicator": ALL, "sector": one.sector, "side": one.side}
    return {"indicator": one.code, "sector": "", "side": ""}


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
    whole = get("indicator") == ALL
    code = "" if whole else get("indicator", "")
    indicator = _indicator(code, get("sector", ""), get("side", ""), indicators, notes)
    basis = get("basis", "") or Basis.MONTH
    if basis not in (Basis.MONTH, Basis.YTD):
        notes.append(_("The address names no way of counting; the month's figures are shown."))
        basis = Basis.MONTH
    shown = _same_report(indicators, indicator) if whole else [indicator]
    owing = [p for p in pairings if any(one.applies(p, year) for one in shown)]
    text = get("page", "")
    page = int(text) if _DIGITS.fullmatch(text) else 1
    return Choice(
        request.user,
        programme,
        year,
        indicators,
        indicator,
        basis,
        owing,
        min(max(page, 1), _pages(owing, whole)),
        whole,
        notes,
    )


def _pages(pairings: Sequence[Pairing], whole: bool) -> int:
    return max(1, math.ceil(len(pairings) / (PER_WHOLE_PAGE if whole else PER_PAGE)))


def _same_report(
    indicators: Sequence[CountedIndicator], one: CountedIndicator
) -> list[CountedIndicator]:
    return [other for other in indicators if (other.sector, other.side) == (one.sector, one.side)]


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
    code: str, sector: str, side: str, indicators: Sequence[CountedIndicator], notes: list[str]
) -> CountedIndicator:
    found = next((one for one in indicators if one.code == code), None)
    if found:
        return found
    if code:
        notes.append(_("You do not fill in the indicator in the address; another one is shown."))
    inside = [one for one in indicators if one.sector == sector] or indicators
    return next((one for one in inside if one.side == side), inside[0])
