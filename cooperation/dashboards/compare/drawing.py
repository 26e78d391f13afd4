"""A small drawing: the years of one pairing as lines, to a scale that all drawings share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cooperation.dashboards.charts import MONTHS, Point, Values, month_position
from cooperation.formatting import brief, month_label, rounded

WIDTH, HEIGHT = 320, 168
LEFT, RIGHT, TOP, BOTTOM = 8, 40, 16, 20
LINE_HEIGHT = 13
NEAR = 36


@dataclass(frozen=True)
class Curve:
    """A year of one pairing: its months, its published readings, its value at the month."""

    year: int
    months: Values
    readings: Sequence[Point]
    value: str


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
            # Half of one person is no height to write down.
            if value != rounded(value, decimals):
                continue
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

    def _diamond(self, css: str, reading: Point) -> str:
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
