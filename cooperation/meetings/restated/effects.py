"""What restated figures did to a headline number: a bridge from the one presented to now's.

The steps are the differences, one by one, then the new months together, then the target. They
add up exactly, in units and in the hundredths that are printed: `bridge.bridge` sees to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cooperation import progress
from cooperation.bridge import (
    CORRECTED,
    LATE,
    NEW,
    PRESS,
    TAKEN_BACK,
    TARGET,
    Bridge,
    End,
    Part,
    Step,
    bridge,
)
from cooperation.meetings.restated.differences import ZERO, Difference
from cooperation.meetings.restated.presented import Period
from cooperation.models import Pairing
from cooperation.scoreboard import Board, CountedIndicator, Row, Standing
from cooperation.scoreboard.rows import PAIRING, TOTAL

ORDER = (CORRECTED, LATE, TAKEN_BACK, PRESS, NEW, TARGET)


@dataclass(frozen=True, slots=True)
class Amount:
    """What all differences of a kind did together. points: None where completion is unknown."""

    kind: str
    units: Decimal
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Effect:
    """A headline number as presented and as it is now, and all that lies between.

    pairing: None for the whole city. row: now's. from_zero: a flow of a year that had not begun
    at the meeting. amounts: in a fixed order, only kinds that moved it; they add up to `bridge`.
    """

    indicator: CountedIndicator
    pairing: Pairing | None
    row: Row
    bridge: Bridge
    from_zero: bool = False

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The steps kind by kind."""
        kinds = {step.kind for step in self.bridge.steps if step.units or step.kind == TARGET}
        return tuple(self._amount(kind) for kind in ORDER if kind in kinds)

    def _amount(self, kind: str) -> Amount:
        steps = [step for step in self.bridge.steps if step.kind == kind]
        units = sum((step.units for step in steps), ZERO)
        return Amount(kind, units, progress.known_sum(step.points for step in steps))

    def step_of(self, difference: Difference) -> Step | None:
        """The step that a difference is; of a target the one that changes the target."""
        if difference.kind == TARGET:
            owner = self.pairing or self.row.pairing
            if owner is None or difference.pairing is None or difference.pairing.pk != owner.pk:
                return None
            return next((step for step in self.bridge.steps if step.kind == TARGET), None)
        return next((step for step in self.bridge.steps if step.key is difference), None)

    def points_of(self, difference: Difference) -> Decimal | None:
        """What a difference did to the completion; nothing is 0, not unknown."""
        if self.bridge.points is None:
            return None
        step = self.step_of(difference)
        return ZERO if step is None else step.points


def effect_of(
    then: Board,
    now: Board,
    indicator: CountedIndicator,
    pairing: Pairing | None,
    period: Period,
    found: Sequence[Difference],
) -> Effect:
    """The effect on the city's total or on one pairing's number of what was found of it.

    ArithmeticError where the differences do not add up although there are no new months: what
    was found is wrong then, and must not be printed as progress.
    """
    row = now.row(PAIRING if pairing else TOTAL, pairing and pairing.pk, indicator.code)
    from_zero = not indicator.is_stock and period.year != now.year
    start = _start(then, row, period, from_zero)
    parts = [Part(one, one.kind, one.units) for one in found if one.kind != TARGET]
    moved = sum((part.units for part in parts), ZERO)
    added = (row.ytd or ZERO) - (start.value or ZERO) - moved
    if added and period == (now.year, now.through):
        whose = pairing.slug if pairing else "total"
        raise ArithmeticError(f"{indicator.code} of {whose}: {added} is in none of the differences")
    if added:
        parts.append(Part(None, NEW, added))
    return Effect(
        indicator, pairing, row, bridge(start, End(row.ytd, row.target), parts), from_zero
    )


def _start(then: Board, row: Row, period: Period, from_zero: bool) -> End:
    """What was presented; a year that had not begun is nothing, not unknown."""
    if from_zero:
        return End(None if row.ytd is None else ZERO, row.target)
    agreed = then.targets.get((row.pairing.pk, row.indicator.id)) if row.pairing else None
    return End(_then(then, row, period).ytd, agreed.value if agreed else None)


def _then(then: Board, row: Row, period: Period) -> Standing:
    if row.kind == TOTAL:
        return then.standings.total(row.indicator, *period)
    return then.standings.of(row.pairing, row.indicator, *period) if row.pairing else Standing()
