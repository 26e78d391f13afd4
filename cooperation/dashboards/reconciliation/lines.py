"""The lines of the page: a comparison in words, and where each part of it leads."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from cooperation.access import is_staff
from cooperation.formatting import month_name, number, signed
from cooperation.models import MonthlyReport, Programme, User
from cooperation.reconciliation import Comparison, State, cell_address, rows_address
from cooperation.sectors import Sector

# Shape, word and colour of each state.
CSS = {
    State.UNEXPLAINED: "s-late",
    State.EXPLAINED: "s-watch",
    State.NO_ROWS: "s-unreported",
    State.NO_FIGURE: "s-unreported",
    State.AGREES: "s-ok",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison as it is printed.

    rows_url: the ledger's rows behind the sum; form_url: the form of whoever may open it;
    cell_url: the page of this comparison alone.
    """

    one: Comparison
    css: str
    month: str
    declared: str
    ledger: str
    difference: str
    rows_url: str
    form_url: str
    cell_url: str
    pairing_url: str

    @property
    def parts(self) -> list[str]:
        """What explains the difference, if it is explained."""
        given = self.one.explanation
        return part_texts(given, self.one) if given else []


def part_texts(given, one: Comparison) -> list[str]:
    """The parts of an explanation: 补录 −3（5月2日补录）."""
    places = one.indicator.decimals
    return [
        f"{part.get_kind_display()} {signed(part.amount, places)}"
        + (f" ({part.note})" if part.note else "")
        for part in given.parts.all()
    ]


def line_of(
    one: Comparison, programme: Programme, sector: Sector, forms: dict | None = None
) -> Line:
    """A comparison with its addresses."""
    indicator, month = one.indicator, one.month
    places = indicator.decimals
    place = (sector, indicator.code, programme, one.pairing, month)
    shown = {"programme": programme.code, "year": month.year, "through": month.month}
    report = (forms or {}).get((one.pairing.pk, indicator.side, month))
    return Line(
        one,
        CSS[one.state],
        month_name(month.year, month.month),
        number(one.declared, places),
        number(one.ledger, places),
        signed(one.difference, places),
        rows_address(*place),
        reverse("admin:monthly-form", args=[report]) if report else "",
        cell_address(*place),
        f"{reverse('pairing-detail', args=[one.pairing.slug])}?{urlencode(shown)}",
    )


def list_url(sector: Sector, programme: Programme, one: Comparison) -> str:
    """The page of the year of a comparison, of its indicator and pairing."""
    query = {
        "programme": programme.code,
        "year": one.month.year,
        "through": 12,
        "pairing": one.pairing.slug,
        "indicator": one.indicator.code,
    }
    return f"{reverse(f'{sector.slug}:reconciliation')}?{urlencode(query)}"


def lines_of(
    shown: Sequence[Comparison], programme: Programme, sector: Sector, user: User
) -> list[Line]:
    """The lines of a page; one statement for the forms, none for whoever opens no forms."""
    forms = forms_of(shown, sector, user) if shown and is_staff(user) else {}
    return [line_of(one, programme, sector, forms) for one in shown]


def forms_of(
    shown: Sequence[Comparison], sector: Sector, user: User
) -> dict[tuple[int, str, datetime.date], int]:
    """The reports that the reader may open: pairing, side and month → key."""
    rows = MonthlyReport.objects.visible_to(user).filter(
        pairing__in={one.pairing.pk for one in shown},
        month__in={one.month for one in shown},
        sector=sector.slug,
    )
    return {
        (pairing, side, month): pk
        for pairing, side, month, pk in rows.values_list("pairing", "side", "month", "pk")
    }
