"""One indicator, a small drawing for each pairing, all to one scale, the years as lines.

Drawn on the server: a dozen panels are there with the page, need no script and print as they
are. Nothing of another unit is on the axis; the table below has the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.charts import Point as Published
from cooperation.dashboards.charts import month_position, points_table, table
from cooperation.dashboards.citations import reading_value, row_value
from cooperation.dashboards.compare.boards import Comparison, Values, YearBoard
from cooperation.dashboards.compare.choices import Line
from cooperation.formatting import UNKNOWN, brief, month_label, number
from cooperation.scoreboard.rows import TOTAL

MOST = 12
WIDTH, HEIGHT = 320, 168
LEFT, RIGHT, TOP, BOTTOM = 8, 40, 16, 20
MONTHS = range(1, 13)
LINE_HEIGHT = 13
NEAR = 36


@dataclass(frozen=True)
class Curve:
    """A year of one pairing: its months, its published readings, its value at the month."""

    year: int
    months: Values
    readings: Sequence[Published]
    value: str


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
    notes = [indicator.unit, _("all to one scale"), _("thick: the newest year")]
    if any(v is not None for values in path.values() for v in values):
        notes.append(_("dashed: target path"))
    if any(curve.readings for curves in drawn.values() for curve in curves):
        notes.append(_("diamond: published figure at its cut-off day"))
    return Curves(
        title % {"name": indicator.name},
        " · ".join(notes),
        indicator.sector,
        panels,
        _table(drawn, path, indicator),
        _left_out(compared),
    )


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
        Published(r.cutoff, r.value, reading_value(r, row.indicator.decimals))
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
                Published(p.cutoff, p.value, f"{line.whose.name} {p.label}") for p in curve.readings
            ]
        if any(value is not None for value in path[line]):
            name = f"{line.whose.name} · {_('Target path')}"
            rows.append([name, *(number(v, indicator.decimals) for v in path[line])])
    caption = f"{indicator.name} ({indicator.unit})"
    made = table(heads, rows, caption)
    return made + points_table(points, caption) if points else made


@dataclass(frozen=True)
class Scale:
    """From months and values to the drawing's coordinates; zero is always on it."""

    lowest: Decimal
    highest: Decimal

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> Scale:
        """One scale for all panels, up to a round number."""
        return cls(min(Decimal(0), *values, Decimal(0)), round_above(max(*values, Decimal(0))))

    def y(self, value: Decimal) -> float:
        """Where a value lies."""
        share = (value - self.lowest) / ((self.highest - self.lowest) or Decimal(1))
        return float(round((HEIGHT - BOTTOM) - share * (HEIGHT - BOTTOM - TOP), 2))

    def drawing(
        self, name: str, curves: Sequence[Curve], path: Values, decimals: int, through: int
    ) -> SafeString:
        """The lines of the years, the newest above the others."""
        parts = [*self._ground(through, decimals)]
        parts += _lines("path", path, self)
        for place, curve in reversed(list(enumerate(curves))):
            css = f"y{min(place, 2)}"
            parts += _lines(css, curve.months, self)
            parts += [self._diamond(css, reading) for reading in curve.readings]
        parts += self._names(curves)
        words = _("%(name)s by month; the table below has the numbers") % {"name": name}
        return mark_safe(
            f'<svg class="multiple" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="{escape(words)}">{"".join(parts)}</svg>'
        )

    def _ground(self, through: int, decimals: int) -> Iterator[str]:
        """The highest and the middle value, the axis, the month that is compared."""
        for value in (self.highest, (self.highest + self.lowest) / 2):
            y = self.y(value)
            yield f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
            yield f'<text class="scale" x="{LEFT}" y="{y - 3:.2f}">{brief(value, decimals)}</text>'
        foot = self.y(Decimal(0))
        yield f'<path class="axis" d="M{LEFT} {foot}H{WIDTH - RIGHT}"/>'
        yield f'<path class="same" d="M{x_of(through)} {TOP}V{foot}"/>'
        for month in sorted({1, 6, 12, through} - ({6} if through in (5, 7) else set())):
            if month != through and abs(month - through) == 1:
                continue
            css = "month now" if month == through else "month"
            label = month_label(month)
            yield f'<text class="{css}" x="{x_of(month)}" y="{HEIGHT - 5}">{label}</text>'

    def _diamond(self, css: str, reading: Published) -> str:
        x, y = x_of(month_position(reading.cutoff)), self.y(reading.value)
        return f'<path class="reading {css}" d="M{x} {y - 5:.2f}l5 5l-5 5l-5 -5z"/>'

    def _names(self, curves: Sequence[Curve]) -> Iterator[str]:
        """The years at the ends of their lines, moved apart where they would touch."""
        placed: list[tuple[float, float]] = []
        for place, curve in enumerate(curves):
            ends = [(m, v) for m, v in zip(MONTHS, curve.months, strict=True) if v is not None]
            ends = ends[-1:] or [(month_position(r.cutoff), r.value) for r in curve.readings][-1:]
            for month, value in ends:
                x, y = x_of(month) + 7, self.y(value) + 4
                y = clear_of(placed, x, y)
                placed.append((x, y))
                css = f"name y{min(place, 2)}"
                yield f'<text class="{css}" x="{x:.2f}" y="{y:.2f}">{curve.year}</text>'


def _lines(css: str, values: Values, scale: Scale) -> Iterator[str]:
    """A line with gaps where nobody gave a month; a month between two gaps is a dot."""
    run: list[str] = []
    for month, value in [*zip(MONTHS, values, strict=True), (13, None)]:
        if value is not None:
            run.append(f"{x_of(month)} {scale.y(value)}")
            continue
        if len(run) == 1:
            x, y = run[0].split()
            yield f'<circle class="{css}" cx="{x}" cy="{y}" r="2.5"/>'
        elif run:
            yield f'<path class="line {css}" d="M{"L".join(run)}"/>'
        run = []


def x_of(month: float) -> float:
    """Where a month's end lies; January at the left."""
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (float(month) - 1) / 11, 2)


def clear_of(placed: Sequence[tuple[float, float]], x: float, y: float) -> float:
    """A height at which a name touches none of those that stand already."""
    for step in (0, -LINE_HEIGHT, LINE_HEIGHT, -2 * LINE_HEIGHT, 2 * LINE_HEIGHT):
        tried = min(max(y + step, TOP), HEIGHT - BOTTOM)
        if all(abs(x - a) >= NEAR or abs(tried - b) >= LINE_HEIGHT - 1 for a, b in placed):
            return tried
    return y


def round_above(value: Decimal) -> Decimal:
    """The next 1, 2, 4, 5, 6 or 8 times a power of ten; 1 where there is nothing."""
    if value <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(value.adjusted())
    return next(step * power for step in (1, 2, 4, 5, 6, 8, 10) if step * power >= value)
