"""Who has reported: a pairing's monthly reports by sector, side and month, as words of state.

Whether a report was filed is another question than what the figures say; so this is not the
scoreboard's coverage. It names the form that is missing, never a person.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.calendar import DueCalendar
from cooperation.filing import Owed, owed_forms, word
from cooperation.formatting import months_text
from cooperation.models import Indicator, Pairing, Side
from cooperation.sectors import sector_label

# Sector and side: what a monthly report of a pairing is about, and who owes it.
Form = tuple[str, str]
# The months of each form that are not there, by pairing.
Gaps = dict[Pairing, dict[Form, set[int]]]


@dataclass(frozen=True)
class Cell:
    """One month of one form: the word of its state, the class of its colour, its report."""

    css: str
    word: str
    report: int | None = None


@dataclass(frozen=True)
class Line:
    """One form (pairing, sector, side) over the months of a year."""

    pairing: Pairing
    sector: str
    side: str
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """劳务协作 · 西部."""
        return form_name(self.sector, self.side)


@dataclass(frozen=True)
class Filed:
    """All lines of a page with the counts of owed, filed and approved forms."""

    lines: tuple[Line, ...]
    owed: int
    filed: int
    approved: int
    missing: tuple[tuple[Pairing, str], ...]
    any_report: bool


def filed_reports(
    pairings: Iterable[Pairing],
    indicators: list[Indicator],
    year: int,
    through: int,
    today: datetime.date,
    calendar: DueCalendar,
    sector: str = "",
    as_of: datetime.date | None = None,
) -> Filed:
    """The state of every owed report of a year up to a month; one statement and the calendar's.

    as_of: as it was known on that day, when months that had not begun were owed by nobody.
    """
    first, last = datetime.date(year, 1, 1), datetime.date(year, through, 1)
    today = min(today, as_of or today)
    forms = owed_forms(pairings, indicators, calendar, first, last, sector=sector, as_of=as_of)
    lines, counts, approved = [], defaultdict(int), 0
    gaps: Gaps = defaultdict(lambda: defaultdict(set))
    for (pairing, slug, side), months in groupby(
        forms, key=lambda f: (f.pairing, f.sector, f.side)
    ):
        cells = [Cell("", "")] * 12
        for form in months:
            state = form.state(today)
            if state == "open" or (state == "missing" and form.month > today):
                continue
            counts[state] += 1
            approved += form.approved
            if state in ("late", "returned"):
                gaps[pairing][slug, side].add(form.month.month)
            pk = form.report.pk if form.report else None
            cells[form.month.month - 1] = Cell(f"r-{state}", word(state), pk)
        lines.append(Line(pairing, slug, side, tuple(cells)))
    missing = _named(gaps)
    return Filed(
        tuple(lines),
        sum(counts.values()),
        counts["approved"] + counts["submitted"] + counts["correcting"],
        approved,
        missing,
        any(form.report for form in forms),
    )


def form_name(sector: str, side: str) -> str:
    """劳务协作 · 西部: the form by what it is about and the side that owes it."""
    return f"{sector_label(sector)} · {Side(side).label}"


def late_forms_text(forms: Iterable[Owed]) -> tuple[tuple[Pairing, str], ...]:
    """Forms that are not there, by pairing: 劳务协作 · 西部：8—9月. Of one year."""
    gaps: Gaps = defaultdict(lambda: defaultdict(set))
    for form in forms:
        gaps[form.pairing][form.sector, form.side].add(form.month.month)
    return _named(gaps)


def _named(gaps: Gaps) -> tuple[tuple[Pairing, str], ...]:
    """Each pairing with 劳务协作 · 西部：8—9月；产业协作 · 东部：9月."""
    return tuple(
        (
            pairing,
            pgettext("between statements", "; ").join(
                _("%(form)s: %(months)s")
                % {"form": form_name(*form), "months": months_text(months)}
                for form, months in forms.items()
            ),
        )
        for pairing, forms in gaps.items()
    )
