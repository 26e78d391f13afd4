"""The indicator × pairing table: value; shape, word and completion; difference.

Built as strings in one pass: with fifty pairings a template would spend more time on the
cells than the database on the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.dashboards.citations import brief_value
from cooperation.dashboards.heat import COMPLETION, VALUE, Heat
from cooperation.dashboards.lagging import since_label
from cooperation.dashboards.states import PACED, shown_state, state_word
from cooperation.dashboards.words import (
    city_level,
    column_label,
    coverage_words,
    unlinked,
    whole_city,
)
from cooperation.formatting import UNKNOWN, percent, signed
from cooperation.models import Pairing
from cooperation.sectors import sector_label

# More pairings than this stand as rows below the headline indicators.
WIDEST = 6
PLAIN = Heat()
Address = Callable[[object], str]
# Row and text → the printed number, opening its explanation.
Figure = Callable[[object, str], str]


def is_published_only(board) -> bool:
    """Whether no office has reported anything of the period: then nobody is behind with it."""
    return not any(row.source in ("reported", "mixed") for row in board.totals())


def caption_words(shown: str = VALUE) -> str:
    """How a cell of the table is to be read."""
    if shown == COMPLETION:
        return _(
            "Completion; below: year to date (latest count for stocks) and difference from the "
            "pace in points; where data are incomplete, months reported of those due"
        )
    return _(
        "Year to date (latest count for stocks); below: completion and difference from the pace "
        "in points; where data are incomplete, months reported of those due"
    )


class Words:
    """The words of the states, translated once per table; `figure` prints its numbers."""

    def __init__(
        self,
        published_only: bool = False,
        figure: Figure = unlinked,
        heat: Heat = PLAIN,
        board=None,
    ):
        self.published_only = published_only
        self.figure = figure
        self.heat = heat
        self.board = board
        self._words: dict[str, str] = {}

    def since(self, row) -> str:
        """Since when a row lags, as a part of its cell."""
        label = since_label(self.board, row) if self.board else ""
        return f"<span>{escape(label)}</span>" if label else ""

    def __getitem__(self, state: str) -> str:
        word = self._words.get(state)
        if word is None:
            word = self._words[state] = escape(state_word(state))
        return word


def cell(row, words: Words) -> str:
    """One number with its state. A number without a target has no state, only its origin."""
    if row.not_applicable:
        return f'<td class="na"><small>{words["not_applicable"]}</small></td>'
    state = shown_state(row)
    if row.ytd is None:
        if words.published_only:
            return f'<td class="na">{UNKNOWN}</td>'
        mark = words["not_due"] if state == "not_due" else words["unreported"]
        link = words.figure(row, mark)
        return f'<td class="s-unreported"><div><span class="st">{link}</span></div></td>'
    word, done = words[state], ""
    first = words.figure(row, brief_value(row))
    if row.completion is not None:
        done = f"<span>{percent(row.completion)}</span>"
        if words.heat.shown == COMPLETION:
            share = words.figure(row, percent(row.completion, 1))
            first, done = share, f"<span>{escape(brief_value(row))}</span>"
    if state in PACED:
        done += f"<span>{signed(row.pace_diff)}</span>{words.since(row)}"
    elif state == "partial":
        done = f"<span>{coverage_words(row)}</span>{done}"
    elif state == "published" and row.reading:
        done = f"<span>{row.reading.cutoff:%Y-%m-%d}</span>"
    return (
        f'<td class="s-{state}{words.heat.css(row, state)}"><div><span class="st">{word}</span>'
        f"<b>{first}</b></div><small>{done}</small></td>"
    )


def by_indicator(
    board,
    pairings: Sequence[Pairing],
    caption: str,
    *,
    indicator_url: Address,
    pairing_url: Address,
    figure: Figure = unlinked,
    heat: Heat = PLAIN,
) -> SafeString:
    """Indicators as rows below their sector; whole city, 市本级 and the groups as columns."""
    words = Words(is_published_only(board), figure, heat, board)
    groups = [p for p in pairings if p.kind != Pairing.Kind.CITY]
    city = board.city if board.city and board.city.reports else None

    def own(code: str) -> list[str]:
        return [cell(board.row("own", city.pk, code), words)] if city else []

    heads = [
        f'<th scope="col">{escape(_("Indicator"))}</th>',
        f'<th scope="col">{escape(whole_city())}</th>',
        *([f'<th scope="col">{escape(city_level())}</th>'] if city else []),
        *(
            f'<th scope="col"><a href="{escape(pairing_url(p))}">{column_label(p)}</a></th>'
            for p in groups
        ),
    ]
    span = len(heads)
    parts = [f"<thead><tr>{''.join(heads)}</tr></thead>"]
    for slug, indicators in groupby(board.indicators, key=lambda i: i.sector):
        parts.append(
            f'<tbody data-sector="{escape(slug)}"><tr class="sector-row">'
            f'<th scope="rowgroup" colspan="{span}">{escape(sector_label(slug))}</th></tr>'
        )
        for indicator in indicators:
            css = ' class="of-which"' if indicator.part_of or indicator.sums_to else ""
            cells = [
                cell(board.row("total", None, indicator.code), words),
                *own(indicator.code),
                *(cell(board.row("pairing", p.pk, indicator.code), words) for p in groups),
            ]
            parts.append(
                f'<tr><th scope="row"{css}><a href="{escape(indicator_url(indicator))}">'
                f"{escape(indicator.name)}</a> "
                f'<span class="unit">{escape(indicator.unit)}</span></th>'
                f"{''.join(cells)}</tr>"
            )
        parts.append("</tbody>")
    return _table(f"matrix{_tinted(heat)}", caption, parts)


def by_pairing(
    board,
    indicators,
    pairings: Sequence[Pairing],
    caption: str,
    *,
    indicator_url: Address,
    pairing_url: Address,
    figure: Figure = unlinked,
    heat: Heat = PLAIN,
) -> SafeString:
    """Pairings as rows, the whole city first; for programmes with many pairings."""
    words = Words(is_published_only(board), figure, heat)
    heads = [f'<th scope="col">{escape(_("Pairing"))}</th>']
    heads += [
        f'<th scope="col"><a href="{escape(indicator_url(i))}">{escape(i.name)}</a>'
        f"<small>{escape(i.unit)}</small></th>"
        for i in indicators
    ]
    parts = [f"<thead><tr>{''.join(heads)}</tr></thead><tbody>"]
    lines = [("total", None, escape(whole_city()))]
    if board.city and board.city.reports:
        lines.append(("own", board.city.pk, escape(city_level())))
    lines += [
        ("pairing", p.pk, f'<a href="{escape(pairing_url(p))}">{escape(p.name)}</a>')
        for p in pairings
        if p.kind != Pairing.Kind.CITY
    ]
    for kind, pairing_id, label in lines:
        cells = "".join(cell(board.row(kind, pairing_id, i.code), words) for i in indicators)
        parts.append(f'<tr><th scope="row">{label}</th>{cells}</tr>')
    parts.append("</tbody>")
    return _table(f"matrix rows-pairings{_tinted(heat)}", caption, parts)


def _tinted(heat: Heat) -> str:
    return " by-completion" if heat.shown == COMPLETION else ""


def _table(css: str, caption: str, parts: list[str]) -> SafeString:
    label, stop = escape(caption), escape(pgettext("end of a sentence", "."))
    opens = escape(_("A number opens its explanation."))
    return mark_safe(
        f'<p class="card-note above">{label}{stop} {opens}</p>'
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="{css}"><caption class="visually-hidden">{label}</caption>'
        f"{''.join(parts)}</table></div>"
    )
