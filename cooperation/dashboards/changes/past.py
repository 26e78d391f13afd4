"""Figures of months that were in the earlier number and say something else now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cooperation.models import Pairing
from cooperation.progress import Given
from cooperation.scoreboard import Board, CountedIndicator


class Changed(NamedTuple):
    """One month of one pairing, then and now; None where nothing stood or stands."""

    pairing: Pairing
    year: int
    month: int
    before: Given | None
    after: Given | None


def changed_months(
    then: Board, now: Board, indicator: CountedIndicator, pairings: Sequence[Pairing]
) -> Iterator[Changed]:
    """Month by month up to the newest one that stood in the earlier number."""
    for pairing in pairings:
        key = pairing.pk, indicator.id
        old = then.standings.figures.get(key, {}).get(then.year, {})
        new = now.standings.figures.get(key, {}).get(then.year, {})
        last = max((month for month in old if month <= then.through), default=0)
        for month in range(1, last + 1):
            before, after = old.get(month), new.get(month)
            if _said(before) != _said(after):
                yield Changed(pairing, then.year, month, before, after)


def _said(given: Given | None) -> tuple | None:
    """What was declared, whoever has approved it since."""
    return (given.basis, given.value) if given else None
