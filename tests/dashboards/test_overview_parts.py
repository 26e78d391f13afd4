"""The overview's parts: trends, tints, coverage in words, what lags since when, coloured tiles."""

import datetime
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cooperation.dashboards.coverage import coverage_sentence
from cooperation.dashboards.frame import Frame
from cooperation.dashboards.heat import COMPLETION, Heat, band, band_words
from cooperation.dashboards.lagging import lag_lines, since_label, unranked
from cooperation.dashboards.summary import slowest
from cooperation.dashboards.tile_marks import tile_marks
from cooperation.dashboards.trend import trend
from cooperation.models import Target
from cooperation.period import Period
from cooperation.scoreboard import Series, scoreboard
from tests.scoreboard import world

NONE = [None] * 12
YEAR = 2024


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def series(**known):
    """A series of which little is known."""
    names = ("ytd", "month", "covered", "due", "last_ytd", "last_month", "target")
    values = dict.fromkeys(names, NONE) | {"points": [], "last_points": []}
    return Series(**(values | known))


def drawn(stock=False, **known):
    row = SimpleNamespace(
        through=3,
        indicator=SimpleNamespace(is_stock=stock, decimals=0, name="Jobs", unit="people"),
    )
    return trend(SimpleNamespace(series=lambda _row: series(**known)), row)


# --- trends --------------------------------------------------------------------------------


def test_an_unknown_month_has_no_bar_and_a_partial_one_is_hollow():
    months = [Decimal(5), None, Decimal(7), *NONE[3:]]
    html = drawn(month=months, covered=[2, 2, 3, *NONE[3:]], due=[2, 4, 6, *NONE[3:]])
    assert re.findall(r'<rect class="(.*?)" x="([\d.]+)"', html) == [
        ("bar", "1.5"),
        ("bar partly", "21.5"),
    ]
    assert 'aria-label="Jobs (people) by month: Jan 5, Feb —, Mar 7"' in html


def test_bars_stand_on_nothing_and_fall_below_it():
    html = drawn(month=[Decimal(10), Decimal(-10), Decimal(0), *NONE[3:]])
    tops = [float(y) for y in re.findall(r' y="([\d.]+)"', html)]
    heights = [float(h) for h in re.findall(r'height="([\d.]+)"', html)]
    assert tops == [1.0, 14.0, 14.0]
    assert heights == [13.0, 13.0, 0.5]


def test_last_year_alone_draws_nothing():
    assert drawn(last_month=[Decimal(1)] * 12) == ""


def test_a_count_is_a_line_with_a_gap_where_it_is_unknown():
    html = drawn(stock=True, ytd=[Decimal(4), None, Decimal(8), *NONE[3:]])
    path = re.search(r'class="count" d="(.*?)"', html)[1]
    assert path.count("M") == 2
    assert "<rect" not in html


# --- tints ---------------------------------------------------------------------------------


@given(st.decimals(min_value=-50, max_value=400, places=2))
def test_the_band_is_the_quarter_reached(completion):
    slow = 5 if completion >= 100 else max(1, int(completion // 25) + 1)
    assert band(completion) == slow


def test_bands_have_words_and_the_unknown_has_no_band():
    assert [band_words(n) for n in (1, 2, 5)] == ["under 25%", "25 to under 50%", "100% or more"]
    assert band(None) is None


@pytest.mark.parametrize(
    ("state", "pace", "css"),
    [
        ("ok", 9, ""),
        ("ok", 10, " far"),
        ("late", -19, ""),
        ("late", -20, " far"),
        ("watch", -9, ""),
    ],
)
def test_a_cell_far_from_its_pace_is_deeper(state, pace, css):
    heat = Heat.of(SimpleNamespace(late_below=Decimal(-10)), "")
    row = SimpleNamespace(pace_diff=Decimal(pace), completion=Decimal(60))
    assert heat.css(row, state) == css
    assert Heat(COMPLETION).css(row, state) == " b3"


# --- a small programme -----------------------------------------------------------------------


@pytest.fixture
def here(db):
    """市本级 and two groups; g1 gives too little from March on, g2 does not give May and June."""
    programme = world.programme(since=datetime.date(2023, 1, 1))
    flow = world.indicator("labor.flow")
    city = world.pairing(programme, "city", kind="city")
    first = world.pairing(programme, "g1", parent=city, position=1)
    second = world.pairing(programme, "g2", parent=city, position=2)
    gave = {first: [10, 10, 5, 0, 0, 0], second: [10, 10, 10, 30], city: [0] * 6}
    for pairing, months in gave.items():
        for month, value in enumerate(months, start=1):
            world.submit(pairing, datetime.date(YEAR, month, 1), {flow: ("month", value)})
    for pairing in (first, second):
        Target.objects.create(
            pairing=pairing,
            indicator=flow,
            year=YEAR,
            value=120,
            in_force_from=datetime.date(YEAR, 1, 1),
            recorded_at=world.moment(datetime.date(YEAR, 1, 5)),
        )
    return programme


def framed(programme, path="/"):
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return Frame(request, Period(programme, YEAR, 6))


def test_coverage_names_who_is_missing_and_what_they_weigh(here):
    board = scoreboard(here, YEAR, 6)
    words = coverage_sentence(board, board.row("total", None, "labor.flow"))
    assert words == (
        "16 of 18 months due are covered; missing: g2区: May–Jun. "
        "Those now missing made 100.0% of the total of April 2024."
    )


def test_full_coverage_is_short_and_no_figure_says_nothing(here):
    board = scoreboard(here, YEAR, 4)
    total = board.row("total", None, "labor.flow")
    assert coverage_sentence(board, total) == "All 12 months due are covered."
    nothing = scoreboard(here, 2023, 4)
    assert coverage_sentence(nothing, nothing.row("total", None, "labor.flow")) == ""


def test_what_lags_says_since_when_and_what_it_takes(here):
    board = scoreboard(here, YEAR, 6)
    rows = slowest(board, 3)
    assert [row.pairing.slug for row in rows] == ["g1"]
    (line,) = lag_lines(framed(here), board, rows)
    text = re.sub(r"<.*?>", "", line.text)
    assert text == (
        "labor.flow: 25 people in January–June 2024, 20.8% done, 29.2 points behind pace, "
        "behind since Apr (behind pace since Mar), 16 people a month still needed "
        "(so far 4)."
    )
    assert since_label(board, rows[0]) == "since Apr"
    assert unranked(board) == 1


def test_tiles_are_tinted_by_completion(here):
    board = scoreboard(here, YEAR, 6)
    marks = [tile_marks(board, "labor.flow")[pairing.pk] for pairing in board.pairings]
    assert [(mark.css, mark.number) for mark in marks] == [("b1", "20%"), ("b3", "50%")]
    assert marks[1].words == "60 people, 50.0% done, Incomplete"


def test_unreported_tiles_are_hatched_and_nobody_is_blamed_without_reports(here):
    late = scoreboard(here, YEAR, 6, approved_only=True)
    assert {mark.css for mark in tile_marks(late, "labor.flow").values()} == {"unreported"}
    assert {mark.words for mark in tile_marks(late, "labor.flow").values()} == {"no figure known"}
