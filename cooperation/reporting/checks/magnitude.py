"""How large a value is beside what is usual: slips of the unit, jumps, mistaken bases.

A value is compared with several references: the median of the last six values that are not
zero, and the same month of the years before (workers leave after the Spring Festival, schools
begin in September). It is usual if it lies near any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import log10

from cooperation.models import Basis
from cooperation.reporting.checks.past import ZERO, Past

# 元 for 千元 or people for thousands, 元 for 万元, 元 for 亿元; and the other way round.
FACTORS = tuple(Decimal(10) ** power for power in (3, 4, 8, -3, -4, -8))
# How many powers of ten a value may lie beside its nearest reference, and a slip once it is put
# right: a factor of 6.3. Measured on three sample programmes of a city and one of a province:
# from 0.6 to 1.5 the same 99 of 100 slips are caught and no honest value is held, but the wider
# it is, the more often the wrong factor is offered. Real offices stray more than samples.
NEAR = 0.8
# A value this many times its references (or the part of them) is a jump.
JUMP = 5
# ... if it also lies so far outside of everything known.
BEYOND = Decimal("1.5")
# Below this nothing is a jump: three meetings after none are not.
SMALL = 20
# Powers of ten within which a value is like those before.
LIKE = 0.2
# With fewer values than these, the twelfth of the target is a reference too.
FEW = 3
# A year must be known before a season can be told from a jump.
SEASON = 12


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as typed, and where its report stands."""

    value: Decimal
    basis: str
    year: int
    month: int

    def amount(self, past: Past) -> Decimal | None:
        """The month's own amount; where months are missing, an average one. Of a stock: it."""
        if self.basis != Basis.YTD:
            return self.value
        if self.value < past.standing.reached:
            return None
        return (self.value - past.standing.reached) / (past.standing.missing + 1)


@dataclass(frozen=True, slots=True)
class Slip:
    """A value that looks `factor` times too large (below 1: too small), and what is meant."""

    factor: Decimal
    corrected: Decimal


def references(typed: Typed, past: Past) -> list[Decimal]:
    """What the amount is compared with; empty where nothing is known."""
    usual = past.usual()
    found = [usual] if usual else []
    found += [value for value in past.same_month(typed.year, typed.month) if value > 0]
    if past.plan and sum(1 for value in past.values.values() if value > 0) < FEW:
        found.append(past.plan if typed.basis == Basis.AT else past.plan / 12)
    return found


def distance(amount: Decimal, found: list[Decimal]) -> float:
    """Powers of ten between an amount and its nearest reference."""
    return min(abs(log10(amount / reference)) for reference in found)


def slip(typed: Typed, past: Past, decimals: int) -> Slip | None:
    """The slip of the unit that explains an unusual value best."""
    found = references(typed, past)
    amount = typed.amount(past)
    if not found or not typed.value or amount == 0:
        return None
    if amount is not None and distance(amount, found) <= NEAR:
        return None
    base = past.standing.reached if typed.basis == Basis.YTD else ZERO
    share = past.standing.missing + 1 if typed.basis == Basis.YTD else 1
    best: tuple[float, Slip] | None = None
    for factor in FACTORS:
        if factor > 1 and not _large(amount, found):
            continue
        corrected = rounded(typed.value / factor, decimals)
        far = _far(corrected, base, share, found)
        if far is not None and (best is None or far < best[0]):
            best = far, Slip(factor, corrected)
    if best is None and base and amount:
        best = _slip_of_the_month(amount * share, base, share, found, decimals)
    return best[1] if best else None


def _large(amount: Decimal | None, found: list[Decimal]) -> bool:
    """Whether an amount can be a thousand times too large at all."""
    return amount is not None and amount > 0 and log10(amount / min(found)) >= 3 - NEAR


def _far(value: Decimal, base: Decimal, share: int, found: list[Decimal]) -> float | None:
    """How far a corrected value is from the usual; None if it cannot be meant."""
    amount = (value - base) / share
    if amount < 0 or value == 0:
        return None
    if amount == 0:
        # The same year to date as before: a month without anything.
        return NEAR
    far = distance(amount, found)
    # Above a year to date that stands, a month may be as small as it likes.
    small = base > 0 and amount < max(found)
    return far if far <= NEAR or small else None


def _slip_of_the_month(
    amount: Decimal, base: Decimal, share: int, found: list[Decimal], decimals: int
) -> tuple[float, Slip] | None:
    """A year to date to which the month was added in another unit."""
    best: tuple[float, Slip] | None = None
    for factor in FACTORS:
        part = rounded(amount / factor, decimals)
        if part <= 0:
            continue
        far = distance(part / share, found)
        if far <= NEAR and (best is None or far < best[0]):
            best = far, Slip(factor, base + part)
    return best


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero, to the indicator's decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def usual(typed: Typed, past: Past) -> Decimal:
    """What a slip is said to be compared with: the median, else the nearest there is."""
    return past.usual() or references(typed, past)[0]


def jumps(typed: Typed, past: Past) -> bool:
    """Whether an amount lies far outside of all that was seen before."""
    amount, middle = typed.amount(past), past.usual()
    if amount is None or not middle or max(amount, middle) < SMALL or len(past.values) < SEASON:
        return False
    known = past.values.values()
    if amount >= middle * JUMP:
        return amount > max(known) * BEYOND
    return amount * JUMP <= middle and amount * BEYOND < min(known)


def looks_cumulative(typed: Typed, past: Past) -> bool:
    """Whether a month's value is the year to date: unusual by itself, usual less what was."""
    before = past.standing.reached
    if not before or not past.standing.complete or typed.value < before:
        return False
    return _explains(typed.value, typed.value - before, typed, past)


def looks_monthly(typed: Typed, past: Past) -> bool:
    """Whether a year to date is the month alone: hardly any growth, but usual as a month."""
    before = past.standing.reached
    if not before or not past.standing.complete or typed.value < before:
        return False
    return _explains(typed.value - before, typed.value, typed, past)


def _explains(amount: Decimal, other: Decimal, typed: Typed, past: Past) -> bool:
    """Whether the other amount is usual where the first one is not."""
    found = references(typed, past)
    if not found or amount <= 0 or other <= 0 or max(amount, other) < SMALL:
        return False
    if len(past.values) < FEW:
        return False
    return distance(amount, found) > LIKE * 2 and distance(other, found) <= LIKE
