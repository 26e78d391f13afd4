"""The arithmetic: worked cases, and generated figures against the naive double."""

import csv
import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation import progress
from cooperation.progress import Given
from tests import alternative_implementations as naive

EXAMPLES = Path(__file__).parent / "data" / "progress-examples.csv"
CASES = list(csv.DictReader(EXAMPLES.read_text(encoding="utf-8").splitlines()))
D = Decimal


def figures_of(text):
    """ "2024-01 ytd 30; …" → {year: {month: Given}}."""
    years = {}
    for part in filter(None, text.split("; ")):
        month, basis, value = part.split()
        year, month = map(int, month.split("-"))
        years.setdefault(year, {})[month] = Given(month, basis, D(value))
    return years


def standing(case, years, readings, year, through):
    """(value, source, cut-off, covered, due, month) of one pairing's flow."""
    began = datetime.date.fromisoformat(case["began"] + "-01")
    due = progress.due_months(year, began, None)
    now = progress.reached(years.get(year, {}), due, through)
    if now.last:
        return now.ytd, "reported", None, now.covered, now.due, now.month
    reading = progress.newest_reading(readings, year, through)
    if reading is None:
        return None, None, None, 0, now.due, None
    covered = progress.due_count(due, min(progress.full_months(reading.cutoff, year), through))
    return reading.value, "published", reading.cutoff, covered, now.due, None


@pytest.mark.parametrize("case", CASES, ids=[f"case{case['case']}" for case in CASES])
def test_worked_case(case):
    years = figures_of(case["figures"])
    readings = [
        SimpleNamespace(cutoff=datetime.date.fromisoformat(day), value=D(value))
        for day, value in (part.split() for part in case["published"].split("; ") if part)
    ]
    year, through = int(case["year"]), int(case["through"])
    target = D(case["target"]) if case["target"] else None
    value, source, cutoff, covered, due, month = standing(case, years, readings, year, through)
    last = standing(case, years, readings, year - 1, through)
    all_years = [
        standing(case, years, readings, y, through if y == year else 12)
        for y in range(int(case["began"][:4]), year + 1)
    ]
    expected = progress.time_share(through)
    found = {
        "month": month,
        "ytd": value,
        "source": source,
        "cutoff": cutoff,
        "covered": covered,
        "due": due,
        "completion": progress.completion(value, target),
        "pace_diff": progress.pace_difference(value, target, expected),
        "last_year": last[0],
        "last_year_covered": last[3],
        "last_year_due": last[4],
        "since_pairing": progress.known_sum(one[0] for one in all_years),
        "since_covered": sum(one[3] for one in all_years),
        "since_due": sum(one[4] for one in all_years),
    }
    numbers = {"month", "ytd", "last_year", "since_pairing"}
    as_text = {key: "" if value is None else str(value) for key, value in found.items()}
    wanted = {key: case[key] for key in found}
    for key in numbers:  # 120 and 120.00 are the same number
        as_text[key], wanted[key] = (D(t) if t else None for t in (as_text[key], wanted[key]))
    assert as_text == wanted


def test_all_worked_cases_are_here():
    assert len(CASES) == 60


amounts = st.decimals(min_value=0, max_value=10**13 - 1, places=4) | st.integers(0, 500).map(D)
years_of_figures = st.dictionaries(
    st.integers(1, 12), st.tuples(st.sampled_from(["month", "ytd"]), amounts, st.booleans())
)
due_ranges = st.tuples(st.integers(1, 13), st.integers(0, 12)).map(
    lambda ends: range(ends[0], ends[1] + 1) if ends[0] <= ends[1] else progress.NOTHING_DUE
)


@settings(max_examples=400, deadline=None)
@given(years_of_figures, due_ranges, st.integers(1, 12))
def test_reached_equals_the_naive_double(figures, due, through):
    fast = progress.reached(
        {m: Given(m, basis, value, approved) for m, (basis, value, approved) in figures.items()},
        due,
        through,
    )
    slow = {(2024, month): given[:2] for month, given in figures.items()}
    months = naive.covered_months(slow, 2024, through, due)
    assert fast.ytd == naive.year_to_date(slow, 2024, through)
    assert fast.covered == len(months)
    assert fast.due == sum(1 for month in due if month <= through)
    assert fast.month == naive.month_value(slow, 2024, through, due)
    missing = progress.missing_months(
        {m: Given(m, *given[:2]) for m, given in figures.items()}, due, through
    )
    assert missing == [month for month in due if month <= through and month not in months]


