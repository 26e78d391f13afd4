"""The subset's (其中) share of its whole, over the years and over the months of two years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cooperation import progress
from cooperation.dashboards import charts
from cooperation.dashboards.charts import Chart
from cooperation.formatting import (
    UNKNOWN,
    month_labels,
    number,
    percent,
    period_name,
    rounded,
    year_name,
)
from cooperation.scoreboard.standings import subset_share

PLACES = 1
DASHES = ("solid", "dot", "dash", "longdash")


@dataclass(frozen=True)
class Line:
    """A share by month or year; strong: of the year the page speaks of."""

    name: str
    values: Sequence[Decimal | None]
    strong: bool = True
    dash: str = "solid"


@dataclass(frozen=True)
class Shares:
    """The charts; a single known share is no line: then its table stands alone."""

    charts: Sequence[Chart]
    table: SafeString | None
    note: str


def subset_shares(board, indicator) -> Shares | None:
    """By year and by month, each a chart with its table; None where no share is known.

    On the page of a whole its subsets, on that of a subset itself.
    """
    pairs = [(one, indicator) for one in board.indicators if one.part_of == indicator.code]
    if indicator.part_of and not pairs:
        pairs = [(indicator, one) for one in board.indicators if one.code == indicator.part_of]
    if not pairs:
        return None
    found = [chart for chart in (_by_year(board, pairs), _by_month(board, pairs)) if chart]
    if not found:
        return None
    drawn = [chart for chart in found if _points(chart) > 1]
    alone = found[0] if not drawn else None
    return Shares(drawn, alone and alone.table, found[0].note)


def _points(chart: Chart) -> int:
    """How many points its longest line has."""
    return max(sum(y is not None for y in trace["y"]) for trace in chart.figure["data"])


def _by_year(board, pairs) -> Chart | None:
    years, whole = board.years, pairs[0][1]
    whole_row = board.row("total", None, whole.code)
    standings = [board.standing(whole_row, year) for year in years]
    heads, lines = [_("Year"), whole.name], []
    cells = [
        [_year_label(board, year), number(one.ytd, whole.decimals)]
        for year, one in zip(years, standings, strict=True)
    ]
    for place, (part, _whole) in enumerate(pairs):
        row, shares = board.row("total", None, part.code), []
        heads += [part.name, _("Share")]
        for cell, year, one in zip(cells, years, standings, strict=True):
            given = board.standing(row, year)
            share = subset_share(given, one)
            shares.append(share)
            partly = share is not None and not given.reading and given.covered < given.due
            words = f" ({given.covered}/{given.due})" if partly else ""
            cell += [number(given.ytd, part.decimals), _share(share) + words]
        lines.append(Line(part.name, shares, dash=DASHES[place % len(DASHES)]))
    labels = [_year_label(board, year, short=True) for year in years]
    title = _("Share of the whole, by year")
    return _chart(pairs, "years", title, labels, lines, (heads, cells))


def _by_month(board, pairs) -> Chart | None:
    heads, lines = [_("Month")], []
    cells = [[label] for label in month_labels()]
    for place, (part, whole) in enumerate(pairs):
        part_row, whole_row = (board.row("total", None, one.code) for one in (part, whole))
        for year in (board.year, board.year - 1):
            shares = _month_shares(board, part_row, whole_row, year)
            name = f"{part.name} {year}"
            heads.append(name)
            for cell, share in zip(cells, shares, strict=True):
                cell.append(_share(share))
            if any(share is not None for share in shares):
                dash = DASHES[place % len(DASHES)]
                lines.append(Line(name, shares, strong=year == board.year, dash=dash))
    labels = month_labels()
    title = _("Share of the whole, year to date by month")
    return _chart(pairs, "months", title, labels, lines, (heads, cells))


def _month_shares(board, part_row, whole_row, year: int) -> list[Decimal | None]:
    """Of the years to date at each month's end, where both are as far covered."""
    last = board.through if year == board.year else 12
    shares: list[Decimal | None] = [None] * 12
    pairs = zip(board.months(part_row, year), board.months(whole_row, year), strict=True)
    for place, (part, whole) in enumerate(pairs):
        if place < last and (part.covered, part.due) == (whole.covered, whole.due):
            shares[place] = progress.share_reached(part.ytd, whole.ytd)
    return shares


def _chart(pairs, kind, title, labels, lines: Sequence[Line], table) -> Chart | None:
    if not any(value is not None for line in lines for value in line.values):
        return None
    whole = pairs[0][1]
    heads, cells = table
    return Chart(
        id=f"chart-share-{pairs[0][0].code.replace('.', '-')}-{kind}",
        title=title,
        note=_("per cent of “%(whole)s”; only where both are known for the same months")
        % {"whole": whole.name},
        figure=_figure(charts.sector_colour(whole.sector), labels, lines),
        table=charts.table(heads, cells, f"{title} (%)"),
        sector=whole.sector,
    )


def _figure(colour: str, labels: Sequence[str], lines: Sequence[Line]) -> dict[str, Any]:
    xs = list(range(1, len(labels) + 1))
    data, notes = [], []
    for line in reversed(lines):
        known = [(x, value) for x, value in zip(xs, line.values, strict=True) if value is not None]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers" if line.strong else "lines",
                "name": line.name,
                "x": xs,
                "y": [None if v is None else float(rounded(v, PLACES)) for v in line.values],
                "text": ["" if v is None else percent(v, PLACES) for v in line.values],
                "hovertemplate": "%{text}",
                "line": {
                    "color": colour if line.strong else charts.LINE,
                    "width": 3 if line.strong else 1.5,
                    "dash": line.dash,
                },
                "connectgaps": False,
            }
        )
        if known and line.strong:
            notes.append(_name(line, *known[-1], colour))
    axis = {"tickvals": xs, "ticktext": list(labels), "range": [0.4, len(xs) + 0.6]}
    return {
        "data": data,
        "layout": {"xaxis": axis, "yaxis": {"ticksuffix": "%"}, "annotations": notes},
    }


def _name(line: Line, x: int, value: Decimal, colour: str) -> dict[str, Any]:
    return {
        "x": x,
        "y": float(rounded(value, PLACES)),
        "text": charts.escape(f"{line.name} {percent(value, PLACES)}"),
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "bottom",
        "yshift": 6,
        "bgcolor": charts.CARD,
        "font": {"color": colour, "size": 12, "weight": 700},
    }


def _share(value: Decimal | None) -> str:
    return UNKNOWN if value is None else percent(value, PLACES)


def _year_label(board, year: int, *, short: bool = False) -> str:
    if year == board.year and board.through < 12 and not short:
        return period_name(year, board.through)
    return year_name(year)
