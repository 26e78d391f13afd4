"""The figures are what Plotly takes, and say what the numbers say."""

import datetime
from decimal import Decimal

import plotly.graph_objects as go

from cooperation.dashboards import charts

NINE = [Decimal(n * 100) for n in range(1, 10)] + [None] * 3
NONE = [None] * 12


def test_cumulative_is_a_valid_figure_without_invented_months():
    figure = charts.cumulative(
        sector="labor",
        decimals=0,
        actual=NINE,
        last_year=[Decimal(90 * n) for n in range(1, 13)],
        path=[Decimal(110 * n) for n in range(1, 13)],
        target=Decimal(1320),
    )
    go.Figure(figure)
    this_year = next(
        trace for trace in figure["data"] if trace.get("name") in {"This year", "本年"}
    )
    assert this_year["y"][8:] == [900.0, None, None, None]


def test_a_yearly_reading_is_a_point_at_its_cut_off_day_and_no_line():
    reading = charts.Point(datetime.date(2021, 12, 25), Decimal(1250), "1 250")
    figure = charts.cumulative(
        sector="labor",
        decimals=0,
        actual=NONE,
        last_year=NONE,
        path=NONE,
        target=None,
        points=[reading],
    )
    go.Figure(figure)
    (trace,) = figure["data"]
    assert "lines" not in trace["mode"]
    assert trace["x"] == [11.806]
    assert trace["y"] == [1250.0]


def test_months_to_come_are_boxes_of_what_is_needed():
    figure = charts.monthly(
        sector="industry",
        decimals=2,
        months=NINE,
        last_year=NONE,
        through=9,
        needed=Decimal("140"),
    )
    go.Figure(figure)
    assert [shape["y1"] for shape in figure["layout"]["shapes"]] == [140.0] * 3


def test_a_month_with_missing_reports_is_hollow_and_says_so():
    partly = ["3/4" if month == 8 else "" for month in range(1, 13)]
    figure = charts.monthly(
        sector="industry",
        decimals=0,
        months=NINE,
        last_year=NONE,
        through=9,
        needed=None,
        partly=partly,
    )
    go.Figure(figure)
    (bars,) = figure["data"]
    assert [m for m, colour in enumerate(bars["marker"]["color"], 1) if colour == charts.CARD] == [
        8
    ]
    assert bars["hovertext"][7].endswith("(3/4)")
    html = charts.months_table([("2025", NINE)], 0, "", partly)
    assert html.count("(3/4)") == 1


def test_readings_of_several_years_are_not_joined():
    points = [
        charts.Point(datetime.date(2023, 12, 14), Decimal(146120), "146 120"),
        charts.Point(datetime.date(2024, 11, 8), Decimal(158500), "158 500"),
    ]
    figure = charts.years_of_readings(sector="industry", points=points, years=range(2021, 2026))
    go.Figure(figure)
    stems, diamonds = figure["data"]
    assert diamonds["mode"] == "markers+text"
    assert stems["y"][2] is None


def test_table_escapes_what_it_prints():
    html = charts.table(["<b>"], [["<i>", "1"]], "a & b")
    assert "<b>" not in html.replace("<b></b>", "")
    assert "&lt;i&gt;" in html
    assert "a &amp; b" in html


def test_names_at_the_ends_of_two_close_curves_do_not_touch():
    figure = charts.cumulative(
        sector="labor",
        decimals=0,
        actual=[Decimal(100 * n) for n in range(1, 13)],
        last_year=[Decimal(99 * n) for n in range(1, 13)],
        path=NONE,
        target=None,
    )
    go.Figure(figure)
    last_year, this_year = figure["layout"]["annotations"]
    assert "1\u2009188" in last_year["text"]
    assert this_year["text"] == "1\u2009200"
    apart = (this_year["y"] - last_year["y"]) / 1200 * charts.PLOT_HEIGHT
    apart += this_year["yshift"] - last_year["yshift"]
    assert apart >= 1.5 * charts.LINE_HEIGHT - 1


def test_a_number_behind_its_path_is_written_below_it():
    def note(path):
        figure = charts.cumulative(
            sector="labor", decimals=0, actual=NINE, last_year=NONE, path=path, target=None
        )
        return figure["layout"]["annotations"][0]["yanchor"]

    assert note([Decimal(110 * n) for n in range(1, 13)]) == "top"
    assert note([Decimal(90 * n) for n in range(1, 13)]) == "bottom"
