"""The page of completeness and timeliness, and its files."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from cooperation.access import account_required
from cooperation.dashboards.completeness import files
from cooperation.dashboards.completeness.counts import Completeness, Tally
from cooperation.dashboards.completeness.selection import Selection, selection_of
from cooperation.dashboards.frame import PER_PAGE, page_number
from cooperation.dashboards.reported import late_forms_text
from cooperation.exports import download
from cooperation.formatting import day, month_label, month_name
from cooperation.models import Side
from cooperation.sectors import sector_label
from cooperation.spreadsheets.workbooks import FORMATS


@account_required
def completeness(request):
    """Due, reported, on time, approved."""
    chosen = selection_of(request)
    counted = chosen.counted()
    pages = math.ceil(len(counted.by_pairing) / PER_PAGE)
    page = page_number(request.GET.get("page", ""), pages)
    pairings = list(counted.by_pairing.items())[(page - 1) * PER_PAGE : page * PER_PAGE]
    context = chosen.frame.context(
        chosen=chosen,
        counted=counted,
        first=str(chosen.first),
        months_name=files.months_name(chosen),
        cutoff=day(chosen.today),
        definitions=files.definitions(),
        sides=Side.choices,
        measures=_measures(),
        measure_name=dict(_measures())[chosen.measure],
        shares=[(label, *counted.total.rates[i]) for i, (_m, label) in enumerate(_measures())],
        tables=_tables(chosen, counted, pairings),
        heads=[month_label(month.month) for month in counted.months],
        blocks=[_block(chosen, counted, pairing, tally) for pairing, tally in pairings],
        month_cells=[
            Cell.of(counted.by_month.get(month), chosen.measure) for month in counted.months
        ],
        total_cell=Cell.of(counted.total, chosen.measure),
        late=late_forms_text(counted.late),
        page=page,
        pages=range(1, pages + 1) if pages > 1 else (),
    )
    return render(request, "dashboards/completeness.html", context)


@account_required
def completeness_file(request, fmt: str):
    """What the page shows, all its pairings together."""
    if fmt not in FORMATS:
        raise Http404(fmt)
    chosen = selection_of(request)
    counted = chosen.counted()
    content: str | bytes = (
        files.completeness_csv(chosen, counted)
        if fmt == "csv"
        else files.completeness_xlsx(chosen, counted)
    )
    return download(
        request,
        content,
        FORMATS[fmt],
        name=files.file_name(chosen, fmt),
        kind=f"completeness-{fmt}",
        programme=chosen.frame.programme,
        scope=files.months_name(chosen),
    )


@dataclass(frozen=True)
class Cell:
    """A cell of the grid: so many of so many, and its colour."""

    text: str = ""
    css: str = ""

    @classmethod
    def of(cls, tally: Tally | None, measure: str) -> Cell:
        """2/2; nothing where nothing is due."""
        if tally is None or not tally.due:
            return cls()
        count = tally.count(measure)
        css = "r-approved" if count == tally.due else "r-submitted" if count else "r-late"
        return cls(f"{count}/{tally.due}", css)


def _block(chosen: Selection, counted: Completeness, pairing, tally: Tally) -> dict:
    """A pairing's lines of the grid: a sector over the months."""
    lines = []
    for sector in chosen.sectors:
        months = [counted.details.get((pairing, sector.slug, month)) for month in counted.months]
        if any(months):
            whole = counted.by_pairing_and_sector[pairing, sector.slug]
            cells = [Cell.of(month, chosen.measure) for month in months]
            lines.append(
                {"sector": sector, "cells": cells, "whole": Cell.of(whole, chosen.measure)}
            )
    url = chosen.frame.pairing_url(pairing)
    return {"pairing": pairing, "url": url, "lines": lines, "whole": Cell.of(tally, chosen.measure)}


def _tables(chosen: Selection, counted: Completeness, pairings) -> list[dict]:
    """By pairing, sector and month; a table of one line says nothing new."""
    tables = [
        (_("By pairing"), _("Pairing"), [(pairing.name, tally) for pairing, tally in pairings]),
        (_("By month"), _("Month"), [(_month(m), t) for m, t in counted.by_month.items()]),
        (_("By sector"), _("Sector"), [(sector_label(s), t) for s, t in counted.by_sector.items()]),
    ]
    return [
        {"title": title, "head": head, "rows": rows}
        for title, head, rows in tables
        if len(rows) > 1
    ]


def _measures() -> list[tuple[str, str]]:
    return [("reported", _("Reported")), ("on_time", _("On time")), ("approved", _("Approved"))]


def _month(month: datetime.date) -> str:
    return month_name(month.year, month.month)
