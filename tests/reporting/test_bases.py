"""The same year typed as months, as years to date, or mixed, shows the same on every board."""

import datetime
import random
from decimal import Decimal
from itertools import accumulate

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cooperation.models import MonthlyReport, Review
from cooperation.reporting.record import RecordEntry, record_many
from cooperation.scoreboard import scoreboard
from tests.reporting.world import World
from tests.rows import settle, until_module_ends

pytestmark = pytest.mark.django_db

YEARS = (2023, 2024)
LABOR = ("jobs_lifted", "east_jobs", "near_jobs")
# What says which programme or pairing it is; everything else must agree.
OWN_NAMES = {"programme", "pairing", "pairing_name"}


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """Three programmes that hold the same places and the same indicators."""
    with until_module_ends(django_db_blocker):
        yield [World(sample=True, code=code) for code in ("months", "years", "mixed")]


@st.composite
def offices(draw):
    """What two groups and 市本级 counted month by month: indicator → 24 amounts, the last few
    months not reported yet; and how each office would type each of them, if it mixed."""
    count = st.integers(0, 4000)
    money = st.decimals(0, 20_000, places=2, allow_nan=False)
    counted = {
        sector: [
            {name: draw(value) for name in names} for _month in range(draw(st.integers(1, 24)))
        ]
        for sector, names, value in (("labor", LABOR, count), ("industry", ("invested",), money))
    }
    for month in counted["labor"]:
        # 其中 within the whole, the parts add up to it: what no report may break.
        month["jobs"] = month["east_jobs"] + month["near_jobs"]
        month["jobs_lifted"] = min(month["jobs_lifted"], month["jobs"])
    habits = draw(st.lists(st.booleans(), min_size=24, max_size=24))
    return counted, habits


def entries(world, pairing, counted, basis_of):
    """The approved reports of one pairing: `basis_of(position)` says how a month is typed."""
    for sector, months in counted.items():
        sums: dict[str, list[Decimal]] = {}
        for name in months[0]:
            values = [Decimal(month[name]) for month in months]
            sums[name] = [*accumulate(values[:12]), *accumulate(values[12:])]
        for position, month in enumerate(months):
            basis = basis_of(position)
            figures = {
                f"{sector}.{name}": (
                    basis,
                    sums[name][position] if basis == "ytd" else Decimal(value),
                    "",
                )
                for name, value in month.items()
            }
            if sector == "labor":
                figures["labor.workshops"] = ("at", Decimal(3), "")
            first = datetime.date(YEARS[position // 12], position % 12 + 1, 1)
            at = datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC)
            yield RecordEntry(
                pairing=pairing,
                sector=sector,
                side="west",
                month=first,
                figures=figures,
                at=at,
                by=world.clerk,
                reviews=[(Review.Decision.APPROVED, at, world.reviewer, "")],
            )


def typed(world, found, basis_of):
    """Write what every office counted, in one way of typing it."""
    every = [
        entry
        for pairing, (counted, habits) in zip(
            (world.city, world.group, world.other), found, strict=True
        )
        for entry in entries(world, pairing, counted, basis_of(habits))
    ]
    record_many(every, channel="sample")
    assert MonthlyReport.objects.filter(pairing__programme=world.programme).count() == len(every)


def shown(world, year, through):
    """Every row of the board with all of its fields, but for the names."""
    board = scoreboard(world.programme, year, through, since=True)
    return [
        {key: value for key, value in row.as_dict().items() if key not in OWN_NAMES}
        for row in board.rows
    ]


def check(worlds, found, through):
    ways = (
        lambda habits: lambda position: "month",
        lambda habits: lambda position: "ytd",
        lambda habits: lambda position: "ytd" if habits[position] else "month",
    )
    with transaction.atomic():
        for world, way in zip(worlds, ways, strict=True):
            typed(world, found, way)
        settle()
        for year, month in ((2023, 12), (2024, through), (2024, 12)):
            by_month, by_year, mixed = (shown(world, year, month) for world in worlds)
            assert by_month
            assert by_year == by_month
            assert mixed == by_month
        transaction.set_rollback(True)


def test_month_and_year_to_date_give_the_same_board(worlds):
    rng = random.Random(2024)
    found = [
        (
            {
                "labor": [
                    {"jobs_lifted": 3, "east_jobs": rng.randint(0, 900), "near_jobs": 7}
                    for _month in range(months)
                ],
                "industry": [{"invested": Decimal(rng.randint(0, 99_999)) / 100}] * months,
            },
            [rng.random() < 0.5 for _month in range(24)],
        )
        for months in (24, 19, 11)
    ]
    for counted, _habits in found:
        for month in counted["labor"]:
            month["jobs"] = month["east_jobs"] + month["near_jobs"]
    check(worlds, found, through=8)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(found=st.tuples(offices(), offices(), offices()), through=st.integers(1, 12))
def test_month_and_year_to_date_give_the_same_board_for_many(worlds, found, through):
    check(worlds, found, through)
