"""What the two sides of a sample programme said of some figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from cooperation.models import CellMessage, Figure, Pairing, Side, Statement
from cooperation.sampling.figures import Figures
from cooperation.sampling.profiles import data_rows

# How many days after the report somebody says something of it.
LATER = {"confirmed": 4, "disputed": 5, "question": 6, "answer": 8}


def write_dialogue(
    figures: Figures, pairings: dict[str, Pairing], months: list[datetime.date]
) -> None:
    """Write down data/dialogue.csv, as far as the sample reaches and the figures show."""
    asked: dict[tuple[str, str, str], CellMessage] = {}
    for row, figure in _figures(figures, pairings, months):
        what, at = row["what"], figure.submission.at + datetime.timedelta(LATER[row["what"]])
        side = figures.indicators[row["indicator"]].side
        other = Side.WEST if side == Side.EAST else Side.EAST
        if what in Statement.Verdict.values:
            value = _value(figures, row, figure)
            Statement.objects.create(
                figure=figure, verdict=what, value=value, sentence=row["text"], at=at
            )
            continue
        cell = row["pairing"], row["indicator"], row["back"]
        asked[cell] = CellMessage.objects.create(
            pairing=pairings[row["pairing"]],
            indicator=figures.indicators[row["indicator"]],
            month=figure.submission.report.month,
            answers=asked.get(cell) if what == "answer" else None,
            text=row["text"],
            side=side if what == "answer" else other,
            at=at,
        )


def _figures(
    figures: Figures, pairings: dict[str, Pairing], months: list[datetime.date]
) -> Iterator[tuple[dict[str, str], Figure]]:
    """The rows with the figures they speak of."""
    for row in data_rows("dialogue.csv"):
        back = int(row["back"])
        if row["scale"] != figures.world.scale or back >= len(months):
            continue
        figure = (
            Figure.objects.shown()
            .filter(
                submission__report__pairing=pairings[row["pairing"]],
                submission__report__month=months[-1 - back],
                indicator__code=row["indicator"],
            )
            .select_related("submission__report")
            .first()
        )
        if figure is not None:
            yield row, figure


def _value(figures: Figures, row: dict[str, str], figure: Figure) -> Decimal | None:
    """The other side's value: a share of the figure, with the indicator's decimals."""
    if not row["share"] or figure.value is None:
        return None
    version = figures.indicators[row["indicator"]].versions.all()[0]
    step = Decimal(1).scaleb(-version.decimals)
    return (figure.value * Decimal(row["share"])).quantize(step, ROUND_HALF_UP)
