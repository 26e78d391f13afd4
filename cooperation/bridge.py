"""The arithmetic of a bridge: why a completion is another one than it was.

Pure and typed, like `progress.py`: no database, no language. Units are the indicator's, points
are hundredths of the target (percentage points of completion). `None` = unknown, never zero.

The order is fixed, since another one would give other parts: first everything that was
*done*, each step measured against the target of then; last the change of the target, on the
number of now. So a step of work weighs the same whoever reads the bridge after the target was
changed, and what the new target did stands apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cooperation import progress

PLACES = 2
# What a step is. CORRECTED: other values for months that were in the earlier number. LATE: months
# before the newest one then, which came in only later. TAKEN_BACK: months that no longer stand
# behind the number. NEW: later months. PRESS: an office's number and a published one, which no
# months connect. TARGET: the change of the target.
CORRECTED, LATE, TAKEN_BACK, NEW, PRESS, TARGET = (
    "corrected",
    "late",
    "taken_back",
    "new",
    "press",
    "target",
)


class End(NamedTuple):
    """One end of a bridge: the number and the target that counts with it."""

    value: Decimal | None
    target: Decimal | None

    @property
    def completion(self) -> Decimal | None:
        """Completion in per cent with two decimals, as every page prints it."""
        return progress.completion(self.value, self.target)


class Seen(NamedTuple):
    """A number with the count of months behind it, as far as a bridge looks at it.

    published: whether it is a published reading, or contains any.
    """

    value: Decimal | None
    covered: int
    published: bool = False


class Part(NamedTuple):
    """What one pairing or month brought: its name for the caller, what it is, and units."""

    key: object
    kind: str
    units: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the bridge. points: two decimals; None where completion is unknown.

    Units of the change of target are zero: it does nothing to the number.
    """

    key: object
    kind: str
    units: Decimal
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Bridge:
    """Both ends and the steps between them, which add up exactly, units and points alike."""

    then: End
    now: End
    steps: tuple[Step, ...]

    @property
    def units(self) -> Decimal | None:
        """The whole way in units; from nothing where nothing was known."""
        return None if self.now.value is None else self.now.value - (self.then.value or 0)

    @property
    def points(self) -> Decimal | None:
        """The whole way in points: the difference of the completions as they are printed."""
        if self.now.completion is None or _base(self.then, self.now) is None:
            return None
        return self.now.completion - (self.then.completion or 0)


def split(then: Seen, again: Seen, now: Seen) -> list[tuple[str, Decimal]]:
    """What became of one pairing's number, as (kind, units) that are not zero.

    then: its number as it was known. again: the same months as they are known now. now: its
    number now. Between `then` and `again` lies what became of the past, between `again` and
    `now` what is new. An unknown number adds nothing, as it adds nothing to a total.
    """
    if then.published or now.published:
        found = [(PRESS, _known(now) - _known(then))]
    else:
        found = [(_past(then, again), _known(again) - _known(then))]
        found.append((NEW, _known(now) - _known(again)))
    return [(kind, units) for kind, units in found if units]


def _past(then: Seen, again: Seen) -> str:
    """More or fewer months behind the same period, or other values in them."""
    if again.covered > then.covered:
        return LATE
    return TAKEN_BACK if again.covered < then.covered else CORRECTED


def _known(seen: Seen) -> Decimal:
    return Decimal(0) if seen.value is None else seen.value


def bridge(then: End, now: End, parts: Sequence[Part]) -> Bridge:
    """The steps from one completion to another.

    ValueError where the parts are not the whole difference of the two numbers: a bridge that
    does not arrive is worse than none. Points are unknown if one of the completions is; where
    nothing was known *then*, all of it is measured against the target of now.
    """
    whole = _known(Seen(now.value, 0)) - _known(Seen(then.value, 0))
    if sum((part.units for part in parts), Decimal(0)) != whole:
        raise ValueError("The parts are not the whole.")
    base = _base(then, now)
    if base is None or now.target is None or now.value is None:
        return Bridge(then, now, tuple(Step(*part, None) for part in parts))
    shares = [Fraction(part.units) * 100 / Fraction(base) for part in parts]
    value = Fraction(now.value) * 100
    shares.append(value / Fraction(now.target) - value / Fraction(base))
    before = progress.completion(then.value, base) or Decimal(0)
    after = progress.completion(now.value, now.target) or Decimal(0)
    *points, last = rounded_to_sum(shares, after - before)
    steps = [Step(*part, share) for part, share in zip(parts, points, strict=True)]
    if base != now.target:
        steps.append(Step(None, TARGET, Decimal(0), last))
    return Bridge(then, now, tuple(steps))


def _base(then: End, now: End) -> Decimal | None:
    """The target against which work is measured: that of then, or where no number was known
    then, that of now; None where a completion cannot be said."""
    if not now.target or now.value is None:
        return None
    return (then.target or None) if then.value is not None else now.target


def rounded_to_sum(
    shares: Sequence[Fraction], whole: Decimal, places: int = PLACES
) -> list[Decimal]:
    """Exact shares rounded so that they add up to a whole that was rounded before them.

    Largest remainders: each is cut off downwards, and the hundredths that are then lacking go
    to those that lost most; equal ones in their order. No share is off by a hundredth or more
    while the whole is not; one that is nothing stays nothing.
    """
    scale = 10**places
    exact = [Fraction(share) * scale for share in shares]
    cut = [share.numerator // share.denominator for share in exact]
    lacking = int(whole * scale) - sum(cut)
    order = sorted(range(len(exact)), key=lambda n: cut[n] - exact[n])
    moved = [n for n in order if exact[n]] or order
    if not moved:
        return []
    step = 1 if lacking > 0 else -1
    if step < 0:
        moved.reverse()
    for turn in range(abs(lacking)):
        cut[moved[turn % len(moved)]] += step
    return [Decimal(units).scaleb(-places) for units in cut]
