"""The hard checks: what a report may say, in itself and beside the rest of the year."""

import datetime
from decimal import Decimal

import pytest

from cooperation.reporting.catalogue import Catalogue
from cooperation.reporting.checks import Candidate, check_report, falls
from tests.reporting.world import MARCH, SOUND


@pytest.fixture
def check(world):
    def check(figures, *, month=MARCH, year=None, sector="labor", pairing=None):
        typed = {}
        for code, figure in figures.items():
            basis, value = figure if isinstance(figure, tuple) else ("month", figure)
            if code.endswith("workshops") and basis == "month":
                basis = "at"
            typed[f"{sector}.{code}"] = (basis, None if value is None else Decimal(value), "")
        months = {
            world.indicators[f"{sector}.{code}"].pk: {
                m: (basis, None if value is None else Decimal(value))
                for m, (basis, value) in of.items()
            }
            for code, of in (year or {}).items()
        }
        pairing = pairing or world.group
        candidate = Candidate(pairing, sector, "west", month, typed, months)
        found = check_report(candidate, Catalogue(["labor", "industry"]))
        return [(problem.code, problem.place.indicator) for problem in found]

    return check


def test_a_sound_report_passes(check):
    assert check({code.partition(".")[2]: value for code, value in SOUND.items()}) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [("-1", "N14"), ("1.5", "N17"), ("1000000000", "N47"), ("NaN", "N25"), ("Infinity", "N25")],
)
def test_one_cell_by_itself(check, value, code):
    assert check({"jobs": value}) == [(code, "labor.jobs")]


def test_decimals_follow_the_indicator(check):
    assert check({"invested": "9999999999999.99"}, sector="industry") == []
    assert check({"invested": "10000000000000"}, sector="industry")[0][0] == "N47"
    assert check({"invested": "1.005"}, sector="industry")[0][0] == "N17"
    assert check({"invested": "1.0000"}, sector="industry") == []


@pytest.mark.parametrize(
    ("code", "basis"), [("jobs", "at"), ("jobs", ""), ("workshops", "ytd"), ("jobs", "year")]
)
def test_the_basis_fits_the_kind(check, code, basis):
    assert check({code: (basis, 1)}) == [("R02", f"labor.{code}")]


def test_indicators_of_others_do_not_belong(check):
    assert check({"transfers": 1}) == [("R01", "labor.transfers")]


def test_an_indicator_that_does_not_apply_does_not_belong(check, world):
    world.indicators["labor.jobs"].not_for.add(world.other)
    assert check({"jobs": 1}, pairing=world.other) == [("R01", "labor.jobs")]


@pytest.mark.parametrize("month", [datetime.date(2022, 12, 1), datetime.date(2026, 1, 1)])
def test_the_month_lies_within_the_programme(check, month):
    assert check({}, month=month) == [("D17", "")]


def test_the_month_lies_within_the_pairing(check, world):
    late = world.pairing(
        "late",
        "group",
        world.city,
        since=datetime.date(2024, 3, 2),
        until=datetime.date(2024, 7, 1),
    )
    months = [m for m in range(1, 13) if not check({}, month=MARCH.replace(month=m), pairing=late)]
    assert months == [4, 5, 6]


def test_a_subset_is_not_larger_than_its_whole(check):
    assert check({"jobs": 5, "jobs_lifted": 6}) == [("L01", "labor.jobs_lifted")]
    assert check({"jobs": 6, "jobs_lifted": 6}) == []
    assert check({"jobs": None, "jobs_lifted": 6}) == []


def test_parts_add_up_where_all_are_given(check):
    assert check({"jobs": 5, "east_jobs": 3, "near_jobs": 3}) == [("L03", "labor.jobs")]
    assert check({"jobs": 5, "east_jobs": 3, "near_jobs": None}) == []
    assert check({"jobs": 5, "east_jobs": 3}) == []


def test_on_different_bases_the_years_to_date_are_compared(check):
    january = {"jobs": {1: ("month", 10), 2: ("month", 10)}}
    whole, subset = ("month", 5), ("ytd", 26)
    assert check({"jobs": whole, "jobs_lifted": subset}, year=january) == [
        ("L01", "labor.jobs_lifted")
    ]
    assert check({"jobs": whole, "jobs_lifted": ("ytd", 25)}, year=january) == []
    gap = {"jobs": {1: ("month", 10)}}
    assert check({"jobs": whole, "jobs_lifted": subset}, year=gap) == []


def test_the_year_to_date_does_not_fall(check):
    year = {"jobs": {1: ("ytd", 10), 2: ("month", 5)}}
    assert check({"jobs": ("ytd", 14)}, year=year) == [("L06", "labor.jobs")]
    assert check({"jobs": ("ytd", 15)}, year=year) == []
    assert check({"jobs": ("month", 0)}, year=year) == []


def test_a_correction_does_not_pass_a_later_year_to_date(check):
    year = {"jobs": {4: ("ytd", 20)}}
    assert check({"jobs": ("ytd", 21)}, year=year) == [("L08", "labor.jobs")]
    assert check({"jobs": ("month", 21)}, year=year) == [("L08", "labor.jobs")]
    assert check({"jobs": ("ytd", 20)}, year=year) == []


def test_what_was_wrong_before_blocks_nobody(check):
    year = {"jobs": {1: ("ytd", 10), 2: ("ytd", 5), 6: ("ytd", 50), 7: ("ytd", 40)}}
    assert check({"jobs": ("ytd", 12)}, year=year) == []


def test_falls_takes_what_is_known_as_a_lower_bound():
    def months(**of):
        return {int(m[1:]): (basis, Decimal(value)) for m, (basis, value) in of.items()}

    assert list(falls(months(m1=("month", 3), m3=("ytd", 2)))) == [(3, 3, 2)]
    assert list(falls(months(m1=("ytd", 3), m2=("month", 1), m5=("ytd", 4)))) == []


def test_all_problems_are_given_at_once(check):
    found = check({"jobs": "1.5", "jobs_lifted": -1, "near_jobs": ("at", 1), "transfers": 3})
    assert sorted(code for code, _indicator in found) == ["N14", "N17", "R01", "R02"]
