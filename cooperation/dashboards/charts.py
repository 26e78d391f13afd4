"""Figures for Plotly as plain dicts, and the table beside each.

Only what differs stands here; fonts, axes and margins are set once in `static/js/charts.js`,
which also swaps these light colours for the active theme's. The numbers come from the
scoreboard; a month that nobody gave is a gap, and a yearly reading is a marked point at its
cut-off day, never a spike in December.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cooperation.formatting import brief, day, month_labels, number

INK, INK_2, INK_3 = "#17212b", "#47525e", "#626c76"
LINE, FAINT, CARD = "#b9b5a8", "#dcd9cf", "#ffffff"
SECTORS = {
    "labor": "#1d4e63",
    "industry": "#7a4a1e",
    "consumption": "#2b7a62",
    "support": "#6a4c8c",
}
MONTHS = range(1, 13)
# About what the script and the stylesheet give a plot, in pixels: to keep labels apart.
PLOT_HEIGHT, LINE_HEIGHT = 230, 17
Values = Sequence[Decimal | None]


@dataclass(frozen=True)
class Point:
    """A published reading: drawn at its cut-off day."""

    cutoff: datetime.date
    value: Decimal
    label: str


@dataclass(frozen=True)
class End:
    """A curve's name at its right end."""

    value: Decimal
    lines: tuple[str, ...]
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class Chart:
    """A figure, the words around it and its table.

    summary: one sentence from the same numbers. source: what stands behind them.
    """

    id: str
    title: str
    note: str
    figure: dict[str, Any]
    table: SafeString
    sector: str = ""
    summary: str = ""
    source: str = ""


def last_year_name() -> str:
    """上年: the whole of it, unlike the same time last year."""
    return pgettext("the whole year", "Last year")


def sector_colour(sector: str) -> str:
    """A sector's colour; ink for one that the design does not know."""
    return SECTORS.get(sector, INK_2)


def cumulative(
    *,
    sector: str,
    decimals: int,
    actual: Values,
    last_year: Values,
    path: Values,
    target: Decimal | None,
    points: Sequence[Point] = (),
    fan: Sequence[dict[str, Any]] = (),
    fan_end: End | None = None,
    unit: str = "",
) -> dict[str, Any]:
    """This year thick, the target path dashed, last year thin, readings as diamonds; a fan.

    Labels are in the reader's style of numbers where `unit` is given; what a pointer reads is not.
    """
    colour = sector_colour(sector)
    data: list[dict[str, Any]] = [*fan]
    notes: list[dict[str, Any]] = []
    ends: list[End] = [fan_end] if fan_end else []
    if _any(last_year):
        data.append(_line(last_year, LINE, 1.5, last_year_name(), decimals))
        if last_year[-1] is not None:
            lines = (last_year_name(), brief(last_year[-1], decimals, unit))
            ends.append(End(last_year[-1], lines, INK_3))
    if _any(path):
        data.append(_line(path, INK_3, 1.5, _("Target path"), decimals, dash="dash"))
    if _any(actual):
        data.append(_line(actual, colour, 3.5, _("This year"), decimals))
        last = max(m for m in MONTHS if actual[m - 1] is not None)
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [last],
                "y": [float(actual[last - 1])],
                "marker": {"size": 10, "color": colour},
                "hoverinfo": "skip",
            }
        )
        text = brief(actual[last - 1], decimals, unit)
        if last == MONTHS[-1]:
            ends.append(End(actual[last - 1], (text,), colour, bold=True))
        else:
            due = path[last - 1]
            behind = due is not None and actual[last - 1] < due
            notes.append(_point_note(last, actual[last - 1], text, colour, below=behind))
    if points:
        data.append(_diamonds([month_position(p.cutoff) for p in points], points, colour))
    layout: dict[str, Any] = {"annotations": notes, "xaxis": _month_axis()}
    if target is not None:
        notes.append(_target_note(target, brief(target, decimals, unit)))
        layout["shapes"] = [_level(target)]
    if ends:
        known = [*actual, *last_year, *path, target, *(end.value for end in ends)]
        notes += _end_notes(ends, max(value for value in known if value is not None))
        layout["margin"] = {"r": max(_width(line) for end in ends for line in end.lines)}
    return {"data": data, "layout": layout}


