"""Totals, readings, applicability, and how many statements a board costs."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from cooperation.models import Pairing, PublishedReading, Target
from cooperation.scoreboard import scoreboard
from cooperation.scoreboard.rows import FIELDS
from tests.scoreboard import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A city, two groups, a township pairing that reports but never counts."""
    programme = world.programme()
    city = world.pairing(programme, "city", kind="city")
    first = world.pairing(programme, "a", parent=city, position=1)
    second = world.pairing(programme, "b", parent=city, position=2)
    town = world.pairing(programme, "town", kind="township", parent=first, position=3)
    return programme, {"city": city, "a": first, "b": second, "town": town}


def give(pairing, indicator, month, value, basis="ytd"):
    world.submit(pairing, datetime.date(2024, month, 1), {indicator: (basis, value)})


def publish(pairing, indicator, value, cutoff, *, whole=False, basis="ytd", **fields):
    return PublishedReading.objects.create(
        pairing=pairing, indicator=indicator, value=value, cutoff=cutoff, whole=whole,
        basis=basis, **fields,
    )  # fmt: skip


def test_total_adds_city_level_and_groups_and_nothing_below(place):
    programme, pairings = place
    flow = world.indicator("flow")
    for slug, value in (("city", 1), ("a", 20), ("b", 300), ("town", 4000)):
        give(pairings[slug], flow, 3, value)
    board = scoreboard(programme, 2024, 3)
    assert [(row.kind, row.ytd) for row in board.rows] == [
        ("total", 321),
        ("own", 1),
        ("pairing", 20),
        ("pairing", 300),
    ]
    total = board.row("total", None, "flow")
    assert (total.covered, total.due, total.parts, total.parts_given) == (9, 9, 3, 3)
    assert not total.partial_total
    town = scoreboard(programme, 2024, 3, pairings=["town"]).rows
    assert [(row.kind, row.ytd) for row in town] == [("pairing", 4000)]


def test_a_partly_reported_total_says_so(place):
    programme, pairings = place
    flow = world.indicator("flow")
    give(pairings["a"], flow, 3, 20)
    total = scoreboard(programme, 2024, 3).row("total", None, "flow")
    assert (total.ytd, total.parts_given, total.parts) == (20, 1, 3)
    assert total.partial_total
    assert total.state == "partial"
    assert total.missing == tuple(
        f"{slug}:2024-0{month}" for slug in ("city", "b") for month in (1, 2, 3)
    )


def test_a_reading_as_far_as_all_reports_is_the_total_and_the_sum_stands_beside(place):
    programme, pairings = place
    flow = world.indicator("flow")
    for slug in ("city", "a", "b"):
        give(pairings[slug], flow, 3, 10)
    publish(pairings["city"], flow, 99, datetime.date(2024, 3, 31), whole=True)
    total = scoreboard(programme, 2024, 3).row("total", None, "flow")
    assert (total.ytd, total.source, total.cutoff) == (99, "published", datetime.date(2024, 3, 31))
    assert (total.beside.ytd, total.beside.covered) == (30, 9)
    assert (total.covered, total.due, total.approved) == (3, 3, None)


def test_a_reading_behind_the_reports_stands_beside_the_sum(place):
    programme, pairings = place
    flow = world.indicator("flow")
    for slug in ("city", "a", "b"):
        give(pairings[slug], flow, 3, 10)
    reading = publish(pairings["city"], flow, 99, datetime.date(2024, 3, 30), whole=True)
    total = scoreboard(programme, 2024, 3).row("total", None, "flow")
    assert (total.ytd, total.source, total.reading) == (30, "reported", None)
    assert total.published.id == reading.pk


def test_offices_and_press_are_not_mixed_within_a_year(place):
    programme, pairings = place
    flow = world.indicator("flow")
    give(pairings["a"], flow, 2, 5, basis="month")
    publish(pairings["a"], flow, 700, datetime.date(2024, 11, 30))
    row = scoreboard(programme, 2024, 12).row("pairing", pairings["a"].pk, "flow")
    assert (row.ytd, row.source, row.covered, row.due) == (5, "reported", 1, 12)
    assert row.published.value == 700


