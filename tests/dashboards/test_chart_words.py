"""A chart's drawing, its table and its sentence say the same numbers."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from cooperation.dashboards.charts import last_year_name
from cooperation.dashboards.curves import curves, published_years
from cooperation.formatting import UNKNOWN, number
from cooperation.models import Programme, PublishedReading
from cooperation.scoreboard import scoreboard

pytestmark = pytest.mark.slow

PERIODS = [("sample-city", 2022, 7), ("sample-city", 2021, 12), ("zs-lps-2021", 2023, 12)]


class Cells(HTMLParser):
    """The rows of all tables of a piece of HTML, as texts."""

    def __init__(self, html):
        super().__init__()
        self.rows, self._cell = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._cell = ""

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.rows[-1].append(self._cell)
            self._cell = None


def drawn_charts(code, year, through):
    """(row, chart) of every total of a period that has charts."""
    board = scoreboard(Programme.objects.get(code=code), year, through)
    return [(board, row, chart) for row in board.totals() for chart in curves(board, row)]


def written(values, decimals):
    """The floats of a trace as the table prints them."""
    return [UNKNOWN if y is None else number(Decimal(repr(y)), decimals) for y in values]


def column(rows, head):
    """The twelve cells below a head, without what is said of missing reports."""
    index = rows[0].index(head)
    return [re.sub(r" \(\d+/\d+\)$", "", row[index]) for row in rows[1:13]]


def named(figure, name):
    """The trace with that name, with twelve months."""
    found = [t for t in figure["data"] if t.get("name") == name and len(t["x"]) == 12]
    return found[0]["y"] if found else None


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_drawing_and_table_have_the_same_numbers(programmes, db, period):
    from django.utils.translation import gettext as _

    compared = 0
    for board, row, chart in drawn_charts(*period):
        rows = Cells(chart.table).rows
        heads = {
            _("This year"): str(board.year),
            last_year_name(): str(board.year - 1),
            _("Target path"): _("Target path"),
        }
        for name, head in heads.items():
            if (values := named(chart.figure, name)) is not None:
                assert written(values, row.indicator.decimals) == column(rows, head), chart.id
                compared += 1
        points = [t for t in chart.figure["data"] if t.get("name") == _("Published")]
        labels = [text for trace in points for text in trace["text"]]
        assert [cells[1] for cells in rows[13:] if len(cells) == 2][-len(labels) :] == (
            labels or [cells[1] for cells in rows[13:] if len(cells) == 2]
        )
        compared += len(labels)
    assert compared > 3


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_the_sentence_repeats_numbers_of_the_table(programmes, db, period):
    said = 0
    for _board, row, chart in drawn_charts(*period):
        assert chart.summary.endswith("。")
        assert chart.source
        if chart.id.endswith("month"):
            cells = {cell for cells in Cells(chart.table).rows for cell in cells}
            known = [y for y in named(chart.figure, "本年") if y is not None]
            for value in {max(known), min(known)}:
                text = number(Decimal(repr(value)), row.indicator.decimals)
                assert text in chart.summary
                assert any(cell.startswith(text) for cell in cells)
            said += 1
    assert said or period[0] != "sample-city"


def test_readings_over_the_years_are_said_and_listed(programmes, db):
    programme = Programme.objects.get(code="zs-lps-2021")
    board = scoreboard(programme, 2024, 12)
    readings = PublishedReading.objects.filter(pairing__programme=programme, whole=True)
    by_indicator = {}
    for reading in readings.order_by("cutoff"):
        by_indicator.setdefault(reading.indicator.code, []).append(reading)
    code, some = max(by_indicator.items(), key=lambda item: len(item[1]))
    chart = published_years(board.indicator(code), some, programme.years)
    rows = Cells(chart.table).rows[1:]
    assert [row[1] for row in rows] == [
        text.split("<br>")[0] for text in chart.figure["data"][1]["text"]
    ]
    assert rows[0][1] in chart.summary
    assert rows[-1][1] in chart.summary