def monthly(
    *,
    sector: str,
    decimals: int,
    months: Values,
    last_year: Values,
    through: int,
    needed: Decimal | None,
    partly: Sequence[str] = (),
) -> dict[str, Any]:
    """Bars of the months; last year's pale; months to come as dashed boxes of what is needed.

    partly: by month "3/4" where reports lack; such a bar is hollow and says so.
    """
    colour = sector_colour(sector)
    data = []
    if _any(last_year):
        data.append(_bars(last_year, FAINT, last_year_name(), decimals))
    bars = _bars(months, colour, _("This year"), decimals)
    if any(partly):
        bars["marker"] = {
            "color": [CARD if word else colour for word in partly],
            "line": {"color": colour, "width": 1.5},
        }
        bars["hovertext"] = [
            f"{text} ({word})" if word else text
            for text, word in zip(bars["hovertext"], partly, strict=True)
        ]
    data.append(bars)
    shapes = []
    if needed is not None:
        for month in range(through + 1, 13):
            shapes.append(
                {
                    "type": "rect",
                    "x0": month - 0.36,
                    "x1": month + 0.36,
                    "y0": 0,
                    "y1": float(needed),
                    "line": {"color": LINE, "width": 1, "dash": "dot"},
                }
            )
    layout = {"shapes": shapes, "xaxis": _month_axis(), "barmode": "group", "bargap": 0.28}
    return {"data": data, "layout": layout}


def years_of_readings(
    *, sector: str, points: Sequence[Point], years: Sequence[int]
) -> dict[str, Any]:
    """Published readings of several years: each a point of its own, not joined."""
    figure = _diamonds([p.cutoff.isoformat() for p in points], points, sector_colour(sector))
    stems = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for p in points for x in (p.cutoff.isoformat(), p.cutoff.isoformat(), None)],
        "y": [y for p in points for y in (0, float(p.value), None)],
        "line": {"color": LINE, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }
    figure["text"] = [f"{p.label}<br>{day(p.cutoff)}" for p in points]
    # To the left of its point where another follows: side by side on a phone, not on each other.
    figure["textposition"] = ["top left"] * (len(points) - 1) + ["top center"]
    axis = {
        "type": "date",
        "range": [f"{years[0]}-01-01", f"{years[-1]}-12-31"],
        "tickvals": [f"{year}-07-01" for year in years],
        "ticktext": [str(year) for year in years],
        "ticks": "",
    }
    starts = [_year_start(year) for year in years[1:]]
    return {
        "data": [stems, figure],
        "layout": {"xaxis": axis, "shapes": starts, "margin": {"t": 44}},
    }


def month_position(cutoff: datetime.date) -> float:
    """Where a day lies on an axis whose month ends are 1 to 12."""
    days = calendar.monthrange(cutoff.year, cutoff.month)[1]
    return round(cutoff.month - 1 + cutoff.day / days, 3)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> SafeString:
    """The figure's numbers as a table; all cells are text."""
    head = "".join(
        f'<th scope="col"{_right(i)}>{escape(text)}</th>' for i, text in enumerate(heads)
    )
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="n">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return mark_safe(
        f'<div class="table-scroll" tabindex="0"><table class="table">'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def months_table(
    columns: Sequence[tuple[str, Values]],
    decimals: int,
    caption: str,
    partly: Sequence[str] = (),
) -> SafeString:
    """A row per month, a column per series; the first says what is only partly reported."""
    rows = [
        [label, *(number(values[m], decimals) for _head, values in columns)]
        for m, label in enumerate(month_labels())
    ]
    for row, word in zip(rows, partly, strict=False):
        row[1] += f" ({word})" if word else ""
    return table([_("Month"), *(head for head, _values in columns)], rows, caption)


def points_table(points: Sequence[Point], caption: str) -> SafeString:
    """The published readings of a figure."""
    rows = [[day(p.cutoff), p.label] for p in points]
    return table([_("Cut-off date"), _("Published figure")], rows, caption)


def _right(index: int) -> str:
    return ' class="n"' if index else ""


def _any(values: Values) -> bool:
    return any(value is not None for value in values)


def _floats(values: Values) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def _texts(values: Values, decimals: int) -> list[str]:
    return ["" if value is None else brief(value, decimals) for value in values]


def _month_axis() -> dict[str, Any]:
    return {
        "tickvals": list(MONTHS),
        "ticktext": month_labels(),
        "range": [0.4, 12.6],
    }


def _line(values, colour, width, name, decimals, dash="solid") -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(MONTHS),
        "y": _floats(values),
        "text": _texts(values, decimals),
        "hovertemplate": "%{text}",
        "line": {"color": colour, "width": width, "dash": dash},
        "connectgaps": False,
    }


