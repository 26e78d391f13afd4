"""The annexes: all indicators, how to look a figure up, sources, definitions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.formatting import day, number
from cooperation.meetings.material import Material
from cooperation.meetings.paper.document import (
    LEFT,
    Cell,
    Column,
    Heading,
    Line,
    PageBreak,
    Part,
    QrCode,
    QrCodes,
    Table,
    Text,
)
from cooperation.meetings.paper.parts.happenings import said
from cooperation.meetings.paper.parts.indicators import full_table, period
from cooperation.meetings.paper.parts.places import MOST_FULL, Place, places
from cooperation.meetings.paper.words import annex_number
from cooperation.meetings.sources import citations
from cooperation.meetings.text import ref
from cooperation.scoreboard import Board, Row
from cooperation.sectors import sector_label

MOST_SOURCES = 120


def full_tables(board: Board) -> Iterable[Part]:
    """Every indicator of every place; of a nation the whole and the city level alone."""
    found = places(board)
    shown = found if len(found) <= MOST_FULL else [p for p in found if not _is_pairing(p)]
    for place in shown:
        rows = [row for row in place.rows if not row.not_applicable]
        if any(row.ytd is not None or row.target is not None for row in rows):
            yield full_table(board, rows, place.title)
        elif rows:
            words = {"place": place.title, "period": period(board)}
            yield said(_("%(place)s: no figures for %(period)s.") % words)
    if len(shown) < len(found):
        yield said(
            _("The tables of all %(count)d pairings stand in the workbook (XLSX) of this pack.")
            % {"count": len(found) - len(shown)}
        )


def _is_pairing(place: Place) -> bool:
    return any(row.kind == "pairing" for row in place.rows[:1])


def look_up(material: Material, rows: Sequence[Row]) -> Iterable[Part]:
    """How a printed figure is found again, and codes to scan for the headline totals."""
    yield said(
        _(
            "Each figure printed here has a code, small and grey beside it. Type it, or scan one "
            "of the codes below: the figure opens with its formula, its value then and now, the "
            "reports behind it and who approved them. An account of the programme is needed."
        )
    )
    yield said(
        _("Within sentences the code of this file is left out; type it before: %(code)s-…")
        % {"code": material.code}
    )
    yield Text(
        (
            *_label(_("Code of this file")),
            *said(material.code, tone="strong").runs,
            *said(_(" · looked up at %(address)s") % {"address": _where(material)}).runs,
        )
    )
    if not material.address:
        return
    codes = [QrCode(_("This pack"), material.code, material.code, _at(material, material.code))]
    for row in rows:
        if row.ytd is not None:
            code = material.coder(ref(row, "ytd"))
            value = f"{number(row.ytd, row.indicator.decimals)} {row.indicator.unit}"
            codes.append(QrCode(row.indicator.name, value, code, _at(material, code)))
    yield QrCodes(tuple(codes))


def _label(text: str) -> tuple:
    return said(text + pgettext("after a label", ": ")).runs


def _where(material: Material) -> str:
    """The address, or how to get there on a site that does not know its own."""
    return material.address or _("Joint meetings › Look up a printed number")


def _at(material: Material, code: str) -> str:
    return f"{material.address.rstrip('/')}/{code}/"


def sources(board: Board, places_shown: Iterable[Place]) -> Iterable[Part]:
    """Which figures are published ones, and where they were published."""
    lines, seen = [], set()
    for place in places_shown:
        for row in place.rows:
            reading = row.reading or row.published
            cited = citations(board, row)
            key = (place.title, row.indicator.code)
            if not (reading or row.readings) or not cited or key in seen:
                continue
            seen.add(key)
            value = number(reading.value, row.indicator.decimals) if reading else ""
            until = day(reading.cutoff) if reading else day(row.value_date)
            lines.append(
                Line(
                    (
                        Cell(place.title),
                        Cell(row.indicator.name),
                        Cell(f"{value} {row.indicator.unit}".strip()),
                        Cell(until),
                        Cell("; ".join(cited)),
                    )
                )
            )
    if not lines:
        yield said(
            _("All figures come from the offices' monthly reports; none is a published one.")
        )
        return
    columns = (
        Column(_("Pairing"), LEFT, 18),
        Column(_("Indicator"), LEFT, 18),
        Column(_("Published"), LEFT, 15),
        Column(_("Figures until"), LEFT, 14),
        Column(_("Source"), LEFT, 45),
    )
    notes = ()
    if len(lines) > MOST_SOURCES:
        notes = (
            _("The first %(shown)d of %(all)d; the others stand in the data files.")
            % {"shown": MOST_SOURCES, "all": len(lines)},
        )
    title = _("Published figures and their sources")
    yield Table(title, columns, tuple(lines[:MOST_SOURCES]), notes=notes, size="small")


def definitions(board: Board) -> Table:
    """What each indicator counts."""
    columns = (
        Column(_("Indicator"), LEFT, 26),
        Column(_("Unit"), LEFT, 9),
        Column(_("Kind"), LEFT, 12),
        Column(_("Definition"), LEFT, 63),
    )
    lines, sector = [], None
    for one in board.indicators:
        if one.sector != sector:
            sector = one.sector
            lines.append(Line((Cell(sector_label(sector)),), group=True))
        kind = _("Stock") if one.is_stock else _("Flow")
        cells = (Cell(one.name), Cell(one.unit), Cell(kind), Cell(one.definition or "—"))
        lines.append(Line(cells, one.depth))
    return Table(_("Definitions of the indicators"), columns, tuple(lines), size="small")


def counting_rules() -> Iterable[Text]:
    """How the columns are worked out."""
    for text in (
        _("Completion is year to date ÷ annual target; it is never capped."),
        _("Against pace is completion less the share of the year that has gone, in points."),
        _(
            "On pace, slow and behind are said only where a target was agreed and every month "
            "due has been reported."
        ),
        _("Change on last year is given only where both years are fully reported."),
        _("A stock is a state on a day: it is never added up over months."),
    ):
        yield said(text, kind="item")


def annex_heading(number: int, title: str) -> Heading:
    """The title over an annex, with its number."""
    return Heading(1, title, f"{annex_number(number)}{pgettext('after a label', ': ')}", annex=True)


def new_page(orientation: str) -> PageBreak:
    """Annexes begin on pages of their own."""
    return PageBreak(orientation)
