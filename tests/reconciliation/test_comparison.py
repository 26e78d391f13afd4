"""How a declared figure stands to its ledger: arithmetic without a database."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from cooperation.models import Explanation
from cooperation.reconciliation import Comparison, State

MARCH = datetime.date(2024, 3, 1)


def compared(declared, total, given=None, decimals=0):
    def number(value):
        return None if value is None else Decimal(value)

    indicator = SimpleNamespace(decimals=decimals)
    return Comparison.of(None, indicator, MARCH, number(declared), number(total), given)


def explanation(declared, ledger):
    return Explanation(month=MARCH, declared=Decimal(declared), ledger=Decimal(ledger))


@pytest.mark.parametrize(
    ("declared", "total", "state", "difference"),
    [
        ("5", "5", State.AGREES, Decimal(0)),
        ("5", "3", State.UNEXPLAINED, Decimal(2)),
        ("3", "5", State.UNEXPLAINED, Decimal(-2)),
        ("0", "5", State.UNEXPLAINED, Decimal(-5)),
        # Unknown is not zero: neither is a difference of the whole amount.
        ("5", None, State.NO_ROWS, None),
        (None, "5", State.NO_FIGURE, None),
        (None, "0", State.NO_FIGURE, None),
        # Nothing happened, and nothing was written.
        ("0", None, State.AGREES, None),
    ],
)
def test_state_and_difference(declared, total, state, difference):
    one = compared(declared, total)
    assert (one.state, one.difference, one.known) == (state, difference, True)


def test_a_month_with_neither_is_not_known():
    assert not compared(None, None).known


@pytest.mark.parametrize(
    ("declared", "total", "decimals", "state"),
    [
        ("12.35", "12.3466", 2, State.AGREES),
        ("12.35", "12.345", 2, State.AGREES),
        ("12.34", "12.345", 2, State.UNEXPLAINED),
        ("12", "12.4999", 0, State.AGREES),
    ],
)
def test_ledger_is_rounded_once_to_the_decimals_of_the_figure(declared, total, decimals, state):
    assert compared(declared, total, decimals=decimals).state == state


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (("5", "3"), State.EXPLAINED),
        (("5.0000", "3.0000"), State.EXPLAINED),
        # The same difference between other numbers is another difference.
        (("6", "4"), State.UNEXPLAINED),
        (("5", "4"), State.UNEXPLAINED),
        (("4", "3"), State.UNEXPLAINED),
    ],
)
def test_an_explanation_fits_its_own_numbers_only(given, state):
    one = compared("5", "3", explanation(*given))
    assert one.state == state
    assert one.given is not None
    assert (one.explanation is None) == (state == State.UNEXPLAINED)


def test_what_agrees_needs_no_explanation():
    assert compared("5", "5", explanation("5", "3")).state == State.AGREES
