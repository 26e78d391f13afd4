"""The columns of the official table in the workbook: what stands in them and how it is written.

One rule for numbers: the stored value is the printed one. A share of 84.34 per cent is 84.34
under a head that says %, and a figure has as many decimals as its indicator; the exact values
stand in the sheet of the data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation import formatting
from cooperation.formatting import rounded
from cooperation.meetings.official import remarks, source_word
from cooperation.meetings.workbook.styles import MOST_DIGITS, number_format
from cooperation.scoreboard import Board, Row


@dataclass(frozen=True)
class Column:
    """One column. field: that of `text.COLUMNS` it prints, if any; look: the cells'.

    decimals: of its numbers; None = the indicator's own.
    """

    title: Any
    width: float
    value: Callable[[Board, Row], Any]
    look: str = "number"
    field: str = ""
    decimals: int | None = None
    signed: bool = False

    def written(self, board: Board, row: Row) -> tuple[Any, str]:
        """The cell's value and its number format."""
        value = self.value(board, row)
        if not isinstance(value, Decimal):
            return value, ""
        decimals = row.indicator.decimals if self.decimals is None else self.decimals
        value = rounded(value, decimals)
        if len(value.as_tuple().digits) > MOST_DIGITS:
            return f"{value:f}", ""
        return value, number_format(decimals, signed=self.signed)


def _ytd(_board: Board, row: Row) -> Any:
    return row.ytd if row.ytd is not None else _("not reported")


def _covered(_board: Board, row: Row) -> str:
    return f"{row.covered}/{row.due}"


def _until(_board: Board, row: Row) -> str:
    return formatting.day(row.value_date) if row.value_date else ""


def _remarks(board: Board, row: Row) -> str:
    return "; ".join(remarks(board, row))


def _of(field: str) -> Callable[[Board, Row], Any]:
    return lambda _board, row: getattr(row, field)


def figures() -> list[Column]:
    """The columns after number, name and unit."""
    return [
        Column(gettext_lazy("This month"), 10, _of("month"), field="month"),
        Column(gettext_lazy("Year to date"), 11.5, _ytd, field="ytd"),
        Column(gettext_lazy("Annual target"), 11.5, _of("target"), field="target"),
        Column(
            gettext_lazy("Completion (%)"), 10, _of("completion"), field="completion", decimals=2
        ),
        Column(
            gettext_lazy("Against pace (points)"),
            10,
            _of("pace_diff"),
            field="pace_diff",
            decimals=2,
            signed=True,
        ),
        Column(gettext_lazy("Same period last year"), 11.5, _of("last_year"), field="last_year"),
        Column(
            gettext_lazy("Change on last year (%)"),
            10,
            _of("change"),
            field="change",
            decimals=2,
            signed=True,
        ),
        Column(gettext_lazy("Since pairing"), 12, _of("since_pairing"), field="since_pairing"),
        Column(gettext_lazy("Months covered of due"), 10, _covered, "middle", field="covered"),
        Column(gettext_lazy("Source"), 8, lambda _board, row: source_word(row), "middle"),
        Column(gettext_lazy("Figures until"), 10.5, _until, "middle"),
        Column(gettext_lazy("Remarks"), 32, _remarks, "remark"),
    ]
