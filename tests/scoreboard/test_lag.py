"""Since when a row lags and what the absent weigh, against the naive double."""

import datetime
import random
from decimal import ROUND_HALF_UP, Decimal

import pytest

from cooperation.scoreboard import absent_share, lag_of, scoreboard
from tests.alternative_implementations import NaiveBoard, covered_months, month_value
from tests.scoreboard.world import random_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def periods(seed):
    """Ends of periods, and whether only approved figures count."""
    rng = random.Random(seed * 13)
    return [(2023, 12, False), (2024, 9, False)] + [
        (rng.choice([2023, 2024]), rng.randint(2, 12), rng.random() < 0.3) for _ in range(2)
    ]


def figures_of(slow, pairing, indicator, year):
    """{(year, month): (basis, value)} of a year."""
    known = slow.figures(pairing, indicator).items()
    return {key: given[:2] for key, given in known if key[0] == year}


# --- since when ----------------------------------------------------------------------------


def share_due(indicator, month):
    """In per cent: month/12, or the newest milestone."""
    if indicator.code == "paced":
        return Decimal(0) if month < 6 else Decimal(50) if month < 12 else Decimal(100)
    return Decimal(100) * month / 12


def last_day(year, month):
    """Of a month."""
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def naive_word(slow, row, programme, month):
    """The state at a month's end from what was reported alone: None unknown, "" not owed."""
    indicator = slow.indicators[row.indicator.code]
    parts = [p for p in slow.parts if indicator.applies(p, slow.year)]
    parts = parts if row.kind == "total" else [row.pairing]
    total, owed, covered = None, 0, 0
    for part in parts:
        due = slow.due(part, indicator, slow.year, month)
        owed += len(due)
        given = figures_of(slow, part, indicator, slow.year)
        if indicator.kind == "stock":
            counts = [m for (_, m) in given if m <= month and given[slow.year, m][0] == "at"]
            older = [k for k in slow.figures(part, indicator) if k[0] < slow.year]
            if counts:
                value = given[slow.year, max(counts)][1]
                covered += len([m for m in due if m <= max(counts)])
            elif older:
                value = slow.figures(part, indicator)[max(older)][1]
            else:
                continue
        else:
            covered += len(covered_months(given, slow.year, month, due))
            singles = [k for k in given if k[1] <= month]
            if not singles:
                continue
            cumulative = max((m for _, m in singles if given[slow.year, m][0] == "ytd"), default=0)
            value = sum(given[slow.year, m][1] for _, m in singles if m >= max(cumulative, 1))
        total = value if total is None else total + value
    if not owed:
        return ""
    if total is None or covered != owed:
        return None
    if last_day(slow.year, month) < row.agreed.in_force_from:
        return None
    behind = total * 100 / row.target - share_due(indicator, month)
    behind = behind.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if behind < programme.late_below:
        return "late"
    return "watch" if behind < programme.watch_below else "ok"


def first_of_run(words, alike):
    """(month, whether the one before is known)."""
    month = len(words)
    while month > 1 and words[month - 2] in alike:
        month -= 1
    return month, month == 1 or words[month - 2] is not None


@pytest.mark.parametrize("seed", range(6))
def test_since_when_equals_the_naive_double(seed):
    programme = random_world(seed)
    for year, through, approved_only in periods(seed):
        board = scoreboard(programme, year, through, approved_only=approved_only)
        slow = NaiveBoard(programme, year, through, None, approved_only)
        for row in board.rows:
            lag = lag_of(board, row)
            if row.state not in ("watch", "late") or row.source != "reported":
                assert lag is None or row.source == "mixed"
                continue
            if row.kind == "own":
                continue
            words = [naive_word(slow, row, programme, m) for m in range(1, through + 1)]
            assert words[-1] == row.state, (seed, year, through, row.name, row.indicator.code)
            assert lag.behind == first_of_run(words, {"watch", "late"})
            assert lag.same == first_of_run(words, {row.state})


# --- what the absent weigh -------------------------------------------------------------------


def naive_month(slow, part, indicator, year, month):
    """What one pairing gave for a month that it owed."""
    due = slow.due(part, indicator, year, 12)
    if month not in due:
        return None
    given = figures_of(slow, part, indicator, year)
    if indicator.kind == "stock":
        basis, value = given.get((year, month), ("", None))
        return value if basis == "at" else None
    return month_value(given, year, month, due)


def naive_share(slow, indicator):
    """(share, year, month), walking back month by month."""
    parts = [p for p in slow.parts if indicator.applies(p, slow.year)]
    now = {p: slow.single(p, indicator, slow.year, slow.through) for p in parts}
    owing = [p for p in parts if now[p]["due"]]
    absent = [p for p in owing if len(now[p]["months"]) < len(now[p]["due"])]
    year, month = slow.year, slow.through
    while absent and absent != owing and year >= slow.year - 1:
        values = {p: naive_month(slow, p, indicator, year, month) for p in owing}
        if all(value is not None for value in values.values()) and sum(values.values()) > 0:
            share = sum(values[p] for p in absent) * 100 / sum(values.values())
            return share.quantize(Decimal("0.01"), ROUND_HALF_UP), year, month
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None


@pytest.mark.parametrize("seed", range(6))
def test_the_share_of_the_absent_equals_the_naive_double(seed):
    programme = random_world(seed)
    for year, through, approved_only in periods(seed):
        board = scoreboard(programme, year, through, approved_only=approved_only)
        slow = NaiveBoard(programme, year, through, None, approved_only)
        for row in board.rows:
            indicator = slow.indicators[row.indicator.code]
            expected = naive_share(slow, indicator) if row.partial_total else None
            scope = (seed, year, through, approved_only, row.kind, row.indicator.code)
            assert absent_share(board, row) == expected, scope