def test_since_reading_is_shown_beside_our_own_sum(place):
    programme, pairings = place
    flow = world.indicator("flow")
    publish(pairings["a"], flow, 800, datetime.date(2023, 11, 2), basis="since")
    row = scoreboard(programme, 2024, 12).row("pairing", pairings["a"].pk, "flow")
    assert (row.ytd, row.since_pairing, row.since_reading.value) == (None, None, 800)


def test_targets_on_the_city_pairing_are_the_whole_citys(place):
    programme, pairings = place
    flow = world.indicator("flow")
    Target.objects.create(
        pairing=pairings["city"], indicator=flow, year=2024, value=100,
        in_force_from=datetime.date(2024, 1, 1),
    )  # fmt: skip
    board = scoreboard(programme, 2024, 3)
    assert board.row("total", None, "flow").target == 100
    assert board.row("own", pairings["city"].pk, "flow").target is None


def test_not_applicable_is_neither_due_nor_missing(place):
    programme, pairings = place
    city_only = world.indicator("city-only", applies_to="city")
    excepted = world.indicator("excepted")
    excepted.not_for.add(pairings["b"])
    world.indicator("later", valid_from_year=2025)
    board = scoreboard(programme, 2024, 3)
    group = board.row("pairing", pairings["a"].pk, "city-only")
    assert (group.not_applicable, group.state, group.due) == (True, "not_applicable", 0)
    assert group.missing == ()
    assert board.row("total", None, "city-only").due == 3
    assert board.row("total", None, "excepted").due == 6
    assert city_only.code in {one.code for one in board.indicators}
    with pytest.raises(KeyError):
        board.row("total", None, "later")


def test_pairings_come_and_go_with_their_dates(place):
    programme, pairings = place
    flow = world.indicator("flow")
    city = pairings["city"]
    gone = world.pairing(
        programme, "gone", parent=city, position=8, until=datetime.date(2024, 1, 1)
    )
    ended = world.pairing(
        programme, "ended", parent=city, position=9, until=datetime.date(2024, 2, 15)
    )
    to_come = world.pairing(
        programme, "to-come", parent=city, position=10, since=datetime.date(2024, 4, 2)
    )
    board = scoreboard(programme, 2024, 3)
    assert [pairing.slug for pairing in board.pairings] == ["a", "b", "ended"]
    assert board.row("pairing", ended.pk, flow.code).due == 2
    later = scoreboard(programme, 2024, 4)
    row = later.row("pairing", to_come.pk, flow.code)
    assert (row.due, row.state) == (0, "not_due")
    early = scoreboard(programme, 2024, 4, as_of=datetime.date(2024, 4, 1))
    assert to_come not in early.pairings
    world.submit(gone, datetime.date(2023, 3, 1), {flow: ("ytd", 7)})
    assert scoreboard(programme, 2024, 3).row("total", None, "flow").last_year == 7


def test_stock_is_the_newest_count_of_any_year(place):
    programme, pairings = place
    stock = world.indicator("stock", kind="stock")
    world.submit(pairings["a"], datetime.date(2022, 5, 1), {stock: ("at", 7)})
    for since in (True, False):
        row = scoreboard(programme, 2024, 3, since=since).row("pairing", pairings["a"].pk, "stock")
        assert (row.ytd, row.value_date) == (7, datetime.date(2022, 5, 31))
        assert (row.covered, row.due, row.month, row.pace_diff) == (0, 3, None, None)
    publish(pairings["a"], stock, 9, datetime.date(2023, 6, 8), basis="at")
    row = scoreboard(programme, 2024, 3).row("pairing", pairings["a"].pk, "stock")
    assert (row.ytd, row.source) == (9, "published")
    give(pairings["a"], stock, 2, 8, basis="at")
    row = scoreboard(programme, 2024, 3).row("pairing", pairings["a"].pk, "stock")
    assert (row.ytd, row.source, row.covered) == (8, "reported", 2)


