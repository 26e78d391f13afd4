"""The year so far as a line, with the target's path and the year before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cooperation.formatting import month_label, number, year_name
from cooperation.meetings.paper.drawings.drawing import (
    INK_3,
    MOUNTAIN,
    PALE,
    RULE,
    STATES,
    STRONG_RULE,
    Canvas,
    Drawing,
)
from cooperation.scoreboard import Board, Row

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 270, 66, 150, 16, 28
Values = Sequence[Decimal | None]


def year_curve(board: Board, row: Row, language: str, alt: str, target_word: str) -> Drawing | None:
    """Thick the year, dashed the target's path, thin the year before.

    None where nothing makes a line. A diamond is a published figure; a hollow dot a month to
    which reports are missing.
    """
    series = board.series(row)
    lines = (series.ytd, series.target, series.last_ytd)
    readings = [reading.value for reading in series.points]
    known = [v for line in (series.ytd, series.last_ytd) for v in line if v is not None] + readings
    if len(known) < 2:
        return None
    canvas = Canvas(WIDTH, HEIGHT, language)
    top = _round_top(max([*known, *(v for v in series.target if v is not None), Decimal(1)]))
    _grid(canvas, top, row.indicator.decimals if top < 10 else 0)
    styles = ((MOUNTAIN, 3, ""), (STATES["watch"], 1.5, "6 4"), (PALE, 1.5, ""))
    names = (year_name(board.year), target_word, year_name(board.year - 1))
    labels = []
    for line, style, name in zip(lines, styles, names, strict=True):
        _line(canvas, line, top, *style)
        last = max((m for m, v in enumerate(line) if v is not None), default=None)
        if last is not None:
            value = number(line[last], row.indicator.decimals)
            labels.append((_y(line[last], top), f"{name} {value}", style[0]))
    for month, part in enumerate(series.partly[: board.through]):
        if part and series.ytd[month] is not None:
            canvas.dot(_x(month), _y(series.ytd[month], top), 4, "#ffffff", MOUNTAIN)
    for reading in series.points:
        x = _x(reading.cutoff.month - 1)
        canvas.diamond(round(x, 1), round(_y(reading.value, top), 1), 6, STATES["late"])
    _labels(canvas, labels)
    return canvas.drawing(alt)


def _x(month: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * month / 11


def _y(value: Decimal, top: Decimal) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - float(value / top))


def _round_top(value: Decimal) -> Decimal:
    """The next 1, 2, 2.5, 4, 5 or 10 times a power of ten."""
    power = Decimal(10) ** value.adjusted()
    steps = ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10")
    return next(power * Decimal(s) for s in steps if power * Decimal(s) >= value)


def _grid(canvas: Canvas, top: Decimal, decimals: int) -> None:
    for step in range(5):
        value = top * step / 4
        y = _y(value, top)
        canvas.line(LEFT, y, WIDTH - RIGHT, y, STRONG_RULE if step == 0 else RULE)
        exact = 0 if value == value.to_integral_value() else max(decimals, 1)
        canvas.text(LEFT - 8, y + 4, number(value, exact), size=11, colour=INK_3, anchor="end")
    for month in range(12):
        if month % 2 == 0 or month == 11:
            label = month_label(month + 1)
            canvas.text(_x(month), HEIGHT - 8, label, size=11, colour=INK_3, anchor="middle")


def _line(canvas: Canvas, values: Values, top: Decimal, colour: str, width: float, dash: str):
    """What is unknown leaves a gap."""
    run: list[tuple[float, float]] = []
    for month, value in enumerate([*values, None]):
        if value is not None:
            run.append((_x(month), _y(value, top)))
            continue
        canvas.path(run, colour, width, dash)
        if len(run) == 1:
            canvas.dot(*run[0], 2, colour, colour)
        run = []


def _labels(canvas: Canvas, labels: list[tuple[float, str, str]]) -> None:
    """Names at the right, pushed apart where their lines end close together."""
    free = float(TOP)
    labels = sorted(labels)
    highest = HEIGHT - BOTTOM - 17 * (len(labels) - 1)
    for index, (y, text, colour) in enumerate(labels):
        y = max(free, min(y + 4, highest + 17 * index))
        canvas.text(WIDTH - RIGHT + 12, y, text, size=12, colour=_dark(colour))
        free = y + 17


def _dark(colour: str) -> str:
    """A pale line's name is written darker than the line."""
    return "#5f8b9d" if colour == PALE else colour