def _bars(values, colour, name, decimals) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "x": list(MONTHS),
        "y": _floats(values),
        "hovertext": _texts(values, decimals),
        "hovertemplate": "%{hovertext}",
        "marker": {"color": colour},
    }


def _diamonds(xs: Sequence[Any], points: Sequence[Point], colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": _("Published"),
        "x": list(xs),
        "y": [float(p.value) for p in points],
        "text": [p.label for p in points],
        "textposition": "top center",
        "textfont": {"color": colour},
        "cliponaxis": False,
        "marker": {
            "symbol": "diamond-open",
            "size": 11,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "hovertext": [f"{p.label} · {day(p.cutoff)}" for p in points],
        "hovertemplate": "%{hovertext}",
    }


def _note(x, y, text, colour, *, bold=True) -> dict[str, Any]:
    return {
        "x": x,
        "y": float(y),
        "text": escape(text),
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "bottom",
        "yshift": 6,
        "font": {"color": colour, "size": 14 if bold else 12, "weight": 700 if bold else 400},
    }


def _point_note(x, y, text, colour, *, below: bool) -> dict[str, Any]:
    """The newest number: above its curve, or below it where the target path runs above."""
    note = {**_note(x, y, text, colour), "bgcolor": CARD}
    if not below:
        return note
    return {**note, "xanchor": "left", "yanchor": "top", "xshift": 6, "yshift": -4}


def _end_notes(ends: Sequence[End], highest: Decimal) -> list[dict[str, Any]]:
    """Names of curves at their right ends, beside the plot, pushed apart where they would touch."""
    notes, floor = [], float("-inf")
    for end in sorted(ends, key=lambda end: end.value):
        height = float(end.value / highest) * PLOT_HEIGHT if highest else 0.0
        half = len(end.lines) * LINE_HEIGHT / 2
        placed = max(height, floor + half)
        floor = placed + half
        note = _note(12.6, end.value, "", end.colour, bold=end.bold)
        side = {"xanchor": "left", "yanchor": "middle", "align": "left", "xshift": 2}
        text = "<br>".join(map(escape, end.lines))
        notes.append({**note, **side, "yshift": round(placed - height), "text": text})
    return notes


def _width(text: str) -> int:
    """Room for a label in pixels: Chinese characters are square, others about half of that."""
    return 14 + sum(13 if ord(letter) > 0x2E7F else 7 for letter in text)


def _year_start(year: int) -> dict[str, Any]:
    """A faint line between two years, so that a point late in one is not taken for the next."""
    x, line = f"{year}-01-01", {"color": FAINT, "width": 1}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _target_note(target: Decimal, printed: str) -> dict[str, Any]:
    """At the left, where the curves are still low and leave room."""
    note = _note(0.4, target, f"{_('Target')} {printed}", INK_2, bold=False)
    return {**note, "xanchor": "left", "yshift": 2}


def _level(value: Decimal) -> dict[str, Any]:
    """A faint line across at a height."""
    line = {"color": LINE, "width": 1, "dash": "dot"}
    y = float(value)
    return {"type": "line", "x0": 0.4, "x1": 12.6, "y0": y, "y1": y, "line": line}
