"""The text of the document: briefing, tables, pictures, agenda."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cooperation.formatting import month_label
from cooperation.meetings.material import Material
from cooperation.meetings.paper.document import Heading, Part, Picture, Text
from cooperation.meetings.paper.drawings.bars import completion_bars
from cooperation.meetings.paper.drawings.curve import year_curve
from cooperation.meetings.paper.drawings.panels import pairing_panels
from cooperation.meetings.paper.parts.cells import value_text
from cooperation.meetings.paper.parts.happenings import (
    event_texts,
    items_table,
    numbered,
    said,
)
from cooperation.meetings.paper.parts.indicators import indicator_table, period
from cooperation.meetings.paper.parts.months import months_table
from cooperation.meetings.paper.parts.pace import lagging_rows, lagging_table, pace_table
from cooperation.meetings.paper.parts.places import (
    Place,
    headline_codes,
    headline_groups,
    lead,
    lowest,
    pairing_table,
)
from cooperation.meetings.paper.words import heading_number
from cooperation.scoreboard import Board, Row
from cooperation.sectors import sector_label

# Bars of more pairings than these cannot be told apart on a page.
MOST_BARS = 8


class Outline:
    """Numbers the headings as they come."""

    def __init__(self) -> None:
        self.first = self.second = 0

    def heading(self, text: str) -> Heading:
        """一、"""
        self.first, self.second = self.first + 1, 0
        return Heading(1, text, heading_number(self.first))

    def below(self, text: str) -> Heading:
        """（一）"""
        self.second += 1
        return Heading(2, text, heading_number(self.first, self.second))


def body(material: Material) -> Iterable[Part]:
    """Everything before the annexes."""
    board, outline = material.board, Outline()
    for section in material.briefing.sections:
        yield outline.heading(section.title)
        for paragraph in section.paragraphs:
            yield Text(paragraph.runs, paragraph.key)
    # The briefing tells of sectors and pairings already: the tables stand together behind it.
    yield outline.heading(_("Tables and lists"))
    place = lead(board)
    if place:
        yield from _headline(board, place, outline)
        yield from _sectors(board, place, outline)
    yield from _pairings(board, outline)
    yield from _pace(board, place, outline)
    yield from _happenings(material, outline)


def _language() -> str:
    return "zh-Hans" if (get_language() or "zh").startswith("zh") else "en"


def headline_rows(board: Board, place: Place) -> list[Row]:
    """The rows that stand for their sectors."""
    codes = headline_codes(board)
    return [r for r in place.rows if r.indicator.code in codes and not r.not_applicable]


def _headline(board: Board, place: Place, outline: Outline) -> Iterable[Part]:
    rows = headline_rows(board, place)
    if not rows:
        return
    yield outline.below(_("Main indicators"))
    title = _("%(place)s: main indicators") % {"place": place.title}
    yield indicator_table(board, rows, title)
    rows = [row for row in rows if row.target is not None]
    if not rows:
        return
    caption = _("Completion of the annual targets, %(period)s") % {"period": period(board)}
    # Without a table of its own: the same one stands right above.
    yield Picture(completion_bars(rows, _language(), caption), caption, _alt(caption, rows))


def _alt(caption: str, rows: Sequence[Row], *, by_place: bool = False) -> str:
    said_of = [
        f"{row.name if by_place else row.indicator.name} {value_text(row, 'completion')}%"
        for row in rows
        if row.completion is not None
    ]
    return f"{caption}: {'; '.join(said_of)}" if said_of else caption


def _sectors(board: Board, place: Place, outline: Outline) -> Iterable[Part]:
    rows = [row for row in place.rows if not row.not_applicable]
    if not rows:
        return
    headline = set(headline_codes(board))
    for sector, group in groupby(rows, key=lambda row: row.indicator.sector):
        own = list(group)
        label = sector_label(sector)
        yield outline.below(label)
        if all(row.ytd is None and row.target is None for row in own):
            words = {"place": place.title, "sector": label, "period": period(board)}
            yield said(_("%(place)s, %(sector)s: no figures for %(period)s.") % words)
            continue
        title = _("%(place)s: %(sector)s") % {"place": place.title, "sector": label}
        yield indicator_table(board, own, title)
        for row in own:
            if row.indicator.code in headline:
                yield from _curve(board, row)


def _curve(board: Board, row: Row) -> Iterable[Picture]:
    words = {"name": row.indicator.name, "unit": row.indicator.unit}
    if row.indicator.is_stock:
        caption = _("%(name)s: count (%(unit)s)") % words
    else:
        caption = _("%(name)s: year to date (%(unit)s)") % words
    legend = _("thick: this year; dashed: path of the target; pale: last year")
    drawing = year_curve(board, row, _language(), caption, _("target path"))
    if drawing:
        yield Picture(
            drawing,
            f"{caption} · {legend}",
            _alt(caption, [row]),
            months_table(board, row, caption),
        )


def _pairings(board: Board, outline: Outline) -> Iterable[Part]:
    table = pairing_table(board)
    if table is None:
        return
    yield outline.below(_("By pairing"))
    yield table
    groups = headline_groups(board, headline_codes(board))
    shown = groups if len(groups) <= MOST_BARS else lowest(groups, MOST_BARS)
    panels = [[row for row in column if row.target is not None] for column in _columns(shown)]
    panels = [panel for panel in panels if panel]
    if panels:
        caption = _("Completion by pairing, %(period)s") % {"period": period(board)}
        rows = [row for panel in panels for row in panel if row.pairing]
        yield Picture(
            pairing_panels(panels, _language(), caption),
            caption,
            _alt(caption, rows, by_place=True),
        )


def _columns(groups: Sequence[tuple[str, list[Row]]]) -> list[list[Row]]:
    """Indicator by indicator instead of pairing by pairing."""
    return [list(column) for column in zip(*(rows for _name, rows in groups), strict=True)]


def _pace(board: Board, place: Place | None, outline: Outline) -> Iterable[Part]:
    yield outline.below(_("What lags"))
    rows = lagging_rows(board)
    if rows:
        yield lagging_table(board, rows)
    else:
        yield said(
            _("No fully reported figure is behind its pace by as much as the programme calls so.")
        )
    table = pace_table(board, headline_rows(board, place)) if place else None
    if table:
        yield outline.below(_("Pace of the year"))
        yield table
        left = 12 - board.through
        if left:
            last = {"count": left, "month": month_label(board.through)}
            text = _("After %(month)s %(count)d months of the year are left.") % last
            yield said(text, kind="note")


def _happenings(material: Material, outline: Outline) -> Iterable[Part]:
    if material.events:
        yield outline.below(_("Events since the last meeting"))
        yield from event_texts(material.events)
    if material.agenda:
        yield outline.heading(_("Agenda"))
        yield from numbered(material.agenda)
    if material.decisions:
        yield outline.heading(_("Decisions"))
        yield from numbered(material.decisions)
    if material.carried or material.settled:
        yield outline.heading(_("Open items"))
        if material.carried:
            yield items_table(material.carried, _("Still to be done"), settled=False)
        if material.settled:
            title = _("Done since the last meeting")
            yield items_table(material.settled, title, settled=True)
