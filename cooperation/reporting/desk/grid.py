"""The whole pairing × month grid of a year by sector: how far every form came."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cooperation.calendar import DueCalendar
from cooperation.filing import Owed, owed_forms, word
from cooperation.models import Indicator, MonthlyReport, Pairing, Programme, Side
from cooperation.sectors import all_sectors

PER_PAGE = 50
EMPTY = SafeString("<td></td>")
# What asks for somebody's attention comes first.
TALLY = (
    ("late", "s-late"),
    ("returned", "s-late"),
    ("submitted", "s-watch"),
    ("correcting", "s-watch"),
    ("approved", "s-ok"),
    ("missing", "plain"),
)
# What is opened is what was handed in: a draft is its office's own affair.
LINKED = {"approved", "submitted", "correcting", "returned"}


@dataclass(frozen=True, slots=True)
class GridLine:
    """One pairing and side of a sector over the months of a year."""

    pairing: Pairing
    side: str
    cells: list[SafeString]

    @property
    def side_name(self) -> str:
        """East or west."""
        return Side(self.side).label


@dataclass(frozen=True, slots=True)
class SectorBlock:
    """The lines of one sector."""

    slug: str
    label: str
    lines: list[GridLine]


@dataclass(frozen=True, slots=True)
class Grid:
    """A page of the grid: at most 50 pairings."""

    year: int
    years: tuple[int, ...]
    sector: str
    sectors: tuple[tuple[str, str], ...]
    blocks: list[SectorBlock]
    counts: dict[str, int]
    page: int
    pages: int

    @property
    def tally(self) -> list[tuple[str, str, int]]:
        """Class, word and number of each state that the page shows; the pressing ones first."""
        return [
            (css, word(state), self.counts[state]) for state, css in TALLY if state in self.counts
        ]

    @property
    def page_numbers(self) -> range:
        """The pages, where there are several."""
        return range(1, self.pages + 1) if self.pages > 1 else range(0)


def grid_of(
    programme: Programme, calendar: DueCalendar, today: datetime.date, asked: dict[str, str]
) -> Grid:
    """The grid that the address asks for (year, sector, page); four statements, however many."""
    until = min(today, programme.until)
    years = tuple(range(programme.since.year, max(until.year, programme.since.year) + 1))
    year = _number(asked.get("year", ""), years[0], years[-1], years[-1])
    pairings = Pairing.objects.reporting_in(programme)
    indicators = list(Indicator.objects.prefetch_related("not_for"))
    reporting = {one.sector for one in indicators}
    sectors = tuple((s.slug, str(s.label)) for s in all_sectors() if s.slug in reporting)
    sector = asked.get("sector", "")
    sector = sector if sector in dict(sectors) else ""
    pages = max(1, math.ceil(len(pairings) / PER_PAGE))
    page = _number(asked.get("page", ""), 1, pages, 1)
    forms = owed_forms(
        pairings[(page - 1) * PER_PAGE : page * PER_PAGE],
        indicators,
        calendar,
        datetime.date(year, 1, 1),
        min(datetime.date(year, 12, 1), until),
        sector=sector,
    )
    counts: dict[str, int] = defaultdict(int)
    blocks = _blocks(forms, dict(sectors), today, counts)
    return Grid(year, years, sector, sectors, blocks, dict(counts), page, pages)


def _blocks(
    forms: Iterable[Owed], labels: dict[str, str], today: datetime.date, counts: dict[str, int]
) -> list[SectorBlock]:
    lines: dict[str, list[GridLine]] = defaultdict(list)
    months = groupby(forms, key=lambda form: (form.pairing, form.sector, form.side))
    for (pairing, sector, side), group in months:
        cells = [EMPTY] * 12
        for form in group:
            state = form.state(today)
            if state != "open":
                counts[state] += 1
                cells[form.month.month - 1] = _cell(form, state)
        lines[sector].append(GridLine(pairing, side, cells))
    return [SectorBlock(slug, labels[slug], lines[slug]) for slug in labels if slug in lines]


def _cell(form: Owed, state: str) -> SafeString:
    """The word of a state on its ground, leading to what was handed in."""
    text = word(state)
    if state not in LINKED or form.report is None:
        return format_html('<td class="r-{}">{}</td>', state, text)
    waits = form.report.stored == MonthlyReport.State.SUBMITTED
    url = reverse(f"admin:monthly-{'review' if waits else 'form'}", args=[form.report.pk])
    return format_html('<td class="r-{}"><a href="{}">{}</a></td>', state, url, text)


def _number(text: str, least: int, most: int, otherwise: int) -> int:
    """A number of the address, brought to the nearest possible; nonsense means the usual one."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return otherwise
    return min(max(int(text), least), most)
