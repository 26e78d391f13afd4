"""Who has reported: a pairing's monthly reports by sector, side and month, as words of state.

Whether a report was filed is another question than what the figures say; so this is not the
scoreboard's coverage. It names the form that is missing, never a person.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.calendar import due_date, owed_months, owed_reports
from cooperation.formatting import months_text
from cooperation.models import Indicator, MonthlyReport, Pairing, Review, Side
from cooperation.sectors import all_sectors, sector_label

# Sector and side: what a monthly report of a pairing is about, and who owes it.
Form = tuple[str, str]


@dataclass(frozen=True)
class Cell:
    """One month of one form: the word of its state and the class of its colour."""

    css: str
    word: str
    title: str


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
    sector: str = "",
) -> Filed:
    """The state of every owed report of a year up to a month; two statements."""
    pairings = [p for p in pairings if p.reports]
    reports = _reports(pairings, year)
    order = {s.slug: position for position, s in enumerate(all_sectors())}
    last = datetime.date(year, through, 1)
    lines, counts = [], defaultdict(int)
    gaps: dict[Pairing, dict[Form, set[int]]] = defaultdict(lambda: defaultdict(set))
    for pairing in pairings:
        months = {month.month for month in owed_months(pairing, last) if month.year == year}
        forms = sorted(
            owed_reports(pairing, year, indicators), key=lambda form: (order.get(form[0], 99), form)
        )
        for slug, side in forms:
            if sector and slug != sector:
                continue
            cells = []
            for month in range(1, 13):
                if month not in months:
                    cells.append(Cell("", "", ""))
                    continue
                report = reports.get((pairing.pk, slug, side, month))
                state = _state(report, datetime.date(year, month, 1), today)
                counts[state] += 1
                if state in ("late", "returned"):
                    gaps[pairing][slug, side].add(month)
                cells.append(Cell(f"r-{state}", word(state), ""))
            lines.append(Line(pairing, slug, side, tuple(cells)))
    missing = tuple((pairing, _missing(forms)) for pairing, forms in gaps.items())
    owed = sum(counts.values())
    filed = counts["approved"] + counts["submitted"] + counts["correcting"]
    return Filed(tuple(lines), owed, filed, counts["approved"], missing, bool(reports))


def _reports(pairings, year):
    """Reports with whether something of them was approved before."""
    approved_before = Review.objects.filter(
        submission__report=OuterRef("pk"), decision=Review.Decision.APPROVED
    )
    rows = (
        MonthlyReport.objects.filter(pairing__in=pairings, month__year=year)
        .annotate(once_approved=Exists(approved_before))
        .values_list("pairing_id", "sector", "side", "month", "state", "once_approved")
    )
    return {
        (pairing, sector, side, month.month): (state, once)
        for pairing, sector, side, month, state, once in rows
    }


def _state(report, month: datetime.date, today: datetime.date) -> str:
    """approved, submitted, correcting, returned; else late or missing by the due day."""
    if report:
        state, once_approved = report
        if state in ("approved", "submitted"):
            return state
        if once_approved:
            return "correcting"
        if state == "returned":
            return "returned"
    return "late" if today > due_date(month) else "missing"


def word(state: str) -> str:
    """The word of a state, short enough for a cell."""
    return {
        "approved": pgettext("report", "Approved"),
        "submitted": pgettext("report", "In review"),
        "correcting": pgettext("report", "Correcting"),
        "returned": pgettext("report", "Returned"),
        "late": pgettext("report", "Overdue"),
        "missing": pgettext("report", "Not due"),
    }[state]


def form_name(sector: str, side: str) -> str:
    """劳务协作 · 西部: the form by what it is about and the side that owes it."""
    return f"{sector_label(sector)} · {Side(side).label}"


def _missing(forms: dict[Form, set[int]]) -> str:
    """劳务协作 · 西部：8—9月；产业协作 · 东部：9月."""
    return pgettext("between statements", "; ").join(
        _("%(form)s: %(months)s") % {"form": form_name(*form), "months": months_text(months)}
        for form, months in forms.items()
    )
