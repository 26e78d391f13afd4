"""Years × months of the whole city's number: a calendar whose cells are darker the more."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.frame import Frame
from cooperation.formatting import UNKNOWN, brief, month_labels, year_name
from cooperation.scoreboard.month_sums import partly_given

SHADES = 5


def months_of_years(frame: Frame, board, row) -> SafeString | None:
    """A row per year, a column per month; of flows what the months brought, and the year's sum.

    From the offices alone: a published reading is no month. None where nothing is known.
    """
    stock = row.indicator.is_stock
    lines = []
    for year in reversed(board.years):
        months = board.months(row, year)[: board.through if year == board.year else 12]
        values = [one.ytd if stock else one.month for one in months]
        lines.append((year, months, values))
    known = [value for _year, _months, values in lines for value in values if value is not None]
    if not known:
        return None
    heads = [_("Year"), *month_labels(), *([] if stock else [_("Year to date")])]
    head = "".join(
        f'<th scope="col"{" class=n" if place else ""}>{escape(text)}</th>'
        for place, text in enumerate(heads)
    )
    # What a stock gains in a year is little of what there is: the least of all is pale.
    span = Range(min(known) if stock else Decimal(0), max(known))
    body = "".join(
        _line(_Cells(frame, row, year), months, values, span) for year, months, values in lines
    )
    label = escape(_("Months of the years: %s") % row.indicator.name)
    return mark_safe(
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table heat"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


class Range(NamedTuple):
    """What is palest and what is darkest."""

    least: Decimal
    most: Decimal


def shade(value: Decimal | None, span: Range) -> int:
    """How dark a cell is: 0 nothing, 1 pale to 5 the most of all."""
    if value is None or value <= 0 or span.most <= span.least:
        return 0
    step = SHADES * (value - span.least) / (span.most - span.least)
    return max(1, int(step.to_integral_value(ROUND_CEILING)))


class _Cells:
    """The cells of a year: each number opens its explanation in its own period."""

    def __init__(self, frame: Frame, row, year: int):
        self.frame, self.row, self.year = frame, row, year

    def number(self, value: Decimal, month: int, prefix: str = "") -> str:
        period = dataclasses.replace(self.frame.period, year=self.year, through=month)
        text = f"{prefix}{brief(value, self.row.indicator.decimals)}"
        return Frame(self.frame.request, period).figure(self.row, text)

    def month(self, value: Decimal | None, month: int, span: Range, lacking: str) -> str:
        if value is None:
            return f'<td class="n">{UNKNOWN}</td>'
        css = f"n h{shade(value, span)}{' partly' if lacking else ''}"
        more = f"<small>{lacking}</small>" if lacking else ""
        return f'<td class="{css}">{self.number(value, month)}{more}</td>'


def _line(cells: _Cells, months: Sequence, values: Sequence, span: Range) -> str:
    stock = cells.row.indicator.is_stock
    if stock:
        lacking = [f"{m.covered}/{m.due}" if m.covered < m.due else "" for m in months]
    else:
        lacking = partly_given(months)
    parts = [f'<tr><th scope="row">{escape(year_name(cells.year))}</th>']
    parts += [
        cells.month(value, month, span, word)
        for month, (value, word) in enumerate(zip(values, lacking, strict=True), 1)
    ]
    # Months to come are no gaps: nothing stands there.
    parts += ['<td class="n to-come"></td>'] * (12 - len(months))
    if not stock:
        last = months[-1]
        if last.ytd is None:
            parts.append(f'<td class="n">{UNKNOWN}</td>')
        else:
            prefix = "≥ " if last.covered < last.due else ""
            number = cells.number(last.ytd, len(months), prefix)
            parts.append(f'<td class="n total">{number}</td>')
    return "".join([*parts, "</tr>"])
