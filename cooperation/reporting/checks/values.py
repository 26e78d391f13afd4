"""One value beside its past: what is held of it, in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cooperation.models import Basis
from cooperation.reporting.checks import magnitude
from cooperation.reporting.checks.magnitude import Typed
from cooperation.reporting.checks.past import Past
from cooperation.reporting.problems import Offer

DOUBLE = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What is held of a value. `figure` is what looks wrong: the same on any basis."""

    code: str
    figure: Decimal
    offer: Offer | None = None
    numbers: Mapping[str, Decimal] = field(default_factory=dict)


def check_value_held(typed: Typed, past: Past, decimals: int) -> Iterator[Found]:
    """The one best explanation of an unusual value, and whether the target is far passed."""
    found = _mistaken_basis(typed, past) or _slip(typed, past, decimals) or _jump(typed, past)
    if found:
        yield found
    yield from _target(typed, past)


def _mistaken_basis(typed: Typed, past: Past) -> Found | None:
    """A month that is a year to date, or the other way round."""
    before, value = past.standing.reached, typed.value
    if typed.basis == Basis.MONTH and magnitude.looks_cumulative(typed, past):
        return Found("L05", value, Offer(Basis.MONTH, value - before), {"before": before})
    if typed.basis == Basis.YTD and magnitude.looks_monthly(typed, past):
        numbers = {"before": before, "then": before + value}
        return Found("R05", value, Offer(Basis.MONTH, value), numbers)
    return None


def _slip(typed: Typed, past: Past, decimals: int) -> Found | None:
    """元 typed as 万元, and the like."""
    slip = magnitude.slip(typed, past, decimals)
    if slip is None:
        return None
    amount = typed.amount(past)
    large = slip.factor > 1
    return Found(
        "M01" if large else "M02",
        typed.value if amount is None else amount,
        Offer(typed.basis, slip.corrected),
        {
            "factor": slip.factor if large else 1 / slip.factor,
            "usual": magnitude.usual(typed, past),
        },
    )


def _jump(typed: Typed, past: Past) -> Found | None:
    amount, usual = typed.amount(past), past.usual()
    if amount is None or not usual or not magnitude.jumps(typed, past):
        return None
    return Found("M08", amount, None, {"ratio": amount / usual, "usual": usual})


def _target(typed: Typed, past: Past) -> Iterator[Found]:
    """The target is passed by more than double, in the month in which that happens."""
    target, before, reached = past.target, past.standing.reached, typed.value
    if not target:
        return
    if typed.basis == Basis.MONTH:
        reached += before
    elif typed.basis == Basis.AT:
        before = past.newest
    if reached > target * DOUBLE >= before:
        yield Found("L11", reached, None, {"completion": reached / target, "target": target})
