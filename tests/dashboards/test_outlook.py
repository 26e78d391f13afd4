"""The projection on the sample's years against the straight line, and what is said of it."""

import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from cooperation.dashboards.curves import curves
from cooperation.dashboards.outlook import (
    outlook_facts,
    outlook_sentence,
    range_words,
    tried_words,
    why_none,
    years_words,
)
from cooperation.models import Programme
from cooperation.projection import Range, back_test, projection
from cooperation.scoreboard import scoreboard
from cooperation.seeding.load import load_seeds
from tests.rows import until_module_ends

D = Decimal


@pytest.fixture(scope="module")
def five_years(django_db_blocker):
    """The sample city with all its years: four are completed."""
    with until_module_ends(django_db_blocker):
        load_seeds(settings.BASE_DIR / "seeds")
        call_command("sample", months=60, verbosity=0)
        yield Programme.objects.get(code="sample-city")


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def headline_flows(board):
    return [row for row in board.totals() if row.indicator.headline and not row.indicator.is_stock]


@pytest.mark.slow
@pytest.mark.parametrize("through", range(3, 12))
def test_the_projection_beats_the_straight_line_on_the_sample(five_years, db, through):
    """Mean absolute error in per cent of the years' ends, each from the years before it."""
    board = scoreboard(five_years, 2025, 9)
    flows = headline_flows(board)
    assert len(flows) == 4
    for row in flows:
        past = board.completed_years(row)
        assert [one.year for one in past] == [2021, 2022, 2023, 2024]
        found = back_test(past, through)
        assert found.years == (2022, 2023, 2024)
        # Worked out here once more: what was said, what a line says, what became of it.
        ours, line = [], []
        for place, one in enumerate(past[1:], 1):
            begun, ended = one.ytd[through - 1], one.ytd[11]
            said = projection(begun, through, past[:place]).end.middle
            ours.append(abs(said / ended - 1))
            line.append(abs(begun / through * 12 / ended - 1))
        assert float(found.error) == pytest.approx(float(100 * sum(ours) / 3))
        assert float(found.straight) == pytest.approx(float(100 * sum(line) / 3))
        assert found.error < found.straight, row.indicator.code
        assert found.error < D("5.6"), row.indicator.code


@pytest.mark.slow
def test_most_of_the_samples_years_end_within_their_range(five_years, db):
    board = scoreboard(five_years, 2025, 9)
    found = [
        back_test(board.completed_years(row), through)
        for row in headline_flows(board)
        for through in range(3, 12)
    ]
    within, years = sum(one.within for one in found), sum(len(one.years) for one in found)
    assert (within, years) == (102, 108)


@pytest.mark.slow
def test_the_words_say_range_target_and_years(five_years, db, english):
    board = scoreboard(five_years, 2025, 9)
    row = board.row("total", None, "consumption.purchases")
    text = outlook_sentence(board, row)
    end = board.projection(row).end
    assert text.startswith(f"Expected for the year: {range_words(end, 2)} 10k yuan;")
    assert "the target of 58\u2009145 is uncertain" in text
    assert text.endswith("(as the months of 2021–2024 went).")
    two = scoreboard(five_years, 2025, 9, since=False)
    assert "2024 went" in outlook_sentence(two, two.row("total", None, "consumption.purchases"))
    labels = [label for label, _value, _note in outlook_facts(board, row)]
    assert labels == [
        "Expected for the year",
        "Target",
        "Still needed a month",
        "Expected a month until December",
    ]
    assert tried_words(board, row).startswith("Tried on 2022–2024 at the same month: off by ")
    assert why_none(board, row) == ""


@pytest.mark.slow
def test_an_incomplete_month_is_named(five_years, db, english):
    board = scoreboard(five_years, 2025, 12)
    row = board.row("total", None, "labor.jobs")
    assert row.covered < row.due
    assert "from January–November 2025, the newest that is complete" in outlook_sentence(board, row)


@pytest.mark.slow
def test_a_year_that_is_over_is_not_projected(five_years, db):
    board = scoreboard(five_years, 2024, 12)
    row = board.row("total", None, "labor.jobs")
    assert outlook_sentence(board, row) == why_none(board, row) == tried_words(board, row) == ""
    assert outlook_facts(board, row) == []


@pytest.mark.slow
def test_the_fan_and_its_table_have_the_same_numbers(five_years, db, english):
    board = scoreboard(five_years, 2025, 9)
    chart = curves(board, board.row("total", None, "labor.jobs"))[0]
    low, high, middle = chart.figure["data"][:3]
    assert low["x"] == high["x"] == middle["x"] == [9, 10, 11, 12]
    assert high["fill"] == "tonexty"
    body = re.findall(r"<tr><th scope=\"row\">(\w+)</th>(.*?)</tr>", chart.table)
    rows = {month: re.findall(r">([^<]*)</td>", cells)[-3:] for month, cells in body}
    assert rows["Sep"] == ["—", "—", "—"]
    for place, month in enumerate(("Oct", "Nov", "Dec"), 1):
        printed = [float(text.replace("\u2009", "")) for text in rows[month]]
        assert printed == [low["y"][place], middle["y"][place], high["y"][place]]


def test_a_range_whose_ends_print_alike_is_about(english):
    assert range_words(Range(D("99.6"), D(100), D("100.4")), 0) == "about 100"
    assert range_words(Range(D(990), D(1000), D(1010)), 0) == "990–1\u2009010"


def test_years_are_drawn_together(english):
    assert years_words([2021, 2022, 2023]) == "2021–2023"
    assert years_words([2021, 2023]) == "2021, 2023"
    assert years_words([2024]) == "2024"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("through", "history", "judged"), [(3, True, False), (9, True, True), (9, False, False)]
)
def test_a_target_is_judged_from_the_middle_of_the_year_by_several_years(
    five_years, db, english, through, history, judged
):
    board = scoreboard(five_years, 2025, through, since=False, history=history)
    for row in headline_flows(board):
        text = outlook_sentence(board, row)
        assert text.startswith("Expected for the year: ")
        assert ("the target of" in text) == judged, text


@pytest.mark.slow
def test_overview_and_indicator_say_the_same_of_the_year(five_years, db, client, django_user_model):
    """One number, one projection, wherever it stands."""
    user = django_user_model.objects.create_superuser("chief", password="x")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    period = "?programme=sample-city&year=2025&through=9"
    overview = client.get(f"/{period}").content.decode()
    said = re.findall(r"Expected for the year: .*?\)\.", re.sub(r"<[^>]+>", "", overview))
    assert len(said) == 4
    for row in headline_flows(scoreboard(five_years, 2025, 9)):
        page = client.get(f"/indicators/{row.indicator.code}/{period}").content.decode()
        assert (
            re.findall(r"Expected for the year: .*?\)\.", re.sub(r"<[^>]+>", "", page))[0] in said
        )
