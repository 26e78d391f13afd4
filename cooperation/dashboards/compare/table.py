"""The table of a comparison: below each indicator the pairings, for each the years."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.dashboards.citations import row_value
from cooperation.dashboards.compare.boards import Comparison, YearBoard
from cooperation.dashboards.compare.choices import Line
from cooperation.dashboards.detail import percent_change
from cooperation.dashboards.headline import bullet
from cooperation.dashboards.states import shown_state, state_word
from cooperation.dashboards.words import coverage_words
from cooperation.formatting import number, percent, signed
from cooperation.scoreboard.rows import TOTAL


def titles() -> list[str]:
    """The heads of the columns."""
    return [
        _("Pairing"),
        _("Year"),
        _("Year to date"),
        _("Target of the year"),
        _("Completion"),
        _("Against pace"),
        _("Same time last year"),
        pgettext("against last year", "Change"),
        _("Months"),
        _("State"),
    ]


def comparison_table(compared: Comparison, caption: str) -> SafeString:
    """All columns for each combination and year; empty where nothing is known of any."""
    if not compared.lines:
        return mark_safe("")
    heads = titles()
    head = "".join(
        f'<th scope="col"{_head_class(place)}>{escape(text)}</th>'
        for place, text in enumerate(heads)
    )
    bodies = "".join(
        _body(compared, list(lines), len(heads))
        for _code, lines in groupby(compared.lines, key=lambda line: line.code)
    )
    label = escape(caption)
    return mark_safe(
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table figures compared"><caption class="visually-hidden">{label}</caption>'
        f"<thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )


def _head_class(place: int) -> str:
    return "" if place == 0 else ' class="state"' if place == 9 else ' class="n"'


def _body(compared: Comparison, lines: list[Line], width: int) -> str:
    indicator = compared.newest(lines[0]).indicator
    url = escape(compared.years[0].frame.indicator_url(indicator))
    unit = escape(indicator.unit)
    if indicator.is_stock:
        unit += f" · {escape(_('Latest count'))}"
    rows = "".join(part for line in lines for part in _rows(compared, line, indicator.unit))
    return (
        f'<tbody data-sector="{escape(indicator.sector)}"><tr class="sector-row">'
        f'<th scope="rowgroup" colspan="{width}"><a class="plain" href="{url}">'
        f'{escape(indicator.name)}</a> <span class="unit">{unit}</span></th></tr>{rows}</tbody>'
    )


def _rows(compared: Comparison, line: Line, unit: str) -> Iterator[str]:
    """One line per year; the name stands once and speaks for all of them."""
    years = compared.years_of(line)
    span = f' rowspan="{len(years)}"' if len(years) > 1 else ""
    for place, one in enumerate(years):
        name = "" if place else f'<th scope="row"{span}>{_name(one, line)}</th>'
        css = ' class="earlier"' if place else ""
        yield f"<tr{css}>{name}{''.join(_cells(one, compared.row(one, line), unit))}</tr>"


def _name(one: YearBoard, line: Line) -> str:
    if line.whose.kind == TOTAL:
        return f"<b>{escape(line.whose.name)}</b>"
    url = escape(one.frame.pairing_url(line.whose.pairing))
    return f'<a class="plain" href="{url}">{escape(line.whose.name)}</a>'


def _cells(one: YearBoard, row, unit: str) -> Iterator[str]:
    decimals, state = row.indicator.decimals, shown_state(row)
    value = row_value(row)
    shown = value if row.ytd is None else one.frame.figure(row, value)
    # A definition may have changed its unit between the years.
    other = row.indicator.unit if row.indicator.unit != unit else ""
    mark = f'<span class="unit">{escape(other)}</span>' if other else ""
    if row.partial_total:
        mark += f'<small class="cite">{escape(row.name)}</small>'
    yield f'<td class="n year">{one.year}</td>'
    yield f'<td class="n"><b>{shown}</b>{mark}</td>'
    yield f'<td class="n">{number(row.target, decimals)}</td>'
    yield f'<td class="n done">{percent(row.completion)}{bullet(row.completion, row.share)}</td>'
    yield f'<td class="n">{signed(row.pace_diff)}</td>'
    yield f'<td class="n">{number(row.last_year, decimals)}</td>'
    yield f'<td class="n">{percent_change(row.change)}</td>'
    yield f'<td class="n">{coverage_words(row)}</td>'
    yield f'<td class="s-{state}"><span class="st">{escape(state_word(state))}</span></td>'