def test_stock_has_a_pace_only_with_milestones(place):
    programme, pairings = place
    stocks = [
        world.indicator("plain", kind="stock"),
        world.indicator("paced", kind="stock", milestones={3: Decimal("0.5"), 12: Decimal(1)}),
    ]
    march = datetime.date(2024, 3, 1)
    world.submit(pairings["a"], march, dict.fromkeys(stocks, ("at", 60)))
    for stock in stocks:
        Target.objects.create(
            pairing=pairings["a"], indicator=stock, year=2024, value=100,
            in_force_from=datetime.date(2024, 1, 1),
        )  # fmt: skip
    board = scoreboard(programme, 2024, 3)
    rows = {code: board.row("pairing", pairings["a"].pk, code) for code in ("plain", "paced")}
    assert (rows["plain"].completion, rows["plain"].pace_diff, rows["plain"].state) == (
        Decimal("60.00"),
        None,
        "no_pace",
    )
    assert (rows["paced"].pace_diff, rows["paced"].state) == (Decimal("10.00"), "ok")


def test_json_row_has_the_agreed_fields_and_plain_texts(place):
    programme, pairings = place
    flow = world.indicator("flow")
    give(pairings["a"], flow, 2, Decimal("1250.5000"))
    row = scoreboard(programme, 2024, 3).row("pairing", pairings["a"].pk, "flow").as_dict()
    assert tuple(row) == FIELDS
    assert (row["ytd"], row["month"], row["through"]) == ("1250.5", None, "2024-03")
    assert (row["value_date"], row["cutoff"], row["missing"]) == ("2024-02-29", None, ["2024-03"])


@pytest.mark.parametrize("groups", [2, 40])
@pytest.mark.parametrize("since", [True, False])
def test_five_statements_whatever_the_number_of_pairings(place, groups, since):
    programme, pairings = place
    flow = world.indicator("flow")
    for number in range(groups):
        world.pairing(programme, f"x{number}", parent=pairings["city"], position=20 + number)
    for pairing in Pairing.objects.all():
        give(pairing, flow, 3, 5)
    publish(pairings["a"], flow, 9, datetime.date(2024, 3, 8))
    with CaptureQueriesContext(connection) as queries:
        board = scoreboard(programme, 2024, 3, since=since)
        for row in board.rows:
            row.as_dict()
            board.series(row)
    assert len(queries) == 5, [query["sql"][:80] for query in queries]


def test_a_month_says_how_many_of_its_figures_are_there(place):
    """One group reports each month, the other leaves March out and catches up in April."""
    programme, pairings = place
    flow = world.indicator("flow")
    for month in range(1, 5):
        give(pairings["city"], flow, month, month)
        give(pairings["a"], flow, month, month * 10)
        if month != 3:
            give(pairings["b"], flow, month, month * 100)
    board = scoreboard(programme, 2024, 4)
    series = board.series(board.row("total", None, "flow"))
    assert series.month[:4] == [111, 111, 11, None]
    assert series.partly[:4] == ["", "", "2/3", ""]


def test_indicators_by_condition_and_unknown_names(place):
    programme, _pairings = place
    world.indicator("one", headline=True)
    world.indicator("two")
    board = scoreboard(programme, 2024, 3, indicators=Q(headline=True))
    assert [one.code for one in board.indicators] == ["one"]
    with pytest.raises(LookupError):
        scoreboard(programme, 2024, 3, indicators=["three"])
    with pytest.raises(LookupError):
        scoreboard(programme, 2024, 3, pairings=["nowhere"])
    with pytest.raises(ValueError, match="months"):
        scoreboard(programme, 2024, 13)


def test_a_moment_knows_no_reading_that_was_entered_later(place):
    """What was sealed stays, though the press wrote it before; a day goes by the publication."""
    programme, pairings = place
    flow = world.indicator("flow")
    moment = world.moment(datetime.date(2024, 5, 2))
    early = {"published_on": datetime.date(2024, 4, 2)}
    publish(pairings["a"], flow, 50, datetime.date(2024, 3, 31), recorded_at=moment, **early)
    publish(
        pairings["b"], flow, 70, datetime.date(2024, 3, 31),
        recorded_at=moment - datetime.timedelta(microseconds=1), **early,
    )  # fmt: skip

    def numbers(**asked):
        rows = scoreboard(programme, 2024, 3, **asked).rows
        return [row.ytd for row in rows if row.kind == "pairing"]

    assert numbers(moment=moment) == [None, 70]
    assert numbers(as_of=datetime.date(2024, 5, 1)) == [50, 70]
    assert numbers() == [50, 70]