@settings(max_examples=400, deadline=None)
@given(years_of_figures, due_ranges, st.sets(st.integers(1, 12)))
def test_one_walk_reaches_every_month_alike(figures, due, correcting):
    given_months = {
        month: Given(month, basis, value, approved, month in correcting)
        for month, (basis, value, approved) in figures.items()
    }
    assert progress.reached_by_month(given_months, due) == [
        progress.reached(given_months, due, month) for month in range(1, 13)
    ]


@given(
    st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 12, 31)),
    st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2027, 12, 31)),
    st.integers(2020, 2027),
)
def test_due_months_equal_the_naive_double(since, until, year):
    slow = naive.due_in(year, 12, since, until or datetime.date.max)
    assert list(progress.due_months(year, since, until)) == slow


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 12, 31)), st.integers(2020, 2026))
def test_full_months_equal_the_naive_double(cutoff, year):
    assert progress.full_months(cutoff, year) == len(naive.ended_by(cutoff, year, range(1, 13)))


@given(amounts, amounts.filter(bool), st.integers(1, 12))
def test_completion_and_pace_equal_the_naive_double(actual, target, through):
    expected = progress.time_share(through)
    assert progress.completion(actual, target) == naive.percent(actual, target)
    assert progress.pace_difference(actual, target, expected) == naive.pace(
        actual, target, D(100) * through / 12
    )


def test_completion_is_unknown_without_a_target_or_a_number_and_never_capped():
    assert progress.completion(D(5), None) is None
    assert progress.completion(None, D(5)) is None
    assert progress.completion(D(0), D(5)) == D("0.00")
    assert progress.completion(D(15), D(5)) == D("300.00")


@pytest.mark.parametrize(
    ("actual", "target", "shown"),
    [(2842, 4600, "61.78"), (826, 1200, "68.83"), (22, 32, "68.75"), (1, 800, "0.13")],
)
def test_completion_of_published_pages(actual, target, shown):
    assert str(progress.completion(D(actual), D(target))) == shown


def test_halves_round_away_from_zero():
    assert progress.rounded(D("0.125")) == D("0.13")
    assert progress.rounded(D("-0.125")) == D("-0.13")


def test_pace_is_rounded_once():
    # 33.335 - 25 would be 8.34 if the completion were rounded before.
    assert progress.pace_difference(D("33.3349"), D(100), D(25)) == D("8.33")


def test_time_share_of_milestones_is_the_last_one_reached():
    milestones = {6: D("0.5"), 12: D(1)}
    assert progress.time_share(5, milestones) == 0
    assert progress.time_share(8, milestones) == 50
    assert progress.time_share(12, milestones) == 100
    assert progress.time_share(3) == 25


def test_needed_per_month_is_zero_once_reached_and_unknown_in_december():
    assert progress.needed_per_month(D(60), D(100), 8) == 10
    assert progress.needed_per_month(D(160), D(100), 8) == 0
    assert progress.needed_per_month(D(60), D(100), 12) is None
    assert progress.needed_per_month(None, D(100), 8) is None
    assert progress.needed_per_month(D(60), None, 8) is None


def test_average_per_month_needs_months():
    assert progress.average_per_month(D(60), 8) == D("7.5")
    assert progress.average_per_month(D(60), 0) is None


def test_change_from_nothing_is_unknown():
    assert progress.change(D(110), D(100)) == D("10.00")
    assert progress.change(D(110), D(0)) is None
    assert progress.change(None, D(100)) is None


def test_newest_stock_reaches_back_over_years_but_not_forward():
    years = {
        2022: {3: Given(3, "at", D(7))},
        2024: {2: Given(2, "at", D(9)), 8: Given(8, "at", D(11))},
    }
    assert progress.newest_stock(years, 2024, 7) == (2024, years[2024][2])
    assert progress.newest_stock(years, 2024, 1) == (2022, years[2022][3])
    assert progress.newest_stock(years, 2022, 2) is None


def test_state_words_follow_the_thresholds():
    words = [progress.state_word(D(p), D(0), D(-10)) for p in ("0", "-0.01", "-10", "-10.01")]
    assert words == ["ok", "watch", "watch", "late"]
    assert progress.state_word(None, D(0), D(-10)) == "no_pace"


def test_target_path_ends_at_the_target():
    assert progress.target_path(D(600))[-1] == 600
    assert progress.target_path(D(600))[2] == 150
    assert progress.target_path(None) == [None] * 12
