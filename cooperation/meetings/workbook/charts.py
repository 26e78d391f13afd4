"""The sheet of charts: native ones, each beside the cells that it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from cooperation import formatting
from cooperation.formatting import rounded
from cooperation.meetings.material import Material
from cooperation.meetings.official import compared, groups, place_label
from cooperation.meetings.workbook.styles import Pen, height, number_format
from cooperation.scoreboard import Board, Row
from cooperation.spreadsheets.workbooks import keepable, print_on_a4

MOUNTAIN, RIVER, CLAY, PLUM, SAND = "1D4E63", "2B7A62", "B3351F", "6A4C8C", "B9B5A8"
COLOURS = (MOUNTAIN, RIVER, "A8641F", PLUM, CLAY, "47525E")
# Columns of the sheet: the charts stand left, their numbers begin in this one.
NUMBERS_AT = 12
FIRST = 3
_WIDE = 21.5
# More pairings side by side cannot be told apart.
MOST_COMPARED = 12
_ROW_CM = 0.53
_NUMBER_WIDTH = 14
SCALE = 58
# How many rows of the usual height a printed page of this scale holds, the title's aside.
PAGE_ROWS = 56
_FAINT = "DCD9CF"


class Charts:
    """Writes tables to the right and hangs a chart to the left of each."""

    def __init__(self, material: Material, pen: Pen, page: Worksheet):
        self.material, self.pen, self.page = material, pen, page
        self.top = self._page_from = FIRST

    def draw(
        self,
        chart: Any,
        titles: Sequence[str],
        rows: Sequence[Sequence[Any]],
        fmt: str,
        colours: Sequence[str],
    ) -> None:
        """A chart and the table of its numbers; the next one begins below both."""
        taken = max(len(rows) + 1, int(chart.height / _ROW_CM) + 1)
        if self.top > FIRST and self.top + taken - self._page_from > PAGE_ROWS:
            self.page.row_breaks.append(Break(id=self.top - 2))
            self._page_from = self.top
        self._numbers(titles, rows, fmt)
        self._series(chart, len(titles) - 1, len(rows), colours)
        self.page.add_chart(chart, f"A{self.top}")
        self.top += taken + 2

    def _numbers(self, titles: Sequence[str], rows: Sequence[Sequence[Any]], fmt: str) -> None:
        for column, title in enumerate(titles, start=NUMBERS_AT):
            self.pen.put(self.page, self.top, column, title, "head")
        told = [(title, _NUMBER_WIDTH, "head") for title in titles]
        self.page.row_dimensions[self.top].height = height(told)
        for at, row in enumerate(rows, start=self.top + 1):
            for column, value in enumerate(row, start=NUMBERS_AT):
                number = isinstance(value, Decimal)
                look = "number" if column > NUMBERS_AT else "label"
                self.pen.put(self.page, at, column, value, look, fmt if number else "")

    def _series(self, chart: Any, series: int, rows: int, colours: Sequence[str]) -> None:
        first, last, names = self.top, self.top + rows, NUMBERS_AT
        chart.add_data(
            Reference(self.page, names + 1, first, names + series, last), titles_from_data=True
        )
        chart.set_categories(Reference(self.page, names, first + 1, names, last))
        for one, colour in zip(chart.series, colours, strict=False):
            one.graphicalProperties = GraphicalProperties()
            one.graphicalProperties.line.solidFill = colour
            if isinstance(chart, LineChart):
                one.smooth = False
            else:
                one.graphicalProperties.solidFill = colour
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.legend.position = "b"
        chart.display_blanks = "gap"
        chart.y_axis.majorGridlines = ChartLines(
            spPr=GraphicalProperties(ln=LineProperties(solidFill=_FAINT))
        )


def write_charts(material: Material, pen: Pen, page: Worksheet) -> None:
    """Completion against pace, the months of the headline indicators, pairings compared."""
    board = material.board
    title = _("Charts: %(period)s") % {"period": formatting.period_name(board.year, board.through)}
    mark = f"{material.short_mark} · " if material.short_mark else ""
    pen.put(page, 1, 1, f"{mark}{title}", "line_bold")
    charts = Charts(material, pen, page)
    rows = next(iter(groups(board)), [])
    _completion(charts, rows)
    for row in rows:
        if row.indicator.headline:
            _months(charts, board, row)
    _pairings(charts, board)
    print_on_a4(page, head=1, widths=[*[9] * (NUMBERS_AT - 2), 3, 44, *[_NUMBER_WIDTH] * 6])
    # Pages break between charts; where a sheet is fitted to the page no break would count.
    page.sheet_properties.pageSetUpPr.fitToPage = False
    page.page_setup.scale = SCALE
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
    chart = BarChart()
    chart.type, chart.grouping = "bar", "clustered"
    chart.title = _("Completion and time share by indicator (%)")
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    chart.gapWidth, chart.overlap = 45, 0
    chart.width, chart.height = _WIDE, max(8.0, 3 + 0.62 * len(told))
    charts.draw(chart, titles, told, number_format(2), (MOUNTAIN, SAND))
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
    chart = LineChart()
    chart.title = _("%(indicator)s: year to date by month (%(unit)s)") % {
        "indicator": keepable(row.indicator.name),
        "unit": keepable(row.indicator.unit),
    }
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "#,##0"
    chart.width, chart.height = _WIDE, 8.0
    charts.draw(chart, ["", *names], rows, number_format(decimals), (MOUNTAIN, SAND, RIVER))
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
    chart = BarChart()
    chart.type, chart.grouping = "col", "clustered"
    chart.title = _("Completion of the main indicators by pairing (%)")
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    chart.gapWidth = 60
    chart.width, chart.height = _WIDE, 9.0
    charts.draw(chart, ["", *names], rows, number_format(2), COLOURS)


def _place(row: Row) -> tuple[str, int | None]:
    return row.kind, row.pairing.pk if row.pairing else None


def _completion_of(row: Row | None) -> Decimal | None:
    return row.completion if row else None
