"""All columns of the scoreboard for some rows: month, year to date, target … since pairing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.dashboards.citations import exactly, row_value, source_line
from cooperation.dashboards.states import shown_state, state_word
from cooperation.dashboards.words import coverage_words
from cooperation.formatting import UNKNOWN, day, number, percent, signed
from cooperation.models.base import chooser
from cooperation.sectors import sector_label

Drawn = tuple[str, Callable[[Any], str]]


def columns(since: bool, stock: bool = False) -> list[tuple[str, str]]:
    """Heads with their class; a table of one stock has counts and no sums."""
    heads = [
        ("", _("This month")),
        ("", _("Latest count") if stock else _("Year to date")),
        ("", _("Target of the year")),
        ("", _("Completion")),
        ("", _("Against pace")),
        ("", _("Same time last year")),
        ("", pgettext("against last year", "Change")),
        ("", _("Months")),
        ("state", _("State")),
    ]
    if since:
        heads.insert(-2, ("", _("Since pairing")))
    return heads


def known_rows(rows: list) -> list:
    """All rows; where no office has reported anything, those about which something is known.

    A programme known from publications alone is not late with the rest of the catalogue.
    """
    if any(row.source in ("reported", "mixed") for row in rows):
        return rows
    known = [
        row
        for row in rows
        if row.ytd is not None or row.last_year is not None or row.since_reading or row.target
    ]
    return known


def figure_table(
    frame,
    board,
    rows: Iterable,
    *,
    since: bool = True,
    marks: Mapping[str, str] | None = None,
    drawn: Drawn | None = None,
) -> SafeString:
    """Indicators below their sector, 其中 indented; `marks` stand below names, by code.

    drawn: head and cell of a column of drawings, right beside the names.
    """
    choose = chooser()
    return _table(
        frame,
        _("Indicator"),
        rows,
        board,
        group=lambda row: row.indicator.sector,
        label=lambda row: (
            f'<a class="plain" href="{escape(frame.indicator_url(row.indicator))}">'
            f"{escape(choose(row.indicator.name_zh, row.indicator.name_en))}</a> "
            f'<span class="unit">{escape(choose(row.indicator.unit_zh, row.indicator.unit_en))}'
            "</span>"
        ),
        indented=lambda row: bool(row.indicator.part_of or row.indicator.sums_to),
        since=since,
        marks=marks or {},
        drawn=drawn,
    )


def place_table(frame, board, rows: Iterable) -> SafeString:
    """One indicator: whole city, 市本级 and the groups."""
    return _table(
        frame,
        _("Pairing"),
        rows,
        board,
        group=None,
        label=lambda row: (
            f"<b>{escape(row.name)}</b>"
            if row.kind == "total"
            else f'<a class="plain" href="{escape(frame.pairing_url(row.pairing))}">'
            f"{escape(row.name)}</a>"
        ),
        indented=lambda row: row.kind != "total",
    )


def _table(
    frame,
    first: str,
    rows: Iterable,
    board,
    *,
    group: Callable | None,
    label: Callable,
    indented: Callable,
    since: bool = True,
    marks: Mapping[str, str] = MappingProxyType({}),
    drawn: Drawn | None = None,
) -> SafeString:
    rows = list(rows)
    stock = group is None and all(row.indicator.kind == "stock" for row in rows)
    if not rows:
        return mark_safe(
            f'<p class="empty">{escape(_("Nothing is reported or published for this period."))}</p>'
        )
    heads = [*([("drawn", drawn[0])] if drawn else []), *columns(since, stock)]
    head = f'<th scope="col">{escape(first)}</th>' + "".join(
        f'<th scope="col" class="{css or "n"}">{escape(text)}</th>' for css, text in heads
    )
    parts = [f"<thead><tr>{head}</tr></thead>"]
    word = cache(state_word)
    for sector, some in groupby(rows, key=group or (lambda row: "")):
        parts.append(f'<tbody data-sector="{escape(sector)}">')
        if sector:
            parts.append(
                f'<tr class="sector-row"><th scope="rowgroup" colspan="{len(heads) + 1}">'
                f"{escape(sector_label(sector))}</th></tr>"
            )
        for row in some:
            css = ' class="of-which"' if indented(row) else ""
            parts.append(f'<tr><th scope="row"{css}>{label(row)}{_origin(board, row)}')
            if mark := marks.get(row.indicator.code):
                parts.append(f'<div class="s-watch"><span class="st">{escape(mark)}</span></div>')
            parts.append("</th>")
            if drawn:
                parts.append(f'<td class="drawn">{drawn[1](row)}</td>')
            parts.append("".join(_cells(frame, row, since, word)) + "</tr>")
        parts.append("</tbody>")
    return mark_safe(
        '<div class="table-scroll" tabindex="0"><table class="table figures">'
        f"{''.join(parts)}</table></div>"
    )


def _cells(frame, row, since: bool, word: Callable[[str], str]) -> Iterable[str]:
    decimals = row.indicator.decimals
    state = shown_state(row)

    def linked(about: str, text: str) -> str:
        """Another number of the row; there is nothing to explain where it is unknown."""
        return text if text == UNKNOWN else frame.figure(row, text, about)

    yield f'<td class="n">{linked("month", number(row.month, decimals))}</td>'
    yield f'<td class="n"><b>{frame.figure(row, row_value(row))}</b></td>'
    yield f'<td class="n">{linked("target", number(row.target, decimals))}</td>'
    yield f'<td class="n">{linked("completion", percent(row.completion))}</td>'
    yield f'<td class="n">{linked("pace", signed(row.pace_diff))}</td>'
    yield f'<td class="n">{linked("last", number(row.last_year, decimals))}</td>'
    yield f'<td class="n">{linked("last", percent_change(row.change))}</td>'
    if since:
        yield f'<td class="n">{linked("since", _since(row))}</td>'
    yield f'<td class="n">{coverage_words(row)}</td>'
    yield f'<td class="s-{state}"><span class="st">{escape(word(state))}</span></td>'


def percent_change(value) -> str:
    """同比 with its sign."""
    return UNKNOWN if value is None else f"{signed(value)}%"


def _since(row) -> str:
    if row.since_pairing is None:
        return UNKNOWN
    text = number(row.since_pairing, row.indicator.decimals)
    return f"≥ {text}" if row.since_partial else text


def _origin(board, row) -> str:
    """Below the name: the citation of a published number, and what stands beside the number."""
    lines = []
    decimals = row.indicator.decimals
    if row.reading:
        lines.append(_cite(board, row.reading, _("Published")))
    elif row.published:
        value = exactly(number(row.published.value, decimals), row.published.exactness)
        lines.append(_cite(board, row.published, _("Beside it, published: %s") % value))
    if row.since_reading:
        value = exactly(number(row.since_reading.value, decimals), row.since_reading.exactness)
        lines.append(
            _cite(board, row.since_reading, _("Since the pairing began, published: %s") % value)
        )
    if row.beside and row.beside.ytd is not None:
        text = _("Sum of the pairings' figures: %(value)s (months %(covered)d/%(due)d)") % {
            "value": number(row.beside.ytd, decimals),
            "covered": row.beside.covered,
            "due": row.beside.due,
        }
        lines.append(escape(text))
    if row.correcting:
        lines.append(escape(_("A correction is under way; the approved figure stays.")))
    elif row.pending:
        lines.append(escape(_("Partly not yet approved.")))
    if row.indicator.kind == "stock" and row.value_date and not row.reading:
        lines.append(escape(_("Count of %s") % day(row.value_date)))
    return "".join(f'<div class="cite">{line}</div>' for line in lines)


def _cite(board, reading, lead: str) -> str:
    sources = " · ".join(source_line(source) for source in board.citations(reading))
    upto = escape(_("up to %s") % day(reading.cutoff))
    return f"{escape(lead)}, {upto} · {sources}" if sources else f"{escape(lead)}, {upto}"
