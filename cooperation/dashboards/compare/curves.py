"""One indicator, a small drawing for each pairing, all to one scale, the years as lines.

Drawn on the server: a dozen panels are there with the page, need no script and print as they
are. Nothing of another unit is on the axis; the table below has the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cooperation.dashboards.charts import MONTHS, Point, Values, points_table, table
from cooperation.dashboards.citations import reading_value, row_value
from cooperation.dashboards.compare.boards import Comparison, YearBoard
from cooperation.dashboards.compare.choices import Line
from cooperation.dashboards.compare.drawing import Curve, Scale
from cooperation.formatting import UNKNOWN, month_label, number
from cooperation.scoreboard.rows import TOTAL

MOST = 12


@dataclass(frozen=True)
class Panel:
    """One pairing's small drawing."""

    name: str
    url: str
    values: Sequence[tuple[int, str]]
    drawing: SafeString


@dataclass(frozen=True)
class Curves:
    """All panels of an indicator and their table."""

    title: str
    note: str
    sector: str
    panels: Sequence[Panel]
    table: SafeString
    notes: Sequence[str]


def curves_of(compared: Comparison) -> Curves | None:
    """The drawings of the chosen indicator; None where no year has anything to draw."""
    if not compared.years or not compared.drawn:
        return None
    lines = [Line(compared.choices.drawn, whose) for whose in compared.drawn]
    indicator = compared.newest(lines[0]).indicator
    years = [y for y in compared.years if y.board.indicator(indicator.code).unit == indicator.unit]
    drawn = {line: [_curve(compared, one, line) for one in years] for line in lines}
    path = {line: _target_path(compared, line) for line in lines}
    known = [
        value
        for line, curves in drawn.items()
        for value in (*_values(curves), *(v for v in path[line] if v is not None))
    ]
    if not any(_values(curves) for curves in drawn.values()):
        return None
    scale, through = Scale.of(known), compared.choices.frame.period.through
    panels = [
        Panel(
            line.whose.name,
            compared.years[0].frame.pairing_url(line.whose.pairing),
            [(curve.year, curve.value) for curve in curves if curve.value != UNKNOWN],
            scale.drawing(line.whose.name, curves, path[line], indicator.decimals, through),
        )
        for line, curves in drawn.items()
    ]
    title = _("%(name)s: count") if indicator.is_stock else _("%(name)s: year to date")
    return Curves(
        title % {"name": indicator.name},
        " · ".join([indicator.unit, *_how_to_read(drawn, path)]),
        indicator.sector,
        panels,
        _table(drawn, path, indicator),
        _left_out(compared),
    )


def _how_to_read(drawn, path) -> list[str]:
    """What the lines and marks mean, of those that are there."""
    notes = [_("all to one scale"), _("thick: the newest year")]
    if any(value is not None for values in path.values() for value in values):
        notes.append(_("dashed: target path"))
    if any(curve.readings for curves in drawn.values() for curve in curves):
        notes.append(_("diamond: published figure at its cut-off day"))
    return notes


def _left_out(compared: Comparison) -> list[str]:
    """Who stands in the table only, and why."""
    notes, chosen = [], compared.choices.whose
    apart = [one for one in chosen if one.kind == TOTAL and one not in compared.drawn]
    if apart:
        notes.append(_("The whole city stands in the table only: it would flatten its parts."))
    if len(chosen) - len(apart) > len(compared.drawn):
        words = {"n": len(compared.drawn)}
        notes.append(_("The first %(n)d pairings are drawn; all stand in the table.") % words)
    return notes


def _curve(compared: Comparison, one: YearBoard, line: Line) -> Curve:
    row = compared.row(one, line)
    readings = [
        Point(r.cutoff, r.value, reading_value(r, row.indicator.decimals))
        for r in compared.readings(one, line)
    ]
    return Curve(one.year, compared.by_month(one, line), readings, row_value(row))


def _target_path(compared: Comparison, line: Line) -> Values:
    newest = compared.years[0]
    return newest.board.series(compared.row(newest, line)).target


def _values(curves: Sequence[Curve]) -> list[Decimal]:
    months = [v for curve in curves for v in curve.months if v is not None]
    return months + [reading.value for curve in curves for reading in curve.readings]


def _table(drawn, path, indicator) -> SafeString:
    """A row per pairing and year, a column per month; the readings below."""
    heads = [_("Pairing and year"), *(month_label(month) for month in MONTHS)]
    rows, points = [], []
    for line, curves in drawn.items():
        for curve in curves:
            name = f"{line.whose.name} {curve.year}"
            rows.append([name, *(number(v, indicator.decimals) for v in curve.months)])
            points += [
                Point(p.cutoff, p.value, f"{line.whose.name} {p.label}") for p in curve.readings
            ]
        if any(value is not None for value in path[line]):
            name = f"{line.whose.name} · {_('Target path')}"
            rows.append([name, *(number(v, indicator.decimals) for v in path[line])])
    caption = f"{indicator.name} ({indicator.unit})"
    made = table(heads, rows, caption)
    return made + points_table(points, caption) if points else made
