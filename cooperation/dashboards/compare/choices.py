"""What is compared: whose figures, which indicators, which years; all of it in the address.

What the address names and nobody knows is left out with a sentence; where nothing is left, the
headline indicators of the whole city and all groups stand, this year and the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cooperation import progress
from cooperation.dashboards.citations import readings_of
from cooperation.dashboards.compare.whose import Whose, whose_figures
from cooperation.dashboards.frame import Frame, page_number
from cooperation.models import MonthlyReport, Pairing
from cooperation.scoreboard import CountedIndicator
from cooperation.scoreboard.catalogue import indicators_in_force
from cooperation.scoreboard.rows import TOTAL

T = TypeVar("T")
# Combinations of an indicator and a pairing on one page; each stands with all chosen years.
PER_PAGE = 50
YEAR_LENGTH = 6


@dataclass(frozen=True)
class Line:
    """One combination: an indicator's code and whose figures."""

    code: str
    whose: Whose


@dataclass(frozen=True)
class Choices:
    """What the address asks for. `frame` speaks of the newest chosen year."""

    frame: Frame
    offered: Sequence[Whose]
    whose: Sequence[Whose]
    indicators_offered: Sequence[CountedIndicator]
    indicators: Sequence[CountedIndicator]
    years: Sequence[int]
    drawn: str
    # Whether the address left all of it to the page.
    by_itself: bool = False

    @classmethod
    def of(cls, request) -> Choices:
        """From the address."""
        frame, notes = Frame.of(request), []
        asked = request.GET.getlist
        years = _years(frame, asked("years"), notes)
        found = Pairing.objects.visible_to(request.user).filter(programme=frame.programme)
        offered = whose_figures(found.with_ends().order_by("position", "slug"))
        whose = _chosen(asked("pairing"), {one.slug: one for one in offered}, _("Pairing"), notes)
        last = progress.month_end(years[0], frame.period.through)
        counted = indicators_in_force(last, None)
        by_code = {one.code: one for one in counted}
        indicators = _chosen(asked("indicator"), by_code, _("Indicator"), notes)
        indicators = indicators or [one for one in counted if one.headline] or counted
        drawn = _chosen(asked("chart"), by_code, _("Chart"), notes)
        period = replace(frame.period, year=years[0], notes=(*frame.period.notes, *notes))
        return cls(
            Frame(request, period),
            offered,
            whose or [one for one in offered if one.usual],
            counted,
            indicators,
            years,
            _first_of(indicators, drawn),
            by_itself=not any(map(request.GET.get, ("pairing", "indicator", "years", "through"))),
        )

    def of_publications(self) -> Choices:
        """What is published of the programme, where the address chooses nothing and no office
        has reported: its indicators, pairings and years, each year as far as it is known."""
        offered = {one.id for one in self.indicators_offered}
        found = [
            reading
            for reading in readings_of(self.frame.programme, self.frame.period.as_of)
            if reading.basis != "since" and reading.indicator_id in offered
        ]
        if not found:
            return self
        codes = {reading.indicator_id for reading in found}
        indicators = [one for one in self.indicators_offered if one.id in codes]
        owners = {(reading.pairing_id, reading.whole) for reading in found}
        years = {reading.cutoff.year for reading in found} & set(self.frame.programme.years)
        newest = replace(self.frame.period, year=max(years), through=12)
        return replace(
            self,
            frame=Frame(self.frame.request, newest),
            whose=[one for one in self.offered if (one.pairing.pk, one.kind == TOTAL) in owners],
            indicators=indicators,
            years=sorted(years, reverse=True),
            drawn=_first_of(indicators, []),
        )

    @cached_property
    def lines(self) -> list[Line]:
        """All combinations, indicator by indicator."""
        return [Line(one.code, whose) for one in self.indicators for whose in self.whose]

    @cached_property
    def reported(self) -> bool:
        """Whether any office of the programme has ever reported."""
        reports = MonthlyReport.objects.filter(pairing__programme=self.frame.programme)
        return reports.filter(submissions__isnull=False).exists()

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(-(-len(self.lines) // PER_PAGE), 1)

    @property
    def page(self) -> int:
        """The page in the address, or the nearest."""
        return page_number(self.frame.request.GET.get("page", ""), self.pages)

    @property
    def lines_of_page(self) -> list[Line]:
        """The combinations of the page."""
        return self.lines[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    def frame_of(self, year: int) -> Frame:
        """The page's frame, up to the same month of another year."""
        return Frame(self.frame.request, replace(self.frame.period, year=year))

    @property
    def query(self) -> str:
        """All choices as a query string, as repeated parameters."""
        pairs = [("pairing", one.slug) for one in self.whose]
        pairs += [("indicator", one.code) for one in self.indicators]
        pairs += [("years", str(year)) for year in self.years]
        return f"{self.frame.period.query}&{urlencode(pairs)}"

    def drawing_url(self, code: str) -> str:
        """This comparison with another indicator drawn."""
        return f"?{self.query}&{urlencode({'chart': code})}"


def _years(frame: Frame, texts: Iterable[str], notes: list[str]) -> list[int]:
    """The chosen years, the newest first; the page's year and the one before it by itself."""
    known = frame.programme.years
    years = set()
    for text in filter(None, texts):
        if not (text.isascii() and text.isdigit() and len(text) <= YEAR_LENGTH):
            _note(notes, _("Years"), [text])
            continue
        year = min(max(int(text), known[0]), known[-1])
        if year != int(text):
            words = {"first": known[0], "last": known[-1], "year": year}
            sentence = _("The programme runs from %(first)d to %(last)d; %(year)d is shown.")
            notes.append(sentence % words)
        years.add(year)
    usual = {frame.period.year, frame.period.year - 1} & set(known)
    return sorted(years or usual, reverse=True)


def _chosen(texts: Iterable[str], known: Mapping[str, T], name: str, notes: list[str]) -> list[T]:
    """The known ones among those asked for, in the order they are offered in."""
    asked = set(filter(None, texts))
    _note(notes, name, sorted(asked - known.keys()))
    return [one for key, one in known.items() if key in asked]


def _note(notes: list[str], name: str, unknown: Sequence[str]) -> None:
    if unknown:
        what = Truncator(", ".join(unknown)).chars(60)
        notes.append(
            _("%(name)s: “%(what)s” is not known here and is left out.")
            % {"name": name, "what": what}
        )


def _first_of(indicators: Sequence[CountedIndicator], asked: Sequence[CountedIndicator]) -> str:
    """The indicator to draw: the one asked for if it is compared, else the first."""
    codes = [one.code for one in indicators]
    wanted = [one.code for one in asked if one.code in codes]
    return next(iter([*wanted, *codes]), "")
