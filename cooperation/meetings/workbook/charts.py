"""The sheet of charts: native ones, each beside the cells that it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.worksheet.worksheet import Worksheet

from cooperation import formatting
from cooperation.formatting import rounded
from cooperation.meetings.material import Material
from cooperation.meetings.official import compared, groups, place_label
from cooperation.meetings.workbook.styles import Pen, number_format
from cooperation.scoreboard import Board, Row
from cooperation.spreadsheets.cells import SAMPLE_MARK
from cooperation.spreadsheets.workbooks import print_on_a4

MOUNTAIN, RIVER, CLAY, PLUM, SAND = "1D4E63", "2B7A62", "B3351F", "6A4C8C", "B9B5A8"
COLOURS = (MOUNTAIN, RIVER, "A8641F", PLUM, CLAY, "47525E")
# Columns of the sheet: the charts stand left, their numbers begin in this one.
NUMBERS_AT = 12
_WIDE = 21.5
# More pairings side by side cannot be told apart.
MOST_COMPARED = 12
_ROW_CM = 0.53


class Charts:
    """Writes tables to the right and hangs a chart to the left of each."""

    def __init__(self, material: Material, pen: Pen, page: Worksheet):
        self.material, self.pen, self.page = material, pen, page
        self.top = 3

    def table(
        self, titles: Sequence[str], rows: Sequence[Sequence[Any]], fmt: str
    ) -> tuple[int, int]:
        """The numbers of a chart; gives its first and its last row."""
        for column, title in enumerate(titles, start=NUMBERS_AT):
            self.pen.put(self.page, self.top, column, title, "head")
        for at, row in enumerate(rows, start=self.top + 1):
            for column, value in enumerate(row, start=NUMBERS_AT):
                number = isinstance(value, Decimal)
                look = "number" if column > NUMBERS_AT else "text"
                self.pen.put(self.page, at, column, value, look, fmt if number else "")
        return self.top, self.top + len(rows)

    def hang(self, chart: Any, first: int, last: int, series: int, colours: Sequence[str]) -> None:
        """The chart over the rows of its table; the next one begins below both."""
        data = Reference(
            self.page,
            min_col=NUMBERS_AT + 1,
            max_col=NUMBERS_AT + series,
            min_row=first,
            max_row=last,
        )
        chart.add_data(data, titles_from_data=True)
        chart.set_categories(
            Reference(self.page, min_col=NUMBERS_AT, min_row=first + 1, max_row=last)
        )
        for one, colour in zip(chart.series, colours, strict=False):
            one.graphicalProperties = GraphicalProperties()
            if isinstance(chart, LineChart):
                one.graphicalProperties.line.solidFill = colour
                one.smooth = False
            else:
                one.graphicalProperties.solidFill = colour
                one.graphicalProperties.line.solidFill = colour
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.legend.position = "b"
        chart.display_blanks = "gap"
        self.page.add_chart(chart, f"A{self.top}")
        rows = max(last - first + 1, int(chart.height / _ROW_CM) + 1)
        self.top = first + rows + 2


def write_charts(material: Material, pen: Pen, page: Worksheet) -> None:
    """Completion against pace, the months of the headline indicators, pairings compared."""
    board = material.board
    title = _("Charts: %(period)s") % {
        "period": formatting.period_name(board.year, board.through)
    }
    mark = f"{SAMPLE_MARK} · " if material.programme.sample else ""
    pen.put(page, 1, 1, f"{mark}{title}", "line_bold")
    charts = Charts(material, pen, page)
    rows = next(iter(groups(board)), [])
    _completion(charts, rows)
    for row in rows:
        if row.indicator.headline:
            _months(charts, board, row)
    _pairings(charts, board)
    print_on_a4(page, head=1, widths=[*[9] * (NUMBERS_AT - 2), 3, 26, *[14] * 6])
    page.sheet_view.showGridLines = False


def _completion(charts: Charts, rows: Sequence[Row]) -> None:
    """Upside down, so that the first indicator is the uppermost bar."""
    told = [
        (row.indicator.name, row.completion, row.share)
        for row in rows
        if row.completion is not None and not row.indicator.depth
    ]
    if not told:
        return
    titles = ["", _("Completion (%)"), _("Time share (%)")]
    first, last = charts.table(titles, told, number_format(2))
    chart = BarChart()
    chart.type, chart.grouping = "bar", "clustered"
    chart.title = _("Completion and time share by indicator (%)")
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "0", chart.y_axis.majorGridlines
    chart.gapWidth, chart.overlap = 45, 0
    chart.width, chart.height = _WIDE, max(8.0, 3 + 0.62 * len(told))
    charts.hang(chart, first, last, 2, (MOUNTAIN, SAND))
    chart.series[0].dLbls = DataLabelList(showVal=True, numFmt="0.0")
    for hidden in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.series[0].dLbls, hidden, False)


def _months(charts: Charts, board: Board, row: Row) -> None:
    """Year to date by month, last year's, and what the target asks for."""
    series, decimals = board.series(row), row.indicator.decimals
    if not any(value is not None for value in (*series.ytd, *series.last_ytd)):
        return
    path = row.target is not None and row.has_pace

    def told(value: Decimal | None) -> Decimal | None:
        return None if value is None else rounded(value, decimals)

    columns = [series.ytd, series.last_ytd, *([series.target] if path else [])]
    rows = [
        [formatting.month_label(month + 1), *(told(column[month]) for column in columns)]
        for month in range(12)
    ]
    names = [_("Year to date"), _("Last year"), *([_("Target path")] if path else [])]
    first, last = charts.table(["", *names], rows, number_format(decimals))
    chart = LineChart()
    chart.title = _("%(indicator)s: year to date by month (%(unit)s)") % {
        "indicator": row.indicator.name,
        "unit": row.indicator.unit,
    }
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "#,##0"
    chart.width, chart.height = _WIDE, 8.0
    charts.hang(chart, first, last, len(names), (MOUNTAIN, SAND, RIVER))
    chart.series[0].graphicalProperties.line.width = 28_000
    if path:
        chart.series[2].graphicalProperties.line.dashStyle = "dash"


def _pairings(charts: Charts, board: Board) -> None:
    """Completion of the headline indicators, pairing by pairing."""
    blocks = [block for block in compared(board) if any(r.completion is not None for r in block)]
    if not blocks or len(board.pairings) > MOST_COMPARED:
        return
    by_place = [{_place(row): row for row in block} for block in blocks]
    places = [row for row in max(blocks, key=len) if row.kind != "own"]
    rows = [
        [place_label(row), *(_completion_of(rows.get(_place(row))) for rows in by_place)]
        for row in places
    ]
    names = [block[0].indicator.name for block in blocks]
    first, last = charts.table(["", *names], rows, number_format(2))
    chart = BarChart()
    chart.type, chart.grouping = "col", "clustered"
    chart.title = _("Completion of the main indicators by pairing (%)")
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    chart.gapWidth = 60
    chart.width, chart.height = _WIDE, 9.0
    charts.hang(chart, first, last, len(names), COLOURS)


def _place(row: Row) -> tuple[str, int | None]:
    return row.kind, row.pairing.pk if row.pairing else None


def _completion_of(row: Row | None) -> Decimal | None:
    return row.completion if row else None
